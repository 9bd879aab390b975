import {firstMatch, type Row} from '../guard/decision-table.js';
import type {Moment, Observation, Verdict} from '../guard/observation.js';

/** Whether what a guard shows fits what the manifest says of its gates. */
export type Agreement = 'agrees' | 'contradicts' | 'undetermined';

interface Facts {
  readonly verdict: Verdict;
  readonly proven: boolean;
  /** What the manifest declares: `blocked` while it holds one of the guard's gates unmet. */
  readonly declared: 'blocked' | 'open';
  /** Whether the answer names exactly the gates that the manifest holds unmet. */
  readonly exact: boolean;
}

type AgreementRow = Row<Facts, Agreement>;

const row = (
  verdicts: readonly Verdict[],
  then: Agreement,
  also: AgreementRow['when'] = () => true,
) => ({
  when: (facts: Facts) => verdicts.includes(facts.verdict) && also(facts),
  then,
});

/** The agreement table of the design, row by row and column by column. */
export const AGREEMENT_TABLE: readonly AgreementRow[] = [
  row(['blocked', 'blocked-unproven'], 'contradicts', ({exact}) => !exact),
  row(['blocked'], 'contradicts', ({declared}) => declared === 'open'),
  row(['blocked'], 'agrees', ({proven}) => proven),
  row(['blocked', 'blocked-unproven'], 'undetermined'),
  row(['open'], 'contradicts', ({declared}) => declared === 'blocked'),
  row(['open'], 'agrees', ({proven}) => proven),
  row(['open'], 'undetermined'),
  row(['not-refused', 'contradictory'], 'contradicts'),
  row(['unknown', 'unchecked', 'stale'], 'undetermined'),
];

/**
 * Holds an observation against `unmet`, the ids of the guard's gates that the manifest holds unmet.
 * `table` is there so that a test can show that no row is idle.
 */
export function agreementOf(
  {verdict, proven, unmetGates}: Pick<Observation, 'verdict' | 'proven' | 'unmetGates'>,
  unmet: readonly string[],
  table: readonly AgreementRow[] = AGREEMENT_TABLE,
): Agreement {
  const named = new Set(unmetGates);
  const held = new Set(unmet);
  const exact = named.size === held.size && unmet.every((gate) => named.has(gate));
  const declared = unmet.length ? 'blocked' : 'open';
  const facts = {verdict, proven, declared, exact} as const;
  const agreement = firstMatch<Facts, Agreement | undefined>(table, facts, undefined);
  // Any word in its place would be a row's own word, and that row could be lost unnoticed.
  if (!agreement) throw new RangeError(`No row of the agreement table covers \`${verdict}\`.`);
  return agreement;
}

/** What is remembered of one guard while one manifest is shown. */
export interface GuardRecord {
  readonly latest: Observation;
  /** When a proven answer that agrees last came. */
  readonly verifiedAt?: Moment | undefined;
  /** The contradiction that was seen last, until a proven answer that agrees takes it away. */
  readonly contradiction?: Observation | undefined;
}

/**
 * Adds an observation to a guard's record. A contradiction latches: no outage, pause or age clears it.
 * An observation that was begun before the latest one changes nothing.
 */
export function recordObservation(
  record: GuardRecord | undefined,
  observation: Observation,
  unmet: readonly string[],
): GuardRecord {
  const before = record?.latest.checkedAt.monotonic ?? -Infinity;
  if (record && observation.checkedAt.monotonic < before) return record;
  const agreement = agreementOf(observation, unmet);
  return {
    latest: observation,
    verifiedAt: agreement === 'agrees' ? observation.checkedAt : record?.verifiedAt,
    contradiction:
      agreement === 'contradicts'
        ? observation
        : agreement === 'agrees'
          ? undefined
          : record?.contradiction,
  };
}
