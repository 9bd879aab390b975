/** Questions and labels, and what the words after them answer: "ISO 27001: yes", "Certified? No." */
import {has, LABEL, QUESTION, SENTENCE, type Items} from './items.js';

/** Whether an item is in a question that is not answered with yes. */
export function isAsked(items: Items, i: number, isRhetorical: boolean): boolean {
  const {list, clauseEnds} = items;
  for (let j = i; j < list.length && list[j]!.first - list[i]!.end < 30; j = clauseEnds[j]!) {
    const {sign} = list[j]!;
    if (!SENTENCE.has(sign)) continue;
    if (!QUESTION.has(sign) || isRhetorical) return false;
    return answerAt(items, j) !== 'yes';
  }
  return false;
}

/** Returns what the value after a label says, at most `gap` words later. */
export function answerTo(items: Items, i: number, gap = 5): 'yes' | 'no' | undefined {
  const {list, clauseEnds} = items;
  const end = list[clauseEnds[i]!];
  return end && LABEL.has(end.sign) && end.first - list[i]!.end <= gap
    ? answerAt(items, clauseEnds[i]!)
    : undefined;
}

/** Returns the machine that answers a question: "Who decides? Our AI." */
export function answeringMachine({list, clauseEnds}: Items, i: number): number | undefined {
  let j = clauseEnds[i]!;
  for (; j < list.length && list[j]!.first - list[i]!.end < 12; j = clauseEnds[j]!) {
    if (!SENTENCE.has(list[j]!.sign)) continue;
    if (!QUESTION.has(list[j]!.sign)) return undefined;
    for (let k = j + 1; k < list.length && list[k]!.first - list[j]!.end <= 3; k++) {
      if (has(list[k], 'not') || has(list[k], 'person')) return undefined;
      if (has(list[k], 'machine')) return k;
    }
  }
  return undefined;
}

/** Returns what the words right after a punctuation mark say. */
function answerAt(items: Items, j: number): 'yes' | 'no' | undefined {
  const {list, words} = items;
  let at = j;
  while (
    at + 1 < list.length &&
    list[at + 1]!.first === list[at]!.end &&
    LABEL.has(list[at + 1]!.sign)
  )
    at++;
  const first = list[at + 1];
  if (!first || first.first - list[at]!.end > 1) return undefined;
  if (has(first, 'neutral') && list[at + 2] && !has(list[at + 2], 'not')) return 'yes';
  if (has(first, 'affirm') || has(first, 'standard') || has(first, 'machine')) return 'yes';
  if ((has(first, 'proven') || has(first, 'certificate')) && items.endsClause(at + 1)) return 'yes';
  if (!has(first, 'not') && !has(first, 'intent')) return undefined;
  const second = list[at + 2];
  const ends = !second
    ? first.end === words.at.length
    : second.first - first.end <= 1 &&
      (has(second, 'clause') || has(second, 'and') || has(second, 'intent'));
  return ends ? 'no' : undefined;
}
