import {css, html, nothing, type CSSResultGroup} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
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
import {TrustSection} from './trust-section.js';

/**
 * The gates, each with everything it holds back.
 *
 * @tag arqen-trust-gates
 * @csspart heading - The heading of the section or of a gate.
 * @csspart gate - A gate; `data-state` holds its state.
 * @csspart overclaim - An overclaim that a claim check found, next to the statement it flags.
 * @fires {TrustRequestEvent} trust-request - A reader requests evidence that is not public. Cancelable.
 */
export class TrustGates extends TrustSection {
  static override styles: CSSResultGroup = [
    TrustSection.styles,
    css`
      .list {
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
        overflow-wrap: break-word;
      }
      .state {
        font-size: var(--trust-small);
        overflow-wrap: anywhere;
      }
      .state:last-child {
        grid-column: 2;
      }
      @container (min-width: 30em) {
        article {
          grid-template-columns: auto minmax(0, 1fr) fit-content(9em);
        }
        .state:last-child {
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
      details ul {
        margin: 0.25em 0 0;
        padding-inline-start: 1.25em;
      }
      details li {
        padding-block: 2px;
      }
      details a {
        display: inline-block;
        min-height: 24px;
      }
    `,
  ];

  protected override renderSection(context: RenderContext): unknown {
    const {gates} = context.posture;
    if (!gates.length) return nothing;
    return html`
      ${heading(context.messages.t('gates.title'), context)}
      <p class="intro">${context.messages.t('gates.intro')}</p>
      <div class="list">
        ${repeat(
          gates,
          ({gate}) => gate.id,
          (gate) => gateItem(gate, context),
        )}
      </div>
    `;
  }
}

function gateItem(posture: GatePosture, context: RenderContext): unknown {
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
        ${holdsBackList(posture, context)} ${evidenceList(evidence, context)}
        ${overclaims(posture.overclaims, context)}
      </div>
      <span class="state">${status}</span>
    </article>
  `;
}

/** Renders links to the rows that a gate holds back. */
function holdsBackList({gate, holdsBack}: GatePosture, context: RenderContext): unknown {
  const {messages} = context;
  const {controls, guards, roadmap, requirements} = holdsBack;
  const groups = [
    ['control', 'gates.controls', controls],
    ['guard', 'gates.guards', guards],
    ['roadmap', 'gates.roadmap', roadmap],
    ['requirement', 'gates.requirements', requirements],
  ] as const satisfies readonly (readonly [RowKind, ...unknown[]])[];
  const held = groups.filter(([, , rows]) => rows.length);
  if (!held.length) return html`<p class="muted">${messages.t('gates.nothing')}</p>`;
  const parts = messages.list(held.map(([, key, {length: n}]) => messages.t(key, {n}))).join('');
  return html`<details>
    <summary>${messages.t(gate.state === 'met' ? 'gates.held' : 'gates.holds', {parts})}</summary>
    <ul>
      ${held.map(([kind, , rows]) =>
        rows.map(
          ({id, title}) => html`<li>${rowLink(kind, id, text(title, context), context)}</li>`,
        ),
      )}
    </ul>
  </details>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-gates': TrustGates;
  }
}
