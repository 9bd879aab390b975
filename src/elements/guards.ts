import {css, html, nothing, type CSSResultGroup} from 'lit';
import {EFFECTS, type Effects} from '../guard/contract.js';
import type {GuardPosture} from '../posture/posture.js';
import {ageOf, timeOf, waitOf} from './ages.js';
import {latestWords, saidBy, TONE_ICONS, toneOf} from './guard-words.js';
import {icon} from './icons.js';
import {TrustSection, type View} from './section.js';

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
      .facts,
      .prose,
      details {
        color: var(--trust-muted);
        font-size: var(--trust-small);
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0 1em;
        margin: 0.25em 0;
      }
      dd {
        margin: 0;
      }
    `,
  ];

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
          ${this.heading(this.text(guard.title, view), 2)}
          <p class="answer tone ${tone}">${this.#answer(posture, view)}</p>
          <p class="facts">${this.#facts(posture, view)}</p>
          ${this.chips(unmet, view)} ${this.prose(guard.description, view)}
          ${this.overclaims(overclaims)}
          ${observation?.effects ? this.#effects(observation.effects) : nothing}
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

  /** Where, with which status, when, and what was expected: the small print of an answer. */
  #facts(
    {guard, unmet, observation, contradiction, verifiedAt}: GuardPosture,
    view: View,
  ): unknown {
    const {messages} = this;
    const next = view.nextChecks.get(guard.id);
    const outdated = contradiction && contradiction !== observation;
    const {endpoint, verdict, status, checkedAt, clockSkew, release, proven} = observation ?? {};
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
      messages.t(unmet.length ? 'guards.expected.blocked' : 'guards.expected.open'),
      release && messages.t('guards.release', {release}),
      clockSkew && messages.t('guards.skew'),
    ];
    return facts.filter(Boolean).map((fact, i) => html`${i ? ' · ' : nothing}${fact}`);
  }

  #effects(effects: Effects): unknown {
    const {messages} = this;
    return html`<details>
      <summary>${messages.t('guards.effects')}</summary>
      <dl>
        ${EFFECTS.map(
          (effect) =>
            html`<dt>${messages.t(`effect.${effect}`)}</dt>
              <dd>${messages.t(effects[effect] ? 'yes' : 'no')}</dd>`,
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
