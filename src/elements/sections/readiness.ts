import {css, html, nothing, type CSSResultGroup} from 'lit';
import type {ReadinessPosture, RequirementPosture} from '../../posture/posture.js';
import {evidenceList} from '../ui/evidence.js';
import {icon} from '../ui/icons.js';
import {TrustSection, type RenderContext} from './trust-section.js';

/**
 * How far the preparation for an audit is, and first of all whether a report has been issued.
 *
 * @tag arqen-trust-readiness
 * @csspart heading - The heading.
 * @csspart report - Whether there is a report; `data-report` is `issued` or `none`.
 * @csspart requirement - One requirement; its state is `data-state`.
 * @csspart chip - A gate.
 * @csspart overclaim - What a claim check found.
 * @fires {TrustRequestEvent} trust-request - A reader asks for what is not public; cancelable.
 */
export class TrustReadiness extends TrustSection {
  static override styles: CSSResultGroup = [
    TrustSection.styles,
    css`
      .report {
        margin-block: 1em;
        padding: 0.875em 1.125em;
        background: var(--trust-surface);
        border: 1px solid var(--trust-line);
        border-inline-start: 4px solid var(--trust-muted);
        border-radius: var(--trust-radius-small);
      }
      ul.requirements {
        list-style: none;
        margin: 1em 0 0;
        padding: 0;
      }
      ul.requirements > li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 0.875em;
        padding-block: 0.875em;
        border-block-start: 1px solid var(--trust-line);
      }
      ul.requirements > li > div {
        display: grid;
        gap: 0.25em;
        min-width: 0;
      }
      .state,
      .categories,
      details,
      li .prose {
        color: var(--trust-muted);
        font-size: var(--trust-small);
      }
      details .chip {
        font-size: 1em;
      }
      details .chips {
        margin-block-start: 0.5em;
      }
    `,
  ];

  protected override renderSection(context: RenderContext): unknown {
    const {readiness} = context.posture;
    if (!readiness.length) return nothing;
    return readiness.map((each) => this.#framework(each, context));
  }

  #framework(
    {readiness, report, requirements, overclaims}: ReadinessPosture,
    context: RenderContext,
  ): unknown {
    const {messages} = this;
    const {framework, categories, statement} = readiness;
    const own = overclaims.filter(({path}) => !path.includes('/requirements/'));
    return html`
      ${this.heading(messages.parts('readiness.title', {framework: this.text(framework, context)}))}
      ${
        categories.length
          ? html`<p class="categories">${this.text(categories.join(' · '), context)}</p>`
          : nothing
      }
      <p class="report" part="report" data-report=${report ? 'issued' : 'none'}>
        ${
          report
            ? messages.parts('readiness.report', {
                issuer: this.text(report.issuer!, context),
                date: messages.date(report.issuedAt!),
              })
            : html`<strong>${messages.t('readiness.none')}</strong>
                ${messages.t('readiness.none-detail')}`
        }
      </p>
      ${readiness.report ? evidenceList(context.posture.dated([readiness.report]), context, this) : nothing}
      ${this.overclaims(own)} ${this.prose(statement, context)}
      <ul class="requirements">
        ${requirements.map((requirement) => this.#requirement(requirement, context))}
      </ul>
    `;
  }

  #requirement(
    {requirement, rowId, state, gates, evidence, overclaims}: RequirementPosture,
    context: RenderContext,
  ): unknown {
    const {messages} = this;
    const {title, description} = requirement;
    const unmet = gates.filter((gate) => gate.state === 'unmet');
    return html`
      <li
        part="requirement"
        tabindex="-1"
        data-kind="requirement"
        data-id=${rowId}
        data-state=${state}
      >
        ${icon(state === 'supported' ? 'check' : 'circle')}
        <div>
          ${this.heading(this.rowTitle('requirement', {id: rowId, title}, context), 2)}
          <p class="state">
            ${messages.t(`readiness.${state}`)}${
              state === 'open' && !unmet.length
                ? html` · ${messages.t('readiness.no-evidence')}`
                : nothing
            }
          </p>
          ${this.prose(description, context)}
          ${
            unmet.length
              ? html`<details>
                  <summary>${messages.t('readiness.unmet', {n: unmet.length})}</summary>
                  ${this.chips(unmet, context)}
                </details>`
              : nothing
          }
          ${evidenceList(evidence, context, this)} ${this.overclaims(overclaims)}
        </div>
      </li>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-readiness': TrustReadiness;
  }
}
