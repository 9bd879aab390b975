import {html, nothing, type ReactiveController, type ReactiveControllerHost} from 'lit';
import {guard} from 'lit/directives/guard.js';
import {repeat} from 'lit/directives/repeat.js';

/** Rows in one group: about a screenful, because a reader waits for the first group only. */
const GROUP_SIZE = 10;

/** The maximum number of rows that render and paint all at once: a few screens gain nothing by waiting. */
const RENDER_AT_ONCE = 20;

/** The maximum number of rows that all render when idle, for find-in-page and screen readers. */
const RENDER_WHEN_IDLE = 1_000;

type Host = ReactiveControllerHost & HTMLElement & {readonly renderRoot: ParentNode};

/**
 * Renders the rows of a long table in groups: the first immediately, the others when they approach the
 * viewport or when the browser is idle. A group that is not rendered yet keeps its height
 * (`content-visibility`).
 */
export class RowGroups implements ReactiveController {
  readonly #rendered = new Set<number>([0]);
  #rows = 0;
  /** Whether the groups to observe have changed. */
  #changed = true;
  #scheduled = false;
  #observer: IntersectionObserver | undefined;

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  hostConnected(): void {
    this.#changed = true;
    this.hostUpdated();
  }

  hostUpdated(): void {
    if (!this.#changed || !this.host.isConnected) return;
    this.#changed = false;
    this.#observer?.disconnect();
    if (this.#next() === undefined) return;
    this.#observer ??= new IntersectionObserver(
      (entries) => {
        for (const {isIntersecting, target} of entries) {
          if (isIntersecting) this.#renderGroup(Number((target as HTMLElement).dataset['group']));
        }
      },
      {rootMargin: '100% 0px'},
    );
    for (const group of this.host.renderRoot.querySelectorAll<HTMLElement>('[data-waiting]'))
      this.#observer.observe(group);
    if (this.#rows > RENDER_WHEN_IDLE || this.#scheduled) return;
    this.#scheduled = true;
    whenIdle(this.#renderNext);
  }

  /**
   * Renders a list of rows in groups. `row` renders one item at its index in the list; it runs again
   * only if the item, the index or an entry of `renderDeps` has changed.
   */
  render<T>(
    rows: readonly T[],
    key: (item: T) => string,
    renderDeps: readonly unknown[],
    row: (item: T, index: number) => unknown,
  ): unknown {
    this.#changed ||= rows.length !== this.#rows;
    this.#rows = rows.length;
    if (rows.length <= RENDER_AT_ONCE) this.renderAll(rows.length);
    const long = rows.length > RENDER_AT_ONCE;
    const guarded = (item: T, index: number) =>
      guard([item, index, ...renderDeps], () => row(item, index));
    return Array.from({length: Math.max(1, this.#count)}, (_, group) => {
      const start = group * GROUP_SIZE;
      const rendered = this.#rendered.has(group);
      return html`<div
        role="rowgroup"
        class=${long ? 'group' : nothing}
        ?data-waiting=${!rendered}
        data-group=${group}
      >
        ${
          rendered
            ? repeat(rows.slice(start, start + GROUP_SIZE), key, (item, i) =>
                guarded(item, start + i),
              )
            : nothing
        }
      </div>`;
    });
  }

  /** Starts over with only the first group, for another list. */
  reset(): void {
    this.#rendered.clear();
    this.ensureRendered(0);
  }

  /** Makes the next update render the row at this index. */
  ensureRendered(index: number): void {
    this.#changed = true;
    this.#rendered.add(Math.floor(index / GROUP_SIZE));
  }

  /** Makes the next update render every row. */
  renderAll(rows: number): void {
    for (let index = 0; index < rows; index += GROUP_SIZE) this.ensureRendered(index);
  }

  get #count(): number {
    return Math.ceil(this.#rows / GROUP_SIZE);
  }

  /** Returns the first group that is not rendered yet. */
  #next(): number | undefined {
    for (let group = 0; group < this.#count; group++) if (!this.#rendered.has(group)) return group;
    return undefined;
  }

  #renderGroup(group: number): void {
    if (this.#rendered.has(group)) return;
    this.ensureRendered(group * GROUP_SIZE);
    this.host.requestUpdate();
  }

  readonly #renderNext = () => {
    this.#scheduled = false;
    const next = this.#next();
    if (next !== undefined && this.host.isConnected) this.#renderGroup(next);
  };
}

/** Safari has no idle callbacks, so there the callback runs in the next task. */
const whenIdle = (callback: () => void) =>
  'requestIdleCallback' in window ? requestIdleCallback(callback) : setTimeout(callback);
