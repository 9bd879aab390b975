import {html, nothing} from 'lit';
import type {DatedEvidence} from '../posture/posture.js';
import type {Messages} from './messages.js';
import {requestOf} from './request.js';
import type {TrustSection, View} from './section.js';

/** References to evidence, each with everything that says how far it carries. */
export const evidenceList = (
  items: readonly DatedEvidence[],
  view: View,
  section: TrustSection,
): unknown =>
  items.length
    ? html`<ul class="evidence">
        ${items.map((item) => evidenceItem(item, view, section))}
      </ul>`
    : nothing;

function evidenceItem(item: DatedEvidence, view: View, section: TrustSection) {
  const {id, title, access, href, scope, sha256} = item.evidence;
  const label = section.text(title, view);
  return html`<li data-freshness=${item.freshness}>
    ${href && access === 'public' ? section.link(href, label, view) : label}
    <small>${evidenceFacts(item, section.messages)}</small>
    ${scope ? html`<small>${section.text(scope, view)}</small>` : nothing}
    ${sha256 ? html`<small>SHA-256 <code>${sha256}</code></small>` : nothing}
    ${requestOf({kind: 'evidence', id, title, access}, view, section)}
    ${section.overclaims(item.overclaims)}
  </li>`;
}

/** Kind, issuer, dates, access and freshness in one line. */
export function evidenceFacts({evidence, freshness}: DatedEvidence, messages: Messages): string {
  const {kind, issuer, issuedAt, expiresAt, access} = evidence;
  const facts = [
    messages.t(`evidence.${kind}`),
    issuer && messages.t('evidence.by', {issuer}),
    issuedAt && messages.t('evidence.issued', {date: messages.date(issuedAt)}),
    expiresAt && messages.t('evidence.expires', {date: messages.date(expiresAt)}),
    messages.t(`access.${access}`),
    messages.t(`evidence.${freshness}`),
  ];
  return facts.filter(Boolean).join(' · ');
}
