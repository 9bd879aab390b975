import {css, html, nothing, type TemplateResult} from 'lit';
import type {ControlPosture, ControlState, GuardPosture} from '../../../posture/posture.js';
import {shortenerFor} from '../../../text/shorten.js';
import {evidenceList} from '../../ui/evidence.js';
import {
  overclaims,
  prose,
  rowLink,
  rowTitle,
  text,
  type RenderContext,
} from '../../ui/fragments.js';
import {gateChips} from '../../ui/gate-chips.js';
import {guardStatus} from '../../ui/guard-status.js';
import {icon, type IconName} from '../../ui/icons.js';
import {timeAgo} from '../../ui/relative-time.js';

export const STATE_ICONS: Readonly<Record<ControlState, IconName>> = {
  contradicted: 'warning',
  'not-applicable': 'none',
  gated: 'lock',
  partial: 'half',
  current: 'dot',
};

/** Renders a row of the matrix, a card on narrow screens. `index` is its `aria-rowindex`. */
export function controlRow(
  posture: ControlPosture,
  index: number,
  context: RenderContext,
): unknown {
  const {messages} = context;
  const {control, state, assurance, readyToReview} = posture;
  return html`
    <div
      role="row"
      part="control"
      tabindex="-1"
      aria-rowindex=${index}
      data-kind="control"
      data-id=${control.id}
      data-state=${state}
      data-assurance=${assurance}
      ?data-ready-to-review=${readyToReview}
    >
      <div role="rowheader">
        <span class="topic">${rowTitle('control', control, context)}</span>
        <span class="state">${icon(STATE_ICONS[state])} ${messages.t(`state.${state}`)}</span>
        ${control.category ? html`<small>${text(control.category, context)}</small>` : nothing}
        ${readyToReview ? html`<small>${messages.t('state.ready')}</small>` : nothing}
        ${prose(control.summary, context)}
      </div>
      ${control.notApplicable ? notApplicable(posture, context) : statements(posture, context)}
      <div role="cell" class="backing">
        <span class="label">${messages.t('controls.backing')}</span>
        ${backing(posture, context)}
      </div>
    </div>
  `;
}

/** Renders two cells: what is true today, and what is gated. */
function statements(posture: ControlPosture, context: RenderContext): TemplateResult {
  const {control, gates} = posture;
  const {t} = context.messages;
  return html`
    <div role="cell">
      <span class="label">${t('controls.current')}</span>
      ${
        control.current
          ? prose(control.current, context)
          : html`<p class="muted">${t('controls.nothing-current')}</p>`
      }
      ${overclaims(posture.overclaims, context)}
    </div>
    <div role="cell">
      <span class="label">${t('controls.gated')}</span>
      ${
        control.gated
          ? prose(control.gated, context)
          : html`<p class="muted">${t('controls.nothing-gated')}</p>`
      }
      ${gateChips(gates, context)}
    </div>
  `;
}

/** Renders one cell across both columns, because the reason is neither true today nor gated. */
const notApplicable = (posture: ControlPosture, context: RenderContext): TemplateResult => html`
  <div role="cell" class="across" aria-colspan="2">
    ${prose(posture.control.notApplicable, context)} ${overclaims(posture.overclaims, context)}
    ${gateChips(posture.gates, context)}
  </div>
`;

/** Renders the assurance of a control, its evidence, guards, mappings, review date and owner. */
function backing(posture: ControlPosture, context: RenderContext): TemplateResult {
  const {messages} = context;
  const {control, assurance, attestedBy, evidence, guards} = posture;
  const {mappings, reviewedAt, ownerRole} = control;
  const shortIssuer = shortenerFor(attestedBy);
  const issuers = messages.list(attestedBy.map((issuer) => text(shortIssuer(issuer), context)));
  const references = mappings.map(({framework, ref}) => `${framework} ${ref}`);
  const shortReference = shortenerFor(references);
  return html`
    <strong>${messages.parts(`assurance.${assurance}`, {issuers})}</strong>
    ${
      evidence.length
        ? evidenceList(evidence, context)
        : html`<span class="muted">${messages.t('evidence.none')}</span>`
    }
    ${guards.map((guard) => guardLink(guard, context))}
    ${references.map((reference) => html`<small>${text(shortReference(reference), context)}</small>`)}
    ${
      reviewedAt
        ? html`<span class="muted">
            ${messages.t('controls.reviewed', {date: messages.date(reviewedAt)})}
          </span>`
        : nothing
    }
    ${
      ownerRole
        ? html`<span class="muted">
            ${messages.parts('controls.owner', {role: text(ownerRole, context)})}
          </span>`
        : nothing
    }
  `;
}

/** Renders a guard's answer as a link to the guard. It is an observation, not an assurance. */
function guardLink(posture: GuardPosture, context: RenderContext): TemplateResult {
  const {messages} = context;
  const {guard, observation, agreement} = posture;
  const status = guardStatus(posture);
  const answer = messages.t(`summary.answer.${status}`, {n: 1});
  const label =
    observation && agreement === 'agrees'
      ? messages.parts('controls.guard.age', {
          answer,
          age: timeAgo(observation.checkedAt, messages),
        })
      : messages.t('controls.guard', {answer});
  return html`<span
    class="status ${status}"
    data-agreement=${agreement}
    data-verdict=${observation?.verdict ?? 'unchecked'}
  >
    ${rowLink('guard', guard.id, label, context, 'quiet')}
  </span>`;
}

export const controlRowStyles = css`
  [role='row'] {
    display: grid;
    gap: 0.75em;
    padding: 1.25em;
  }
  /* Not by a sibling combinator: adding a group would then invalidate the style of all groups. */
  [role='row']:not([aria-rowindex='1'], [aria-rowindex='2']) {
    border-block-start: 1px solid var(--trust-line);
  }
  [role='cell'],
  [role='rowheader'] {
    display: grid;
    gap: 0.5em;
    align-content: start;
    justify-items: start;
    min-width: 0;
  }
  .topic {
    font-weight: 600;
  }
  .label,
  .backing {
    font-size: var(--trust-small);
  }
  .label {
    color: var(--trust-muted);
  }
  .backing :is(small, .label, .request) {
    font-size: 1em;
  }
  .state {
    display: flex;
    gap: 0.5em;
    align-items: center;
    font-size: var(--trust-small);
  }
  [data-state='gated'] .state,
  [data-state='partial'] .state {
    color: var(--trust-gated);
  }
  [data-state='contradicted'] .state {
    color: var(--trust-alarm);
    font-weight: 600;
  }
  [data-state='not-applicable'] .state {
    color: var(--trust-muted);
  }
  @container (min-width: 48em) {
    [role='row'] {
      grid-template-columns: 11em minmax(0, 1fr) minmax(0, 1fr) 11em;
      gap: 1.25em;
    }
    [role='row'] .label {
      display: none;
    }
    .across {
      grid-column: span 2;
    }
  }
`;
