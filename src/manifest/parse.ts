import * as v from 'valibot';
import {fastValidate} from './fast-validate.js';
import {LIMITS} from './limits.js';
import {expected, pointer, type Problem} from './problem.js';
import {ALLOWED_LINK, checkReferences} from './references.js';
import {manifestSchema, type Manifest} from './schema.js';

/**
 * The result of parsing: either a manifest that the rest of the code trusts without further checks, or
 * all problems found. An accepted manifest can only have problems of severity `warning`.
 */
export type ParseResult =
  | {
      readonly status: 'accepted';
      readonly manifest: Manifest;
      readonly problems: readonly Problem[];
    }
  | {readonly status: 'refused'; readonly problems: readonly Problem[]};

/** The expectations of the rules that are implemented as a `check`, by rule id. */
const EXPECTED: Readonly<Record<string, string>> = {
  'wrong-date': 'an RFC 3339 date or date-time',
  'wrong-period': 'a year, quarter, month or day, such as 2027, 2027-Q1, 2027-03 or 2027-03-31',
  'refused-link': ALLOWED_LINK,
  'refused-address': 'an https: or relative URL without credentials',
  'refused-key': 'an https:, dns:, openpgp4fpr: or relative key URI without credentials',
  'refused-contact': 'a mailto:, https: or tel: URI',
  'absolute-uri': 'an absolute URI',
  'statement-missing': 'at least one of "current", "gated" or "notApplicable"',
  'not-applicable-alone': '"notApplicable" without "current" or "gated"',
  'gated-without-gate': '"gates" to name at least one gate for "gated"',
  'document-source': 'exactly one of "evidence" and "href"',
  'wrong-status': 'a 4xx status or 503',
};

/** The findings of the rules that check a whole entry, by rule id. Others find "none". */
const FOUND: Readonly<Record<string, (entry: Readonly<Record<string, unknown>>) => string>> = {
  'not-applicable-alone': ({current}) => (current === undefined ? '"gated"' : '"current"'),
  'document-source': ({href}) => (href === undefined ? 'neither' : 'both'),
};

/**
 * Parses a manifest from JSON text or from a value that JSON can represent.
 * Never throws; every failure is returned as `problems`.
 */
export function parseManifest(input: unknown): ParseResult {
  let value: unknown;
  try {
    // A value also makes a round trip through text, so that nothing but plain JSON remains.
    const text =
      typeof input === 'string'
        ? input
        : ((JSON.stringify(input) as string | undefined) ?? 'undefined');
    if (isTooLarge(text))
      return refused('too-large', expected(`at most ${LIMITS.bytes} bytes`, 'more'));
    if (/^\s*</.test(text)) return refused('not-json', expected('JSON', 'HTML or XML'));
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    return refused(
      'not-json',
      expected('JSON', String(error instanceof Error ? error.message : error)),
    );
  }
  const manifest = fastValidate(value);
  if (manifest) return {status: 'accepted', manifest, problems: []};
  return findProblems(value);
}

/** The slow path: finds every problem of a value. Returns the manifest if all of them are warnings. */
export function findProblems(value: unknown): ParseResult {
  const shape = checkShape(value);
  if (shape.length) return {status: 'refused', problems: shape};

  const result = v.safeParse(manifestSchema, value);
  const problems = [...(result.issues ?? []).map(toProblem), ...checkReferences(value)];
  return result.success && problems.every(({severity}) => severity !== 'error')
    ? {status: 'accepted', manifest: result.output, problems}
    : {status: 'refused', problems};
}

/**
 * Returns whether a text exceeds the byte limit when encoded as UTF-8. A UTF-16 code unit takes at most
 * three bytes, an ASCII one a single byte. Texts decided by these bounds are not encoded: on a large
 * text, encoding takes as long as parsing.
 */
const isTooLarge = (text: string) =>
  text.length > LIMITS.bytes ||
  (text.length > LIMITS.bytes / 3 &&
    /[\u0080-\uffff]/.test(text) &&
    new TextEncoder().encode(text).length > LIMITS.bytes);

const refused = (rule: string, message: string, path = ''): ParseResult => ({
  status: 'refused',
  problems: [{path, rule, severity: 'error', message}],
});

/** Checks the conditions under which the value can be validated against the schema. */
function checkShape(input: unknown): readonly Problem[] {
  const version = (input as {schemaVersion?: unknown} | null)?.schemaVersion;
  if (typeof version === 'string' && /^\d+\.\d+$/.test(version) && !version.startsWith('1.')) {
    const message = `${expected('schema version 1.0 or a newer 1.x', version)}; update the trust center`;
    return refused('schema-version', message, '/schemaVersion').problems;
  }
  const problems: Problem[] = [];
  const visit = (value: unknown, path: (string | number)[]): void => {
    if (typeof value !== 'object' || !value) return;
    const error = (rule: string, message: string, at = path) =>
      problems.push({path: pointer(at), rule, severity: 'error', message});
    if (path.length >= LIMITS.depth) {
      error('too-deep', expected(`at most ${LIMITS.depth} levels of nesting`, 'more'));
    } else if (Array.isArray(value) && value.length > LIMITS.entries) {
      // Checked before validation: a hundred thousand invalid entries would yield a million problems.
      error('too-long', expected(`a length of at most ${LIMITS.entries}`, String(value.length)));
    } else if (Array.isArray(value)) {
      value.forEach((item, index) => visit(item, [...path, index]));
    } else {
      for (const [key, item] of Object.entries(value)) {
        const memberPath = [...path, key];
        if (key === '__proto__') {
          const message = expected('no key that changes the prototype', '"__proto__"');
          error('forbidden-key', message, memberPath);
        }
        visit(item, memberPath);
      }
    }
  };
  visit(input, []);
  return problems;
}

function toProblem(issue: v.BaseIssue<unknown>): Problem {
  const path = pointer((issue.path ?? []).map((item) => item.key as string | number));
  const [rule, wanted] = ruleOf(issue);
  return {path, rule, severity: 'error', message: expected(wanted, foundBy(issue))};
}

function ruleOf(issue: v.BaseIssue<unknown>): readonly [rule: string, wanted: string] {
  switch (issue.type) {
    case 'check':
    case 'partial_check':
      return [issue.message, EXPECTED[issue.message]!];
    case 'regex':
      return ['wrong-format', issue.message];
    case 'max_length':
      return ['too-long', `a length of at most ${String(issue.requirement)}`];
    case 'min_length':
      return ['empty', Array.isArray(issue.input) ? 'at least one entry' : 'a non-empty text'];
    case 'object':
      // valibot reports a missing member as an issue of the object; `expected` is the quoted name.
      if (issue.received === 'undefined') return ['missing-field', String(issue.expected)];
  }
  return ['wrong-type', String(issue.expected)];
}

function foundBy({received, input, type, message}: v.BaseIssue<unknown>): string {
  if (received === 'undefined') return 'nothing';
  // The issue of an entry's check has the whole entry as its input, which is not worth repeating.
  if (type === 'partial_check')
    return FOUND[message]?.(input as Readonly<Record<string, unknown>>) ?? 'none';
  return typeof input === 'string' ? JSON.stringify(input) : received.toLowerCase();
}
