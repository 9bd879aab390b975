import {css, html, nothing, type CSSResultGroup} from 'lit';
import {CONTACT_SCHEMES, contactText} from '../ui/contact.js';
import {TrustSection, type RenderContext} from './trust-section.js';

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

  protected override renderSection(context: RenderContext): unknown {
    const {messages} = this;
    const {contacts, instructions, doNotSend} = context.manifest.disclosure;
    return html`
      ${this.heading(messages.t('disclosure.title'))} ${this.prose(instructions, context)}
      ${contacts.map((contact) => this.#contact(contact, context))}
      ${
        doNotSend
          ? html`<div class="warning">
              <div>
                <strong>${messages.t('disclosure.doNotSend')}</strong>
                ${this.prose(doNotSend, context)}
              </div>
            </div>`
          : nothing
      }
      ${this.#terms(context)}
    `;
  }

  #contact(contact: string, context: RenderContext): unknown {
    const text = contactText(contact);
    return html`<p class="contact" part="contact">
      ${this.link(contact, text, context, CONTACT_SCHEMES)}
      ${this.copyController.button(text, text)}
    </p>`;
  }

  #terms(context: RenderContext): unknown {
    const {messages} = this;
    const {disclosure} = context.manifest;
    const {safeHarbor, expiresAt, encryption, canonical} = disclosure;
    const address = (href: string | undefined) => href && this.link(href, href, context);
    const addresses = (hrefs: readonly string[]) =>
      hrefs.length && hrefs.map((href) => html`<div>${address(href)}</div>`);
    const terms = [
      ['policy', address(disclosure.policy)],
      ['encryption', addresses(encryption)],
      ['acknowledgments', address(disclosure.acknowledgments)],
      ['preferredLanguages', disclosure.preferredLanguages],
      ['canonical', addresses(canonical)],
      ['hiring', address(disclosure.hiring)],
      ['responseTime', disclosure.responseTime && this.text(disclosure.responseTime, context)],
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
