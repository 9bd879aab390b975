import {resolveLink} from '../../text/links.js';
import {link, type RenderContext} from './fragments.js';

/** The schemes that a contact may have (RFC 9116, section 2.5.3). */
export const CONTACT_SCHEMES: readonly string[] = ['https:', 'mailto:', 'tel:'];

/** Returns a contact without `mailto:` or `tel:`, for display. */
export const contactText = (contact: string): string => contact.replace(/^(?:mailto|tel):/i, '');

/** Renders a link to the vendor's preferred disclosure contact, with `subject` if it is a mailbox. */
export function contactLink(context: RenderContext, subject: string): unknown {
  const {manifest, baseUrl} = context;
  const [contact] = manifest.disclosure.contacts as [string];
  const url = resolveLink(contact, baseUrl, CONTACT_SCHEMES);
  if (url?.protocol === 'mailto:' && !url.search)
    url.search = `subject=${encodeURIComponent(subject)}`;
  return link(url?.href ?? contact, contactText(contact), context, CONTACT_SCHEMES);
}
