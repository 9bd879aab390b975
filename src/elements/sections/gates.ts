import {css, html, nothing, type CSSResultGroup} from 'lit';
import type {GatePosture} from '../../posture/posture.js';
import type {RowKind} from '../events.js';
import {evidenceList} from '../ui/evidence.js';
import {
  heading,
  overclaims,
  prose,
  rowLink,
  rowTitle,
  text,
  type RenderContext,
} from '../ui/fragments.js';
import {icon} from '../ui/icons.js';
import {ListSection} from './list-section.js';
import {RENDER_AT_ONCE} from './segments.js';

/**
 * The gates, each with everything it holds back.
 *
 * @tag arqen-trust-gates
 * @csspart heading - The heading of the section or of a gate.
 * @csspart gate - A gate; `data-state` holds its state.
 * @csspart overclaim - An overclaim that a claim check found, next to the statement it flags.
 * @fires {TrustRequestEvent} trust-request - A reader requests evidence that is not public. Cancelable.
 */
export class TrustGates extends ListSection {
  static override styles: CSSResultGroup = [
    ListSection.styles,
    css`
      .list {
        --row: 6em;
      }
      .list > .group {
        display: grid;
        column-gap: 3em;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 24em), 1fr));
      }
      article {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 0.75em;
        padding-block: 0.875em;
        border-block-start: 1px solid var(--trust-line);
      }
      article > div {
        display: grid;
        gap: 0.25em;
        align-content: start;
        min-width: 0;
      }
      .state {
        font-size: var(--trust-small);
      }
      div ~ .state {
        grid-column: 2;
      }
      @container (min-width: 30em) {
        article {
          grid-template-columns: auto minmax(0, 1fr) fit-content(9em);
        }
        div ~ .state {
          grid-column: 3;
          text-align: end;
        }
      }
      @media print {
        article {
          break-inside: avoid;
        }
      }
      [data-state='unmet'] > .state {
        color: var(--trust-gated);
      }
      details,
      .prose {
        color: var(--trust-muted);
        font-size: var(--trust-small);
      }
      summary {
        min-height: 24px;
      }
      details > [role='list'] {
        --row: 1.75em;
        margin-block-start: 0.25em;
        padding-inline-start: 1.25em;
      }
      details [role='listitem'] {
        display: list-item;
        padding-block: 2px;
      }
      details a {
        display: inline-block;
        min-height: 24px;
      }
    `,
  ];

  /** The gates with many links that were unfolded. Before that, their links are not rendered. */
  readonly #unfolded = new Set<string>();
  #hasAllLinks = false;

  protected override resetFilters(): void {
    this.#unfolded.clear();
  }

  protected override renderSection(context: RenderContext): unknown {
    const {messages, posture} = context;
    const {gates} = posture;
    if (!gates.length) return nothing;
    // Paper, and markup for readers without scripts, have all links.
    this.#hasAllLinks = this.print.printing || messages.derivedAt !== undefined;
    return html`
      ${heading(messages.t('gates.title'), context)}
      <p class="intro">${messages.t('gates.intro')}</p>
      <div class="list">
        ${this.groups.render(
          {
            rows: gates,
            key: ({gate}) => gate.id,
            row: (gate) => gateItem(gate, this.#holdsBack(gate, context), context),
            state: ({gate}) => this.#hasAllLinks || this.#unfolded.has(gate.id),
            content: (posture) => [posture.gate, posture.evidence, this.#links(posture)],
          },
          context,
        )}
      </div>
    `;
  }

  /** Renders how much a gate holds back, and unfolds to links to these rows. */
  #holdsBack(posture: GatePosture, context: RenderContext): unknown {
    const {messages} = context;
    const {gate, holdsBack} = posture;
    const total = countOf(holdsBack);
    if (!total) return html`<p class="muted">${messages.t('gates.nothing')}</p>`;
    const counts = HELD.flatMap(([, key, name]) => {
      const {length: n} = holdsBack[name];
      return n ? messages.t(key, {n}) : [];
    });
    const parts = messages.list(counts).join('');
    const unfold = ({target}: Event) => {
      if (!(target as HTMLDetailsElement).open || this.#unfolded.has(gate.id)) return;
      this.#unfolded.add(gate.id);
      this.requestUpdate();
    };
    const link = ({kind, id, title}: HeldRow, i: number) =>
      html`<div role="listitem" aria-posinset=${i + 1} aria-setsize=${total}>
        ${rowLink(kind, id, text(title, context), context)}
      </div>`;
    const rows = this.#links(posture);
    return html`<details @toggle=${unfold}>
      <summary>${messages.t(gate.state === 'met' ? 'gates.held' : 'gates.holds', {parts})}</summary>
      <div role="list">
        ${
          rows.length > RENDER_AT_ONCE
            ? this.groups.render(
                {name: gate.id, rows, key: ({kind, id}) => `${kind} ${id}`, row: link},
                context,
              )
            : rows.map(link)
        }
      </div>
    </details>`;
  }

  /** Returns the rows to link to: everything that the gate holds back, or none if that is much and folded. */
  #links({gate, holdsBack}: GatePosture): readonly HeldRow[] {
    const folded = !this.#hasAllLinks && !this.#unfolded.has(gate.id);
    if (folded && countOf(holdsBack) > RENDER_AT_ONCE) return [];
    return HELD.flatMap(([kind, , name]) =>
      holdsBack[name].map(({id, title}) => ({kind, id, title})),
    );
  }
}

/** A row that a gate holds back. */
interface HeldRow {
  readonly kind: RowKind;
  readonly id: string;
  readonly title: string;
}

/** What a gate holds back: the kind of the rows, the phrase that counts them, and where they are. */
const HELD = [
  ['control', 'gates.controls', 'controls'],
  ['guard', 'gates.guards', 'guards'],
  ['roadmap', 'gates.roadmap', 'roadmap'],
  ['requirement', 'gates.requirements', 'requirements'],
] as const;

const countOf = (holdsBack: GatePosture['holdsBack']): number =>
  HELD.reduce((sum, [, , name]) => sum + holdsBack[name].length, 0);

function gateItem(posture: GatePosture, holdsBack: unknown, context: RenderContext): unknown {
  const {messages} = context;
  const {gate, evidence} = posture;
  const {state, metAt} = gate;
  const status =
    state === 'met' && metAt
      ? messages.t('gates.met-on', {date: messages.date(metAt)})
      : messages.t(`gates.${state}`);
  return html`
    <article part="gate" tabindex="-1" data-kind="gate" data-id=${gate.id} data-state=${state}>
      <span class="state">${icon(state === 'met' ? 'check' : 'lock')}</span>
      <div>
        ${heading(rowTitle('gate', gate, context), context, 2)} ${prose(gate.description, context)}
        ${
          gate.ownerRole
            ? html`<small>
                ${messages.parts('controls.owner', {role: text(gate.ownerRole, context)})}
              </small>`
            : nothing
        }
        ${holdsBack} ${evidenceList(evidence, context)} ${overclaims(posture.overclaims, context)}
      </div>
      <span class="state">${status}</span>
    </article>
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-gates': TrustGates;
  }
}
