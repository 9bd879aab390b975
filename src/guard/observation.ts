import type {Effects} from './contract.js';

/** What one look at a guard showed. Only `blocked` and a proven `open` are verified. */
export type Verdict =
  | 'unchecked'
  | 'unknown'
  | 'open'
  | 'contradictory'
  | 'not-refused'
  | 'blocked-unproven'
  | 'blocked'
  | 'stale';

/** Why a verdict is what it is: one closed list of words, which every locale translates. */
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

/** A moment by two clocks: the wall clock can be set, the monotonic one may stop while a device sleeps. */
export interface Moment {
  /** Milliseconds since the epoch. */
  readonly wall: number;
  /** Milliseconds since an arbitrary start, never going back. */
  readonly monotonic: number;
}

/** What one check of a guard showed. */
export interface Observation {
  /** The guard's id. */
  readonly guard: string;
  /** The address that was asked, without the challenge. Nothing where none could be. */
  readonly endpoint?: string | undefined;
  readonly verdict: Verdict;
  readonly reason: Reason;
  /** Whether schema, id, route, status and challenge all pass: a live answer of this guard. */
  readonly proven: boolean;
  readonly status?: number | undefined;
  /** The gates that the answer names as unmet. */
  readonly unmetGates: readonly string[];
  readonly effects?: Effects | undefined;
  readonly release?: string | undefined;
  /** Whether the answer's own `checkedAt` is over five minutes off. */
  readonly clockSkew: boolean;
  /** When the check was begun, by this page's clocks. */
  readonly checkedAt: Moment;
}

/**
 * Milliseconds from `then` to `now`: the larger of what the two clocks say.
 * A wall clock that went backwards says nothing any more: infinite.
 */
export function elapsed(then: Moment, now: Moment): number {
  const wall = now.wall - then.wall;
  return wall < 0 ? Infinity : Math.max(wall, now.monotonic - then.monotonic);
}

/** The observation as it stands `now`: `stale` once it is older than `maxAge` milliseconds. */
export function asOf(observation: Observation, now: Moment, maxAge: number): Observation {
  const showsNothing = observation.verdict === 'unknown' || observation.verdict === 'unchecked';
  if (showsNothing || elapsed(observation.checkedAt, now) <= maxAge) return observation;
  return {...observation, verdict: 'stale', reason: 'too-old', proven: false};
}
