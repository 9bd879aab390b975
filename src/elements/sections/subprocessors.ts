import {html, nothing} from 'lit';
import type {Manifest} from '../../manifest/schema.js';
import {heading, link, overclaims, text, type RenderContext} from '../ui/fragments.js';
import {icon} from '../ui/icons.js';
import {ListSection} from './list-section.js';

/**
 * The companies that process customer data for the vendor, each with its purpose and location.
 *
 * @tag arqen-trust-subprocessors
 * @csspart heading - The heading of the section.
 * @csspart item - A subprocessor.
 * @csspart overclaim - An overclaim that a claim check found, next to the statement it flags.
 */
export class TrustSubprocessors extends ListSection {
  protected override renderSection(context: RenderContext): unknown {
    const {subprocessors} = context.manifest;
    if (!subprocessors.length) return nothing;
    return html`
      ${heading(context.messages.t('subprocessors.title'), context)}
      <div role="list" class="plain">
        ${this.groups.render(
          {
            rows: subprocessors,
            key: ({id}) => id,
            row: (subprocessor, i) => subprocessorItem(subprocessor, i, context),
          },
          context,
        )}
      </div>
    `;
  }
}

function subprocessorItem(
  {id, name, purpose, location, url, since}: Manifest['subprocessors'][number],
  index: number,
  context: RenderContext,
): unknown {
  const {messages, manifest, posture} = context;
  const label = text(name, context);
  return html`<div
    role="listitem"
    part="item"
    aria-posinset=${index + 1}
    aria-setsize=${manifest.subprocessors.length}
    data-id=${id}
  >
    ${icon('organization')}
    <div>
      <strong>${url ? link(url, label, context) : label}</strong>
      <span>${text(purpose, context)}</span>
      <small>
        ${location ? text(location, context) : nothing}${location && since ? ' · ' : nothing}${
          since ? messages.t('subprocessors.since', {date: messages.date(since)}) : nothing
        }
      </small>
      ${overclaims(posture.overclaimsAt(`/subprocessors/${index}`), context)}
    </div>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-subprocessors': TrustSubprocessors;
  }
}
