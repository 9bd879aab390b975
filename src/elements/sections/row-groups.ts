import {html, noChange, nothing, type ReactiveController, type ReactiveControllerHost} from 'lit';
import {guard} from 'lit/directives/guard.js';
import {repeat} from 'lit/directives/repeat.js';
import type {Manifest} from '../../manifest/schema.js';
import type {RenderContext} from '../ui/fragments.js';
import type {PrintController} from '../ui/print-controller.js';
import {GROUP_SIZE, roomOf, Segments, type Rows, type Segment} from './segments.js';
import {whenIdle} from './turns.js';

/**
 * The maximum number of groups that are painted off screen, too, for a picture of the whole page: a hundred
 * rows, unless they hold much. In longer lists, the browser skips groups off screen
 * (`content-visibility`).
 */
const PAINT_ALWAYS = 10;

/** The maximum number of rows that all render when idle, for find-in-page and screen readers. */
const RENDER_WHEN_IDLE = 1_000;

/** The amount of data after which nothing more renders when idle, for the sake of the page's memory. */
const WEIGHT_WHEN_IDLE = 4_000_000;

type Host = ReactiveControllerHost &
  HTMLElement & {readonly renderRoot: ParentNode; readonly print: PrintController};

/** A list of rows, and how each of them renders. */
export interface RowList<T> extends Rows<T> {
  /** Returns the id of a row, unique in the list. */
  key(item: T): string;
  /** Renders a row. Runs again only if the item, its index, its `state` or the context has changed. */
  row(item: T, index: number): unknown;
  /** Returns what a row depends on besides the item and the context. */
  state?(item: T): unknown;
  /** Distinguishes the lists of a host. A list inside a row is named by the key of that row. */
  readonly name?: string;
  readonly role?: 'rowgroup';
}

/**
 * Renders long lists in groups of rows: the first group immediately, the others when they approach the
 * viewport or when the browser is idle, one group in a frame. The rows that are not rendered yet keep
 * their room in gaps.
 */
export class RowGroups implements ReactiveController {
  readonly #lists = new Map<string, Segments<RowList<unknown>>>();
  #manifest: Manifest | undefined;
  #scheduled = false;
  #observer: IntersectionObserver | undefined;

  constructor(
    private readonly host: Host,
    /** Returns the inputs that all rows share. */
    private readonly renderDeps: () => readonly unknown[],
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.hostUpdated();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  hostUpdated(): void {
    this.#observer?.disconnect();
    const lists = [...this.#lists.values()];
    const stale = lists.some(({stale}) => stale.length);
    // As long as there are stale rows, which are removed next, a search for gaps would take long.
    const gaps = stale ? [] : this.#gaps();
    if (gaps.length)
      this.#observer ??= new IntersectionObserver(this.#fillNear, {rootMargin: '100% 0px'});
    // The observer reports each gap again in the next frame, so that then the next group renders.
    for (const gap of gaps) this.#observer!.observe(gap);
    // A row with a list inside counts as the rows of that list.
    const rows = lists.reduce((sum, {list}) => sum + list.rows.length, 1 - lists.length);
    const weight = lists.reduce((sum, {weight}) => sum + weight, 0);
    const fills = gaps.length && rows <= RENDER_WHEN_IDLE && weight < WEIGHT_WHEN_IDLE;
    if (this.#scheduled || !(fills || stale)) return;
    this.#scheduled = true;
    whenIdle(this.#continue);
  }

  /** Renders a list in groups. */
  render<T>(list: RowList<T>, context: RenderContext): unknown;
  render(list: RowList<unknown>, context: RenderContext): unknown {
    const {manifest, messages, posture} = context;
    const {rows, name = '', role, state} = list;
    if (this.#manifest !== manifest) this.#lists.clear();
    this.#manifest = manifest;
    const progress = this.#lists.get(name) ?? new Segments(list);
    this.#lists.set(name, progress);
    progress.update(list);
    const onServer = messages.derivedAt !== undefined;
    // Paper and server markup are complete.
    const complete = this.host.print.printing || onServer;
    if (complete) progress.fillAll();

    const shared = [complete, rows.length, posture.overclaimsAt, ...this.renderDeps()];
    const rowAt = (item: unknown, index: number) => {
      // A list inside a row renders with that row, and begins with one group.
      const inner = this.#lists.get(list.key(item))?.version ?? 1;
      return guard([item, index, state?.(item), inner, ...shared], () => list.row(item, index));
    };
    const rowsOf = ({start, end}: Segment) =>
      repeat(
        rows.slice(start, end),
        (item) => list.key(item),
        (item, i) => rowAt(item, start + i),
      );
    const long = progress.groupCount > PAINT_ALWAYS;
    return repeat(
      [...progress.segments, ...progress.stale],
      ({id}) => id,
      (segment) => {
        const {kind, start, end} = segment;
        const size = end - start;
        // Server markup has no inline style, so there only whole groups have the right room.
        const skipped = long && (size === GROUP_SIZE || !onServer);
        return html`<div
          role=${role ?? nothing}
          class=${skipped ? `${kind} skipped` : kind}
          data-list=${name}
          data-group=${start}
          data-end=${end}
          .style=${onServer ? noChange : `--rows: ${roomOf(segment)}`}
        >
          ${kind === 'group' ? rowsOf(segment) : noChange}
        </div>`;
      },
    );
  }

  /** Makes the next update render the row with this key. Returns `false` if there is none. */
  ensureRendered(key: string): boolean {
    for (const progress of this.#lists.values()) {
      const {rows, key: keyOf} = progress.list;
      const index = rows.findIndex((item) => keyOf(item) === key);
      if (index < 0) continue;
      while (progress.fill(index));
      return true;
    }
    return false;
  }

  #gaps(): readonly HTMLElement[] {
    for (const {segments} of this.#lists.values())
      if (segments.some(({kind}) => kind === 'gap'))
        return [...this.host.renderRoot.querySelectorAll<HTMLElement>('.gap')];
    return [];
  }

  readonly #fillNear = (entries: readonly IntersectionObserverEntry[]) => {
    const entry = entries.find(({isIntersecting}) => isIntersecting);
    if (!entry) return;
    const {boundingClientRect: gap, intersectionRect: near, target} = entry;
    // The place nearest to the middle of the window, where the reader is looking.
    const place = Math.max(near.top, Math.min(innerHeight / 2, near.bottom - 1));
    this.#fill(target as HTMLElement, (place - gap.top) / gap.height);
  };

  readonly #continue = () => {
    this.#scheduled = false;
    if (!this.host.isConnected) return;
    const removes = this.removeStale();
    if (removes) this.host.requestUpdate();
    const [gap] = removes ? [] : this.#gaps();
    if (gap) this.#fill(gap, 0);
  };

  /** Removes groups of an earlier filter with the next update. Returns `false` if there are none. */
  removeStale(): boolean {
    return [...this.#lists.values()].some((list) => list.removeStale());
  }

  /** Renders a group at a place in a gap, from 0 to 1. */
  #fill({dataset: {list, group, end}}: HTMLElement, place: number): void {
    const index = Number(group) + Math.floor(place * (Number(end) - Number(group)));
    if (this.#lists.get(list!)?.fill(index)) this.host.requestUpdate();
  }
}
