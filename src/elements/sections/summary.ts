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
import {guardStatus} from '../ui/guard-status.js';
import {icon} from '../ui/icons.js';
import {time, timeAgo} from '../ui/relative-time.js';
import {TrustSection} from './trust-section.js';

/** The order of the states in the summary sentence. */
const STATES = ['current', 'partial', 'gated', 'not-applicable', 'contradicted'] as const;

/** The order of the guard statuses in the summary sentence. */
const STATUSES = ['contradicted', 'verified', 'open', 'unverified', 'pending'] as const;

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

/** Renders how many topics are in each state, how many gates are unmet, and what backs the statements. */
function topicsSentence({posture: {controls, gates}, messages}: RenderContext): unknown {
  if (!controls.length) return nothing;
  const states = STATES.flatMap((state) => {
    const n = controls.filter((control) => control.state === state).length;
    return n
      ? [html`<strong class=${state}>${messages.t(`summary.state.${state}`, {n})}</strong>`]
      : [];
  });
  const backing = (['attested', 'evidenced', 'stated'] as const).flatMap((assurance) => {
    const n = controls.filter((control) => control.assurance === assurance).length;
    return n ? [messages.t(`summary.assurance.${assurance}`, {n})] : [];
  });
  return html`${messages.parts('summary.topics', {
    n: controls.length,
    states: messages.list(states),
  })}
  ${messages.t('summary.gates', {n: gates.filter(({gate}) => gate.state === 'unmet').length})}
  ${messages.parts('summary.backing', {parts: messages.list(backing)})}`;
}

/** Renders how many guards have each status, and the age of the oldest verified answer. */
function guardsSentence({posture: {guards}, messages}: RenderContext): unknown {
  const statuses = guards.map(guardStatus);
  // A sentence about only some of the guards would be longer and shift the page. So all guards count as
  // pending until every one has answered, unless an answer is bad news.
  const waiting =
    statuses.includes('pending') &&
    !statuses.some((status) => /contradicted|unverified/.test(status));
  const answers = STATUSES.flatMap((status) => {
    const inStatus = guards.filter((_, i) => (waiting ? 'pending' : statuses[i]) === status);
    const n = inStatus.length;
    if (!n) return [];
    const oldest = inStatus
      .flatMap(({observation}) => observation?.checkedAt ?? [])
      .sort((a, b) => a.wall - b.wall)[0];
    const plain = html`<strong class=${status}
      >${messages.t(`summary.answer.${status}`, {n})}</strong
    >`;
    const answer =
      status === 'verified' && oldest
        ? html`${messages.parts('summary.answer.age', {
            answer: plain,
            age: timeAgo(oldest, messages),
          })}`
        : plain;
    return [{n, answer}];
  });
  const [first] = answers;
  if (!first) return nothing;
  if (answers.length === 1) return messages.parts('summary.guards.all', first);
  const parts = answers.map((part) => html`${messages.parts('summary.guards.part', part)}`);
  return messages.parts('summary.guards.some', {n: guards.length, parts: messages.list(parts)});
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-summary': TrustSummary;
  }
}
