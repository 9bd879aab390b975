import {css, html, nothing, type CSSResultGroup} from 'lit';
import {EFFECTS} from '../../guard/contract.js';
import type {GuardPosture} from '../../posture/posture.js';
import {
  factLine,
  factList,
  heading,
  overclaims,
  prose,
  rowTitle,
  text,
  type RenderContext,
} from '../ui/fragments.js';
import {gateChips} from '../ui/gate-chips.js';
import {describeContradiction, describeLatest} from '../ui/guard-answer.js';
import {guardStatus, STATUS_ICONS} from '../ui/guard-status.js';
import {icon} from '../ui/icons.js';
import {absoluteTime, clockTime, timeAgo, timeUntil} from '../ui/relative-time.js';
import {ListSection} from './list-section.js';

/**
 * The live answer of each guard, next to what the manifest states about its route.
 *
 * @tag arqen-trust-guards
 * @csspart heading - The heading of the section or of a guard.
 * @csspart guard - A guard; `data-verdict` holds its verdict, `data-agreement` its agreement with the manifest.
 * @csspart chip - A chip that links to a gate; `data-state` holds the gate's state.
 * @csspart overclaim - An overclaim that a claim check found, next to the statement it flags.
 */
export class TrustGuards extends ListSection {
  static override styles: CSSResultGroup = [
    ListSection.styles,
    css`
      .cards {
        --row: 8em;
        margin-block-end: -1em;
      }
      .cards > .group {
        display: grid;
        gap: 1em;
        margin-block-end: 1em;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 22em), 1fr));
      }
      article {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.25em 0.875em;
        align-content: start;
        padding: 1.25em;
        background: var(--trust-surface);
        border: 1px solid var(--trust-line);
        border-radius: var(--trust-radius);
      }
      article > .icon {
        font-size: 1.5em;
        margin-block-start: 0.1em;
      }
      article > div {
        display: grid;
        gap: 0.375em;
        min-width: 0;
      }
      article[data-status='contradicted'] {
        border-color: var(--trust-alarm);
      }
      article[data-status='unverified'],
      article[data-status='pending'] {
        border-style: dashed;
      }
      .answer {
        font-weight: 600;
      }
      /* Reserves the lines of an answer, so that nothing moves when it arrives. */
      @container (max-width: 27em) {
        .answer,
        .facts {
          min-block-size: 3em;
        }
      }
      @media print {
        .cards > .group {
          grid-template-columns: 1fr;
        }
        article {
          break-inside: avoid;
        }
      }
      .facts,
      .prose,
      details {
        color: var(--trust-muted);
        font-size: var(--trust-small);
      }
    `,
  ];

  protected override readonly followsGuards = true;

  protected override renderSection(context: RenderContext): unknown {
    const {t} = context.messages;
    const {guards} = context.posture;
    if (!guards.length) return nothing;
    return html`
      ${heading(t('guards.title'), context)}
      <p class="intro">${t('guards.intro')} ${t('guards.limits')}</p>
      <div class="cards">
        ${this.groups.render(
          {
            rows: guards,
            key: ({guard}) => guard.id,
            row: (guard) => guardCard(guard, context),
            state: ({guard}) => context.nextChecks.get(guard.id),
          },
          context,
        )}
      </div>
    `;
  }
}

function guardCard(posture: GuardPosture, context: RenderContext): unknown {
  const {guard, unmet, observation, agreement} = posture;
  const status = guardStatus(posture);
  return html`
    <article
      part="guard"
      tabindex="-1"
      data-kind="guard"
      data-id=${guard.id}
      data-verdict=${observation?.verdict ?? 'unchecked'}
      data-reason=${observation?.reason ?? 'pending'}
      data-agreement=${agreement}
      data-status=${status}
    >
      <span class="status ${status}">${icon(STATUS_ICONS[status])}</span>
      <div>
        ${heading(rowTitle('guard', guard, context), context, 2)}
        <p class="answer status ${status}">${answer(posture, context)}</p>
        <p class="facts">${answerFacts(posture, context)}</p>
        ${gateChips(unmet, context)} ${prose(guard.description, context)}
        ${overclaims(posture.overclaims, context)} ${answerDetails(posture, context)}
      </div>
    </article>
  `;
}

function answer({observation, contradiction}: GuardPosture, context: RenderContext): unknown {
  const {messages, manifest} = context;
  if (!contradiction) return describeLatest(observation, messages);
  return messages.parts('guards.contradicts', {
    answer: describeContradiction(contradiction, messages, manifest),
  });
}

/** Renders the endpoint, HTTP status and times of an answer on one line. */
function answerFacts(
  {guard, observation, contradiction, verifiedAt}: GuardPosture,
  {messages, nextChecks}: RenderContext,
): unknown {
  const next = nextChecks.get(guard.id);
  const latched = contradiction && contradiction !== observation;
  const {endpoint, verdict, status, checkedAt, clockSkew, proven} = observation ?? {};
  return factLine([
    html`<code>${endpoint ? shortened(endpoint) : guard.route}</code>`,
    status,
    latched &&
      messages.parts('guards.since', {
        time: clockTime(contradiction.checkedAt, messages),
        now: describeLatest(observation, messages),
      }),
    checkedAt &&
      !proven &&
      verdict !== 'unchecked' &&
      messages.parts('guards.last-check', {age: timeAgo(checkedAt, messages)}),
    verifiedAt && !proven && messages.parts('guards.last', {time: clockTime(verifiedAt, messages)}),
    next && messages.parts('guards.next', {age: timeUntil(next, messages)}),
    clockSkew && messages.t('guards.skew'),
  ]);
}

/**
 * Renders the expected answer, the endpoint, and what the answer reports about itself. Rendered even
 * without an answer, so that a reader who has unfolded it keeps their place.
 */
function answerDetails({guard, unmet, observation}: GuardPosture, context: RenderContext): unknown {
  const {messages} = context;
  const {endpoint, checkedAt, verdict, release, effects} = observation ?? {};
  const facts = [
    ['guards.route', html`<code>${guard.route}</code>`],
    ['guards.expected', messages.t(unmet.length ? 'guards.blocked' : 'guards.opened')],
    ['guards.endpoint', endpoint && html`<code>${endpoint}</code>`],
    ['guards.checked', checkedAt && verdict !== 'unchecked' && absoluteTime(checkedAt, messages)],
    ['guards.release', release && text(release, context)],
    ...EFFECTS.map(
      (effect) =>
        [`effect.${effect}`, effects && messages.t(effects[effect] ? 'yes' : 'no')] as const,
    ),
  ] as const;
  return html`<details>
    <summary>${messages.t('guards.details')}</summary>
    ${factList(facts, context)}
  </details>`;
}

/** Returns a URL, without its origin if that is the page's own. */
function shortened(endpoint: string): string {
  const url = new URL(endpoint);
  return url.origin === location.origin ? url.pathname + url.search : url.href;
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-guards': TrustGuards;
  }
}
