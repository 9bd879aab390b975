import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import type {Manifest} from '../../manifest/schema.js';
import {evidenceFacts, evidenceList} from '../ui/evidence.js';
import {icon} from '../ui/icons.js';
import {requestAccess} from '../ui/request-access.js';
import {TrustSection, type RenderContext} from './trust-section.js';

type DocumentEntry = Manifest['documents'][number];

/**
 * Documents, and how a reader may have them.
 *
 * @tag arqen-trust-documents
 * @csspart heading - The heading.
 * @csspart item - One document; how it may be had is `data-access`.
 * @csspart overclaim - What a claim check found.
 * @fires {TrustRequestEvent} trust-request - A reader asks for what is not public; cancelable.
 */
export class TrustDocuments extends TrustSection {
  protected override renderSection(context: RenderContext): unknown {
    const {documents} = context.manifest;
    // Paper holds everything: evidence that nothing refers to stands nowhere else.
    const others = this.printing ? orphanEvidence(context) : [];
    if (!documents.length && !others.length) return nothing;
    return html`
      ${this.heading(this.messages.t('documents.title'))}
      <ul class="plain">
        ${repeat(
          documents,
          ({id}) => id,
          (document, i) => this.#document(document, i, context),
        )}
      </ul>
      ${evidenceList(others, context, this)}
    `;
  }

  #document(document: DocumentEntry, index: number, context: RenderContext): unknown {
    const {id, title, href, evidence} = document;
    const [proof] = evidence === undefined ? [] : context.posture.dated([evidence]);
    // The worse wins: neither the document nor what it stands for may be anything but public.
    const access =
      document.access === 'public' ? (proof?.evidence.access ?? 'public') : document.access;
    const address = access === 'public' ? (href ?? proof?.evidence.href) : undefined;
    const label = this.text(title, context);
    return html`<li part="item" data-id=${id} data-access=${access}>
      ${icon(access === 'public' ? 'document' : 'lock')}
      <div>
        <strong>${address ? this.link(address, label, context) : label}</strong>
        <small>${this.messages.t(`access.${access}`)}</small>
        ${
          proof
            ? html`${
                proof.evidence.title === title
                  ? nothing
                  : html`<small>${this.text(proof.evidence.title, context)}</small>`
              }
              ${evidenceFacts(proof, context, this)} ${this.overclaims(proof.overclaims)}`
            : nothing
        }
        ${requestAccess({kind: 'document', id, title, access}, context, this)}
        ${this.overclaims(context.posture.overclaimsAt(`/documents/${index}`))}
      </div>
    </li>`;
  }
}

/** The evidence that the claim checks found to be named by nothing. */
const orphanEvidence = ({manifest, posture}: RenderContext) => {
  const paths = posture.claims.filter(({rule}) => rule === 'orphan-evidence').map(({path}) => path);
  return posture.dated(
    manifest.evidence.filter((_, i) => paths.includes(`/evidence/${i}`)).map(({id}) => id),
  );
};

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-documents': TrustDocuments;
  }
}
