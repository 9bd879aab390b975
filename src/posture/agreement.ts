import type {Moment} from '../guard/clock.js';
import {firstMatch, type Row} from '../guard/decision-table.js';
import type {Observation, Verdict} from '../guard/observation.js';

/** Whether a guard's answer agrees with the state of its gates in the manifest. */
export type Agreement = 'agrees' | 'contradicts' | 'undetermined';

interface Facts {
  readonly verdict: Verdict;
  readonly proven: boolean;
  /** What the manifest declares: `blocked` while any of the guard's gates is unmet. */
  readonly declared: 'blocked' | 'open';
  /** Whether the answer names exactly the gates that are unmet in the manifest. */
  readonly sameGates: boolean;
  /** Whether the check changed records or enabled production, according to the answer. */
  readonly effects: boolean;
}

type AgreementRow = Row<Facts, Agreement>;

const row = (
  verdicts: readonly Verdict[],
  then: Agreement,
  condition: AgreementRow['when'] = () => true,
) => ({
  when: (facts: Facts) => verdicts.includes(facts.verdict) && condition(facts),
  then,
});

/** The agreement table. The first row that applies decides. */
export const AGREEMENT_TABLE: readonly AgreementRow[] = [
  row(['blocked', 'blocked-unproven'], 'contradicts', ({sameGates}) => !sameGates),
  row(['blocked'], 'contradicts', ({declared}) => declared === 'open'),
  row(['blocked'], 'agrees', ({proven}) => proven),
  row(['blocked', 'blocked-unproven'], 'undetermined'),
  row(['open'], 'contradicts', ({declared}) => declared === 'blocked'),
  // An open route has no unmet gates, and its guard only reports.
  row(['open'], 'contradicts', ({sameGates, effects}) => !sameGates || effects),
  row(['open'], 'agrees', ({proven}) => proven),
  row(['open'], 'undetermined'),
  row(['not-refused', 'contradictory'], 'contradicts'),
  row(['unknown', 'unchecked', 'stale'], 'undetermined'),
];

/**
 * Compares an observation with `unmet`, the ids of the guard's gates that are unmet in the manifest.
 * `table` lets a test prove that every row is needed.
 * @throws {RangeError} If no row covers the observation.
 */
export function agreementOf(
  {
    verdict,
    proven,
    unmetGates,
    effects: reported,
  }: Pick<Observation, 'verdict' | 'proven' | 'unmetGates' | 'effects'>,
  unmet: readonly string[],
  table: readonly AgreementRow[] = AGREEMENT_TABLE,
): Agreement {
  const answered = new Set(unmetGates);
  const sameGates =
    answered.size === new Set(unmet).size && unmet.every((gate) => answered.has(gate));
  const declared = unmet.length ? 'blocked' : 'open';
  const effects = !!(reported?.mutatesRecords || reported?.enablesProduction);
  const facts = {verdict, proven, declared, sameGates, effects} as const;
  const agreement = firstMatch<Facts, Agreement | undefined>(table, facts, undefined);
  // A default outcome would hide a missing row with the same outcome.
  if (!agreement) throw new RangeError(`No row of the agreement table covers \`${verdict}\`.`);
  return agreement;
}

/** The history of one guard while one manifest is shown. */
export interface GuardRecord {
  readonly latest: Observation;
  /** The time of the latest proven answer that agrees. */
  readonly verifiedAt?: Moment | undefined;
  /** The latest contradiction, until a later proven answer that agrees clears it. */
  readonly contradiction?: Observation | undefined;
}

/**
 * Returns a guard's record with an observation added. A contradiction latches: no outage, pause or age
 * clears it. An observation that started before the latest one is ignored.
 */
export function recordObservation(
  record: GuardRecord | undefined,
  observation: Observation,
  unmet: readonly string[],
): GuardRecord {
  if (record && observation.checkedAt.monotonic < record.latest.checkedAt.monotonic) return record;
  const agreement = agreementOf(observation, unmet);
  const agrees = agreement === 'agrees';
  const before = record?.contradiction;
  // The answer that contradicts one text of a manifest does not clear itself under another.
  const clears = agrees && before && before.checkedAt.monotonic < observation.checkedAt.monotonic;
  return {
    latest: observation,
    verifiedAt: agrees ? observation.checkedAt : record?.verifiedAt,
    contradiction: agreement === 'contradicts' ? observation : clears ? undefined : before,
  };
}
