import {html, nothing} from 'lit';
import {evidenceFacts} from './evidence.js';
import {TrustSection, type View} from './section.js';

/**
 * Documents, and how a reader may have them.
 *
 * @tag arqen-trust-documents
 * @csspart heading - The heading.
 * @csspart overclaim - What a claim check found.
 */
export class TrustDocuments extends TrustSection {
  protected override renderSection(view: View): unknown {
    const {documents} = view.manifest;
    if (!documents.length) return nothing;
    return html`
      ${this.heading(this.messages.t('documents.title'))}
      <ul class="plain">
        ${documents.map(({id, title, access, href, evidence}, i) => {
          const dated = evidence === undefined ? [] : view.posture.dated([evidence]);
          const proof = dated[0]?.evidence;
          // The worse wins: neither the document nor what it stands for may be anything but public.
          const open = access === 'public' && (proof?.access ?? access) === 'public';
          const address = open ? (href ?? proof?.href) : undefined;
          const label = this.text(title, view);
          return html`<li data-id=${id} data-access=${access}>
            ${address ? this.link(address, label, view) : label}
            <small>${this.messages.t(`access.${access}`)}</small>

            ${dated.map((each) => [
              html`<small>${evidenceFacts(each, this.messages)}</small>`,
              this.overclaims(each.overclaims),
            ])}
            ${this.overclaims(view.posture.overclaimsAt(`/documents/${i}`))}
          </li>`;
        })}
      </ul>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-documents': TrustDocuments;
  }
}
