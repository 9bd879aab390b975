/** Claims that nothing can fail. */
import type {Contexts} from './contexts.js';
import {has, type Items} from './items.js';

/** Returns the index of the item at which an absolute claim ends that starts at item `i`, or the reverse. */
export function absoluteEnd(contexts: Contexts, i: number): number | undefined {
  const {items} = contexts;
  const item = items.list[i]!;
  const isUnchanging =
    has(item, 'unchanging') && items.near(i, 'engineering', 12, 12) === undefined;
  const isAbsolute = has(item, 'absolute') && !isSaying(items, i);
  const harm = has(item, 'never') ? harmBeside(contexts, i) : undefined;
  const end =
    harm ??
    (isAbsolute || isUnchanging ? i : undefined) ??
    (has(item, 'total') ? totallySafe(items, i) : undefined) ??
    (has(item, 'every') ? everyHarm(items, i) : undefined);
  if (end === undefined || items.near(i, 'measured', 15, 15) !== undefined || !contexts.stands(i))
    return undefined;
  return harm === undefined && contexts.isTakenBack(Math.max(i, end), false) ? undefined : end;
}

/** Whether an impossibility is of saying something: "nobody can promise". */
const isSaying = (items: Items, i: number): boolean =>
  has(items.list[i], 'quote') || items.follows(i, 'quote', 0);

/** Returns what is totally safe: "completely secure". */
function totallySafe(items: Items, i: number): number | undefined {
  if (items.follows(i, 'safe', 1)) return i + 1;
  return has(items.list[i], 'affirm') && items.near(i, 'safe', 2, 0) !== undefined ? i : undefined;
}

/** Returns the other end of a claim that every harm is averted: "stops any attack", "every threat is caught". */
function everyHarm(items: Items, i: number): number | undefined {
  if (!items.follows(i, 'harm', 2)) return undefined;
  return (
    items.near(i, 'defeats', 3, 0) ??
    items.near(i, 'safe', 2, 0) ??
    items.near(i + 1, 'defeats', 0, 4)
  );
}

/** Returns the harm right beside what says that it never comes: "cannot be hacked", "no risk". */
function harmBeside({items: {list}, lexicon}: Contexts, i: number): number | undefined {
  for (const step of lexicon.verbFinal ? [-1] : [1, -1]) {
    let j = i + step;
    while (
      has(list[j], 'neutral') ||
      has(list[j], 'is') ||
      has(list[j], 'already') ||
      has(list[j], 'total') ||
      has(list[j], 'full') ||
      (has(list[j], 'never') && !has(list[j], 'not') && !has(list[j], 'defeats')) ||
      has(list[j], 'have') ||
      has(list[j], 'every')
    )
      j += step;
    if (has(list[j], 'harm') && Math.abs(list[j]!.first - list[i]!.first) <= 7) return j;
  }
  return undefined;
}
