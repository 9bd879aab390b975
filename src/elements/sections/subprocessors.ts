import {html, nothing} from 'lit';
import {heading, link, overclaims, text, type RenderContext} from '../ui/fragments.js';
import {icon} from '../ui/icons.js';
import {TrustSection} from './trust-section.js';

/**
 * The companies that process customer data for the vendor, each with its purpose and location.
 *
 * @tag arqen-trust-subprocessors
 * @csspart heading - The heading of the section.
 * @csspart item - A subprocessor.
 * @csspart overclaim - An overclaim that a claim check found, next to the statement it flags.
 */
export class TrustSubprocessors extends TrustSection {
  protected override renderSection(context: RenderContext): unknown {
    const {messages} = context;
    const {subprocessors} = context.manifest;
    if (!subprocessors.length) return nothing;
    return html`
      ${heading(messages.t('subprocessors.title'), context)}
      <ul class="plain">
        ${subprocessors.map(({id, name, purpose, location, url, since}, i) => {
          const label = text(name, context);
          return html`<li part="item" data-id=${id}>
            ${icon('organization')}
            <div>
              <strong>${url ? link(url, label, context) : label}</strong>
              <span>${text(purpose, context)}</span>
              <small>
                ${location ? text(location, context) : nothing}${location && since ? ' · ' : nothing}${
                  since ? messages.t('subprocessors.since', {date: messages.date(since)}) : nothing
                }
              </small>
              ${overclaims(context.posture.overclaimsAt(`/subprocessors/${i}`), context)}
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
