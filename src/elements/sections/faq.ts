import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {TrustSection, type View} from './trust-section.js';

/**
 * Questions and answers.
 *
 * @tag arqen-trust-faq
 * @csspart heading - The heading.
 * @csspart item - One question.
 * @csspart overclaim - What a claim check found.
 */
export class TrustFaq extends TrustSection {
  protected override renderSection(view: View): unknown {
    const {faq} = view.manifest;
    if (!faq.length) return nothing;
    return html`
      ${this.heading(this.messages.t('faq.title'))}
      ${repeat(
        faq,
        ({id}) => id,
        ({id, question, answer}, i) =>
          html`<details part="item" data-id=${id}>
            <summary>${this.text(question, view)}</summary>
            ${this.prose(answer, view)} ${this.overclaims(view.posture.overclaimsAt(`/faq/${i}`))}
          </details>`,
      )}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-faq': TrustFaq;
  }
}
