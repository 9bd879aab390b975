import {css, html, nothing, type CSSResultGroup} from 'lit';
import {shortenerFor, type Shorten} from '../../text/shorten.js';
import {CONTACT_SCHEMES, contactText} from '../ui/contact.js';
import {CopyController} from '../ui/copy-button.js';
import {factList, heading, link, prose, text, type RenderContext} from '../ui/fragments.js';
import {TrustSection} from './trust-section.js';

/**
 * How to report a vulnerability, in the terms of RFC 9116 and disclose.io.
 *
 * @tag arqen-trust-disclosure
 * @csspart heading - The heading of the section.
 * @csspart contact - A contact, with a button that copies it.
 */
export class TrustDisclosure extends TrustSection {
  static override styles: CSSResultGroup = [
    TrustSection.styles,
    css`
      .contact {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5em;
        margin-block-start: 0.5em;
      }
      @container (min-width: 30em) {
        .contact {
          font-size: 1.25em;
        }
      }
      .contact a {
        font-weight: 600;
      }
      .warning {
        display: flex;
        gap: 0.625em;
        margin-block-start: 1em;
        max-width: 46em;
      }
    `,
  ];

  /** @internal */
  override readonly copy = new CopyController(this);

  protected override renderSection(context: RenderContext): unknown {
    const {t} = context.messages;
    const {contacts, instructions, doNotSend} = context.manifest.disclosure;
    const short = shortenerFor(contacts);
    return html`
      ${heading(t('disclosure.title'), context)} ${prose(instructions, context)}
      ${contacts.map((contact) => contactItem(contact, short, context))}
      ${
        doNotSend
          ? html`<div class="warning">
              <div>
                <strong>${t('disclosure.doNotSend')}</strong>
                ${prose(doNotSend, context)}
              </div>
            </div>`
          : nothing
      }
      ${terms(context)}
    `;
  }
}

function contactItem(contact: string, short: Shorten, context: RenderContext): unknown {
  const address = contactText(contact);
  return html`<p class="contact" part="contact">
    ${link(contact, short(address), context, CONTACT_SCHEMES)}
    ${context.copy?.button(address, address)}
  </p>`;
}

/** Renders the terms of the disclosure policy that the manifest gives. */
function terms(context: RenderContext): unknown {
  const {messages, manifest} = context;
  const {disclosure} = manifest;
  const {safeHarbor, expiresAt, responseTime} = disclosure;
  const address = (href: string | undefined) => href && link(href, href, context);
  const addresses = (hrefs: readonly string[]) => {
    const short = shortenerFor(hrefs);
    return (
      hrefs.length && hrefs.map((href) => html`<div>${link(href, short(href), context)}</div>`)
    );
  };
  const facts = [
    ['disclosure.policy', address(disclosure.policy)],
    ['disclosure.encryption', addresses(disclosure.encryption)],
    ['disclosure.acknowledgments', address(disclosure.acknowledgments)],
    ['disclosure.preferredLanguages', disclosure.preferredLanguages],
    ['disclosure.canonical', addresses(disclosure.canonical)],
    ['disclosure.hiring', address(disclosure.hiring)],
    ['disclosure.responseTime', responseTime && text(responseTime, context)],
    ['disclosure.safeHarbor', safeHarbor && messages.t(`harbor.${safeHarbor}`)],
    ['disclosure.expiresAt', expiresAt && messages.date(expiresAt)],
  ] as const;
  return facts.some(([, value]) => value) ? factList(facts, context) : nothing;
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-disclosure': TrustDisclosure;
  }
}
