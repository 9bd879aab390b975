/** Claims that someone has assessed the vendor. */
import {answerTo} from './answers.js';
import {CLAUSE, type Contexts} from './contexts.js';
import {has, type Items} from './items.js';

/** Remembers a claim that its context suspended, which "we are" may affirm later. */
export class Certification {
  #suspended: number | undefined;
  #suspendedBefore: number | undefined;

  constructor(private readonly contexts: Contexts) {}

  endSentence(): void {
    this.#suspended =
      this.#suspended === undefined || this.#suspendedBefore === this.#suspended
        ? undefined
        : (this.#suspendedBefore = this.#suspended);
  }

  /** Returns the index of the item at which a claim starts that item `i` completes. */
  startOf(i: number): number | undefined {
    const {contexts} = this;
    const {items} = contexts;
    const item = items.list[i]!;
    if (has(item, 'certified') && !isTechnical(items, i) && !isOfOthers(items, i)) {
      if (contexts.stands(i) && !contexts.isTakenBack(i, false)) return i;
      this.#suspended = i;
    }
    if (has(item, 'ellipsis') && this.#suspended !== undefined && items.endsClause(i)) {
      const {end} = items.list[this.#suspended]!;
      if (this.#suspended < i && item.first - end < 25) return i;
    }
    if (
      (has(item, 'certificate') && !has(item, 'assessor')) ||
      (has(item, 'report') &&
        (items.near(i, 'standard', 5, 5) ?? items.near(i, 'assessor', 1, 2)) !== undefined)
    ) {
      const from = assertedNoun(contexts, i);
      if (from !== undefined && contexts.stands(i) && !contexts.isTakenBack(i, true)) return from;
      this.#suspended = i;
    }
    if (has(item, 'proven')) {
      const from = provenBy(contexts, i);
      if (from !== undefined) return from;
    }
    if (!has(item, 'standard')) return undefined;
    const from = assertedStandard(contexts, i);
    if (from === undefined) this.#suspended ??= i;
    return from;
  }
}

/** Returns the index of what makes a noun a claim, `undefined` if nothing does. */
function assertedNoun({items, stance}: Contexts, i: number): number | undefined {
  if (isTechnical(items, i) || items.follows(i, 'matter', 0)) return undefined;
  if (items.near(i, 'process', 8, 8) !== undefined) return undefined;
  const standard = items.near(i, 'standard', 4, 4);
  return (
    items.near(i, 'full', 3, 0) ??
    possessive(items, i) ??
    items.near(i, 'have', 8, 6) ??
    (answerTo(items, i) === 'yes' ? i : undefined) ??
    items.near(i, 'affirm', 2, 8) ??
    (standard !== undefined &&
    ((stance === 'states' && isBare(items, i)) || items.near(i, 'proven', 8, 8) !== undefined)
      ? Math.min(standard, i)
      : undefined)
  );
}

/** Returns the index of a possessive before a noun, which "we" is not: "we collect reports". */
function possessive(items: Items, i: number): number | undefined {
  const our = items.near(i, 'our', 6, 0);
  return our !== undefined && has(items.list[our], 'person') ? undefined : our;
}

/** Returns where a claim starts that a standard is met, or that an assessor says so. */
function provenBy(contexts: Contexts, i: number): number | undefined {
  const {items} = contexts;
  const isRoutine = has(items.list[i], 'routine');
  const by =
    items.near(i, 'standard', 10, 10) ?? (isRoutine ? undefined : items.near(i, 'assessor', 10, 8));
  return by !== undefined &&
    !isTechnical(items, i) &&
    (items.near(i, 'process', 6, 6) === undefined || has(items.list[by], 'assessor')) &&
    items.near(i, 'quote', 0, 8) === undefined &&
    contexts.stands(i) &&
    !contexts.isTakenBack(i, false)
    ? Math.min(by, i)
    : undefined;
}

/** Returns where a claim starts that the vendor has a standard, or that says yes to one. */
function assertedStandard(contexts: Contexts, i: number): number | undefined {
  const {items} = contexts;
  const {list} = items;
  if (!contexts.stands(i)) return undefined;
  const holder = items.near(i, 'have', 4, 0);
  const isHeading =
    items.follows(i, 'matter', 2) ||
    items.follows(i, 'process', 2) ||
    items.follows(i, 'intent', 1);
  if (
    holder !== undefined &&
    !isHeading &&
    isObject(items, holder, i) &&
    !contexts.isTakenBack(i, true)
  )
    return holder;
  if (answerTo(items, i, 2) === 'yes') return i;
  if (
    items.follows(i, 'affirm', 1) &&
    !has(list[i + 1], 'certified') &&
    !contexts.isTakenBack(i + 1, false)
  )
    return i;
  const before = list[i - 1];
  return has(before, 'affirm') && before!.sign && list[i]!.first === before!.end
    ? i - 1
    : undefined;
}

/** Whether a standard is what someone has, and not what something was done for or with. */
function isObject({list}: Items, holder: number, i: number): boolean {
  let others = 0;
  for (let j = holder + 1; j <= i; j++) {
    if (has(list[j], 'process') || has(list[j], 'matter')) return false;
    others += list[j]!.first - list[j - 1]!.end;
  }
  return others <= 1;
}

/** Whether what is certified is someone else: "certified translators", "a laboratory accredited under". */
function isOfOthers(items: Items, i: number): boolean {
  const before = items.list[i - 1];
  if (has(items.list[i], 'our')) return false;
  const by = items.near(i, 'by', 0, 4);
  return (
    items.follows(i, 'other', 1) ||
    (by !== undefined && items.follows(by, 'other', 1)) ||
    (items.follows(i, 'assessor', 0) && !has(items.list[i], 'decidedBy')) ||
    (has(before, 'assessor') && before!.end === items.list[i]!.first)
  );
}

/** Whether a claim is of conformance with a technical specification, and with nothing else. */
const isTechnical = (items: Items, i: number): boolean =>
  items.near(i, 'technical', 5, 5) !== undefined && items.near(i, 'standard', 5, 5) === undefined;

/** Whether a clause says little more than a noun and a standard. */
function isBare(items: Items, i: number): boolean {
  const {list, clauseEnds, words} = items;
  if (items.near(i, 'is', CLAUSE, CLAUSE) !== undefined) return false;
  if (items.near(i, 'intent', CLAUSE, CLAUSE) !== undefined) return false;
  const from = list[items.clauseStart(i) - 1]?.end ?? 0;
  const next = list[clauseEnds[i]!];
  if (next?.sign === ':') return false;
  const to = next?.first ?? words.at.length;
  return to - from <= 8;
}
