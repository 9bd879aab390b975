import {css, html, nothing, type TemplateResult} from 'lit';
import type {ControlPosture, ControlState, GuardPosture} from '../../../posture/posture.js';
import {timeAgo} from '../../ui/relative-time.js';
import {evidenceList} from '../../ui/evidence.js';
import {guardStatus} from '../../ui/guard-status.js';
import {icon, type IconName} from '../../ui/icons.js';
import type {TrustSection, RenderContext} from '../trust-section.js';

export const STATE_ICONS: Readonly<Record<ControlState, IconName>> = {
  contradicted: 'warning',
  'not-applicable': 'none',
  gated: 'lock',
  partial: 'half',
  current: 'dot',
};

/** One row of the matrix, or one card where it is narrow; `index` is its place among the rows. */
export const controlRow = (
  posture: ControlPosture,
  index: number,
  context: RenderContext,
  section: TrustSection,
): unknown => {
  const {messages} = section;
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
        <span class="topic">${section.rowTitle('control', control, context)}</span>
        <span class="state">${icon(STATE_ICONS[state])} ${messages.t(`state.${state}`)}</span>
        ${control.category ? html`<small>${section.text(control.category, context)}</small>` : nothing}
        ${readyToReview ? html`<small>${messages.t('state.ready')}</small>` : nothing}
        ${section.prose(control.summary, context)}
      </div>
      ${control.notApplicable ? notApplicable(posture, context, section) : statements(posture, context, section)}
      <div role="cell" class="backing">
        <span class="label">${messages.t('controls.backing')}</span>
        ${backing(posture, context, section)}
      </div>
    </div>
  `;
};

/** What is true today beside what is not until its gates are met. */
const statements = (
  {control, gates, overclaims}: ControlPosture,
  context: RenderContext,
  section: TrustSection,
): TemplateResult => html`
  <div role="cell">
    <span class="label">${section.messages.t('controls.current')}</span>
    ${
      control.current
        ? section.prose(control.current, context)
        : html`<p class="muted">${section.messages.t('controls.nothing-current')}</p>`
    }
    ${section.overclaims(overclaims)}
  </div>
  <div role="cell">
    <span class="label">${section.messages.t('controls.gated')}</span>
    ${
      control.gated
        ? section.prose(control.gated, context)
        : html`<p class="muted">${section.messages.t('controls.nothing-gated')}</p>`
    }
    ${section.chips(gates, context)}
  </div>
`;

/** Why a topic does not apply is neither true today nor gated: it stands across both. */
const notApplicable = (
  {control, gates, overclaims}: ControlPosture,
  context: RenderContext,
  section: TrustSection,
): TemplateResult => html`
  <div role="cell" class="across" aria-colspan="2">
    ${section.prose(control.notApplicable, context)} ${section.overclaims(overclaims)}
    ${section.chips(gates, context)}
  </div>
`;

function backing(posture: ControlPosture, context: RenderContext, section: TrustSection): unknown {
  const {messages} = section;
  const {control, assurance, attestedBy, evidence, guards} = posture;
  const {mappings, reviewedAt, ownerRole} = control;
  const issuers = messages.list(attestedBy.map((issuer) => section.text(issuer, context)));
  return html`
    <strong>${messages.parts(`assurance.${assurance}`, {issuers})}</strong>
    ${
      evidence.length
        ? evidenceList(evidence, context, section)
        : html`<span class="muted">${messages.t('evidence.none')}</span>`
    }
    ${guards.map((guard) => liveLine(guard, section))}
    ${mappings.map(({framework, ref}) => html`<small>${section.text(`${framework} ${ref}`, context)}</small>`)}
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
            ${messages.parts('controls.owner', {role: section.text(ownerRole, context)})}
          </span>`
        : nothing
    }
  `;
}

/** What a guard shows now: no assurance, but an observation of its own. */
function liveLine(posture: GuardPosture, section: TrustSection): unknown {
  const {messages} = section;
  const {guard, observation, agreement} = posture;
  const status = guardStatus(posture);
  const answer = messages.t(`summary.answer.${status}`, {n: 1});
  const words =
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
    ${section.follow('guard', guard.id, words, 'quiet')}
  </span>`;
}

export const controlRowStyles = css`
  [role='row'] {
    display: grid;
    gap: 0.75em;
    padding: 1.25em;
  }
  [role='row'],
  .group + .group {
    border-block-start: 1px solid var(--trust-line);
  }
  [role='row']:first-child {
    border-block-start-style: none;
  }
  [role='cell'],
  [role='rowheader'] {
    display: grid;
    gap: 0.5em;
    align-content: start;
    justify-items: start;
    min-width: 0;
    overflow-wrap: anywhere;
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
