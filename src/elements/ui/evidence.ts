import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import type {DatedEvidence} from '../../posture/posture.js';
import {requestAccess} from './request-access.js';
import type {TrustSection, RenderContext} from '../sections/trust-section.js';

/** References to evidence, each with everything that says how far it carries. */
export const evidenceList = (
  items: readonly DatedEvidence[],
  context: RenderContext,
  section: TrustSection,
): unknown =>
  items.length
    ? html`<ul class="evidence">
        ${repeat(
          items,
          ({evidence}) => evidence.id,
          (item) => evidenceItem(item, context, section),
        )}
      </ul>`
    : nothing;

function evidenceItem(item: DatedEvidence, context: RenderContext, section: TrustSection) {
  const {id, title, access, href} = item.evidence;
  const label = section.text(title, context);
  return html`<li data-freshness=${item.freshness}>
    ${href && access === 'public' ? section.link(href, label, context) : label}
    ${evidenceFacts(item, context, section)}
    ${requestAccess({kind: 'evidence', id, title, access}, context, section)}
    ${section.overclaims(item.overclaims)}
  </li>`;
}

/** Kind, issuer, dates, access and freshness in one line; then scope and digest, where they are given. */
export function evidenceFacts(
  {evidence, freshness}: DatedEvidence,
  context: RenderContext,
  section: TrustSection,
): unknown {
  const {kind, issuer, issuedAt, expiresAt, access, scope, sha256} = evidence;
  const {messages} = section;
  const facts = [
    messages.t(`evidence.${kind}`),
    issuer && messages.parts('evidence.by', {issuer: section.text(issuer, context)}),
    issuedAt && messages.t('evidence.issued', {date: messages.date(issuedAt)}),
    expiresAt && messages.t('evidence.expires', {date: messages.date(expiresAt)}),
    messages.t(`access.${access}`),
    messages.t(`evidence.${freshness}`),
  ].filter(Boolean);
  return html`<small>${facts.map((fact, i) => html`${i ? ' · ' : nothing}${fact}`)}</small>
    ${scope ? html`<small>${section.text(scope, context)}</small>` : nothing}
    ${sha256 ? html`<small>SHA-256 <code>${sha256}</code></small>` : nothing}`;
}
