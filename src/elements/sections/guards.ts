import {css, html, nothing, type CSSResultGroup} from 'lit';
import {EFFECTS} from '../../guard/contract.js';
import type {GuardPosture} from '../../posture/posture.js';
import {timeAgo, absoluteTime, clockTime, timeUntil} from '../ui/relative-time.js';
import {
  describeLatest,
  describeContradiction,
  STATUS_ICONS,
  guardStatus,
} from '../ui/guard-status.js';
import {icon} from '../ui/icons.js';
import {TrustSection, type RenderContext} from './trust-section.js';

/**
 * What each guard answered, live, beside what the manifest says of its route.
 *
 * @tag arqen-trust-guards
 * @csspart heading - The heading.
 * @csspart guard - One guard; its verdict is `data-verdict`, its agreement `data-agreement`.
 * @csspart chip - A gate.
 * @csspart overclaim - What a claim check found.
 */
export class TrustGuards extends TrustSection {
  static override styles: CSSResultGroup = [
    TrustSection.styles,
    css`
      .cards {
        display: grid;
        gap: 1em;
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
        overflow-wrap: break-word;
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
      /* The lines that an answer takes: nothing moves when it comes. */
      @container (max-width: 27em) {
        .answer,
        .facts {
          min-block-size: 3em;
        }
      }
      @media print {
        .cards {
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
    const {guards} = context.posture;
    if (!guards.length) return nothing;
    return html`
      ${this.heading(this.messages.t('guards.title'))}
      <p class="intro">${this.messages.t('guards.intro')} ${this.messages.t('guards.limits')}</p>
      <div class="cards">${guards.map((guard) => this.#card(guard, context))}</div>
    `;
  }

  #card(posture: GuardPosture, context: RenderContext): unknown {
    const {guard, unmet, observation, agreement, overclaims} = posture;
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
          ${this.heading(this.rowTitle('guard', guard, context), 2)}
          <p class="answer status ${status}">${this.#answer(posture, context)}</p>
          <p class="facts">${this.#facts(posture, context)}</p>
          ${this.chips(unmet, context)} ${this.prose(guard.description, context)}
          ${this.overclaims(overclaims)} ${this.#details(posture, context)}
        </div>
      </article>
    `;
  }

  #answer({observation, contradiction}: GuardPosture, context: RenderContext): unknown {
    const {messages} = this;
    if (!contradiction) return describeLatest(observation, messages);
    const answer = describeContradiction(contradiction, messages, context.manifest);
    return messages.parts('guards.contradicts', {answer});
  }

  /** Where, with which status, when: the small print of an answer. */
  #facts(
    {guard, observation, contradiction, verifiedAt}: GuardPosture,
    context: RenderContext,
  ): unknown {
    const {messages} = this;
    const next = context.nextChecks.get(guard.id);
    const outdated = contradiction && contradiction !== observation;
    const {endpoint, verdict, status, checkedAt, clockSkew, proven} = observation ?? {};
    const facts = [
      html`<code>${endpoint ? shortened(endpoint) : guard.route}</code>`,
      status,
      outdated &&
        messages.parts('guards.since', {
          time: clockTime(contradiction.checkedAt, messages),
          now: describeLatest(observation, messages),
        }),
      checkedAt &&
        !proven &&
        verdict !== 'unchecked' &&
        messages.parts('guards.asked', {age: timeAgo(checkedAt, messages)}),
      verifiedAt &&
        !proven &&
        messages.parts('guards.last', {time: clockTime(verifiedAt, messages)}),
      next && messages.parts('guards.next', {age: timeUntil(next, messages)}),
      clockSkew && messages.t('guards.skew'),
    ];
    return facts.filter(Boolean).map((fact, i) => html`${i ? ' · ' : nothing}${fact}`);
  }

  /** What was expected, what was asked, and what the answer says of itself. Always there, so that a reader in it stays. */
  #details({guard, unmet, observation}: GuardPosture, context: RenderContext): unknown {
    const {messages} = this;
    const {endpoint, checkedAt, verdict, release, effects} = observation ?? {};
    const facts = [
      ['guards.route', html`<code>${guard.route}</code>`],
      ['guards.expected', messages.t(unmet.length ? 'guards.blocked' : 'guards.opened')],
      ['guards.endpoint', endpoint && html`<code>${endpoint}</code>`],
      ['guards.checked', checkedAt && verdict !== 'unchecked' && absoluteTime(checkedAt, messages)],
      ['guards.release', release && this.text(release, context)],
      ...EFFECTS.map(
        (effect) =>
          [`effect.${effect}`, effects && messages.t(effects[effect] ? 'yes' : 'no')] as const,
      ),
    ] as const;
    return html`<details>
      <summary>${messages.t('guards.details')}</summary>
      <dl>
        ${facts.map(([key, value]) =>
          value
            ? html`<dt>${messages.t(key)}</dt>
                <dd>${value}</dd>`
            : nothing,
        )}
      </dl>
    </details>`;
  }
}

/** An address as short as it can be without hiding whose it is: the page's own host goes without saying. */
function shortened(endpoint: string): string {
  const url = new URL(endpoint);
  return url.origin === location.origin ? url.pathname + url.search : url.href;
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-guards': TrustGuards;
  }
}
