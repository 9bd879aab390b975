/** The words of a text that have a role, in their order, with the punctuation between them. */
import type {Role} from './lexicon.js';
import type {Mark} from './phrases.js';
import {SEGMENT_END, type Words} from './words.js';

/** A phrase with a role, or a punctuation mark. */
export interface Item extends Mark {
  readonly sign: string;
}

const SIGNS: Record<string, Role> = {};
for (const sign of `.;:!?|()[]—–-。！？；：（）「」『』؛؟…=→"“${SEGMENT_END}`)
  SIGNS[sign] = 'clause';
for (const sign of ',&+،、・') SIGNS[sign] = 'and';
for (const sign of `"'“”„«»‘’`) SIGNS[sign] = 'neutral';
for (const sign of '✓✔✅☑🗸●🟢') SIGNS[sign] = 'affirm';
for (const sign of '✗✘❌☒✖') SIGNS[sign] = 'not';

/** Ends a sentence. */
export const SENTENCE = new Set(['.', '!', '?', '。', '！', '？', '؟', SEGMENT_END]);
export const QUESTION = new Set(['?', '？', '؟']);
/** Stands between a label and its value. */
export const LABEL = new Set(Array.from(`:：?？؟(（–—-|=→${SEGMENT_END}`));
export const QUOTES = new Set(Array.from(`"'“”„«»‘’「」『』`));

/** The most phrases of a sentence that are read together. */
const MOST_ITEMS = 30;

export const has = (item: Item | undefined, role: Role): boolean => !!item?.roles.includes(role);

/** For each item, the index of the nearest one of a role before and after it in its clause, -1 if there is none. */
interface Nearest {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

export class Items {
  readonly list: readonly Item[];
  /** For each item, the index of the first one after it that ends its clause, or the length of the list. */
  readonly clauseEnds: readonly number[];
  readonly #roles = new Set<Role>();
  readonly #nearest = new Map<Role, Nearest>();

  constructor(
    readonly words: Words,
    marks: readonly Mark[],
  ) {
    const list = itemsIn(words, marks);
    const ends = list.map(() => list.length);
    for (let i = list.length - 2; i >= 0; i--)
      ends[i] = has(list[i + 1], 'clause') ? i + 1 : ends[i + 1]!;
    this.list = list;
    this.clauseEnds = ends;
    for (const {roles} of list) for (const role of roles) this.#roles.add(role);
  }

  /** Returns the index of the nearest item of this role in the same clause, within so many words. */
  near(i: number, role: Role, before: number, after: number): number | undefined {
    const {list} = this;
    const item = list[i]!;
    if (has(item, role)) return i;
    if (!this.#roles.has(role)) return undefined;
    let nearest = this.#nearest.get(role);
    if (!nearest) this.#nearest.set(role, (nearest = nearestIn(list, role)));
    const a = nearest.before[i]!;
    if (a >= 0 && item.first - list[a]!.end <= before) return a;
    const b = nearest.after[i]!;
    return b >= 0 && list[b]!.first - item.end <= after ? b : undefined;
  }

  /** Whether the next item has this role and starts at most `gap` words later. */
  follows(i: number, role: Role, gap: number): boolean {
    const next = this.list[i + 1];
    return has(next, role) && next!.first - this.list[i]!.end <= gap;
  }

  /** Returns the index of the first item of a clause. */
  clauseStart(i: number): number {
    let start = i;
    while (start > 0 && !has(this.list[start - 1], 'clause')) start--;
    return start;
  }

  startsSentence(i: number): boolean {
    const before = this.list[i - 1];
    return !before || (has(before, 'clause') && before.end === this.list[i]!.first);
  }

  endsClause(i: number): boolean {
    const next = this.list[i + 1];
    const {end} = this.list[i]!;
    return next
      ? next.first === end && (has(next, 'clause') || has(next, 'and'))
      : end === this.words.at.length;
  }
}

/** Visits each item twice, so that a search takes the same time in a clause of any length. */
function nearestIn(list: readonly Item[], role: Role): Nearest {
  const before: number[] = [];
  const after: number[] = [];
  let last = -1;
  for (let i = 0; i < list.length; i++) {
    before[i] = last;
    if (has(list[i], 'clause')) last = -1;
    else if (has(list[i], role)) last = i;
  }
  last = -1;
  for (let i = list.length - 1; i >= 0; i--) {
    after[i] = last;
    if (has(list[i], 'clause')) last = -1;
    else if (has(list[i], role)) last = i;
  }
  return {before, after};
}

/**
 * Merges phrases and punctuation. A sentence that is longer than any that people write is cut, so that reading it
 * takes time linear in its length: in Japanese, all of it may be one word.
 */
function itemsIn({folded, at}: Words, marks: readonly Mark[]): Item[] {
  const items: Item[] = [];
  let next = 0;
  let inSentence = 0;
  for (let word = 0; word < at.length; word++) {
    while (next < marks.length && marks[next]!.first <= word) {
      if (++inSentence % MOST_ITEMS === 0) items.push(cutAt(word));
      const {roles, first, end} = marks[next++]!;
      items.push({roles, first, end, sign: ''});
    }
    const start = at[word]!;
    const length = folded[start + 1] === ' ' ? 1 : folded[start + 2] === ' ' ? 2 : 0;
    if (!length) continue;
    const written = folded.slice(start, start + length);
    // A question in Japanese ends with a word.
    const sign = written === '。' && folded[start - 2] === 'か' ? '？' : written;
    const role = SIGNS[sign];
    if (SENTENCE.has(sign)) inSentence = 0;
    if (role) items.push({roles: [role], first: word, end: word + 1, sign});
  }
  return items;
}

const cutAt = (word: number): Item => ({
  roles: ['clause'],
  first: word,
  end: word,
  sign: SEGMENT_END,
});
