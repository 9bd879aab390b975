/**
 * The severity of a problem. A manifest with an `error` is not rendered. An `overclaim` is rendered
 * and flagged next to its statement. A `warning` is reported to the author only.
 */
export type Severity = 'error' | 'overclaim' | 'warning';

/** A problem with a manifest, as data. */
export interface Problem {
  /** A JSON Pointer (RFC 6901), such as `/controls/3/evidence/0`. `""` is the whole manifest. */
  readonly path: string;
  /** The id of the violated rule. */
  readonly rule: string;
  readonly severity: Severity;
  /** The expectation and the finding: "expected X, found Y". */
  readonly message: string;
}

/** Builds a JSON Pointer (RFC 6901) from unescaped segments. */
export const pointer = (segments: readonly (string | number)[]): string =>
  segments
    .map((segment) => '/' + String(segment).replaceAll('~', '~0').replaceAll('/', '~1'))
    .join('');

/** Formats the message of a problem. Findings of more than 80 characters are truncated. */
export const expected = (wanted: string, found: string): string =>
  `expected ${wanted}, found ${found.length > 80 ? found.slice(0, 79) + '…' : found}`;
