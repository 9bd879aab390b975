import type {Problem} from './problem.js';
import type {Manifest} from './schema.js';

interface Findings {
  readonly problems: readonly Problem[];
  /**
   * The number of problems beyond the first `LIMITS.problems`, which are counted but not described. Absent
   * if there are none. Refused links in these are not counted.
   */
  readonly omitted?: number;
}

/** A manifest that the rest of the code trusts without further checks. Its problems are only warnings. */
export interface Acceptance extends Findings {
  readonly status: 'accepted';
  readonly manifest: Manifest;
}

/** The problems of an input that is no valid manifest. */
export interface Refusal extends Findings {
  readonly status: 'refused';
}

/** The result of parsing. */
export type ParseResult = Acceptance | Refusal;

/** Refuses an input for a single error. */
export const refusal = (path: string, rule: string, message: string): Refusal => ({
  status: 'refused',
  problems: [{path, rule, severity: 'error', message}],
});
