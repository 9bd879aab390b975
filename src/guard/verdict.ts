import * as v from 'valibot';
import {instant} from '../manifest/dates.js';
import {hasDuplicateKeys} from '../manifest/has-duplicate-keys.js';
import type {Guard} from '../manifest/schema.js';
import {fromJson, withoutOthers} from '../text/json.js';
import type {Moment} from './clock.js';
import {answerSchema, type Answer} from './contract.js';
import {firstMatch, type Row} from './decision-table.js';
import type {Observation, Reason, Verdict} from './observation.js';

/** The raw outcome of a request to a guard. Guards may share an outcome, never a verdict. */
export type Outcome =
  | {
      readonly status: 'not-asked';
      readonly reason: 'pending' | 'no-address' | 'off' | 'offline' | 'origin-not-allowed';
    }
  | {readonly status: 'no-headers'; readonly reason: 'timeout' | 'csp' | 'network'}
  | {readonly status: 'redirect'}
  | {
      readonly status: 'answered';
      readonly httpStatus: number;
      /** The media type's essence, lower-case: `application/problem+json`. */
      readonly mediaType: string;
      /** `undefined` if the body was cut off, too slow or over the size limit. */
      readonly body?: string | undefined;
    };

type Answered = Extract<Outcome, {readonly status: 'answered'}>;

/** Tolerated difference between a guard's clock and ours, in milliseconds. */
const MAX_CLOCK_SKEW = 5 * 60_000;

/** The facts that the conditions of the table test, computed once per check. */
interface Facts {
  readonly outcome: Outcome;
  readonly httpStatus: number;
  /** Whether the HTTP status is 2xx. */
  readonly success: boolean;
  readonly complete: boolean;
  /** Only of an answer. */
  readonly mediaType: string | undefined;
  /** `undefined` if the body is not JSON, or says different things to different readers. */
  readonly json: unknown;
  /** Whether the body names a key of one object twice. */
  readonly duplicates: boolean;
  readonly claims: {readonly version?: unknown; readonly decision?: unknown};
  readonly answer: Answer | undefined;
  readonly guard: Guard;
  readonly challenge: string;
}

type VerdictAndReason = {readonly verdict: Verdict; readonly reason: Reason | 'as-observed'};
type VerdictRow = Row<Facts, VerdictAndReason> & {readonly row: number};

const row = (
  row: number,
  verdict: Verdict,
  reason: VerdictAndReason['reason'],
  when: VerdictRow['when'],
): VerdictRow => ({row, when, then: {verdict, reason}});

const JSON_MEDIA_TYPE = /^(?:application|text)\/(?:[^;\s]+\+)?json$/;

/** The verdict table, an allow-list: an answer is `blocked` only if no earlier row excludes it. */
export const VERDICT_TABLE: readonly VerdictRow[] = [
  row(
    1,
    'unchecked',
    'as-observed',
    ({outcome}) => outcome.status === 'not-asked' && outcome.reason !== 'origin-not-allowed',
  ),
  row(2, 'unchecked', 'origin-not-allowed', ({outcome}) => outcome.status === 'not-asked'),
  row(3, 'unknown', 'as-observed', ({outcome}) => outcome.status === 'no-headers'),
  row(4, 'unknown', 'redirect', ({outcome}) => outcome.status === 'redirect'),
  row(5, 'unknown', 'incomplete', ({complete, success}) => !complete && !success),
  row(5, 'not-refused', 'incomplete', ({complete}) => !complete),
  row(6, 'open', 'answered-open', ({claims}) => claims.decision === 'open'),
  row(7, 'contradictory', 'blocked-with-success', ({success, answer}) => success && !!answer),
  row(8, 'not-refused', 'success-without-refusal', ({success}) => success),
  row(9, 'unknown', 'not-json', ({mediaType}) => !JSON_MEDIA_TYPE.test(mediaType!)),
  row(9, 'unknown', 'duplicate-key', ({duplicates}) => duplicates),
  row(9, 'unknown', 'malformed', ({json}) => json === undefined),
  row(
    10,
    'unknown',
    'unknown-version',
    ({claims}) => 'version' in claims && claims.version !== '1',
  ),
  row(10, 'unknown', 'guard-undetermined', ({claims}) => claims.decision === 'undetermined'),
  row(
    10,
    'unknown',
    'unknown-decision',
    ({claims}) => 'decision' in claims && claims.decision !== 'blocked',
  ),
  row(10, 'unknown', 'schema-mismatch', ({answer}) => !answer),
  row(
    11,
    'unknown',
    'wrong-guard',
    ({answer, guard}) => answer!.guard.id !== guard.id || answer!.guard.route !== guard.route,
  ),
  row(
    12,
    'contradictory',
    'status-mismatch',
    ({answer, httpStatus}) => (answer!.status ?? httpStatus) !== httpStatus,
  ),
  row(
    13,
    'unknown',
    'unexpected-status',
    ({guard, httpStatus}) => !guard.statuses.includes(httpStatus),
  ),
  row(14, 'contradictory', 'no-unmet-gates', ({answer}) => !answer!.guard.unmetGates.length),
  row(
    15,
    'contradictory',
    'effects',
    ({answer}) => answer!.guard.effects.mutatesRecords || answer!.guard.effects.enablesProduction,
  ),
  row(
    16,
    'blocked-unproven',
    'no-challenge',
    ({answer, challenge}) => answer!.guard.challenge !== challenge,
  ),
  row(17, 'blocked', 'answered-blocked', () => true),
];

/** One check to judge: the guard, the challenge that was sent, and the outcome. */
export interface Check {
  readonly guard: Guard;
  readonly endpoint?: string | undefined;
  readonly challenge: string;
  readonly outcome: Outcome;
  readonly checkedAt: Moment;
}

/** Judges one check. `table` lets a test prove that every row is needed. */
export function judge(check: Check, table: readonly VerdictRow[] = VERDICT_TABLE): Observation {
  const facts = gather(check);
  const {outcome} = facts;
  // Another guard's answer reveals nothing about this guard.
  const own = isOwn(facts) ? facts.answer : undefined;
  const {verdict, reason} = firstMatch<Facts, VerdictAndReason>(table, facts, {
    verdict: 'unknown',
    reason: 'schema-mismatch',
  });
  return {
    guard: check.guard.id,
    endpoint: check.endpoint,
    verdict,
    reason: reason === 'as-observed' ? (outcome as {reason: Reason}).reason : reason,
    proven: verdict === 'blocked' || isProvenOpen(facts),
    status: facts.httpStatus || undefined,
    unmetGates: own?.guard.unmetGates ?? [],
    effects: own?.guard.effects,
    release: own?.guard.release,
    clockSkew: !!own && !isNear(instant(own.guard.checkedAt), check.checkedAt.wall),
    checkedAt: check.checkedAt,
  };
}

/** Returns `false` for an impossible date, whose time is `NaN`. */
const isNear = (stated: number, wall: number) => Math.abs(stated - wall) <= MAX_CLOCK_SKEW;

const isOwn = ({answer, guard}: Facts): boolean =>
  answer?.guard.id === guard.id && answer.guard.route === guard.route;

function isProvenOpen(facts: Facts): boolean {
  const {answer, httpStatus, challenge} = facts;
  return (
    answer?.guard.decision === 'open' &&
    isOwn(facts) &&
    httpStatus === 200 &&
    (answer.status ?? 200) === 200 &&
    answer.guard.challenge === challenge
  );
}

function gather({guard, challenge, outcome}: Check): Facts {
  // Other outcomes have none of these.
  const {httpStatus = 0, mediaType, body: text} = outcome as Partial<Answered>;
  const parsed = readJson(text);
  const duplicates = parsed !== undefined && hasDuplicateKeys(text!, parsed);
  const json = duplicates ? undefined : parsed;
  const result = v.safeParse(answerSchema, json);
  const body = asObject(json);
  const claims = asObject(body['guard']);
  return {
    outcome,
    httpStatus,
    success: Math.floor(httpStatus / 100) === 2,
    complete: text !== undefined,
    mediaType,
    json,
    duplicates,
    // Bad news counts wherever it appears in the answer.
    claims: body['decision'] === 'open' ? {...claims, decision: 'open'} : claims,
    answer: result.success ? result.output : undefined,
    guard,
    challenge,
  };
}

export const asObject = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value ? (value as Record<string, unknown>) : withoutOthers({});

export function readJson(text: string | undefined): unknown {
  let json: unknown;
  try {
    json = fromJson(text!);
  } catch {
    // Neither is a missing body JSON.
  }
  return json;
}
