/** Claims that a machine is an authority. */
import {answeringMachine} from './answers.js';
import {CLAUSE, type Contexts} from './contexts.js';
import {has} from './items.js';

/** Returns the first and the last item of a claim that item `i` completes. */
export function authoritySpan(contexts: Contexts, i: number): [number, number] | undefined {
  const {items, machine, lexicon} = contexts;
  const item = items.list[i]!;
  if (has(item, 'decides') && items.near(i, 'machine', CLAUSE, CLAUSE) === undefined) {
    const answer = answeringMachine(items, i);
    if (answer !== undefined) return [i, answer];
  }
  const isForPerson = items.near(i, 'person', 0, 5) !== undefined;
  const isHandedOver =
    isForPerson && (lexicon.verbFinal || items.near(i, 'by', 0, 2) !== undefined);
  if (!isHandedOver && has(item, 'decides') && machine !== undefined && machine !== i) {
    const {end} = items.list[machine]!;
    if (item.first - end <= 14 && contexts.stands(i) && !contexts.isTakenBack(i, false))
      return [machine, i];
  }
  if (has(item, 'decidedBy') && !isForPerson) {
    const by = items.near(i, 'machine', 0, 6);
    if (by !== undefined && contexts.stands(i)) return [i, by];
  }
  if (has(item, 'unsupervised')) {
    const what = items.near(i, 'machine', 12, 10);
    if (what !== undefined && contexts.stands(i)) return [what, i];
  }
  return undefined;
}
