import {css, html, nothing, type CSSResultGroup} from 'lit';
import type {GuardPosture, Posture} from '../posture/posture.js';
import {TrustSection, type View} from './section.js';
import {ageOf} from './ages.js';
import {toneOf} from './guard-words.js';

/** The order in which the sentence names the states: what holds first, the loudest last. */
const STATES = ['current', 'partial', 'gated', 'not-applicable', 'contradicted'] as const;

/**
 * Who speaks, about what, since when; and the posture as a sentence.
 *
 * @tag arqen-trust-summary
 * @csspart heading - The heading.
 * @csspart overclaim - What a claim check found.
 */
export class TrustSummary extends TrustSection {
  static override styles: CSSResultGroup = [
    TrustSection.styles,
    css`
      .by {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25em 1.5em;
        color: var(--trust-muted);
        font-size: var(--trust-small);
      }
      .by strong {
        color: var(--trust-text);
        letter-spacing: 0.04em;
      }
      h1,
      h2,
      h3,
      h4,
      h5,
      h6 {
        font-size: 2em;
        letter-spacing: -0.02em;
        margin: 0.4em 0 0.3em;
      }
      .posture {
        color: var(--trust-muted);
        font-size: 1.1875em;
        line-height: 1.45;
        max-width: 40em;
      }
      .posture + .prose {
        margin-block-start: 1em;
      }
      .posture strong {
        color: var(--trust-text);
        font-weight: 600;
      }
      .posture strong.contradicted {
        color: var(--trust-alarm);
      }
    `,
  ];

  protected override renderSection(view: View): unknown {
    const {messages} = this;
    const {manifest, signature, posture} = view;
    const {organization, publishedAt, expiresAt, version, title, summary} = manifest;
    const name = organization.product ?? organization.name;
    return html`
      <p class="by">
        <strong>${this.text(organization.name, view)}</strong>
        ${name === organization.name ? nothing : html`<span>${this.text(name, view)}</span>`}
        ${title ? html`<span>${this.text(title, view)}</span>` : nothing}
        <span>
          ${messages.parts('summary.published', {
            date: html`<time datetime=${publishedAt}>${messages.date(publishedAt)}</time>`,
          })}${
            expiresAt
              ? html`, ${messages.t('summary.expires', {date: messages.date(expiresAt)})}`
              : nothing
          }
        </span>
        <span>
          ${messages.t('summary.version', {
            version,
            signature: messages.t(`summary.signature.${signature}`),
          })}
        </span>
      </p>
      ${this.heading(messages.t('summary.title'), 0)}
      <p class="posture">${this.#topics(posture)} ${this.#guards(posture.guards)}</p>
      ${this.prose(summary, view)} ${this.overclaims(posture.overclaimsAt('/summary'))}
      ${this.overclaims([
        ...posture.overclaimsAt('/title'),
        ...posture.overclaimsAt('/organization'),
      ])}
    `;
  }

  #topics({controls, gates}: Posture): unknown {
    const {messages} = this;
    const states = STATES.flatMap((state) => {
      const n = controls.filter((control) => control.state === state).length;
      return n
        ? [html`<strong class=${state}>${messages.t(`summary.state.${state}`, {n})}</strong>`]
        : [];
    });
    const backing = (['attested', 'evidenced', 'stated'] as const).flatMap((assurance) => {
      const n = controls.filter((control) => control.assurance === assurance).length;
      return n ? [messages.t(`summary.assurance.${assurance}`, {n})] : [];
    });
    if (!controls.length) return nothing;
    return html`${messages.parts('summary.topics', {
      n: controls.length,
      states: messages.list(states),
    })}
    ${messages.t('summary.gates', {n: gates.filter(({gate}) => gate.state === 'unmet').length})}
    ${messages.parts('summary.backing', {parts: messages.list(backing)})}`;
  }

  #guards(guards: readonly GuardPosture[]): unknown {
    const {messages} = this;
    const tones = (['contradicted', 'verified', 'open', 'unverified', 'pending'] as const).flatMap(
      (tone) => {
        const these = guards.filter((guard) => toneOf(guard) === tone);
        const n = these.length;
        const oldest = these
          .flatMap(({observation}) => observation?.checkedAt ?? [])
          .sort((a, b) => a.wall - b.wall)[0];
        const answer = html`<strong class=${tone}
            >${messages.t(`summary.answer.${tone}`, {n})}</strong
          >${tone === 'verified' && oldest ? html` ${ageOf(oldest, messages)}` : nothing}`;
        return n ? [{n, answer}] : [];
      },
    );
    const [first] = tones;
    if (!first) return nothing;
    if (tones.length === 1) return messages.parts('summary.guards.all', first);
    const parts = tones.map((part) => html`${messages.parts('summary.guards.part', part)}`);
    return messages.parts('summary.guards.some', {n: guards.length, parts: messages.list(parts)});
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-summary': TrustSummary;
  }
}
