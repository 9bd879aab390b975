/** Guards without a page: serve one, check one, judge its answer. Runs in Node and on edge platforms. */
export {guardAddress, type Address, type AddressPolicy} from '../guard/address.js';
export {CHALLENGE, EFFECTS, type Answer, type Effects} from '../guard/contract.js';
export {Endpoints} from '../guard/endpoints.js';
export {elapsed, type Clock, type Moment} from '../guard/clock.js';
export {platform, type Environment} from '../guard/environment.js';
export {createGuardHandler, type GateDecision, type GuardHandlerOptions} from '../guard/handler.js';
export {GuardMonitor, type MonitorOptions} from '../guard/monitor.js';
export {asOf, type Observation, type Reason, type Verdict} from '../guard/observation.js';
export {probe, type ProbeResult} from '../guard/probe.js';
export {judge, type Check, type Outcome} from '../guard/verdict.js';
