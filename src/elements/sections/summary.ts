import {css, html, nothing, type CSSResultGroup} from 'lit';
import {TrustSaveEvent, type RecordFormat} from '../events.js';
import {
  factList,
  heading,
  link,
  overclaims,
  prose,
  text,
  type RenderContext,
} from '../ui/fragments.js';
import {icon} from '../ui/icons.js';
import {time} from '../ui/relative-time.js';
import {guardsSentence, topicsSentence} from './posture-sentence.js';
import {TrustSection} from './trust-section.js';

const FORMATS: readonly RecordFormat[] = ['json', 'markdown', 'csv', 'print'];

/**
 * The posture in one sentence, below the vendor's name and the manifest's dates and version.
 *
 * @tag arqen-trust-summary
 * @csspart heading - The heading of the section.
 * @csspart overclaim - An overclaim that a claim check found, next to the statement it flags.
 */
export class TrustSummary extends TrustSection {
  static override styles: CSSResultGroup = [
    TrustSection.styles,
    css`
      .top {
        display: flex;
        flex-wrap: wrap;
        gap: 0.75em 1.5em;
        align-items: center;
        justify-content: space-between;
      }
      .save button {
        display: flex;
        gap: 0.5em;
        align-items: center;
      }
      .save .icon {
        margin: 0;
      }
      .save > button {
        anchor-name: --save;
      }
      #forms {
        color: inherit;
        background: var(--trust-surface);
        border: 1px solid var(--trust-control-line);
        border-radius: var(--trust-radius-small);
        padding: 0.5em;
        max-width: min(22em, 100%);
      }
      #forms:popover-open {
        display: grid;
        gap: 0.25em;
      }
      @supports (position-area: block-end) {
        #forms {
          position-anchor: --save;
          position-area: block-end span-inline-start;
          position-try-fallbacks: flip-inline;
          inset: auto;
          margin: 0.25em 0 0;
        }
      }
      #forms p {
        padding: 0.25em 0.5em;
        color: var(--trust-muted);
        font-size: var(--trust-small);
      }
      #forms button {
        width: 100%;
        padding: 0.5em;
        border-color: transparent;
        text-align: start;
      }
      .source {
        margin-block-start: 1em;
      }
      @media print {
        .save {
          display: none;
        }
      }
      .by {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25em 1.5em;
        color: var(--trust-muted);
        font-size: var(--trust-small);
      }
      .by strong {
        color: var(--trust-text);
        letter-spacing: 0.04em;
      }
      h1,
      h2,
      h3,
      h4,
      h5,
      h6 {
        font-size: 2em;
        letter-spacing: -0.02em;
        margin: 0.4em 0 0.3em;
      }
      .posture {
        color: var(--trust-muted);
        font-size: 1.1875em;
        line-height: 1.45;
        max-width: 40em;
      }
      .posture ~ .prose {
        margin-block-start: 1em;
      }
      .posture strong {
        color: var(--trust-text);
        font-weight: 600;
      }
      .posture strong.contradicted {
        color: var(--trust-alarm);
      }
    `,
  ];

  protected override readonly followsGuards = true;

  protected override renderSection(context: RenderContext): unknown {
    const {manifest, checked, signature, messages} = context;
    const {publishedAt, expiresAt, version} = manifest;
    return html`
      <div class="top">
        <p class="by">
          ${checked ? names(context) : nothing}
          <span>
            ${messages.parts('summary.published', {
              date: time(publishedAt, messages.date(publishedAt)),
            })}
          </span>
          ${
            expiresAt
              ? html`<span>
                  ${messages.t('summary.expires', {date: messages.date(expiresAt)})}
                </span>`
              : nothing
          }
          <span>
            ${messages.t('summary.version', {
              version,
              signature: messages.t(`summary.signature.${signature}`),
            })}
          </span>
        </p>
        ${saveMenu(context)}
      </div>
      ${heading(messages.t('summary.title'), context, 0)}
      <p class="posture">${topicsSentence(context)} ${guardsSentence(context)}</p>
      ${checked ? details(context) : nothing}
    `;
  }
}

/** Renders who speaks, and about what. */
function names(context: RenderContext): unknown {
  const {organization, title} = context.manifest;
  const {name, product = name, url} = organization;
  const vendor = text(name, context);
  return html`
    <strong>${url ? link(url, vendor, context) : vendor}</strong>
    ${product === name ? nothing : html`<span>${text(product, context)}</span>`}
    ${title ? html`<span>${text(title, context)}</span>` : nothing}
  `;
}

/** Renders what follows the posture. */
function details(context: RenderContext): unknown {
  const {manifest, posture} = context;
  return html`
    ${prose(manifest.summary, context)} ${overclaims(posture.overclaimsAt('/summary'), context)}
    ${overclaims(
      [...posture.overclaimsAt('/title'), ...posture.overclaimsAt('/organization')],
      context,
    )}
    ${sourceDetails(context)}
  `;
}

/** Renders the menu of the formats in which a reader saves a record. */
function saveMenu({checked, messages: {t}}: RenderContext): unknown {
  const save =
    (format: RecordFormat) =>
    ({currentTarget}: Event) => {
      const button = currentTarget as HTMLElement;
      button.closest<Partial<HTMLElement> & Element>('[popover]')!.hidePopover?.();
      button.dispatchEvent(new TrustSaveEvent(format));
    };
  return html`<div class="save">
    <button type="button" popovertarget="forms" ?disabled=${!checked}>
      ${t('save.title')} ${icon('down')}
    </button>
    <div
      id="forms"
      popover
      role="group"
      aria-label=${t('save.title')}
      @beforetoggle=${restoreFocus}
    >
      <p>${t('save.intro')}</p>
      ${FORMATS.map(
        (format) =>
          html`<button type="button" data-format=${format} @click=${save(format)}>
            ${t(`save.${format}`)}
          </button>`,
      )}
    </div>
  </div>`;
}

/** Returns the focus to the menu's button. In shadow roots Chromium fails to (WHATWG HTML, issue 9169). */
function restoreFocus({newState, currentTarget}: ToggleEvent): void {
  const menu = currentTarget as HTMLElement;
  if (newState === 'closed' && menu.matches(':focus-within'))
    (menu.previousElementSibling as HTMLElement).focus();
}

/** Renders the manifest's URL, id, version, dates and signature state. */
function sourceDetails(context: RenderContext): unknown {
  const {manifest, baseUrl, fetchedAt, signature, messages} = context;
  const {id, version, schemaVersion, publishedAt, expiresAt} = manifest;
  const facts = [
    ['source.address', html`<code>${baseUrl}</code>`],
    ['source.id', html`<code>${id}</code>`],
    ['source.version', `${version} (${messages.t('source.schema', {version: schemaVersion})})`],
    ['source.published', messages.date(publishedAt)],
    ['source.expires', expiresAt && messages.date(expiresAt)],
    ['source.fetched', messages.moment(fetchedAt.wall)],
    ['source.signature', messages.t(`summary.signature.${signature}`)],
  ] as const;
  return html`<details class="source">
    <summary>${messages.t('source.title')}</summary>
    ${factList(facts, context)}
  </details>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-summary': TrustSummary;
  }
}
