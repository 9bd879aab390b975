import {css, html, nothing, type CSSResultGroup, type PropertyValues} from 'lit';
import {state} from 'lit/decorators.js';
import type {Manifest} from '../../../manifest/schema.js';
import type {ControlPosture} from '../../../posture/posture.js';
import {controlRow, controlRowStyles} from './row.js';
import type {RowKind} from '../../events.js';
import {filterStyles} from '../../../styles/filters.js';
import {filterBar} from './filter-bar.js';
import {createMatcher, isActive, EMPTY_FILTER, sorted, type Filter} from './filter.js';
import {RowGroups} from './row-groups.js';
import {TrustSection, type RenderContext} from '../trust-section.js';

/** Up to so many rows are seen at once: nothing has to be found among them. */
const MIN_FILTERED = 4;

const COLUMNS = ['topic', 'current', 'gated', 'backing'] as const;

/**
 * The matrix: each topic, what is true today, what is gated until when, and what backs it. A table to
 * assistive technology, cards where it is narrow.
 *
 * @tag arqen-trust-controls
 * @csspart heading - The heading.
 * @csspart head - The names of the matrix's columns, where it is wide.
 * @csspart control - One control; its state is `data-state`, its assurance `data-assurance`.
 * @csspart chip - A gate.
 * @csspart overclaim - What a claim check found.
 * @fires {TrustRequestEvent} trust-request - A reader asks for evidence that is not public; cancelable.
 */
export class TrustControls extends TrustSection {
  static override styles: CSSResultGroup = [
    TrustSection.styles,
    filterStyles,
    controlRowStyles,
    css`
      [role='table'] {
        background: var(--trust-surface);
        border: 1px solid var(--trust-line);
        border-radius: var(--trust-radius);
        overflow: clip;
      }
      .group {
        --room: 4000px;
        content-visibility: auto;
        contain-intrinsic-block-size: auto var(--room);
      }
      /* What comes near is empty still: without its room, everything behind it would jump. */
      [data-waiting] {
        min-block-size: var(--room);
      }
      [role='row']:focus-visible {
        outline-offset: -3px;
      }
      [role='row'].head {
        display: none;
      }
      .empty {
        padding: 1.25em;
      }
      @container (min-width: 48em) {
        .group {
          --room: 2000px;
        }
        [role='row'].head {
          display: grid;
          padding-block: 0.75em;
          background: var(--trust-band);
          color: var(--trust-muted);
        }
        [role='columnheader'] {
          font-size: var(--trust-small);
        }
      }
      @media print {
        .group {
          content-visibility: visible;
        }
        [role='row'] {
          break-inside: avoid;
        }
      }
    `,
  ];

  @state()
  private filter: Filter = EMPTY_FILTER;

  protected override readonly followsGuards = true;

  /** The manifest's controls, as they were drawn last. */
  #controls: readonly ControlPosture[] = [];
  #manifest: Manifest | undefined;
  /** The rows that are shown, in their order, until a reader asks for others. */
  #shown: readonly ControlPosture[] = [];
  /** Of which controls those were chosen. */
  #selectedFrom: readonly ControlPosture[] | undefined;
  #groups = new RowGroups(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    // A reader has asked for something else: what was shown for its sake need not stay.
    if ((changed as Map<PropertyKey, unknown>).has('filter')) this.#restart();
  }

  protected override renderSection(context: RenderContext): unknown {
    const {messages, printing} = this;
    const {controls} = context.posture;
    if (this.#manifest !== context.manifest) this.#restart();
    this.#manifest = context.manifest;
    this.#controls = controls;
    const shown = printing ? controls : this.#selectRows(controls);
    if (printing || messages.derivedAt !== undefined) this.#groups.renderAll(shown.length);
    return html`
      ${this.heading(messages.t('controls.title'))}
      <p class="intro">${messages.t('controls.intro')}</p>
      ${
        controls.length > MIN_FILTERED || isActive(this.filter)
          ? filterBar(
              {filter: this.filter, shown: shown.length, change: this.#change},
              context,
              this,
            )
          : nothing
      }
      <div
        role="table"
        aria-label=${messages.t('controls.title')}
        aria-rowcount=${shown.length + 1}
      >
        <div role="rowgroup">
          <div role="row" class="head" part="head" aria-rowindex="1">
            ${COLUMNS.map(
              (column) => html`<div role="columnheader">${messages.t(`controls.${column}`)}</div>`,
            )}
          </div>
        </div>
        ${this.#groups.render(
          shown,
          ({control}) => control.id,
          this.renderDeps(),
          (posture, i) => controlRow(posture, i + 2, context, this),
        )}
      </div>
      ${shown.length ? nothing : html`<p class="empty">${messages.t('filter.none')}</p>`}
    `;
  }

  protected override resetFilters(): void {
    this.filter = EMPTY_FILTER;
  }

  protected override ensureRendered(kind: RowKind, id: string): boolean {
    if (super.ensureRendered(kind, id)) return true;
    if (kind !== 'control' || !this.#controls.some(({control}) => control.id === id)) return false;
    // A link to a row is worth more than a filter that hides it.
    if (this.#indexOf(id) < 0) {
      this.filter = {...EMPTY_FILTER, sort: this.filter.sort};
      this.performUpdate();
    }
    this.#groups.ensureRendered(this.#indexOf(id));
    this.requestUpdate();
    this.performUpdate();
    return super.ensureRendered(kind, id);
  }

  #restart(): void {
    this.#shown = [];
    this.#selectedFrom = undefined;
    this.#groups.reset();
  }

  /**
   * The rows that the filter shows. One whose state changes meanwhile stays in its place, in its new
   * state, and one that the filter has come to show stands at the end: nothing moves under a reader.
   */
  #selectRows(controls: readonly ControlPosture[]): readonly ControlPosture[] {
    const {filter} = this;
    if (!isActive(filter) && filter.sort === 'given') return (this.#shown = controls);
    if (controls === this.#selectedFrom) return this.#shown;
    this.#selectedFrom = controls;
    const stay = this.#rowsThatStay(controls);
    const there = new Set(stay);
    const matches = createMatcher(filter);
    const come = controls.filter((posture) => !there.has(posture) && matches(posture));
    return (this.#shown = [...stay, ...sorted(come, filter.sort, this.messages.locale)]);
  }

  /** What is shown already, as it stands now. */
  #rowsThatStay(controls: readonly ControlPosture[]): readonly ControlPosture[] {
    if (!this.#shown.length) return [];
    const byId = new Map(controls.map((posture) => [posture.control.id, posture]));
    return this.#shown.flatMap(({control}) => byId.get(control.id) ?? []);
  }

  #indexOf(id: string): number {
    return this.#shown.findIndex(({control}) => control.id === id);
  }

  readonly #change = (change: Partial<Filter>) => {
    this.filter = {...this.filter, ...change};
    this.keepFocus('.find input');
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-controls': TrustControls;
  }
}
