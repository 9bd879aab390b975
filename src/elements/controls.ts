import {css, html, nothing, type CSSResultGroup} from 'lit';
import type {ControlPosture, ControlState, GuardPosture} from '../posture/posture.js';
import {ageOf} from './ages.js';
import {evidenceList} from './evidence.js';
import {toneOf} from './guard-words.js';
import {icon, type IconName} from './icons.js';
import {TrustSection, type View} from './section.js';

const STATE_ICONS: Readonly<Record<ControlState, IconName>> = {
  contradicted: 'warning',
  'not-applicable': 'none',
  gated: 'lock',
  partial: 'half',
  current: 'dot',
};

/**
 * The matrix: each topic, what is true today, what is gated until when, and what backs it. A table to
 * assistive technology, cards where it is narrow.
 *
 * @tag arqen-trust-controls
 * @csspart heading - The heading.
 * @csspart control - One control; its state is `data-state`, its assurance `data-assurance`.
 * @csspart chip - A gate.
 * @csspart overclaim - What a claim check found.
 */
export class TrustControls extends TrustSection {
  static override styles: CSSResultGroup = [
    TrustSection.styles,
    css`
      [role='table'] {
        background: var(--trust-surface);
        border: 1px solid var(--trust-line);
        border-radius: var(--trust-radius);
        overflow: clip;
      }
      [role='row'] {
        display: grid;
        gap: 0.75em;
        padding: 1.25em;
      }
      [role='row'] + [role='row'] {
        border-block-start: 1px solid var(--trust-line);
      }
      [role='cell'],
      [role='rowheader'] {
        display: grid;
        gap: 0.5em;
        align-content: start;
        justify-items: start;
        min-width: 0;
        overflow-wrap: break-word;
      }
      .head {
        display: none;
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
      .backing :is(small, .label) {
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
        .head {
          display: grid;
          padding-block: 0.75em;
          background: var(--trust-band);
          color: var(--trust-muted);
        }
        [role='columnheader'] {
          font-size: var(--trust-small);
        }
        .label {
          display: none;
        }
      }
    `,
  ];

  protected override renderSection(view: View): unknown {
    const {messages} = this;
    const {controls} = view.posture;
    const columns = ['topic', 'current', 'gated', 'backing'] as const;
    return html`
      ${this.heading(messages.t('controls.title'))}
      <p class="intro">${messages.t('controls.intro')}</p>
      <div
        role="table"
        aria-label=${messages.t('controls.title')}
        aria-rowcount=${controls.length + 1}
      >
        <div role="rowgroup" class="rows-head">
          <div role="row" class="head" aria-rowindex="1">
            ${columns.map(
              (column) => html`<div role="columnheader">${messages.t(`controls.${column}`)}</div>`,
            )}
          </div>
        </div>
        <div role="rowgroup">${controls.map((posture, i) => this.#row(posture, i + 2, view))}</div>
      </div>
    `;
  }

  #row(posture: ControlPosture, index: number, view: View): unknown {
    const {messages} = this;
    const {control, state, assurance, readyToReview, gates, overclaims} = posture;
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
          <span class="topic">${this.text(control.title, view)}</span>
          <span class="state">${icon(STATE_ICONS[state])} ${messages.t(`state.${state}`)}</span>
          ${control.category ? html`<small>${this.text(control.category, view)}</small>` : nothing}
          ${readyToReview ? html`<small>${messages.t('state.ready')}</small>` : nothing}
          ${this.prose(control.summary, view)}
        </div>
        <div role="cell">
          <span class="label">${messages.t('controls.current')}</span>
          ${
            (control.current ?? control.notApplicable)
              ? this.prose(control.current ?? control.notApplicable, view)
              : html`<p class="muted">${messages.t('controls.nothing-current')}</p>`
          }
          ${this.overclaims(overclaims)}
        </div>
        <div role="cell">
          <span class="label">${messages.t('controls.gated')}</span>
          ${
            control.gated
              ? this.prose(control.gated, view)
              : html`<p class="muted">${messages.t('controls.nothing-gated')}</p>`
          }
          ${this.chips(gates, view)}
        </div>
        <div role="cell" class="backing">
          <span class="label">${messages.t('controls.backing')}</span>
          ${this.#backing(posture, view)}
        </div>
      </div>
    `;
  }

  #backing(
    {control, assurance, attestedBy, evidence, guards}: ControlPosture,
    view: View,
  ): unknown {
    const {messages} = this;
    const issuers = messages.list(attestedBy).join('');
    return html`
      <strong>${messages.t(`assurance.${assurance}`, {issuers})}</strong>
      ${
        evidence.length
          ? evidenceList(evidence, view, this)
          : html`<span class="muted">${messages.t('evidence.none')}</span>`
      }
      ${guards.map((guard) => this.#guard(guard))}
      ${control.mappings.map(
        ({framework, ref}) => html`<small>${this.text(`${framework} ${ref}`, view)}</small>`,
      )}
      ${
        control.reviewedAt
          ? html`<span class="muted">
              ${messages.t('controls.reviewed', {date: messages.date(control.reviewedAt)})}
            </span>`
          : nothing
      }
      ${
        control.ownerRole
          ? html`<span class="muted"
              >${messages.t('controls.owner', {role: control.ownerRole})}</span
            >`
          : nothing
      }
    `;
  }

  /** The live line: no assurance, but an observation of its own. */
  #guard(posture: GuardPosture): unknown {
    const {messages} = this;
    const {guard, observation, agreement} = posture;
    const tone = toneOf(posture);
    const answer = messages.t(`summary.answer.${tone}`, {n: 1});
    const words =
      observation && agreement === 'agrees'
        ? messages.parts('controls.guard.age', {
            answer,
            age: ageOf(observation.checkedAt, messages),
          })
        : messages.t('controls.guard', {answer});
    return html`<span
      class="tone ${tone}"
      data-agreement=${agreement}
      data-verdict=${observation?.verdict ?? 'unchecked'}
    >
      ${this.follow('guard', guard.id, words, 'quiet')}
    </span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-controls': TrustControls;
  }
}
