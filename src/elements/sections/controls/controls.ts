import {css, html, nothing, type CSSResultGroup, type PropertyValues} from 'lit';
import {state} from 'lit/decorators.js';
import type {Manifest} from '../../../manifest/schema.js';
import type {ControlPosture} from '../../../posture/posture.js';
import {runInSlices, type Steps} from '../../../slices.js';
import {filterStyles} from '../../../styles/filters.js';
import type {RowKind} from '../../events.js';
import {heading, type RenderContext} from '../../ui/fragments.js';
import {ListSection} from '../list-section.js';
import {filterBar} from './filter-bar.js';
import {
  createMatcher,
  EMPTY_FILTER,
  isActive,
  prepareSearch,
  sorted,
  type Filter,
} from './filter.js';
import {controlRow, controlRowStyles} from './row.js';

/** The maximum number of rows without a filter bar: a reader sees that many at a glance. */
const MAX_UNFILTERED = 4;

const COLUMNS = ['topic', 'current', 'gated', 'backing'] as const;

/**
 * The matrix of controls: for each topic what is true today, what is gated, and what backs it. A table
 * for assistive technology; on narrow screens each row is a card.
 *
 * @tag arqen-trust-controls
 * @csspart heading - The heading of the section.
 * @csspart head - The column headers of the matrix; hidden on narrow screens.
 * @csspart control - A control; `data-state` holds its state, `data-assurance` its assurance.
 * @csspart chip - A chip that links to a gate; `data-state` holds the gate's state.
 * @csspart overclaim - An overclaim that a claim check found, next to the statement it flags.
 * @fires {TrustRequestEvent} trust-request - A reader requests evidence that is not public. Cancelable.
 */
export class TrustControls extends ListSection {
  static override styles: CSSResultGroup = [
    ListSection.styles,
    filterStyles,
    controlRowStyles,
    css`
      [role='table'] {
        --row: 40em;
        background: var(--trust-surface);
        border: 1px solid var(--trust-line);
        border-radius: var(--trust-radius);
        overflow: clip;
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
        [role='table'] {
          --row: 19em;
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
        [role='row'] {
          break-inside: avoid;
        }
      }
    `,
  ];

  @state()
  private filter: Filter = EMPTY_FILTER;

  protected override readonly followsGuards = true;

  /** All controls of the last render. */
  #controls: readonly ControlPosture[] = [];
  #manifest: Manifest | undefined;
  /** The rows shown, in order. Kept until the reader changes the filter. */
  #shown: readonly ControlPosture[] = [];
  /** The controls that `#shown` was selected from. */
  #selectedFrom: readonly ControlPosture[] | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    // A changed filter selects new rows.
    if ((changed as Map<PropertyKey, unknown>).has('filter')) this.#reset();
  }

  protected override prepare(manifest: Manifest): Steps<void> | undefined {
    return this.filter.query.trim() ? prepareSearch(manifest) : undefined;
  }

  protected override renderSection(context: RenderContext): unknown {
    const {messages} = context;
    const {controls} = context.posture;
    const {printing} = this.print;
    if (this.#manifest !== context.manifest) this.#reset();
    this.#manifest = context.manifest;
    this.#controls = controls;
    const shown = printing ? controls : this.#selectRows(controls);
    return html`
      ${heading(messages.t('controls.title'), context)}
      <p class="intro">${messages.t('controls.intro')}</p>
      ${
        controls.length > MAX_UNFILTERED || isActive(this.filter)
          ? filterBar(
              {
                filter: this.filter,
                shown: shown.length,
                prepare: this.#prepareSearch,
                change: this.#change,
              },
              context,
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
        ${this.groups.render(
          {
            rows: shown,
            key: ({control}) => control.id,
            row: (posture, i) => controlRow(posture, i + 2, context),
            content: ({control, gates, evidence}) => [control, gates, evidence],
            filter: this.filter,
            role: 'rowgroup',
          },
          context,
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
    // A link to a row takes precedence over a filter that hides it.
    this.filter = {...EMPTY_FILTER, sort: this.filter.sort};
    this.performUpdate();
    return super.ensureRendered(kind, id);
  }

  #reset(): void {
    this.#shown = [];
    this.#selectedFrom = undefined;
  }

  /**
   * Selects the rows that match the filter. So that nothing moves under a reader, a row stays in place
   * when its state changes, and a row that starts to match is added at the end.
   */
  #selectRows(controls: readonly ControlPosture[]): readonly ControlPosture[] {
    const {filter} = this;
    if (!isActive(filter) && filter.sort === 'given') return (this.#shown = controls);
    if (controls === this.#selectedFrom) return this.#shown;
    this.#selectedFrom = controls;
    const kept = this.#keptRows(controls);
    const isKept = new Set(kept);
    const matches = createMatcher(filter);
    const added = controls.filter((posture) => !isKept.has(posture) && matches(posture));
    return (this.#shown = [...kept, ...sorted(added, filter.sort, this.messages.locale)]);
  }

  /** Returns the rows already shown, in their current state. */
  #keptRows(controls: readonly ControlPosture[]): readonly ControlPosture[] {
    if (!this.#shown.length) return [];
    const byId = new Map(controls.map((posture) => [posture.control.id, posture]));
    return this.#shown.flatMap(({control}) => byId.get(control.id) ?? []);
  }

  /** Begins before the first keystroke, which then has to wait less. */
  readonly #prepareSearch = () => {
    const steps = this.#manifest && prepareSearch(this.#manifest);
    if (steps) void runInSlices(steps);
  };

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
