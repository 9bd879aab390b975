import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {TrustSection, type RenderContext} from './trust-section.js';

/**
 * Questions and answers.
 *
 * @tag arqen-trust-faq
 * @csspart heading - The heading.
 * @csspart item - One question.
 * @csspart overclaim - What a claim check found.
 */
export class TrustFaq extends TrustSection {
  protected override renderSection(context: RenderContext): unknown {
    const {faq} = context.manifest;
    if (!faq.length) return nothing;
    return html`
      ${this.heading(this.messages.t('faq.title'))}
      ${repeat(
        faq,
        ({id}) => id,
        ({id, question, answer}, i) =>
          html`<details part="item" data-id=${id}>
            <summary>${this.text(question, context)}</summary>
            ${this.prose(answer, context)}
            ${this.overclaims(context.posture.overclaimsAt(`/faq/${i}`))}
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
