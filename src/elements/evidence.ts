import {html, nothing, type TemplateResult} from 'lit';
import {resolveLink} from '../manifest/links.js';
import type {DatedEvidence} from '../posture/derive.js';
import type {Messages} from './messages.js';

/** References to evidence, each with everything that says how far it carries. */
export const evidenceList = (
  items: readonly DatedEvidence[],
  base: string,
  messages: Messages,
): TemplateResult =>
  html`<ul class="evidence">
    ${items.map((item) => evidenceItem(item, base, messages))}
  </ul>`;

function evidenceItem({evidence, freshness}: DatedEvidence, base: string, messages: Messages) {
  const {title, kind, issuer, issuedAt, expiresAt, access, href} = evidence;
  const url = href && access === 'public' ? resolveLink(href, base) : undefined;
  const facts = [
    messages.t(`evidence.${kind}`),
    issuer && messages.t('evidence.by', {issuer}),
    issuedAt && messages.t('evidence.issued', {date: messages.date(issuedAt)}),
    expiresAt && messages.t('evidence.expires', {date: messages.date(expiresAt)}),
    messages.t(`access.${access}`),
    messages.t(`evidence.${freshness}`),
  ];
  return html`<li data-freshness=${freshness}>
    ${url ? html`<a href=${url.href} rel="noreferrer noopener">${title}</a>` : title}
    <small>${facts.filter(Boolean).join(' · ') || nothing}</small>
  </li>`;
}
