import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import type {DatedEvidence} from '../../posture/posture.js';
import {factLine, link, overclaims, shortText, type RenderContext} from './fragments.js';
import {requestAccess} from './request-access.js';

/** Renders references to evidence, with the facts that limit what each one supports. */
export const evidenceList = (items: readonly DatedEvidence[], context: RenderContext): unknown =>
  items.length
    ? html`<ul class="evidence">
        ${repeat(
          items,
          ({evidence}) => evidence.id,
          (item) => evidenceItem(item, context),
        )}
      </ul>`
    : nothing;

function evidenceItem(item: DatedEvidence, context: RenderContext) {
  const {id, title, access, href} = item.evidence;
  const label = shortText(title, context);
  return html`<li data-freshness=${item.freshness}>
    ${href && access === 'public' ? link(href, label, context) : label}
    ${evidenceFacts(item, context)} ${requestAccess({kind: 'evidence', id, title, access}, context)}
    ${overclaims(item.overclaims, context)}
  </li>`;
}

/** Renders the kind, issuer, dates, access and freshness on one line, then any scope and digest. */
export function evidenceFacts(
  {evidence, freshness}: DatedEvidence,
  context: RenderContext,
): unknown {
  const {kind, issuer, issuedAt, expiresAt, access, scope, sha256} = evidence;
  const {messages} = context;
  const facts = [
    messages.t(`evidence.${kind}`),
    issuer && messages.parts('evidence.by', {issuer: shortText(issuer, context)}),
    issuedAt && messages.t('evidence.issued', {date: messages.date(issuedAt)}),
    expiresAt && messages.t('evidence.expires', {date: messages.date(expiresAt)}),
    messages.t(`access.${access}`),
    messages.t(`evidence.${freshness}`),
  ];
  return html`<small>${factLine(facts)}</small>
    ${scope ? html`<small>${shortText(scope, context)}</small>` : nothing}
    ${sha256 ? html`<small>SHA-256 <code>${sha256}</code></small>` : nothing}`;
}
