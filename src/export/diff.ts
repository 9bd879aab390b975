/** What changes for a reader when one manifest replaces another. */
import {listEntries, type Effect, type Entry, type Fact, type Side} from './diff-entries.js';

export type {Effect} from './diff-entries.js';

/** One change of one entry. */
export interface Change {
  readonly effect: Effect;
  /** The list that the entry is in, such as `controls`; `manifest` for the manifest itself. */
  readonly section: string;
  /** `null` for what is no list entry. */
  readonly id: string | null;
  readonly title: string;
  /** The fact that changed, or `entry` if the entry itself was added or removed. */
  readonly fact: string;
  /** `null` if there was nothing. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Returns the changes from `before` to `after`: losses, then gains, then others, each in reading order. */
export function diffManifests(before: Side, after: Side): Change[] {
  const [left, right] = [entriesOf(before), entriesOf(after)];
  const keys = new Set([...right.keys(), ...left.keys()]);
  const changes = [...keys].flatMap((key) => compareEntries(left.get(key), right.get(key)));
  return (['loss', 'gain', 'other'] as const).flatMap((effect) =>
    changes.filter((change) => change.effect === effect),
  );
}

function compareEntries(before: Entry | undefined, after: Entry | undefined): Change[] {
  const {section, id, title} = (after ?? before)!;
  const change = (
    effect: Effect,
    fact: string,
    from: string | null,
    to: string | null,
  ): Change => ({
    effect,
    section,
    id,
    title,
    fact,
    before: from,
    after: to,
  });
  if (!before) return [change(after!.ifAdded, 'entry', null, summaryOf(after!))];
  if (!after) return [change(before.ifRemoved, 'entry', summaryOf(before), null)];
  return Object.keys({...after.facts, ...before.facts}).flatMap((name) => {
    const [from = NOTHING, to = NOTHING] = [before.facts[name], after.facts[name]];
    if (from.value === to.value) return [];
    const effect = effectOf(from, to);
    // What an entry overclaims is no gain.
    const isDoubtful = effect === 'gain' && !!after.facts['overclaims']?.value;
    return change(isDoubtful ? 'other' : effect, name, from.value ?? null, to.value ?? null);
  });
}

const NOTHING: Fact = {value: undefined};

function effectOf({rank: from}: Fact, {rank: to}: Fact): Effect {
  if (from === undefined || to === undefined || from === to) return 'other';
  return to < from ? 'loss' : 'gain';
}

/** An added or removed entry is told by its first fact, such as a control's state. */
const summaryOf = ({facts, title}: Entry): string => Object.values(facts)[0]?.value ?? title;

const entriesOf = (side: Side): ReadonlyMap<string, Entry> =>
  new Map(listEntries(side).map((entry) => [`${entry.section}/${entry.id}`, entry]));
