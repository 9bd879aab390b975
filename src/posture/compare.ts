import type {Posture} from './posture.js';

type Entries = Pick<Posture, 'controls' | 'guards' | 'gates' | 'roadmap' | 'readiness' | 'claims'>;

/** The values that the page shows as states, for each kind of entry. */
const STATES: {readonly [K in keyof Entries]: (entry: Entries[K][number]) => readonly unknown[]} = {
  controls: ({control, state, assurance, readyToReview}) => [
    control.id,
    state,
    assurance,
    readyToReview,
  ],
  guards: ({guard, observation, agreement}) => [
    guard.id,
    observation?.verdict,
    observation?.reason,
    agreement,
  ],
  gates: ({gate}) => [gate.id, gate.state],
  roadmap: ({item}) => [item.id, item.stage],
  readiness: ({report, requirements}) => [!!report, ...requirements.map(({state}) => state)],
  // The message says how much evidence of an entry has expired.
  claims: ({path, rule, message}) => [path, rule, message],
};

const LISTS = Object.keys(STATES) as (keyof Entries)[];

const sameState = (list: keyof Entries, one: unknown, other: unknown): boolean => {
  const read = STATES[list] as (entry: unknown) => readonly unknown[];
  const others = read(other);
  const states = read(one);
  return states.length === others.length && states.every((state, i) => state === others[i]);
};

/**
 * Returns whether two postures show the same states, in which case no event is due. Objects that the
 * two postures share (see `derivePosture`) are not compared.
 */
export const sameStates = (one: Posture, other: Posture): boolean =>
  LISTS.every((list) => {
    const others = other[list];
    return (
      one[list] === others ||
      (one[list].length === others.length &&
        one[list].every((entry, i) => entry === others[i] || sameState(list, entry, others[i])))
    );
  });
