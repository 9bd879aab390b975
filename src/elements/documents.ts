import {html, nothing} from 'lit';
import type {Manifest} from '../manifest/schema.js';
import {evidenceFacts} from './evidence.js';
import {icon} from './icons.js';
import {requestOf} from './request.js';
import {TrustSection, type View} from './section.js';

type Document = Manifest['documents'][number];

/**
 * Documents, and how a reader may have them.
 *
 * @tag arqen-trust-documents
 * @csspart heading - The heading.
 * @csspart item - One document; how it may be had is `data-access`.
 * @csspart overclaim - What a claim check found.
 */
export class TrustDocuments extends TrustSection {
  protected override renderSection(view: View): unknown {
    const {documents} = view.manifest;
    if (!documents.length) return nothing;
    return html`
      ${this.heading(this.messages.t('documents.title'))}
      <ul class="plain">
        ${documents.map((document, i) => this.#document(document, i, view))}
      </ul>
    `;
  }

  #document({id, title, access, href, evidence}: Document, index: number, view: View): unknown {
    const {messages} = this;
    const dated = evidence === undefined ? [] : view.posture.dated([evidence]);
    const proof = dated[0]?.evidence;
    // The worse wins: neither the document nor what it stands for may be anything but public.
    const worse = access === 'public' ? (proof?.access ?? access) : access;
    const address = worse === 'public' ? (href ?? proof?.href) : undefined;
    const label = this.text(title, view);
    return html`<li part="item" data-id=${id} data-access=${access}>
      ${icon(worse === 'public' ? 'document' : 'lock')}
      <div>
        <strong>${address ? this.link(address, label, view) : label}</strong>
        <small>${messages.t(`access.${access}`)}</small>
        ${dated.map((each) => [
          html`<small>${evidenceFacts(each, messages)}</small>`,
          this.overclaims(each.overclaims),
        ])}
        ${requestOf({kind: 'document', id, title, access: worse}, view, this)}
        ${this.overclaims(view.posture.overclaimsAt(`/documents/${index}`))}
      </div>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-documents': TrustDocuments;
  }
}
