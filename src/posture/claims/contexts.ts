/**
 * Contexts in which nothing is claimed: negation, intention, duties, conditions, others, quotation. Most are set
 * by a word and hold until its clause ends; in a verb-final language they count on either side.
 */
import {answerTo, isAsked} from './answers.js';
import type {Stance} from './fields.js';
import {has, QUOTES, SENTENCE, type Item, type Items} from './items.js';
import type {Lexicon, Role} from './lexicon.js';

/** The most words of a clause that are searched on either side of a claim. */
export const CLAUSE = 16;

/** What may follow a comma in a list that a negation governs. */
const LISTED = [
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
] as const satisfies readonly Role[];
const isListed = (item: Item | undefined) => LISTED.some((role) => has(item, role));

export class Contexts {
  /** The machine that the clause is about. */
  machine: number | undefined;
  #nots = 0;
  #held = false;
  #intent = false;
  #other = false;
  #already = false;
  /** The context before an open parenthesis. */
  #outside: readonly [number, boolean, boolean, boolean] = [0, false, false, false];
  #rhetorical = false;

  constructor(
    readonly items: Items,
    readonly lexicon: Lexicon,
    readonly stance: Stance,
  ) {}

  /** Reads item `i`, after what it claims was judged. */
  read(i: number): void {
    const item = this.items.list[i]!;
    if (has(item, 'neutral')) {
      if (item.sign === '') this.#rhetorical ||= this.items.startsSentence(i);
      return;
    }
    if (item.sign === ')' || item.sign === '）') {
      [this.#nots, this.#held, this.#intent, this.#other] = this.#outside;
    } else if (has(item, 'clause')) {
      if (item.sign === '(' || item.sign === '（')
        this.#outside = [this.#nots, this.#held, this.#intent, this.#other];
      const other = this.#other && item.sign === ':';
      this.#endScope();
      this.#already = false;
      if (!this.#goesOnAboutIt(i)) this.machine = undefined;
      this.#other = other;
      if (SENTENCE.has(item.sign)) this.#rhetorical = false;
    } else if (has(item, 'and')) {
      const other = this.#other && item.sign !== ',' && !this.items.follows(i, 'subject', 0);
      if (!this.#continues(i)) this.#endScope();
      this.#other ||= other;
    }
    if (has(item, 'not')) this.#nots = has(item, 'or') ? 1 : this.#nots + 1;
    if (has(item, 'intent')) this.#intent = true;
    const isMust = has(item, 'must') && !this.items.follows(i, 'unsupervised', 0);
    if (isMust || has(item, 'condition') || has(item, 'quote')) this.#held = true;
    if (has(item, 'other')) this.#other = true;
    if (has(item, 'subject') && has(item, 'our')) this.#other = false;
    if (has(item, 'already')) this.#already = true;
    if (has(item, 'machine')) this.machine = i;
    if (has(item, 'person')) this.machine = undefined;
  }

  /** Whether nothing around item `i`, but for what follows it, suspends what it claims. */
  stands(i: number): boolean {
    if (this.#isMention(i)) return false;
    if (
      this.stance === 'awaits' &&
      !this.#already &&
      this.items.near(i, 'already', 0, 8) === undefined
    )
      return false;
    if (this.lexicon.verbFinal) return this.#standsInVerbFinalClause(i);
    if (this.#held || this.#intent || this.#other) return false;
    if (this.#nots % 2 && !this.#presupposed(i)) return false;
    return !isAsked(this.items, i, this.#rhetorical);
  }

  /** Whether the words after a claim take it back: "is planned", "has not been issued", ": no". */
  isTakenBack(i: number, isNoun: boolean): boolean {
    const {list, words} = this.items;
    if (answerTo(this.items, i) === 'no') return true;
    let linked = -9;
    let negated = -9;
    for (let j = i + 1; j < list.length; j++) {
      const item = list[j]!;
      const gap = item.first - list[j - 1]!.end;
      if (item.first - list[i]!.end > 9) return false;
      if (has(item, 'clause') || has(item, 'and')) {
        // "Certified we are not."
        return negated === j - 1 && gap === 0 && has(item, 'clause') && isNoun;
      }
      if (has(item, 'neutral')) return false;
      // "the certificate of our host", "being certified is not enough"
      if (has(item, 'other') && isNoun && linked < 0 && item.first - list[i]!.end <= 2) return true;
      if (has(item, 'not') && linked === item.first && linked === list[i]!.end + 1) return true;
      if (has(item, 'is')) linked = item.end;
      if (has(item, 'intent') && (item.first - linked <= 2 || (isNoun && gap <= 1))) return true;
      // "every certificate that you need"
      if (has(item, 'must') && !has(list[j - 1], 'person')) return isNoun || has(item, 'intent');
      if (has(item, 'not')) {
        if (item.first - list[i]!.end <= 1 && has(item, 'made')) return true;
        if (isNoun && (item.first - linked <= 1 || linked < 0)) return true;
        negated = j;
      }
      if (has(item, 'made') && negated > 0) return true;
    }
    return (
      negated > 0 && list[list.length - 1]!.end === words.at.length && negated === list.length - 1
    );
  }

  /** Whether the next clause starts with a pronoun for what this one is about: "Our AI reads it: it decides". */
  #goesOnAboutIt(i: number): boolean {
    const next = this.items.list[i + 1];
    return (
      this.items.follows(i, 'subject', 0) &&
      next!.end - next!.first === 1 &&
      !has(next, 'our') &&
      !has(next, 'person')
    );
  }

  #endScope(): void {
    this.#nots = 0;
    this.#held = this.#intent = this.#other = false;
  }

  /** Whether a phrase in quotation marks is talked about: the sentence starts with it. */
  #isMention(i: number): boolean {
    const {list} = this.items;
    const before = list[i - 1];
    const after = list[i + 1];
    if (!before || !after || !QUOTES.has(before.sign) || !QUOTES.has(after.sign)) return false;
    if (!(list[i - 2] ? SENTENCE.has(list[i - 2]!.sign) : before.first === 0)) {
      const {items} = this;
      return (
        items.near(i, 'quote', 6, 4) !== undefined || items.near(i + 1, 'not', 0, 2) !== undefined
      );
    }
    return true;
  }

  /** In a verb-final clause, every context counts on either side, and a negation after the claim. */
  #standsInVerbFinalClause(i: number): boolean {
    for (const role of ['intent', 'must', 'condition', 'other', 'quote'] as const)
      if (this.items.near(i, role, CLAUSE, CLAUSE) !== undefined) return false;
    let nots = 0;
    const {list} = this.items;
    const limit = list[i]!.end + CLAUSE;
    for (let j = i + 1; j < list.length && list[j]!.first <= limit; j++) {
      if (has(list[j], 'clause')) break;
      if (has(list[j], 'not')) nots++;
    }
    return nots % 2 === 0 && !isAsked(this.items, i, this.#rhetorical);
  }

  /** Whether a possessive right before a claim takes it for granted, despite a negation. */
  #presupposed(i: number): boolean {
    const {list} = this.items;
    for (let j = i - 1, limit = 6; j >= 0 && limit--; j--) {
      const before = list[j]!;
      if (has(before, 'our')) return list[i]!.first - before.end <= 7;
      if (!has(before, 'standard') && !has(before, 'full') && !has(before, 'made')) return false;
    }
    return false;
  }

  /** Whether a list goes on after a comma or "and", so that a negation before it still holds. */
  #continues(i: number): boolean {
    const {list} = this.items;
    if (!this.#nots && !this.#held && !this.#intent && !this.#other) return true;
    const start = list[i]!.end;
    let next: Item | undefined;
    for (let j = i + 1; j < list.length && list[j]!.first - start <= 16; j++) {
      const item = list[j]!;
      if (has(item, 'clause') || has(item, 'subject')) break;
      if (has(item, 'or')) return true;
      if (has(item, 'not') && !next) break;
      if (isListed(item)) next ??= item;
    }
    if (!next || next.first - start > 3) return false;
    for (let j = i + 1; list[j] !== next; j++)
      if (has(list[j], 'subject') || has(list[j], 'our')) return false;
    if (this.#held || this.#other || (this.#intent && list[i]!.sign !== ',')) return true;
    const before = list[i - 1];
    return (
      isListed(before) &&
      !has(before, 'proven') &&
      !has(before, 'technical') &&
      list[i]!.first - before!.end <= 1
    );
  }
}
