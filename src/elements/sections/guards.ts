import {css, html, nothing, type CSSResultGroup} from 'lit';
import {EFFECTS} from '../../guard/contract.js';
import type {GuardPosture} from '../../posture/posture.js';
import {ageOf, momentOf, timeOf, waitOf} from '../ui/relative-time.js';
import {latestWords, saidBy, TONE_ICONS, toneOf} from '../ui/guard-status.js';
import {icon} from '../ui/icons.js';
import {TrustSection, type View} from './trust-section.js';

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
      article[data-tone='contradicted'] {
        border-color: var(--trust-alarm);
      }
      article[data-tone='unverified'],
      article[data-tone='pending'] {
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

  protected override renderSection(view: View): unknown {
    const {guards} = view.posture;
    if (!guards.length) return nothing;
    return html`
      ${this.heading(this.messages.t('guards.title'))}
      <p class="intro">${this.messages.t('guards.intro')} ${this.messages.t('guards.limits')}</p>
      <div class="cards">${guards.map((guard) => this.#card(guard, view))}</div>
    `;
  }

  #card(posture: GuardPosture, view: View): unknown {
    const {guard, unmet, observation, agreement, overclaims} = posture;
    const tone = toneOf(posture);
    return html`
      <article
        part="guard"
        tabindex="-1"
        data-kind="guard"
        data-id=${guard.id}
        data-verdict=${observation?.verdict ?? 'unchecked'}
        data-reason=${observation?.reason ?? 'pending'}
        data-agreement=${agreement}
        data-tone=${tone}
      >
        <span class="tone ${tone}">${icon(TONE_ICONS[tone])}</span>
        <div>
          ${this.heading(this.rowTitle('guard', guard, view), 2)}
          <p class="answer tone ${tone}">${this.#answer(posture, view)}</p>
          <p class="facts">${this.#facts(posture, view)}</p>
          ${this.chips(unmet, view)} ${this.prose(guard.description, view)}
          ${this.overclaims(overclaims)} ${this.#details(posture, view)}
        </div>
      </article>
    `;
  }

  #answer({observation, contradiction}: GuardPosture, view: View): unknown {
    const {messages} = this;
    if (!contradiction) return latestWords(observation, messages);
    const answer = saidBy(contradiction, messages, view.manifest);
    return messages.parts('guards.contradicts', {answer});
  }

  /** Where, with which status, when: the small print of an answer. */
  #facts({guard, observation, contradiction, verifiedAt}: GuardPosture, view: View): unknown {
    const {messages} = this;
    const next = view.nextChecks.get(guard.id);
    const outdated = contradiction && contradiction !== observation;
    const {endpoint, verdict, status, checkedAt, clockSkew, proven} = observation ?? {};
    const facts = [
      html`<code>${endpoint ? shortened(endpoint) : guard.route}</code>`,
      status,
      outdated &&
        messages.parts('guards.since', {
          time: timeOf(contradiction.checkedAt, messages),
          now: latestWords(observation, messages),
        }),
      checkedAt &&
        !proven &&
        verdict !== 'unchecked' &&
        messages.parts('guards.asked', {age: ageOf(checkedAt, messages)}),
      verifiedAt && !proven && messages.parts('guards.last', {time: timeOf(verifiedAt, messages)}),
      next && messages.parts('guards.next', {age: waitOf(next, messages)}),
      clockSkew && messages.t('guards.skew'),
    ];
    return facts.filter(Boolean).map((fact, i) => html`${i ? ' · ' : nothing}${fact}`);
  }

  /** What was expected, what was asked, and what the answer says of itself. Always there, so that a reader in it stays. */
  #details({guard, unmet, observation}: GuardPosture, view: View): unknown {
    const {messages} = this;
    const {endpoint, checkedAt, verdict, release, effects} = observation ?? {};
    const facts = [
      ['guards.route', html`<code>${guard.route}</code>`],
      ['guards.expected', messages.t(unmet.length ? 'guards.blocked' : 'guards.opened')],
      ['guards.endpoint', endpoint && html`<code>${endpoint}</code>`],
      ['guards.checked', checkedAt && verdict !== 'unchecked' && momentOf(checkedAt, messages)],
      ['guards.release', release && this.text(release, view)],
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
