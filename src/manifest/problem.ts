/**
 * `error`: the manifest is not rendered. `overclaim`: rendered, and flagged beside the statement.
 * `warning`: told to the author alone.
 */
export type Severity = 'error' | 'overclaim' | 'warning';

/** One thing that is wrong with a manifest, as data. */
export interface Problem {
  /** Where: a JSON Pointer (RFC 6901), such as `/controls/3/evidence/0`; `""` is the whole document. */
  readonly path: string;
  /** Which rule it breaks. */
  readonly rule: string;
  readonly severity: Severity;
  /** What was expected there, and what was found. */
  readonly message: string;
}

/** A JSON Pointer (RFC 6901) from its unescaped segments. */
export const pointer = (segments: readonly (string | number)[]): string =>
  segments.map((part) => '/' + String(part).replaceAll('~', '~0').replaceAll('/', '~1')).join('');

/** The one form that every message has; long findings are cut. */
export const expected = (wanted: string, found: string): string =>
  `expected ${wanted}, found ${found.length > 80 ? found.slice(0, 79) + '…' : found}`;
