import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import type {DatedEvidence} from '../../posture/posture.js';
import {shortenerFor, type Shorten} from '../../text/shorten.js';
import {resolveLink} from '../../text/links.js';
import {factLine, link, overclaims, text, type RenderContext} from './fragments.js';
import {requestAccess} from './request-access.js';

/** Renders references to evidence, with the facts that limit what each one supports. */
export function evidenceList(items: readonly DatedEvidence[], context: RenderContext): unknown {
  if (!items.length) return nothing;
  const short = shortenerFor(
    items.flatMap(({evidence: {title, issuer, scope}}) => [title, issuer, scope]),
  );
  return html`<ul class="evidence">
    ${repeat(
      items,
      ({evidence}) => evidence.id,
      (item) => evidenceItem(item, context, short),
    )}
  </ul>`;
}

function evidenceItem(item: DatedEvidence, context: RenderContext, short: Shorten) {
  const {id, title, access, href} = item.evidence;
  const label = text(short(title), context);
  return html`<li data-freshness=${item.freshness}>
    ${href && access === 'public' ? link(href, label, context) : label}
    ${evidenceFacts(item, context, short)}
    ${requestAccess({kind: 'evidence', id, title, access}, context)}
    ${overclaims(item.overclaims, context)}
  </li>`;
}

/** Renders the kind, issuer and its website, dates, access and freshness on one line, then any scope and digest. */
export function evidenceFacts(
  {evidence, freshness, attests}: DatedEvidence,
  context: RenderContext,
  short: Shorten = (text) => text,
): unknown {
  const {kind, issuer, issuerUrl, issuedAt, expiresAt, access, scope, sha256} = evidence;
  const {messages} = context;
  const name = issuer && text(short(issuer), context);
  const facts = [
    messages.t(`evidence.${kind}`),
    name &&
      (attests
        ? messages.parts('assurance.attested', {issuers: name})
        : messages.parts('evidence.by', {issuer: name})),
    // The host, as a name alone may be anyone's.
    issuerUrl && link(issuerUrl, resolveLink(issuerUrl)?.host, context),
    issuedAt && messages.t('evidence.issued', {date: messages.date(issuedAt)}),
    expiresAt && messages.t('evidence.expires', {date: messages.date(expiresAt)}),
    messages.t(`access.${access}`),
    messages.t(`evidence.${freshness}`),
  ];
  return html`<small>${factLine(facts)}</small>
    ${scope ? html`<small>${text(short(scope), context)}</small>` : nothing}
    ${sha256 ? html`<small>SHA-256 <code>${sha256}</code></small>` : nothing}`;
}
