import {html, nothing, type ReactiveController, type ReactiveControllerHost} from 'lit';
import {guard} from 'lit/directives/guard.js';
import {repeat} from 'lit/directives/repeat.js';

/** Rows in one group: about a screen's worth, for the first group is all that a reader waits for. */
const SIZE = 10;

/** Up to so many rows are drawn at once: to put some of them off would spare nobody anything. */
const FEW_ROWS = 20;

/** Up to so many rows everything is drawn when idle, for find-in-page and screen readers. */
const ALL_ROWS = 1_000;

type Host = ReactiveControllerHost & HTMLElement & {readonly renderRoot: ParentNode};

/**
 * Draws the rows of a long table in groups: the first at once, the others when they come near or when
 * there is nothing else to do. What is not drawn yet keeps its room (`content-visibility`).
 */
export class RowGroups implements ReactiveController {
  readonly #drawn = new Set<number>([0]);
  #rows = 0;
  /** Whether other groups are to be watched than those that are. */
  #changed = true;
  #planned = false;
  #near: IntersectionObserver | undefined;

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#near?.disconnect();
  }

  hostConnected(): void {
    this.#changed = true;
    this.hostUpdated();
  }

  hostUpdated(): void {
    if (!this.#changed || !this.host.isConnected) return;
    this.#changed = false;
    this.#near?.disconnect();
    if (this.#next() === undefined) return;
    this.#near ??= new IntersectionObserver(
      (entries) => {
        for (const {isIntersecting, target} of entries) {
          if (isIntersecting) this.#draw(Number((target as HTMLElement).dataset['group']));
        }
      },
      {rootMargin: '100% 0px'},
    );
    for (const group of this.host.renderRoot.querySelectorAll<HTMLElement>('[data-waiting]'))
      this.#near.observe(group);
    if (this.#rows > ALL_ROWS || this.#planned) return;
    this.#planned = true;
    whenIdle(this.#drawNext);
  }

  /**
   * The groups of a list of rows, as a list of templates. `row` makes one row, given its place in the
   * list; it is asked again only where the row's item, its place or something of `drawnFrom` is another.
   */
  render<T>(
    rows: readonly T[],
    key: (item: T) => string,
    drawnFrom: readonly unknown[],
    row: (item: T, index: number) => unknown,
  ): unknown {
    this.#changed ||= rows.length !== this.#rows;
    this.#rows = rows.length;
    if (rows.length <= FEW_ROWS) this.reachAll(rows.length);
    const several = rows.length > SIZE;
    const same = (item: T, index: number) =>
      guard([item, index, ...drawnFrom], () => row(item, index));
    return Array.from({length: Math.max(1, this.#count)}, (_, group) => {
      const start = group * SIZE;
      const drawn = this.#drawn.has(group);
      return html`<div
        role="rowgroup"
        class=${several ? 'group' : nothing}
        ?data-waiting=${!drawn}
        data-group=${group}
      >
        ${
          drawn
            ? repeat(rows.slice(start, start + SIZE), key, (item, i) => same(item, start + i))
            : nothing
        }
      </div>`;
    });
  }

  /** Begins again with the first group: another list is to be shown. */
  reset(): void {
    this.#drawn.clear();
    this.reach(0);
  }

  /** Has the row at this place of the list drawn with the next update. */
  reach(index: number): void {
    this.#changed = true;
    this.#drawn.add(Math.floor(index / SIZE));
  }

  /** Has every row drawn with the next update. */
  reachAll(rows: number): void {
    for (let index = 0; index < rows; index += SIZE) this.reach(index);
  }

  get #count(): number {
    return Math.ceil(this.#rows / SIZE);
  }

  /** The first group that is not drawn yet. */
  #next(): number | undefined {
    for (let group = 0; group < this.#count; group++) if (!this.#drawn.has(group)) return group;
    return undefined;
  }

  #draw(group: number): void {
    if (this.#drawn.has(group)) return;
    this.reach(group * SIZE);
    this.host.requestUpdate();
  }

  readonly #drawNext = () => {
    this.#planned = false;
    const next = this.#next();
    if (next !== undefined && this.host.isConnected) this.#draw(next);
  };
}

/** Safari has no idle callbacks: there it is as soon as the page has had its turn. */
const whenIdle = (callback: () => void) =>
  'requestIdleCallback' in window ? requestIdleCallback(callback) : setTimeout(callback);
