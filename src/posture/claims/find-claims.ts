/**
 * A small grammar that reads marked phrases from left to right. Every clause starts without a context; words
 * such as "not" or "planned" set one, in which nothing is claimed. In case of doubt, a phrase counts as a claim.
 */
import type {Steps} from '../../slices.js';
import {absoluteEnd} from './absolutes.js';
import {authoritySpan} from './authority.js';
import {Certification} from './certification.js';
import {Contexts} from './contexts.js';
import type {Stance} from './fields.js';
import {has, Items, SENTENCE} from './items.js';
import type {Lexicon, Role} from './lexicon.js';
import {marksIn, phrasesOf, type Mark} from './phrases.js';
import {SEGMENT_END, wordsOf} from './words.js';

/** The kinds of claims that are found by their wording. */
export type ClaimKind = 'certification' | 'absolute' | 'ai-as-authority';

/** The first phrase of each kind that makes a claim. */
export type FoundClaims = Partial<Record<ClaimKind, string>>;

/** The number of items that are read between two pauses. */
const ITEMS_PER_STEP = 100;

/**
 * Returns the claims in the segments of a text.
 * @param stance How the text is read: see `STANCES`.
 */
export function* findClaims(
  segments: readonly string[],
  lexicon: Lexicon,
  stance: Stance = 'states',
): Steps<FoundClaims> {
  const words = wordsOf(segments.join(SEGMENT_END));
  if (words.at.length > ITEMS_PER_STEP) yield;
  const marks = marksIn(words, phrasesOf(lexicon));
  if (!marks.some(mayClaim)) return {};
  if (words.at.length > ITEMS_PER_STEP) yield;
  const items = new Items(words, marks);
  const contexts = new Contexts(items, lexicon, stance);
  const certification = new Certification(contexts);
  const found: FoundClaims = {};
  for (const [i, item] of items.list.entries()) {
    if (!has(item, 'neutral')) {
      claimAt(i, contexts, certification, found);
      if (SENTENCE.has(item.sign)) certification.endSentence();
    }
    contexts.read(i);
    if (i % ITEMS_PER_STEP === ITEMS_PER_STEP - 1) yield;
  }
  return found;
}

const STARTS_CLAIM: readonly Role[] = [
  'certified',
  'certificate',
  'proven',
  'standard',
  'absolute',
  'total',
  'every',
  'unchanging',
  'never',
  'decides',
  'decidedBy',
  'unsupervised',
];
const mayClaim = ({roles}: Mark) => roles.some((role) => STARTS_CLAIM.includes(role));

/** Adds what item `i` claims, unless a claim of this kind was found before. */
function claimAt(
  i: number,
  contexts: Contexts,
  certification: Certification,
  found: FoundClaims,
): void {
  const {items, stance} = contexts;
  if (found.certification === undefined) {
    const from = certification.startOf(i);
    const isName = stance === 'names' && items.near(i, 'standard', 5, 5) === undefined;
    if (from !== undefined && !isName) found.certification = quote(items, from, i);
  }
  if (stance === 'names') return;
  if (found.absolute === undefined) {
    const end = absoluteEnd(contexts, i);
    if (end !== undefined) found.absolute = quote(items, i, end);
  }
  if (found['ai-as-authority'] === undefined) {
    const span = authoritySpan(contexts, i);
    if (span) found['ai-as-authority'] = quote(items, ...span);
  }
}

/** Returns the text from one item to another, in either order. */
function quote({list, words: {text, from, to}}: Items, a: number, b: number): string {
  let last = Math.max(a, b);
  // "hold an ISO 27001 certificate"
  while (has(list[last + 1], 'certificate') && list[last + 1]!.first - list[last]!.end <= 2) last++;
  return text
    .slice(from[list[Math.min(a, b)]!.first], to[list[last]!.end - 1])
    .replace(/\s+/g, ' ');
}
