import * as v from 'valibot';
import {fastValidate} from './fast-validate.js';
import {LIMITS} from './limits.js';
import {expected, pointer, type Problem} from './problem.js';
import {checkReferences} from './references.js';
import {manifestSchema, type Manifest} from './schema.js';

/**
 * What became of a document: a manifest that every part of the page may trust without looking again,
 * or the reasons why not, all of them. `problems` of an accepted one are `warning`s.
 */
export type ParseResult =
  | {
      readonly status: 'accepted';
      readonly manifest: Manifest;
      readonly problems: readonly Problem[];
    }
  | {readonly status: 'refused'; readonly problems: readonly Problem[]};

/** What the rules that are held by a `check` expect, by the rule's id. */
const EXPECTED: Readonly<Record<string, string>> = {
  'wrong-date': 'an RFC 3339 date or date-time',
  'wrong-period': 'a year, quarter, month or day, as in 2027, 2027-Q1, 2027-03 or 2027-03-31',
  'refused-link': 'an https: or mailto: link, or a relative one, without credentials',
  'refused-address': 'an https: address, or a relative one, without credentials',
  'refused-key':
    'an https:, dns: or openpgp4fpr: URI of a key, or a relative one, without credentials',
  'refused-contact': 'a mailto:, https: or tel: URI',
  'absolute-uri': 'an absolute URI',
  'statement-missing': 'one of "current", "gated" and "notApplicable"',
  'not-applicable-alone': '"notApplicable" without "current" and "gated"',
  'gated-without-gate': '"gates" to name the gate that "gated" waits for',
  'document-source': 'either "evidence" or "href"',
  'wrong-status': 'a 4xx status, or 503',
};

/**
 * Reads a manifest from its JSON text, or from a value of plain JSON shape.
 * Never throws: whatever is wrong comes back as `problems`.
 */
export function parseManifest(input: unknown): ParseResult {
  let document: unknown;
  try {
    // A value goes through text as well, which leaves nothing of it but JSON.
    const text =
      typeof input === 'string'
        ? input
        : ((JSON.stringify(input) as string | undefined) ?? 'undefined');
    if (isTooLarge(text))
      return refused('too-large', expected(`at most ${LIMITS.bytes} bytes`, 'more'));
    if (/^\s*</.test(text)) return refused('not-json', expected('JSON', 'a page of HTML or XML'));
    document = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    return refused(
      'not-json',
      expected('JSON', String(error instanceof Error ? error.message : error)),
    );
  }
  const manifest = fastValidate(document);
  if (manifest) return {status: 'accepted', manifest, problems: []};
  return findProblems(document);
}

/** The long way: every problem of a document, and the manifest where they are warnings alone. */
export function findProblems(document: unknown): ParseResult {
  const shape = checkShape(document);
  if (shape.length) return {status: 'refused', problems: shape};

  const result = v.safeParse(manifestSchema, document);
  const problems = [...(result.issues ?? []).map(asProblem), ...checkReferences(document)];
  return result.success && problems.every(({severity}) => severity !== 'error')
    ? {status: 'accepted', manifest: result.output, problems}
    : {status: 'refused', problems};
}

/**
 * Whether a text has more bytes of UTF-8 than a manifest may. Each UTF-16 unit makes three at most, and
 * one of ASCII makes one: encoding millions of them takes as long as parsing.
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

/** What must hold before the schema can be asked at all. */
function checkShape(document: unknown): readonly Problem[] {
  const version = (document as {schemaVersion?: unknown} | null)?.schemaVersion;
  if (typeof version === 'string' && /^\d+\.\d+$/.test(version) && !version.startsWith('1.')) {
    const message = `${expected('schema version 1.0, or a newer 1.x', version)}; use a trust center that reads it`;
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
      // Before the schema sees it: a hundred thousand wrong entries make a million problems.
      error('too-long', expected(`a length of at most ${LIMITS.entries}`, String(value.length)));
    } else if (Array.isArray(value)) {
      value.forEach((item, index) => visit(item, [...path, index]));
    } else {
      for (const [key, item] of Object.entries(value)) {
        const inside = [...path, key];
        if (key === '__proto__') {
          const message = expected('no key that changes what an object is', '"__proto__"');
          error('forbidden-key', message, inside);
        }
        visit(item, inside);
      }
    }
  };
  visit(document, []);
  return problems;
}

function asProblem(issue: v.BaseIssue<unknown>): Problem {
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
      return ['empty', 'something here'];
    case 'object':
      // A member that is not there comes as an issue of the object, its name quoted.
      if (issue.received === 'undefined') return ['missing-field', String(issue.expected)];
  }
  return ['wrong-type', String(issue.expected)];
}

function foundBy({received, input, type}: v.BaseIssue<unknown>): string {
  if (received === 'undefined') return 'nothing';
  // The issue of a check repeats the whole value, which for an object says nothing.
  if (type === 'partial_check' && typeof input === 'object') return 'otherwise';
  return typeof input === 'string' ? JSON.stringify(input) : received.toLowerCase();
}
