/**
 * A small grammar that reads marked phrases from left to right. Every clause starts without a context; words
 * such as "not" or "planned" set one, in which nothing is claimed. In case of doubt, a phrase counts as a claim.
 */
import type {Steps} from '../../slices.js';
import type {Stance} from './fields.js';
import type {Lexicon, Role} from './lexicon.js';
import {marksIn, phrasesOf, type Mark} from './phrases.js';
import {SEGMENT_END, wordsOf, type Words} from './words.js';

/** The kinds of claims that are found by their wording. */
export type ClaimKind = 'certification' | 'absolute' | 'ai-as-authority';

/** The first phrase of each kind that makes a claim. */
export type FoundClaims = Partial<Record<ClaimKind, string>>;

/** A phrase with a role, or a punctuation mark. */
interface Item extends Mark {
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
const SENTENCE = new Set(['.', '!', '?', '。', '！', '？', '؟', SEGMENT_END]);
const QUESTION = new Set(['?', '？', '؟']);
/** Stands between a label and its value. */
const LABEL = new Set([
  ':',
  '：',
  '?',
  '？',
  '؟',
  '(',
  '（',
  '–',
  '—',
  '-',
  '|',
  '=',
  '→',
  SEGMENT_END,
]);

const QUOTES = new Set(Array.from(`"'“”„«»‘’「」『』`));

/** The most words of a clause that are searched on either side of a claim. */
const CLAUSE = 16;

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
  const reader = new Reader(words, itemsIn(words, marks), lexicon, stance);
  for (let i = 0; i < reader.items.length; i++) {
    reader.read(i);
    if (i % ITEMS_PER_STEP === ITEMS_PER_STEP - 1) yield;
  }
  return reader.found;
}

const STARTS_CLAIM: readonly Role[] = [
  'certified',
  'certificate',
  'proven',
  'standard',
  'absolute',
  'unchanging',
  'never',
  'decides',
  'decidedBy',
  'unsupervised',
];
const mayClaim = ({roles}: Mark) => roles.some((role) => STARTS_CLAIM.includes(role));

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
      items.push({...marks[next++]!, sign: ''});
    }
    const start = at[word]!;
    const written =
      folded[start + 1] === ' '
        ? folded[start]!
        : folded.slice(start, (at[word + 1] ?? folded.length) - 1);
    // A question in Japanese ends with a word.
    const sign = written === '。' && folded[start - 2] === 'か' ? '？' : written;
    const role = SIGNS[sign];
    if (SENTENCE.has(sign)) inSentence = 0;
    if (role) items.push({roles: [role], first: word, end: word + 1, sign});
  }
  return items;
}

/** The most phrases of a sentence that are read together. */
const MOST_ITEMS = 30;

const cutAt = (word: number): Item => ({
  roles: ['clause'],
  first: word,
  end: word,
  sign: SEGMENT_END,
});

const has = (item: Item | undefined, role: Role): boolean => !!item?.roles.includes(role);

class Reader {
  readonly found: {-readonly [K in ClaimKind]?: string} = {};
  #nots = 0;
  #held = false;
  #intent = false;
  #other = false;
  #already = false;
  #machine: number | undefined;
  /** A claim that its context suspended, which "we are" may affirm later. */
  #suspended: number | undefined;
  #suspendedBefore: number | undefined;
  /** The context before an open parenthesis. */
  #outside: readonly [number, boolean, boolean, boolean] = [0, false, false, false];
  #rhetorical = false;

  constructor(
    private readonly words: Words,
    readonly items: readonly Item[],
    private readonly lexicon: Lexicon,
    private readonly stance: Stance,
  ) {}

  read(i: number): void {
    const item = this.items[i]!;
    if (has(item, 'neutral')) {
      if (item.sign === '') this.#rhetorical ||= this.#startsSentence(i);
      return;
    }
    this.#claim(i);
    if (item.sign === ')' || item.sign === '）') {
      [this.#nots, this.#held, this.#intent, this.#other] = this.#outside;
    } else if (has(item, 'clause')) {
      if (item.sign === '(' || item.sign === '（')
        this.#outside = [this.#nots, this.#held, this.#intent, this.#other];
      const other = this.#other && item.sign === ':';
      this.#reset();
      this.#other = other;
      if (SENTENCE.has(item.sign)) this.#rhetorical = false;
    } else if (has(item, 'and')) {
      if (!this.#continues(i)) this.#resetScope();
    }
    if (has(item, 'not')) this.#nots = has(item, 'or') ? 1 : this.#nots + 1;
    if (has(item, 'intent')) this.#intent = true;
    if (has(item, 'must') || has(item, 'condition') || has(item, 'quote')) this.#held = true;
    if (has(item, 'other')) this.#other = true;
    if (has(item, 'subject') && has(item, 'our')) this.#other = false;
    if (has(item, 'already')) this.#already = true;
    if (has(item, 'machine')) this.#machine = i;
    if (has(item, 'person')) this.#machine = undefined;
    if (SENTENCE.has(item.sign))
      this.#suspended =
        this.#suspended === undefined || this.#suspendedBefore === this.#suspended
          ? undefined
          : (this.#suspendedBefore = this.#suspended);
  }

  #reset(): void {
    this.#resetScope();
    this.#already = false;
    this.#machine = undefined;
  }

  #resetScope(): void {
    this.#nots = 0;
    this.#held = this.#intent = this.#other = false;
  }

  #claim(i: number): void {
    const {found} = this;
    if (found.certification === undefined) {
      const from = this.#certification(i);
      const isName = this.stance === 'names' && this.#standardNear(i, 5, 5) === undefined;
      if (from !== undefined && !isName) found.certification = this.#quote(from, i);
    }
    if (this.stance === 'names') return;
    if (found.absolute === undefined) {
      const other = this.#absolute(i);
      if (other !== undefined) found.absolute = this.#quote(i, other);
    }
    if (found['ai-as-authority'] === undefined) {
      const span = this.#authority(i);
      if (span) found['ai-as-authority'] = this.#quote(...span);
    }
  }

  #quote(a: number, b: number): string {
    const {text, from, to} = this.words;
    const first = Math.min(a, b);
    let last = Math.max(a, b);
    // "hold an ISO 27001 certificate"
    while (
      has(this.items[last + 1], 'certificate') &&
      this.items[last + 1]!.first - this.items[last]!.end <= 2
    )
      last++;
    return text
      .slice(from[this.items[first]!.first], to[this.items[last]!.end - 1])
      .replace(/\s+/g, ' ');
  }

  /** Returns the index of the item at which a claim of certification starts that item `i` completes. */
  #certification(i: number): number | undefined {
    const item = this.items[i]!;
    const suspended = () => !this.#stands(i);
    if (has(item, 'certified') && !this.#isTechnical(i) && !this.#isOfOthers(i)) {
      if (!suspended() && !this.#isTakenBack(i, false)) return i;
      this.#suspended = i;
    }
    if (has(item, 'ellipsis') && this.#suspended !== undefined && this.#endsClause(i)) {
      if (this.#suspended < i && this.items[i]!.first - this.items[this.#suspended]!.end < 25)
        return i;
    }
    if (
      has(item, 'certificate') ||
      (has(item, 'report') && this.#standardNear(i, 5, 5) !== undefined)
    ) {
      const from = this.#assertedNoun(i);
      if (from !== undefined && !suspended() && !this.#isTakenBack(i, true)) return from;
      this.#suspended = i;
    }
    if (has(item, 'proven')) {
      const assessor = has(item, 'routine') ? undefined : this.#near(i, 'assessor', 10, 8);
      const by = this.#standardNear(i, 10, 10) ?? assessor;
      if (
        by !== undefined &&
        !this.#isTechnical(i) &&
        this.#near(i, 'process', 6, 6) === undefined &&
        this.#near(i, 'quote', 0, 8) === undefined &&
        !suspended() &&
        !this.#isTakenBack(i, false)
      )
        return Math.min(by, i);
    }
    if (has(item, 'standard')) {
      const holder = this.#near(i, 'have', 4, 0);
      const between = holder === undefined ? [] : this.items.slice(holder + 1, i);
      const had = between.some((it) => has(it, 'process') || has(it, 'matter'))
        ? undefined
        : holder;
      const headed =
        this.#follows(i, 'matter', 2) ||
        this.#follows(i, 'process', 2) ||
        this.#follows(i, 'intent', 1);
      if (had !== undefined && !headed && !suspended() && !this.#isTakenBack(i, true)) return had;
      if (!suspended()) {
        if (this.#answer(i, 1) === 'yes') return i;
        const next = this.items[i + 1];
        if (
          next &&
          has(next, 'affirm') &&
          !has(next, 'certified') &&
          next.first - item.end <= 1 &&
          !this.#isTakenBack(i + 1, false)
        )
          return i;
        const before = this.items[i - 1];
        if (before && has(before, 'affirm') && before.sign && item.first === before.end)
          return i - 1;
      }
    }
    return undefined;
  }

  /** Returns the index of what makes a noun a claim, `undefined` if nothing does. */
  #assertedNoun(i: number): number | undefined {
    if (this.#isTechnical(i) || this.#follows(i, 'matter', 0)) return undefined;
    if (this.#near(i, 'process', 8, 8) !== undefined) return undefined;
    const standard = this.#standardNear(i, 4, 4);
    return (
      this.#near(i, 'full', 3, 0) ??
      this.#near(i, 'our', 6, 0) ??
      this.#near(i, 'have', 8, 6) ??
      (this.#answer(i) === 'yes' ? i : undefined) ??
      this.#near(i, 'affirm', 2, 6) ??
      (standard !== undefined &&
      ((this.stance === 'states' && this.#isBare(i)) || this.#near(i, 'proven', 8, 8) !== undefined)
        ? Math.min(standard, i)
        : undefined)
    );
  }

  /** Returns the index of the item at which an absolute claim ends that starts at item `i`, or the reverse. */
  #absolute(i: number): number | undefined {
    const item = this.items[i]!;
    const isUnchanging =
      has(item, 'unchanging') && this.#near(i, 'engineering', 12, 12) === undefined;
    const harm = has(item, 'never') ? this.#harmBeside(i) : undefined;
    if (!has(item, 'absolute') && !isUnchanging && harm === undefined) return undefined;
    if (this.#near(i, 'measured', 15, 15) !== undefined || !this.#stands(i)) return undefined;
    if (harm !== undefined) return harm;
    return this.#isTakenBack(i, false) ? undefined : i;
  }

  /** Returns the harm right beside what says that it never comes: "cannot be hacked", "no risk". */
  #harmBeside(i: number): number | undefined {
    const {items, lexicon} = this;
    for (const step of lexicon.verbFinal ? [-1] : [1, -1]) {
      let j = i + step;
      while (
        has(items[j], 'neutral') ||
        has(items[j], 'is') ||
        (has(items[j], 'never') && !has(items[j], 'not'))
      )
        j += step;
      if (has(items[j], 'harm') && Math.abs(items[j]!.first - items[i]!.first) <= 7) return j;
    }
    return undefined;
  }

  #authority(i: number): [number, number] | undefined {
    const item = this.items[i]!;
    if (has(item, 'decides') && this.#near(i, 'machine', CLAUSE, CLAUSE) === undefined) {
      const answer = this.#answeringMachine(i);
      if (answer !== undefined) return [i, answer];
    }
    const handedOver =
      (this.#near(i, 'by', 0, 2) !== undefined && this.#near(i, 'person', 0, 5) !== undefined) ||
      (this.lexicon.verbFinal === true && this.#near(i, 'person', 0, 5) !== undefined);
    if (!handedOver && has(item, 'decides') && this.#machine !== undefined && this.#machine !== i) {
      const machine = this.items[this.#machine]!;
      if (item.first - machine.end <= 14 && this.#stands(i) && !this.#isTakenBack(i, false))
        return [this.#machine, i];
    }
    if (has(item, 'decidedBy')) {
      const machine = this.#near(i, 'machine', 0, 4);
      if (machine !== undefined && this.#near(i, 'person', 0, 5) === undefined && this.#stands(i))
        return [i, machine];
    }
    if (has(item, 'unsupervised')) {
      const machine = this.#near(i, 'machine', 12, 10);
      if (machine !== undefined && this.#stands(i)) return [machine, i];
    }
    return undefined;
  }

  /** Returns the machine that answers a question: "Who decides? Our AI." */
  #answeringMachine(i: number): number | undefined {
    const {items} = this;
    for (let j = i + 1; j < items.length && items[j]!.first - items[i]!.end < 12; j++) {
      if (!SENTENCE.has(items[j]!.sign)) continue;
      if (!QUESTION.has(items[j]!.sign)) return undefined;
      for (let k = j + 1; k < items.length && items[k]!.first - items[j]!.end <= 3; k++) {
        if (has(items[k], 'not') || has(items[k], 'person')) return undefined;
        if (has(items[k], 'machine')) return k;
      }
    }
    return undefined;
  }

  /** Whether nothing before an item suspends what it claims. */
  #stands(i: number): boolean {
    if (this.#isMention(i)) return false;
    if (this.stance === 'awaits' && !this.#already && this.#near(i, 'already', 0, 8) === undefined)
      return false;
    if (this.lexicon.verbFinal) return this.#standsInVerbFinalClause(i);
    if (this.#held || this.#intent || this.#other) return false;
    if (this.#nots % 2 && !this.#presupposed(i)) return false;
    return !this.#isAsked(i);
  }

  /** Whether a phrase in quotation marks is talked about: the sentence starts with it. */
  #isMention(i: number): boolean {
    const {items} = this;
    const before = items[i - 1];
    const after = items[i + 1];
    if (!before || !after || !QUOTES.has(before.sign) || !QUOTES.has(after.sign)) return false;
    const first = items[i - 2];
    return !first
      ? before.first === 0
      : SENTENCE.has(first.sign) ||
          has(first, 'quote') ||
          has(after, 'quote') ||
          has(items[i + 2], 'quote');
  }

  /** In a verb-final clause, every context counts on either side, and a negation after the claim. */
  #standsInVerbFinalClause(i: number): boolean {
    for (const role of ['intent', 'must', 'condition', 'other', 'quote'] as const)
      if (this.#near(i, role, CLAUSE, CLAUSE) !== undefined) return false;
    let nots = 0;
    const {items} = this;
    const limit = items[i]!.end + CLAUSE;
    for (let j = i + 1; j < items.length && items[j]!.first <= limit; j++) {
      if (has(items[j], 'clause')) break;
      if (has(items[j], 'not')) nots++;
    }
    return nots % 2 === 0 && !this.#isAsked(i);
  }

  /** Whether a possessive right before a claim takes it for granted, despite a negation. */
  #presupposed(i: number): boolean {
    for (let j = i - 1, limit = 6; j >= 0 && limit--; j--) {
      const before = this.items[j]!;
      if (has(before, 'our')) return this.items[i]!.first - before.end <= 7;
      if (!has(before, 'standard') && !has(before, 'full') && !has(before, 'made')) return false;
    }
    return false;
  }

  /** Whether an item is in a question that is not answered with yes. */
  #isAsked(i: number): boolean {
    for (let j = i; j < this.items.length && this.items[j]!.first - this.items[i]!.end < 30; j++) {
      const {sign} = this.items[j]!;
      if (!SENTENCE.has(sign)) continue;
      if (!QUESTION.has(sign) || this.#rhetorical) return false;
      return this.#answerAt(j) !== 'yes';
    }
    return false;
  }

  /** Returns what the value after a label says: "ISO 27001: yes". */
  #answer(i: number, gap = 5): 'yes' | 'no' | undefined {
    const {items} = this;
    const start = items[i]!.end;
    for (let j = i + 1; j < items.length && items[j]!.first - start <= gap; j++) {
      const item = items[j]!;
      if (LABEL.has(item.sign)) return this.#answerAt(j);
      if (has(item, 'clause')) return undefined;
    }
    return undefined;
  }

  /** Returns what the words right after a punctuation mark say. */
  #answerAt(j: number): 'yes' | 'no' | undefined {
    const {items} = this;
    let at = j;
    while (
      at + 1 < items.length &&
      items[at + 1]!.first === items[at]!.end &&
      LABEL.has(items[at + 1]!.sign)
    )
      at++;
    const first = items[at + 1];
    if (!first || first.first - items[at]!.end > 1) return undefined;
    if (has(first, 'neutral') && items[at + 2] && !has(items[at + 2], 'not')) return 'yes';
    if (has(first, 'affirm') || has(first, 'standard') || has(first, 'machine')) return 'yes';
    if (!has(first, 'not') && !has(first, 'intent')) return undefined;
    const second = items[at + 2];
    const ends = !second
      ? first.end === this.words.at.length
      : second.first - first.end <= 1 &&
        (has(second, 'clause') || has(second, 'and') || has(second, 'intent'));
    return ends ? 'no' : undefined;
  }

  /** Whether the words after a claim take it back: "is planned", "has not been issued", ": no". */
  #isTakenBack(i: number, isNoun: boolean): boolean {
    const {items} = this;
    if (this.#answer(i) === 'no') return true;
    let linked = -9;
    let negated = -9;
    for (let j = i + 1; j < items.length; j++) {
      const item = items[j]!;
      const gap = item.first - items[j - 1]!.end;
      if (item.first - items[i]!.end > 9) return false;
      if (has(item, 'clause') || has(item, 'and')) {
        // "Certified we are not."
        return negated === j - 1 && gap === 0 && has(item, 'clause') && isNoun;
      }
      if (has(item, 'neutral')) return false;
      if (has(item, 'is')) linked = item.end;
      if (has(item, 'intent') && (item.first - linked <= 2 || (isNoun && gap <= 1))) return true;
      if (has(item, 'must')) return isNoun || has(item, 'intent');
      if (has(item, 'not')) {
        if (item.first - items[i]!.end <= 1 && has(item, 'made')) return true;
        if (isNoun && (item.first - linked <= 1 || linked < 0)) return true;
        negated = j;
      }
      if (has(item, 'made') && negated > 0) return true;
    }
    return (
      negated > 0 &&
      items[items.length - 1]!.end === this.words.at.length &&
      negated === items.length - 1
    );
  }

  /** Whether a list goes on after a comma or "and", so that a negation before it still holds. */
  #continues(i: number): boolean {
    const {items} = this;
    if (!this.#nots && !this.#held && !this.#intent && !this.#other) return true;
    const isClaimItem = (item: Item | undefined) =>
      !!item &&
      (
        [
          'certified',
          'proven',
          'certificate',
          'report',
          'standard',
          'technical',
          'absolute',
          'unchanging',
          'decides',
          'made',
        ] as const
      ).some((role) => has(item, role));
    const start = items[i]!.end;
    let next: Item | undefined;
    for (let j = i + 1; j < items.length && items[j]!.first - start <= 16; j++) {
      const item = items[j]!;
      if (has(item, 'clause') || has(item, 'subject')) break;
      if (has(item, 'or')) return true;
      if (has(item, 'not') && !next) break;
      if (isClaimItem(item)) next ??= item;
      else if (has(item, 'and')) continue;
    }
    if (!next || next.first - start > 3) return false;
    for (let j = i + 1; items[j] !== next; j++)
      if (has(items[j], 'subject') || has(items[j], 'our')) return false;
    if (this.#held || this.#other || (this.#intent && items[i]!.sign !== ',')) return true;
    const before = items[i - 1];
    return (
      isClaimItem(before) &&
      !has(before, 'proven') &&
      !has(before, 'technical') &&
      items[i]!.first - before!.end <= 1
    );
  }

  /** Whether what is certified is someone else: "certified translators", "a laboratory accredited under". */
  #isOfOthers(i: number): boolean {
    const before = this.items[i - 1];
    if (has(this.items[i], 'our')) return false;
    return (
      this.#follows(i, 'other', 1) ||
      (has(before, 'assessor') && !has(before, 'our') && before!.end === this.items[i]!.first)
    );
  }

  #endsClause(i: number): boolean {
    const next = this.items[i + 1];
    const {end} = this.items[i]!;
    return next
      ? next.first === end && (has(next, 'clause') || has(next, 'and'))
      : end === this.words.at.length;
  }

  /** Whether a claim is of conformance with a technical specification, and with nothing else. */
  #isTechnical(i: number): boolean {
    return (
      this.#near(i, 'technical', 5, 5) !== undefined && this.#standardNear(i, 5, 5) === undefined
    );
  }

  #standardNear(i: number, before: number, after: number): number | undefined {
    return this.#near(i, 'standard', before, after);
  }

  /** Whether an item of this role starts at most `gap` words after item `i`. */
  #follows(i: number, role: Role, gap: number): boolean {
    const next = this.items[i + 1];
    return !!next && has(next, role) && next.first - this.items[i]!.end <= gap;
  }

  /** Whether a clause says little more than a noun and a standard. */
  #isBare(i: number): boolean {
    const {items} = this;
    let [start, end] = [i, i];
    while (start > 0 && !has(items[start - 1], 'clause')) start--;
    while (end + 1 < items.length && !has(items[end + 1], 'clause')) end++;
    for (let j = start; j <= end; j++)
      if (has(items[j], 'is') || has(items[j], 'intent')) return false;
    const from = start === 0 ? 0 : items[start - 1]!.end;
    const to = end + 1 < items.length ? items[end + 1]!.first : this.words.at.length;
    return to - from <= 8;
  }

  #startsSentence(i: number): boolean {
    const before = this.items[i - 1];
    return !before || (has(before, 'clause') && before.end === this.items[i]!.first);
  }

  /** Returns the index of the nearest item of this role in the same clause, within so many words. */
  #near(i: number, role: Role, before: number, after: number): number | undefined {
    const {items} = this;
    const item = items[i]!;
    if (has(item, role)) return i;
    for (let j = i - 1; j >= 0 && item.first - items[j]!.end <= before; j--) {
      if (has(items[j], 'clause')) break;
      if (has(items[j], role)) return j;
    }
    for (let j = i + 1; j < items.length && items[j]!.first - item.end <= after; j++) {
      if (has(items[j], 'clause')) break;
      if (has(items[j], role)) return j;
    }
    return undefined;
  }
}
