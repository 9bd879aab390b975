import type {Posture} from './derive.js';

/** Every derived state of a posture in one text: where it is the same, nothing has changed. */
export const fingerprintOf = ({controls, guards, gates, readiness}: Posture): string =>
  JSON.stringify([
    controls.map(({control, state, assurance}) => [control.id, state, assurance]),
    guards.map(({guard, observation, agreement}) => [
      guard.id,
      observation?.verdict,
      observation?.reason,
      agreement,
    ]),
    gates.map(({gate}) => [gate.id, gate.state]),
    readiness.map(({report, requirements}) => [!!report, requirements.map(({state}) => state)]),
  ]);
