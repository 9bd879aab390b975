import {html, type TemplateResult} from 'lit';
import {resolveLink} from '../../text/links.js';
import type {Manifest} from '../../manifest/schema.js';

/** What a contact may be (RFC 9116, section 2.5.3). */
export const CONTACT_SCHEMES: readonly string[] = ['https:', 'mailto:', 'tel:'];

/** A contact as a reader knows it: an address without its scheme. */
export const contactText = (contact: string): string => contact.replace(/^(?:mailto|tel):/i, '');

/** The disclosure contact that the vendor prefers, with a subject where it is a mailbox. */
export function contactLink(
  {disclosure}: Manifest,
  base: string,
  subject?: string,
): TemplateResult {
  const [contact] = disclosure.contacts as [string];
  const text = contactText(contact);
  const url = resolveLink(contact, base, CONTACT_SCHEMES);
  if (!url) return html`${text}`;
  if (subject && url.protocol === 'mailto:' && !url.search)
    url.search = `subject=${encodeURIComponent(subject)}`;
  return html`<a href=${url.href} rel="noreferrer noopener">${text}</a>`;
}
