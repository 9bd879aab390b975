import {html, nothing, type ReactiveController, type ReactiveControllerHost} from 'lit';
import {repeat} from 'lit/directives/repeat.js';

/** Rows in one group: about a screen's worth. */
const SIZE = 20;

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
  #planned = false;
  readonly #near = new IntersectionObserver(
    (entries) => {
      for (const {isIntersecting, target} of entries) {
        if (isIntersecting) this.#draw(Number((target as HTMLElement).dataset['group']));
      }
    },
    {rootMargin: '100% 0px'},
  );

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#near.disconnect();
  }

  hostConnected(): void {
    this.hostUpdated();
  }

  hostUpdated(): void {
    this.#near.disconnect();
    if (this.#next() === undefined || !this.host.isConnected) return;
    for (const group of this.host.renderRoot.querySelectorAll<HTMLElement>('[data-group]')) {
      if (!this.#drawn.has(Number(group.dataset['group']))) this.#near.observe(group);
    }
    if (this.#rows > ALL_ROWS || this.#planned) return;
    this.#planned = true;
    whenIdle(this.#drawNext);
  }

  /** The groups of a list of rows; `row` draws one, given its place in the list, and `key` tells it from others. */
  render<T>(
    rows: readonly T[],
    key: (item: T) => string,
    row: (item: T, index: number) => unknown,
  ): unknown {
    this.#rows = rows.length;
    const count = Math.max(1, Math.ceil(rows.length / SIZE));
    return Array.from({length: count}, (_, group) => {
      const start = group * SIZE;
      const drawn = this.#drawn.has(group);
      return html`<div
        role="rowgroup"
        class=${count > 1 ? 'group' : nothing}
        ?data-waiting=${!drawn}
        data-group=${group}
      >
        ${
          drawn
            ? repeat(rows.slice(start, start + SIZE), key, (item, i) => row(item, start + i))
            : nothing
        }
      </div>`;
    });
  }

  /** Begins again with the first group: another list is to be shown. */
  reset(): void {
    this.#drawn.clear();
    this.#drawn.add(0);
  }

  /** Has the row at this place of the list drawn with the next update. */
  reach(index: number): void {
    this.#drawn.add(Math.floor(index / SIZE));
  }

  /** Has every row drawn with the next update. */
  reachAll(rows: number): void {
    for (let index = 0; index < rows; index += SIZE) this.reach(index);
  }

  /** The first group that is not drawn yet. */
  #next(): number | undefined {
    const count = Math.ceil(this.#rows / SIZE);
    return Array.from({length: count}, (_, i) => i).find((group) => !this.#drawn.has(group));
  }

  #draw(group: number): void {
    if (this.#drawn.has(group)) return;
    this.#drawn.add(group);
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
