import {css, html, nothing, type CSSResultGroup} from 'lit';
import type {ReadinessPosture, RequirementPosture} from '../../posture/posture.js';
import {shortenerFor} from '../../text/shorten.js';
import type {RowKind} from '../events.js';
import {evidenceList} from '../ui/evidence.js';
import {heading, overclaims, prose, rowTitle, text, type RenderContext} from '../ui/fragments.js';
import {gateChips} from '../ui/gate-chips.js';
import {icon} from '../ui/icons.js';
import {ListSection} from './list-section.js';

/**
 * The preparation for audits: whether a report has been issued, and the state of each requirement.
 *
 * @tag arqen-trust-readiness
 * @csspart heading - The heading of a framework or of a requirement.
 * @csspart report - The report line of a framework; `data-report` is `issued` or `none`.
 * @csspart requirement - A requirement; `data-state` holds its state.
 * @csspart chip - A chip that links to a gate; `data-state` holds the gate's state.
 * @csspart overclaim - An overclaim that a claim check found, next to the statement it flags.
 * @fires {TrustRequestEvent} trust-request - A reader requests evidence that is not public. Cancelable.
 */
export class TrustReadiness extends ListSection {
  static override styles: CSSResultGroup = [
    ListSection.styles,
    css`
      .report {
        margin-block: 1em;
        padding: 0.875em 1.125em;
        background: var(--trust-surface);
        border: 1px solid var(--trust-line);
        border-inline-start: 4px solid var(--trust-muted);
        border-radius: var(--trust-radius-small);
      }
      section {
        --row: 30em;
      }
      .requirements {
        --row: 7em;
        margin-block-start: 1em;
      }
      [role='listitem'] {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 0.875em;
        padding-block: 0.875em;
        border-block-start: 1px solid var(--trust-line);
      }
      [role='listitem'] > div {
        display: grid;
        gap: 0.25em;
        min-width: 0;
      }
      .state,
      .categories,
      details,
      .requirements .prose {
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
    return this.groups.render(
      {
        rows: readiness,
        key: ({readiness}) => readiness.id,
        row: (posture) => this.#framework(posture, context),
        // Each begins with its first requirements.
        content: ({readiness: {categories, statement}, requirements}) => [
          categories,
          statement,
          requirements.slice(0, 20),
        ],
      },
      context,
    );
  }

  protected override ensureRendered(kind: RowKind, id: string): boolean {
    if (super.ensureRendered(kind, id)) return true;
    // A requirement's id begins with its framework's, whose list must exist first.
    super.ensureRendered(kind, id.split('/')[0]!);
    return super.ensureRendered(kind, id);
  }

  #framework(framework: ReadinessPosture, context: RenderContext): unknown {
    const {readiness, requirements} = framework;
    return html`
      ${introduction(framework, context)}
      <div role="list" class="requirements">
        ${this.groups.render(
          {
            name: readiness.id,
            rows: requirements,
            key: ({rowId}) => rowId,
            row: (posture, i) => requirementItem(posture, i, requirements.length, context),
          },
          context,
        )}
      </div>
    `;
  }
}

/** Renders what is known of a framework as a whole: its report, and the vendor's statement. */
function introduction(
  {readiness, report, overclaims: found}: ReadinessPosture,
  context: RenderContext,
): unknown {
  const {messages, posture} = context;
  const {categories, statement} = readiness;
  const name = text(readiness.framework, context);
  const own = found.filter(({path}) => !path.includes('/requirements/'));
  return html`
    ${heading(messages.parts('readiness.title', {framework: name}), context)}
    ${
      categories.length
        ? html`<p class="categories">
            ${text(categories.map(shortenerFor(categories)).join(' · '), context)}
          </p>`
        : nothing
    }
    <p class="report" part="report" data-report=${report ? 'issued' : 'none'}>
      ${
        report
          ? messages.parts('readiness.report', {
              issuer: text(report.issuer!, context),
              date: messages.date(report.issuedAt!),
            })
          : html`<strong>${messages.t('readiness.none')}</strong>
              ${messages.t('readiness.none-detail')}`
      }
    </p>
    ${readiness.report ? evidenceList(posture.dated([readiness.report]), context) : nothing}
    ${overclaims(own, context)} ${prose(statement, context)}
  `;
}

function requirementItem(
  posture: RequirementPosture,
  index: number,
  total: number,
  context: RenderContext,
): unknown {
  const {messages} = context;
  const {requirement, rowId, state, gates, evidence} = posture;
  const {title, description} = requirement;
  const unmet = gates.filter((gate) => gate.state === 'unmet');
  return html`
    <div
      role="listitem"
      part="requirement"
      tabindex="-1"
      aria-posinset=${index + 1}
      aria-setsize=${total}
      data-kind="requirement"
      data-id=${rowId}
      data-state=${state}
    >
      ${icon(state === 'supported' ? 'check' : 'circle')}
      <div>
        ${heading(rowTitle('requirement', {id: rowId, title}, context), context, 2)}
        <p class="state">
          ${messages.t(`readiness.${state}`)}${
            state === 'open' && !unmet.length
              ? html` · ${messages.t('readiness.no-evidence')}`
              : nothing
          }
        </p>
        ${prose(description, context)}
        ${
          unmet.length
            ? html`<details>
                <summary>${messages.t('readiness.unmet', {n: unmet.length})}</summary>
                ${gateChips(unmet, context)}
              </details>`
            : nothing
        }
        ${evidenceList(evidence, context)} ${overclaims(posture.overclaims, context)}
      </div>
    </div>
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-readiness': TrustReadiness;
  }
}
