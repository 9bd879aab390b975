import {css, html, nothing, type CSSResultGroup} from 'lit';
import {heading, overclaims, prose, text, type RenderContext} from '../ui/fragments.js';
import {ListSection} from './list-section.js';

/**
 * Questions and answers.
 *
 * @tag arqen-trust-faq
 * @csspart heading - The heading of the section.
 * @csspart item - A question with its answer.
 * @csspart overclaim - An overclaim that a claim check found, next to the statement it flags.
 */
export class TrustFaq extends ListSection {
  static override styles: CSSResultGroup = [
    ListSection.styles,
    css`
      /* A folded question. */
      section {
        --row: 1.5em;
      }
    `,
  ];

  protected override renderSection(context: RenderContext): unknown {
    const {faq} = context.manifest;
    if (!faq.length) return nothing;
    return html`
      ${heading(context.messages.t('faq.title'), context)}
      ${this.groups.render(
        {
          rows: faq,
          key: ({id}) => id,
          row: ({id, question, answer}, i) =>
            html`<details part="item" data-id=${id}>
              <summary>${text(question, context)}</summary>
              ${prose(answer, context)}
              ${overclaims(context.posture.overclaimsAt(`/faq/${i}`), context)}
            </details>`,
        },
        context,
      )}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-faq': TrustFaq;
  }
}
