/** Everything about a guard that needs no page: answer as one, ask one, judge what it answers. */
export {guardAddress, type Address, type AddressPolicy} from '../guard/address.js';
export {CHALLENGE, EFFECTS, type Answer, type Effects} from '../guard/contract.js';
export {Endpoints} from '../guard/endpoints.js';
export {platform, type Clock, type Environment} from '../guard/environment.js';
export {createGuardHandler, type GateDecision, type GuardHandlerOptions} from '../guard/handler.js';
export {GuardMonitor, type MonitorOptions} from '../guard/monitor.js';
export {
  asOf,
  elapsed,
  type Moment,
  type Observation,
  type Reason,
  type Verdict,
} from '../guard/observation.js';
export {probe, type ProbeResult} from '../guard/probe.js';
export {judge, type Check, type Outcome} from '../guard/verdict.js';
