import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import type {DatedEvidence} from '../../posture/posture.js';
import {requestOf} from './request-access.js';
import type {TrustSection, View} from '../sections/trust-section.js';

/** References to evidence, each with everything that says how far it carries. */
export const evidenceList = (
  items: readonly DatedEvidence[],
  view: View,
  section: TrustSection,
): unknown =>
  items.length
    ? html`<ul class="evidence">
        ${repeat(
          items,
          ({evidence}) => evidence.id,
          (item) => evidenceItem(item, view, section),
        )}
      </ul>`
    : nothing;

function evidenceItem(item: DatedEvidence, view: View, section: TrustSection) {
  const {id, title, access, href} = item.evidence;
  const label = section.text(title, view);
  return html`<li data-freshness=${item.freshness}>
    ${href && access === 'public' ? section.link(href, label, view) : label}
    ${evidenceFacts(item, view, section)}
    ${requestOf({kind: 'evidence', id, title, access}, view, section)}
    ${section.overclaims(item.overclaims)}
  </li>`;
}

/** Kind, issuer, dates, access and freshness in one line; then scope and digest, where they are given. */
export function evidenceFacts(
  {evidence, freshness}: DatedEvidence,
  view: View,
  section: TrustSection,
): unknown {
  const {kind, issuer, issuedAt, expiresAt, access, scope, sha256} = evidence;
  const {messages} = section;
  const facts = [
    messages.t(`evidence.${kind}`),
    issuer && messages.parts('evidence.by', {issuer: section.text(issuer, view)}),
    issuedAt && messages.t('evidence.issued', {date: messages.date(issuedAt)}),
    expiresAt && messages.t('evidence.expires', {date: messages.date(expiresAt)}),
    messages.t(`access.${access}`),
    messages.t(`evidence.${freshness}`),
  ].filter(Boolean);
  return html`<small>${facts.map((fact, i) => html`${i ? ' · ' : nothing}${fact}`)}</small>
    ${scope ? html`<small>${section.text(scope, view)}</small>` : nothing}
    ${sha256 ? html`<small>SHA-256 <code>${sha256}</code></small>` : nothing}`;
}
