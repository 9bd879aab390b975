import {elapsed, type Moment} from './clock.js';
import type {Effects} from './contract.js';

/** The verdict on one check of a guard. Only `blocked` and a proven `open` are verified. */
export type Verdict =
  | 'unchecked'
  | 'unknown'
  | 'open'
  | 'contradictory'
  | 'not-refused'
  | 'blocked-unproven'
  | 'blocked'
  | 'stale';

/** The reason for a verdict: a closed list, which every locale translates. */
export type Reason =
  | 'pending'
  | 'no-address'
  | 'off'
  | 'offline'
  | 'origin-not-allowed'
  | 'timeout'
  | 'csp'
  | 'network'
  | 'redirect'
  | 'incomplete'
  | 'answered-open'
  | 'blocked-with-success'
  | 'success-without-refusal'
  | 'not-json'
  | 'malformed'
  | 'duplicate-key'
  | 'unknown-version'
  | 'guard-undetermined'
  | 'unknown-decision'
  | 'schema-mismatch'
  | 'wrong-guard'
  | 'status-mismatch'
  | 'unexpected-status'
  | 'no-unmet-gates'
  | 'effects'
  | 'no-challenge'
  | 'answered-blocked'
  | 'too-old';

/** The result of one check of a guard. */
export interface Observation {
  /** The guard's id. */
  readonly guard: string;
  /** The guard's URL, without the challenge. `undefined` if no URL is allowed. */
  readonly endpoint?: string | undefined;
  readonly verdict: Verdict;
  readonly reason: Reason;
  /** Whether schema, id, route, status and challenge all match: a live answer from this guard. */
  readonly proven: boolean;
  readonly status?: number | undefined;
  /** The ids of the gates that the answer reports as unmet. */
  readonly unmetGates: readonly string[];
  readonly effects?: Effects | undefined;
  readonly release?: string | undefined;
  /** Whether the answer's own `checkedAt` is more than five minutes off. */
  readonly clockSkew: boolean;
  /** When the check started, by this page's clocks. */
  readonly checkedAt: Moment;
}

/**
 * Returns the observation as of `now`: `stale` once it is older than `maxAge` milliseconds.
 * `unknown` and `unchecked` verify nothing, so they never go stale.
 */
export function asOf(observation: Observation, now: Moment, maxAge: number): Observation {
  const unverified = observation.verdict === 'unknown' || observation.verdict === 'unchecked';
  if (unverified || elapsed(observation.checkedAt, now) <= maxAge) return observation;
  return {...observation, verdict: 'stale', reason: 'too-old', proven: false};
}
