import {html, nothing, type ReactiveController, type ReactiveControllerHost} from 'lit';
import {guard} from 'lit/directives/guard.js';
import {repeat} from 'lit/directives/repeat.js';

/** Rows in one group: about a screen's worth, for the first group is all that a reader waits for. */
const GROUP_SIZE = 10;

/** Up to so many rows are drawn at once: to put some of them off would spare nobody anything. */
const RENDER_AT_ONCE = 20;

/** Up to so many rows everything is drawn when idle, for find-in-page and screen readers. */
const RENDER_WHEN_IDLE = 1_000;

type Host = ReactiveControllerHost & HTMLElement & {readonly renderRoot: ParentNode};

/**
 * Draws the rows of a long table in groups: the first at once, the others when they come near or when
 * there is nothing else to do. What is not drawn yet keeps its room (`content-visibility`).
 */
export class RowGroups implements ReactiveController {
  readonly #rendered = new Set<number>([0]);
  #rows = 0;
  /** Whether other groups are to be watched than those that are. */
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
   * The groups of a list of rows, as a list of templates. `row` makes one row, given its place in the
   * list; it is asked again only where the row's item, its place or something of `renderDeps` is another.
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
    const several = rows.length > GROUP_SIZE;
    const same = (item: T, index: number) =>
      guard([item, index, ...renderDeps], () => row(item, index));
    return Array.from({length: Math.max(1, this.#count)}, (_, group) => {
      const start = group * GROUP_SIZE;
      const drawn = this.#rendered.has(group);
      return html`<div
        role="rowgroup"
        class=${several ? 'group' : nothing}
        ?data-waiting=${!drawn}
        data-group=${group}
      >
        ${
          drawn
            ? repeat(rows.slice(start, start + GROUP_SIZE), key, (item, i) => same(item, start + i))
            : nothing
        }
      </div>`;
    });
  }

  /** Begins again with the first group: another list is to be shown. */
  reset(): void {
    this.#rendered.clear();
    this.ensureRendered(0);
  }

  /** Has the row at this place of the list drawn with the next update. */
  ensureRendered(index: number): void {
    this.#changed = true;
    this.#rendered.add(Math.floor(index / GROUP_SIZE));
  }

  /** Has every row drawn with the next update. */
  renderAll(rows: number): void {
    for (let index = 0; index < rows; index += GROUP_SIZE) this.ensureRendered(index);
  }

  get #count(): number {
    return Math.ceil(this.#rows / GROUP_SIZE);
  }

  /** The first group that is not drawn yet. */
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

/** Safari has no idle callbacks: there it is as soon as the page has had its turn. */
const whenIdle = (callback: () => void) =>
  'requestIdleCallback' in window ? requestIdleCallback(callback) : setTimeout(callback);
