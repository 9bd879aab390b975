import type {Lexicon, Role} from './lexicon.js';
import {ASSESSORS, ENGINEERING, HOSTS, STANDARDS, TECHNICAL} from './standards.js';
import {foldedWords, isUnspaced, joinUnspaced, type Words} from './words.js';

interface Phrase {
  readonly text: string;
  /** Whether the last word may go on. */
  readonly open: boolean;
  readonly roles: Role[];
}

/** Phrases by their first characters: four, or two of those that have no more than three. */
type Buckets = ReadonlyMap<string, readonly Phrase[]>;
const LONG_KEY = 4;
const SHORT_KEY = 2;

/** The phrases of a language. */
export interface Phrases {
  /** Those that start a word. */
  readonly starting: Buckets;
  /** Those that may start within one. */
  readonly within: Buckets;
  readonly proclitics: readonly string[];
}

/** A phrase found in a text, from the word `first` to before the word `end`. */
export interface Mark {
  readonly roles: readonly Role[];
  readonly first: number;
  readonly end: number;
}

/** Compiles lists of phrases, in the notation of `Lexicon`. */
function compilePhrases(
  lists: readonly Readonly<Partial<Record<Role, string>>>[],
  proclitics: readonly string[] = [],
): Phrases {
  const starting = new Map<string, Phrase[]>();
  const within = new Map<string, Phrase[]>();
  for (const list of lists)
    for (const [role, phrases] of Object.entries(list) as [Role, string][])
      for (const phrase of phrases.split(/[,\n]/)) {
        if (!phrase.trim()) continue;
        for (const combined of combinations(phrase.trim())) {
          const written = joinUnspaced(combined);
          const inside = written.startsWith('*');
          const body = written.slice(inside ? 1 : 0, written.endsWith('*') ? -1 : undefined);
          const unspaced = isUnspaced(body);
          const open = written.endsWith('*') || unspaced;
          const text = foldedWords(body);
          addPhrase(inside || unspaced ? within : starting, open ? text : `${text} `, open, role);
        }
      }
  return {starting, within, proclitics};
}

function addPhrase(map: Map<string, Phrase[]>, text: string, open: boolean, role: Role): void {
  const key = text.slice(0, text.length < LONG_KEY ? SHORT_KEY : LONG_KEY);
  let bucket = map.get(key);
  if (!bucket) map.set(key, (bucket = []));
  const same = bucket.find((it) => it.text === text);
  if (same) same.roles.push(role);
  else bucket.push({text, open, roles: [role]});
}

/** Returns each combination of the alternatives of a phrase, as in `bank/military grade` and `approve(s/d)`. */
const combinations = (phrase: string): string[] =>
  /[/(]/.test(phrase)
    ? phrase
        .split(' ')
        .map((word) => word.split(/\/(?![^(]*\))/).flatMap(withEndings))
        .reduce(
          (starts, words) => starts.flatMap((start) => words.map((it) => `${start} ${it}`)),
          [''],
        )
        .map((it) => it.trim())
    : [phrase];

/** Returns a word without and with each of its endings. */
function withEndings(word: string): string[] {
  const [, stem, endings] = /^(.*)\((.*)\)$/.exec(word) ?? [];
  return stem === undefined ? [word] : ['', ...endings!.split('/')].map((it) => stem + it);
}

const compiled = new WeakMap<Lexicon, Phrases>();

/** Returns the phrases of a lexicon, compiled when its language is first needed. */
export function phrasesOf(lexicon: Lexicon): Phrases {
  let phrases = compiled.get(lexicon);
  if (!phrases) {
    phrases = compilePhrases(
      [
        {
          standard: STANDARDS,
          technical: TECHNICAL,
          other: HOSTS,
          assessor: ASSESSORS,
          engineering: ENGINEERING,
        },
        lexicon.words,
      ],
      lexicon.proclitics,
    );
    compiled.set(lexicon, phrases);
  }
  return phrases;
}

/** Returns the phrases in a text from left to right. Of several that start at one place, the longest counts. */
export function marksIn(words: Words, {starting, within, proclitics}: Phrases): Mark[] {
  const {folded, at} = words;
  const marks: Mark[] = [];
  let word = 0;
  for (let i = 1; i < folded.length;) {
    while (word + 1 < at.length && at[word + 1]! <= i) word++;
    const isStart = at[word] === i;
    let found = isStart ? longest(folded, i, starting) : undefined;
    if (within.size) found = longer(found, longest(folded, i, within));
    if (!found && isStart)
      for (let from = i, k = 0; k < proclitics.length && !found; k++)
        if (folded.startsWith(proclitics[k]!, from)) {
          from += proclitics[k]!.length;
          found = longest(folded, from, starting, from - i);
        }
    if (!found) {
      i = within.size ? i + 1 : (at[word + 1] ?? folded.length);
      continue;
    }
    i += found.length;
    let end = word + 1;
    while (end < at.length && at[end]! < i) end++;
    marks.push({roles: found.roles, first: word, end});
    if (!found.goesOn) i = at[end] ?? folded.length;
  }
  return marks;
}

interface Found {
  readonly roles: readonly Role[];
  /** The number of characters from where the search started, with any space after them. */
  readonly length: number;
  /** Whether another phrase may start within the same word. */
  readonly goesOn: boolean;
}

function longest(folded: string, from: number, phrases: Buckets, before = 0): Found | undefined {
  const long = phrases.get(folded.slice(from, from + LONG_KEY));
  const short = phrases.get(folded.slice(from, from + SHORT_KEY));
  if (!long && !short) return undefined;
  const matching: Phrase[] = [];
  for (const bucket of [long, short])
    if (bucket)
      for (const phrase of bucket) if (folded.startsWith(phrase.text, from)) matching.push(phrase);
  if (!matching.length) return undefined;
  const best = matching.reduce((a, b) => (b.text.length > a.text.length ? b : a));
  // "approved by" is also "approved".
  const roles =
    matching.length === 1 || best.roles.includes('neutral')
      ? best.roles
      : [...new Set(matching.flatMap((it) => it.roles))];
  return {roles, length: before + best.text.length, goesOn: best.open && isUnspaced(best.text)};
}

const longer = (a: Found | undefined, b: Found | undefined) =>
  !a || (b && b.length > a.length) ? b : a;
