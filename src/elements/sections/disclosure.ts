import {css, html, nothing, type CSSResultGroup} from 'lit';
import {CONTACT_SCHEMES, contactText} from '../ui/contact.js';
import {TrustSection, type View} from './trust-section.js';

/**
 * How to report a vulnerability, in the terms of RFC 9116 and disclose.io.
 *
 * @tag arqen-trust-disclosure
 * @csspart heading - The heading.
 * @csspart contact - One contact.
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
        overflow-wrap: anywhere;
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

  protected override renderSection(view: View): unknown {
    const {messages} = this;
    const {contacts, instructions, doNotSend} = view.manifest.disclosure;
    return html`
      ${this.heading(messages.t('disclosure.title'))} ${this.prose(instructions, view)}
      ${contacts.map((contact) => this.#contact(contact, view))}
      ${
        doNotSend
          ? html`<div class="warning">
              <div>
                <strong>${messages.t('disclosure.doNotSend')}</strong>
                ${this.prose(doNotSend, view)}
              </div>
            </div>`
          : nothing
      }
      ${this.#terms(view)}
    `;
  }

  #contact(contact: string, view: View): unknown {
    const text = contactText(contact);
    return html`<p class="contact" part="contact">
      ${this.link(contact, text, view, CONTACT_SCHEMES)} ${this.copier.button(text, text)}
    </p>`;
  }

  #terms(view: View): unknown {
    const {messages} = this;
    const {disclosure} = view.manifest;
    const {safeHarbor, expiresAt, encryption, canonical} = disclosure;
    const address = (href: string | undefined) => href && this.link(href, href, view);
    const addresses = (hrefs: readonly string[]) =>
      hrefs.length && hrefs.map((href) => html`<div>${address(href)}</div>`);
    const terms = [
      ['policy', address(disclosure.policy)],
      ['encryption', addresses(encryption)],
      ['acknowledgments', address(disclosure.acknowledgments)],
      ['preferredLanguages', disclosure.preferredLanguages],
      ['canonical', addresses(canonical)],
      ['hiring', address(disclosure.hiring)],
      ['responseTime', disclosure.responseTime && this.text(disclosure.responseTime, view)],
      ['safeHarbor', safeHarbor && messages.t(`harbor.${safeHarbor}`)],
      ['expiresAt', expiresAt && messages.date(expiresAt)],
    ] as const;
    const given = terms.filter(([, value]) => value);
    if (!given.length) return nothing;
    return html`<dl>
      ${given.map(
        ([key, value]) =>
          html`<dt>${messages.t(`disclosure.${key}`)}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-disclosure': TrustDisclosure;
  }
}
