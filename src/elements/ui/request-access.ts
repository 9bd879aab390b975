import {html, nothing} from 'lit';
import {TrustRequestEvent, type AccessRequest} from '../events.js';
import {contactLink} from './contact.js';
import type {RenderContext} from './fragments.js';

/**
 * Renders a button that requests access to a document or evidence. The button dispatches a
 * `TrustRequestEvent` and unfolds the vendor's disclosure contact, unless the page cancels the event.
 * Renders nothing if the access level is `public` or `internal`.
 */
export function requestAccess(item: AccessRequest, context: RenderContext): unknown {
  if (item.access !== 'request' && item.access !== 'nda') return nothing;
  const {t, parts} = context.messages;
  const label = t('request.button');
  const ask = (event: Event) => {
    const summary = event.currentTarget as HTMLElement;
    const {open} = summary.parentElement as HTMLDetailsElement;
    // Keep the contact folded if the page handles the request.
    if (!open && !summary.dispatchEvent(new TrustRequestEvent(item))) event.preventDefault();
  };
  const contact = contactLink(context, t('request.subject', {title: item.title}));
  return html`<details class="request">
    <summary aria-label=${t('labelled', {label, text: item.title})} @click=${ask}>${label}</summary>
    <p>${parts('request.contact', {contact})}</p>
  </details>`;
}
