/** Template fragments that sections share. */
import {html, nothing, type TemplateResult} from 'lit';
import type {Moment} from '../../guard/clock.js';
import type {Messages} from '../../i18n/messages.js';
import type {OverclaimRule, PhraseKey} from '../../locales/en.js';
import {isCostly} from '../../manifest/costly-texts.js';
import type {Problem} from '../../manifest/problem.js';
import type {Manifest} from '../../manifest/schema.js';
import {readingOf} from '../../posture/derive.js';
import type {Posture} from '../../posture/posture.js';
import {resolveLink} from '../../text/links.js';
import type {PostureState} from '../contexts.js';
import {rowAddress, TrustNavigateEvent, type RowKind} from '../events.js';
import type {CopyController} from './copy-button.js';
import {icon} from './icons.js';
import {manifestText} from './manifest-text.js';
import {renderMarkdown} from './markdown.js';

/** The data a section renders from, and the services its fragments need. */
export interface RenderContext {
  readonly manifest: Manifest;
  /** The manifest's URL, which relative links are resolved against. */
  readonly baseUrl: string;
  readonly signature: 'unsigned' | 'verified';
  readonly posture: Posture;
  /** Whether the claims have been checked. Until then none of the manifest's own texts may be shown. */
  readonly checked: boolean;
  readonly nextChecks: PostureState['nextChecks'];
  /** The time at which the manifest was fetched. */
  readonly fetchedAt: Moment;
  readonly messages: Messages;
  readonly copy: CopyController | undefined;
}

/** Renders a heading, `depth` levels below the center's own. */
export function heading(text: unknown, {messages}: RenderContext, depth = 1): TemplateResult {
  const level = Math.min(messages.headingLevel + depth, 6);
  switch (level) {
    case 1:
      return html`<h1 part="heading">${text}</h1>`;
    case 2:
      return html`<h2 part="heading">${text}</h2>`;
    case 3:
      return html`<h3 part="heading">${text}</h3>`;
    case 4:
      return html`<h4 part="heading">${text}</h4>`;
    case 5:
      return html`<h5 part="heading">${text}</h5>`;
    default:
      return html`<h6 part="heading">${text}</h6>`;
  }
}

/** Renders a markdown text in the manifest's language. */
export function prose(markdown: string | undefined, context: RenderContext): unknown {
  const {manifest, baseUrl, posture} = context;
  if (!markdown) return nothing;
  // A text is shown as it was checked: formatted once the formatted text has been.
  const options = {costly: isCostly(manifest, markdown), lex: readingOf(posture).lex};
  return html`<div class="prose" lang=${manifest.language ?? nothing} dir="auto">
    ${renderMarkdown(markdown, baseUrl, options)}
  </div>`;
}

/** Renders a plain text in the manifest's language. */
export const text = (plain: string, {manifest}: RenderContext): TemplateResult =>
  manifestText(plain, manifest);

/** Renders a link to a URL of the manifest, or only the label if the link policy refuses the URL. */
export function link(
  href: string,
  label: unknown,
  {baseUrl}: RenderContext,
  schemes?: readonly string[],
): unknown {
  const url = resolveLink(href, baseUrl, schemes);
  return url ? html`<a href=${url.href} rel="noreferrer noopener">${label}</a>` : label;
}

/** Renders a link to another row of the same center. */
export function rowLink(
  kind: RowKind,
  id: string,
  label: unknown,
  {messages}: RenderContext,
  className = '',
): TemplateResult {
  const navigate = (event: MouseEvent) => {
    // The reader asked for a new tab or window.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const anchor = event.currentTarget as Element;
    const row = anchor.closest<HTMLElement>('[data-kind]')?.dataset;
    const from = row && {kind: row['kind'] as RowKind, id: row['id']!};
    anchor.dispatchEvent(new TrustNavigateEvent(kind, id, from));
  };
  return html`<a class=${className} href=${rowAddress(kind, id, messages.page)} @click=${navigate}
    >${label}</a
  >`;
}

/** Renders the title of a row, with a button that copies the row's URL if deep links are on. */
export function rowTitle(
  kind: RowKind,
  {id, title}: {readonly id: string; readonly title: string},
  context: RenderContext,
): TemplateResult {
  const {copy, messages} = context;
  const {deepLinks, page, t} = messages;
  const label = text(title, context);
  if (!deepLinks || !copy) return label;
  const name = t('copy.link', {title});
  return html`${label} ${copy.button(rowAddress(kind, id, page), name, {iconOnly: true})}`;
}

/** Renders the overclaims found in a statement, one for each broken rule. */
export function overclaims(found: readonly Problem[], {messages}: RenderContext): unknown {
  const rules = [...new Set(found.map(({rule}) => rule))] as OverclaimRule[];
  return rules.map(
    (rule) =>
      html`<p class="overclaim" part="overclaim" data-rule=${rule}>
        ${icon('warning')}
        <span
          >${messages.parts('labelled', {
            label: html`<strong>${messages.t('claim.title')}</strong>`,
            text: messages.t(`claim.${rule}`),
          })}</span
        >
      </p>`,
  );
}

/** Renders facts on one line, separated by middle dots. Leaves out facts without a value. */
export const factLine = (facts: readonly unknown[]): unknown =>
  facts.filter(Boolean).map((fact, i) => html`${i ? ' · ' : nothing}${fact}`);

/** Renders facts as a description list. Leaves out facts without a value. */
export const factList = (
  facts: readonly (readonly [name: PhraseKey, value: unknown])[],
  {messages}: RenderContext,
): TemplateResult =>
  html`<dl>
    ${facts.map(([name, value]) =>
      value
        ? html`<dt>${messages.t(name)}</dt>
            <dd>${value}</dd>`
        : nothing,
    )}
  </dl>`;
