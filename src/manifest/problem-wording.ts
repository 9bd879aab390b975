/** The wording of problems that the schema's own messages leave open. */
import {toJson} from '../text/json.js';

/** Describes the links that the default link policy allows, for messages. */
export const ALLOWED_LINK = 'an https:, mailto: or relative link without credentials';

/** The expectations of the rules that are implemented as a `check`, by rule id. */
export const EXPECTED: Readonly<Record<string, string>> = {
  'wrong-date': 'an RFC 3339 date or date-time',
  'wrong-period': 'a year, quarter, month or day, such as 2027, 2027-Q1, 2027-03 or 2027-03-31',
  'refused-link': ALLOWED_LINK,
  'refused-address': 'an https: or relative URL without credentials',
  'refused-website': 'an absolute https: URL without credentials',
  'refused-key': 'an https:, dns:, openpgp4fpr: or relative key URI without credentials',
  'refused-contact': 'a mailto:, https: or tel: URI',
  'absolute-uri': 'an absolute URI',
  'statement-missing': 'at least one of "current", "gated" or "notApplicable"',
  'not-applicable-alone': '"notApplicable" without "current" or "gated"',
  'gated-without-gate': '"gates" to name at least one gate for "gated"',
  'document-source': 'exactly one of "evidence" and "href"',
  'wrong-status': 'a 4xx status or 503',
};

/** The expectation and the finding for a markdown text that stays plain. */
export const TOO_COSTLY = [
  'markdown that renders quickly (simplify or split the text; until then it stays plain)',
  'too many marks, lines or levels of nesting',
] as const;
export const TOO_COSTLY_TOGETHER = [
  'less markdown in all texts together (shorten some; until then this text stays plain)',
  'too much before this text',
] as const;

export type Members = Readonly<Record<string, unknown>>;
/** The findings of the rules that check a whole entry, by rule id. Others find "none". */
export const FOUND: Readonly<Record<string, (entry: Members) => string>> = {
  'not-applicable-alone': ({current}) => (current === undefined ? '"gated"' : '"current"'),
  'document-source': ({href}) => (href === undefined ? 'neither' : 'both'),
};

/** Formats a value that was found, in a few words. */
export type Format = (value: unknown) => string;

export const describe: Format = (value) => {
  // Only the beginning is shown, and a text may be as long as a manifest.
  if (typeof value === 'string') return toJson(value.slice(0, 100))!;
  if (typeof value !== 'object' || !value) return String(value);
  return Array.isArray(value) ? 'array' : 'object';
};
export const asIs: Format = String;
export const again: Format = (value) => `${describe(value)} again`;
