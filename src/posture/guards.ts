import type {Observation} from '../guard/observation.js';
import {indexById} from '../manifest/index-by-id.js';
import type {Manifest} from '../manifest/schema.js';
import {agreementOf, type Agreement, type GuardRecord} from './agreement.js';
import type {GuardPosture, Observations, Posture} from './posture.js';

/** Derives the guards from their records. Of `before`, those whose records have not changed are reused. */
export function deriveGuards(
  manifest: Manifest,
  observations: Observations,
  overclaimsAt: Posture['overclaimsAt'],
  before: readonly GuardPosture[] = [],
): readonly GuardPosture[] {
  const {gate, unmet} = indexById(manifest);
  return manifest.guards.map((guard, i) => {
    const record = observations.get(guard.id);
    const previous = before[i];
    if (previous && matchesRecord(previous, record)) return previous;
    const ids = unmet(guard.gates);
    return {
      guard,
      unmet: ids.map(gate),
      observation: record?.latest,
      agreement: agreementWith(record, ids),
      contradiction: record?.contradiction,
      verifiedAt: record?.verifiedAt,
      overclaims: overclaimsAt(`/guards/${i}`),
    };
  });
}

function agreementWith(record: GuardRecord | undefined, unmet: readonly string[]): Agreement {
  if (record?.contradiction) return 'contradicts';
  return record ? agreementOf(record.latest, unmet) : 'undetermined';
}

const matchesRecord = (
  {observation, contradiction, verifiedAt}: GuardPosture,
  record: GuardRecord | undefined,
): boolean =>
  contradiction === record?.contradiction &&
  verifiedAt === record?.verifiedAt &&
  sameObservation(observation, record?.latest);

/** Compares by value, because `asOf` creates a new object for a stale observation on every call. */
function sameObservation(one: Observation | undefined, other: Observation | undefined): boolean {
  if (!one || !other) return one === other;
  const keys = Object.keys({...one, ...other}) as (keyof Observation)[];
  return keys.every((key) => one[key] === other[key]);
}
