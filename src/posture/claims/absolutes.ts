/** Claims that nothing can fail. */
import type {Contexts} from './contexts.js';
import {has} from './items.js';

/** Returns the index of the item at which an absolute claim ends that starts at item `i`, or the reverse. */
export function absoluteEnd(contexts: Contexts, i: number): number | undefined {
  const {items} = contexts;
  const item = items.list[i]!;
  const isUnchanging =
    has(item, 'unchanging') && items.near(i, 'engineering', 12, 12) === undefined;
  const harm = has(item, 'never') ? harmBeside(contexts, i) : undefined;
  if (!has(item, 'absolute') && !isUnchanging && harm === undefined) return undefined;
  if (items.near(i, 'measured', 15, 15) !== undefined || !contexts.stands(i)) return undefined;
  if (harm !== undefined) return harm;
  return contexts.isTakenBack(i, false) ? undefined : i;
}

/** Returns the harm right beside what says that it never comes: "cannot be hacked", "no risk". */
function harmBeside({items: {list}, lexicon}: Contexts, i: number): number | undefined {
  for (const step of lexicon.verbFinal ? [-1] : [1, -1]) {
    let j = i + step;
    while (
      has(list[j], 'neutral') ||
      has(list[j], 'is') ||
      (has(list[j], 'never') && !has(list[j], 'not'))
    )
      j += step;
    if (has(list[j], 'harm') && Math.abs(list[j]!.first - list[i]!.first) <= 7) return j;
  }
  return undefined;
}
