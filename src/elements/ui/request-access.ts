import {html, nothing} from 'lit';
import {contactLink} from './contact.js';
import {TrustRequestEvent, type AccessRequest} from '../events.js';
import type {TrustSection, RenderContext} from '../sections/trust-section.js';

/**
 * Lets a reader ask for what is not public. The page around the center may take that over; otherwise the
 * vendor's disclosure contact unfolds, in place. Nothing for what is public or internal.
 */
export function requestAccess(
  item: AccessRequest,
  context: RenderContext,
  section: TrustSection,
): unknown {
  if (item.access !== 'request' && item.access !== 'nda') return nothing;
  const {t, parts} = section.messages;
  const word = t('request.ask');
  const ask = (event: Event) => {
    const details = (event.currentTarget as HTMLElement).parentElement as HTMLDetailsElement;
    // What the page handles does not unfold.
    if (!details.open && !section.dispatchEvent(new TrustRequestEvent(item)))
      event.preventDefault();
  };
  const contact = contactLink(
    context.manifest,
    context.base,
    t('request.subject', {title: item.title}),
  );
  return html`<details class="request">
    <summary aria-label=${t('labelled', {label: word, text: item.title})} @click=${ask}>
      ${word}
    </summary>
    <p>${parts('request.contact', {contact})}</p>
  </details>`;
}
