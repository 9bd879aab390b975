/** Which rows of a long list are rendered, as plain data and functions without a DOM. */

/** Rows in one group: about a screenful, because a reader waits for the first group only. */
export const GROUP_SIZE = 10;

/** The maximum number of rows that form a single group: a few screens gain nothing by waiting. */
export const RENDER_AT_ONCE = 20;

/**
 * The maximum amount of data in a group of several rows, about its number of characters: ten rows with long
 * texts or hundreds of references each would take too long for one task.
 */
const GROUP_WEIGHT = 25_000;

/** The amount of data that takes about as much room as a usual row. */
const ROW_WEIGHT = 2_000;

/** The maximum number of groups to remove in one task: removing a thousand rows takes longer than a frame. */
const REMOVE_AT_ONCE = 30;

/** The rows of a list. */
export interface Rows<T> {
  readonly rows: readonly T[];
  /** Returns the data that a row shows. The whole item, if omitted. */
  content?(item: T): unknown;
  /** What the rows are selected by. With another filter, the list starts over with its first group. */
  readonly filter?: unknown;
}

/** Consecutive rows, from `start` to before `end`. */
export interface Segment {
  /** Identifies the element. */
  readonly id: number;
  readonly start: number;
  end: number;
  /** The amount of data in a group. */
  readonly weight?: number;
  /** A gap is not rendered yet. A stale group shows rows of an earlier filter, and is hidden. */
  kind: 'group' | 'gap' | 'stale';
}

let lastId = 0;

/** Divides a list into groups that are rendered and gaps that are not. */
export class Segments<L extends Rows<unknown>> {
  /** In the order of the rows. */
  segments: Segment[] = [];
  /** Many groups of an earlier filter, to be removed when idle. */
  stale: Segment[] = [];
  /** The number of groups added so far. */
  version = 0;
  /** The amount of data in the groups. */
  weight = 0;
  /** Whether there were ever many rows: after a filter, even a few should take a single frame. */
  #long = false;

  constructor(public list: L) {}

  /** The number of groups, those in gaps included. */
  get groupCount(): number {
    return this.segments.reduce(
      (sum, segment) =>
        sum + (isGap(segment) ? Math.ceil((segment.end - segment.start) / GROUP_SIZE) : 1),
      0,
    );
  }

  /** Continues with the current rows of the list. */
  update(list: L): void {
    const {length} = list.rows;
    let firstId: number | undefined;
    if (this.list.filter !== list.filter) {
      const [first, ...others] = this.segments.filter((segment) => !isGap(segment));
      if (others.length > REMOVE_AT_ONCE) {
        for (const segment of others) segment.kind = 'stale';
        this.stale.push(...others);
      }
      this.segments = [];
      this.weight = 0;
      firstId = first?.id;
    }
    this.list = list;
    this.#long ||= length > RENDER_AT_ONCE;
    this.segments = this.segments.filter(({start}) => start < length);
    const last = this.segments.at(-1);
    // Rows that are added to a list join its last group, if that has room.
    const room = last?.kind === 'group' ? last.start + this.#size : 0;
    if (last) last.end = Math.min(length, Math.max(last.end, room));
    const end = last?.end ?? 0;
    if (end < length) this.segments.push({id: ++lastId, start: end, end: length, kind: 'gap'});
    if (!end) this.fill(0, firstId);
  }

  /** Adds a group to the gap around a row, near the row. Returns `false` if the row is in no gap. */
  fill(index: number, id = ++lastId): boolean {
    const {rows} = this.list;
    const at = this.segments.findIndex((it) => isGap(it) && it.start <= index && index < it.end);
    const gap = this.segments[at];
    if (!gap) return false;
    // Whole groups before this one, because a grid begins a new line with each.
    const start = index - ((index - gap.start) % GROUP_SIZE);
    const limit = Math.min(gap.end, start + this.#size);
    const weightAt = (i: number) => weightOf(this.list.content?.(rows[i]) ?? rows[i], GROUP_WEIGHT);
    let weight = weightAt(start);
    let end = start + 1;
    for (; end < limit; end++) {
      const next = weightAt(end);
      if (weight + next > GROUP_WEIGHT) break;
      weight += next;
    }
    const parts: Segment[] = [
      {id: ++lastId, start: gap.start, end: start, kind: 'gap'},
      {id, start, end, kind: 'group', weight},
      {id: ++lastId, start: end, end: gap.end, kind: 'gap'},
    ];
    this.segments.splice(at, 1, ...parts.filter((part) => part.start < part.end));
    this.version++;
    this.weight += weight;
    return true;
  }

  /** Removes some of the stale groups. Returns `false` if there are none. */
  removeStale(): boolean {
    return this.stale.splice(0, REMOVE_AT_ONCE).length > 0;
  }

  /** Adds groups until there is no gap. */
  fillAll(): void {
    for (let gap; (gap = this.segments.find(isGap));) this.fill(gap.start);
  }

  get #size(): number {
    return this.#long ? GROUP_SIZE : RENDER_AT_ONCE;
  }
}

/** Estimates the room that a segment takes, in usual rows. */
export const roomOf = ({start, end, weight = 0}: Segment): number =>
  Math.max(end - start, Math.ceil(weight / ROW_WEIGHT));

const isGap = ({kind}: Segment) => kind === 'gap';

/** Estimates how much a row shows. Stops counting at `limit`. */
function weightOf(value: unknown, limit: number): number {
  // Even a short text or a number takes an element.
  let weight = 20;
  if (typeof value === 'string') weight += value.length;
  else if (typeof value === 'object' && value)
    for (const each of Object.values(value)) {
      if (weight >= limit) break;
      weight += weightOf(each, limit - weight);
    }
  return weight;
}
