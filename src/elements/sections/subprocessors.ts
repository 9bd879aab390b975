import {html, nothing} from 'lit';
import {icon} from '../ui/icons.js';
import {TrustSection, type RenderContext} from './trust-section.js';

/**
 * Who else processes the vendor's customers' data, for what, and where.
 *
 * @tag arqen-trust-subprocessors
 * @csspart heading - The heading.
 * @csspart item - One subprocessor.
 * @csspart overclaim - What a claim check found.
 */
export class TrustSubprocessors extends TrustSection {
  protected override renderSection(context: RenderContext): unknown {
    const {messages} = this;
    const {subprocessors} = context.manifest;
    if (!subprocessors.length) return nothing;
    return html`
      ${this.heading(messages.t('subprocessors.title'))}
      <ul class="plain">
        ${subprocessors.map(({id, name, purpose, location, url, since}, i) => {
          const label = this.text(name, context);
          return html`<li part="item" data-id=${id}>
            ${icon('organization')}
            <div>
              <strong>${url ? this.link(url, label, context) : label}</strong>
              <span>${this.text(purpose, context)}</span>
              <small>
                ${location ? this.text(location, context) : nothing}${location && since ? ' · ' : nothing}${
                  since ? messages.t('subprocessors.since', {date: messages.date(since)}) : nothing
                }
              </small>
              ${this.overclaims(context.posture.overclaimsAt(`/subprocessors/${i}`))}
            </div>
          </li>`;
        })}
      </ul>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-subprocessors': TrustSubprocessors;
  }
}
