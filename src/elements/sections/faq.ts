import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {heading, overclaims, prose, text, type RenderContext} from '../ui/fragments.js';
import {TrustSection} from './trust-section.js';

/**
 * Questions and answers.
 *
 * @tag arqen-trust-faq
 * @csspart heading - The heading of the section.
 * @csspart item - A question with its answer.
 * @csspart overclaim - An overclaim that a claim check found, next to the statement it flags.
 */
export class TrustFaq extends TrustSection {
  protected override renderSection(context: RenderContext): unknown {
    const {faq} = context.manifest;
    if (!faq.length) return nothing;
    return html`
      ${heading(context.messages.t('faq.title'), context)}
      ${repeat(
        faq,
        ({id}) => id,
        ({id, question, answer}, i) =>
          html`<details part="item" data-id=${id}>
            <summary>${text(question, context)}</summary>
            ${prose(answer, context)}
            ${overclaims(context.posture.overclaimsAt(`/faq/${i}`), context)}
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
