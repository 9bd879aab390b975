import {shorten} from '../text/shorten.js';

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

/** The length of a key that a path can show. */
export const MAX_KEY = 200;

/**
 * Builds a JSON Pointer (RFC 6901) from unescaped segments. It ends before a very long key, with the
 * object that contains it.
 */
export function pointer(segments: readonly (string | number)[]): string {
  const long = segments.findIndex((segment) => String(segment).length > MAX_KEY);
  return segments
    .slice(0, long < 0 ? undefined : long)
    .map((segment) => '/' + String(segment).replaceAll('~', '~0').replaceAll('/', '~1'))
    .join('');
}

/** Formats the message of a problem. Findings of more than 80 characters are truncated. */
export const expected = (wanted: string, found: string): string =>
  `expected ${wanted}, found ${shorten(found, 80)}`;
