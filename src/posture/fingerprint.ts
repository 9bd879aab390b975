import type {Posture} from './posture.js';

/** Every derived state of a posture in one text: where it is the same, nothing has changed. */
export const fingerprintOf = ({
  controls,
  guards,
  gates,
  roadmap,
  readiness,
  claims,
}: Posture): string =>
  JSON.stringify([
    controls.map(({control, state, assurance, readyToReview}) => [
      control.id,
      state,
      assurance,
      readyToReview,
    ]),
    guards.map(({guard, observation, agreement}) => [
      guard.id,
      observation?.verdict,
      observation?.reason,
      agreement,
    ]),
    gates.map(({gate}) => [gate.id, gate.state]),
    roadmap.map(({item}) => [item.id, item.stage]),
    readiness.map(({report, requirements}) => [!!report, requirements.map(({state}) => state)]),
    claims.map(({path, rule}) => [path, rule]),
  ]);
