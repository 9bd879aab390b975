import {html, nothing} from 'lit';
import type {Manifest} from '../../manifest/schema.js';
import {evidenceFacts, evidenceList} from '../ui/evidence.js';
import {heading, link, overclaims, text, type RenderContext} from '../ui/fragments.js';
import {icon} from '../ui/icons.js';
import {requestAccess} from '../ui/request-access.js';
import {ListSection} from './list-section.js';

type DocumentEntry = Manifest['documents'][number];

/**
 * Documents, each with its access level.
 *
 * @tag arqen-trust-documents
 * @csspart heading - The heading of the section.
 * @csspart item - A document; `data-access` holds its access level.
 * @csspart overclaim - An overclaim that a claim check found, next to the statement it flags.
 * @fires {TrustRequestEvent} trust-request - A reader requests something that is not public. Cancelable.
 */
export class TrustDocuments extends ListSection {
  protected override renderSection(context: RenderContext): unknown {
    const {documents} = context.manifest;
    // In print, evidence that nothing refers to is listed too, because it appears nowhere else.
    const orphans = this.print.printing ? orphanEvidence(context) : [];
    if (!documents.length && !orphans.length) return nothing;
    return html`
      ${heading(context.messages.t('documents.title'), context)}
      <div role="list" class="plain">
        ${this.groups.render(
          {
            rows: documents,
            key: ({id}) => id,
            row: (document, i) => documentItem(document, i, context),
          },
          context,
        )}
      </div>
      ${evidenceList(orphans, context)}
    `;
  }
}

function documentItem(document: DocumentEntry, index: number, context: RenderContext): unknown {
  const {id, title, href, evidence} = document;
  const [proof] = evidence === undefined ? [] : context.posture.dated([evidence]);
  // A document is public only if its evidence is public, too.
  const access =
    document.access === 'public' ? (proof?.evidence.access ?? 'public') : document.access;
  const address = access === 'public' ? (href ?? proof?.evidence.href) : undefined;
  const label = text(title, context);
  return html`<div
    role="listitem"
    part="item"
    aria-posinset=${index + 1}
    aria-setsize=${context.manifest.documents.length}
    data-id=${id}
    data-access=${access}
  >
    ${icon(access === 'public' ? 'document' : 'lock')}
    <div>
      <strong>${address ? link(address, label, context) : label}</strong>
      <small>${context.messages.t(`access.${access}`)}</small>
      ${
        proof
          ? html`${
              proof.evidence.title === title
                ? nothing
                : html`<small>${text(proof.evidence.title, context)}</small>`
            }
            ${evidenceFacts(proof, context)} ${overclaims(proof.overclaims, context)}`
          : nothing
      }
      ${requestAccess({kind: 'document', id, title, access}, context)}
      ${overclaims(context.posture.overclaimsAt(`/documents/${index}`), context)}
    </div>
  </div>`;
}

/** Returns the evidence that the claim checks report as unreferenced. */
function orphanEvidence({manifest, posture}: RenderContext) {
  const orphans = posture.claims.filter(({rule}) => rule === 'orphan-evidence');
  const paths = new Set(orphans.map(({path}) => path));
  return posture.dated(
    manifest.evidence.filter((_, i) => paths.has(`/evidence/${i}`)).map(({id}) => id),
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-documents': TrustDocuments;
  }
}
