import {html, nothing} from 'lit';
import type {DatedEvidence} from '../posture/derive.js';
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

function evidenceItem({evidence, freshness}: DatedEvidence, view: View, section: TrustSection) {
  const {messages} = section;
  const {title, kind, issuer, issuedAt, expiresAt, access, href} = evidence;
  const label = section.text(title, view);
  const facts = [
    messages.t(`evidence.${kind}`),
    issuer && messages.t('evidence.by', {issuer}),
    issuedAt && messages.t('evidence.issued', {date: messages.date(issuedAt)}),
    expiresAt && messages.t('evidence.expires', {date: messages.date(expiresAt)}),
    messages.t(`access.${access}`),
    messages.t(`evidence.${freshness}`),
  ];
  const overclaims = view.posture.overclaimsAt(
    `/evidence/${view.manifest.evidence.indexOf(evidence)}`,
  );
  return html`<li data-freshness=${freshness}>
    ${href && access === 'public' ? section.link(href, label, view) : label}
    <small>${facts.filter(Boolean).join(' · ')}</small>
    ${section.overclaims(overclaims)}
  </li>`;
}
