import {css, html, nothing, type CSSResultGroup} from 'lit';
import type {GuardPosture, Posture} from '../../posture/posture.js';
import {TrustSection, type RenderContext} from './trust-section.js';
import {timeAgo} from '../ui/relative-time.js';
import {TrustSaveEvent, type RecordFormat} from '../events.js';
import {guardStatus} from '../ui/guard-status.js';
import {icon} from '../ui/icons.js';

/** The order in which the sentence names the states: what holds first, the loudest last. */
const STATES = ['current', 'partial', 'gated', 'not-applicable', 'contradicted'] as const;

const FORMATS: readonly RecordFormat[] = ['json', 'markdown', 'csv', 'print'];

/**
 * Who speaks, about what, since when; and the posture as a sentence.
 *
 * @tag arqen-trust-summary
 * @csspart heading - The heading.
 * @csspart overclaim - What a claim check found.
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
      .posture + .prose {
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
    const {messages} = this;
    const {manifest, signature, posture} = context;
    const {organization, publishedAt, expiresAt, version, title, summary} = manifest;
    const name = organization.product ?? organization.name;
    const vendor = this.text(organization.name, context);
    return html`
      <div class="top">
        <p class="by">
          <strong
            >${organization.url ? this.link(organization.url, vendor, context) : vendor}</strong
          >
          ${name === organization.name ? nothing : html`<span>${this.text(name, context)}</span>`}
          ${title ? html`<span>${this.text(title, context)}</span>` : nothing}
          <span>
            ${messages.parts('summary.published', {
              date: html`<time datetime=${publishedAt}>${messages.date(publishedAt)}</time>`,
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
        ${this.#save()}
      </div>
      ${this.heading(messages.t('summary.title'), 0)}
      <p class="posture">${this.#topics(posture)} ${this.#guards(posture.guards)}</p>
      ${this.prose(summary, context)} ${this.overclaims(posture.overclaimsAt('/summary'))}
      ${this.overclaims([
        ...posture.overclaimsAt('/title'),
        ...posture.overclaimsAt('/organization'),
      ])}
      ${this.#source(context)}
    `;
  }

  /** Taking a record along: the forms that there are, in a popover of the platform's. */
  #save(): unknown {
    const {t} = this.messages;
    const save =
      (format: RecordFormat) =>
      ({currentTarget}: Event) => {
        (currentTarget as HTMLElement).closest<HTMLElement>('[popover]')!.hidePopover();
        this.dispatchEvent(new TrustSaveEvent(format));
      };
    return html`<div class="save">
      <button type="button" popovertarget="forms">${t('save.title')} ${icon('down')}</button>
      <div
        id="forms"
        popover
        role="group"
        aria-label=${t('save.title')}
        @beforetoggle=${this.#restoreFocus}
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

  /** In a shadow root Chromium gives the focus back to nobody when a popover closes (WHATWG HTML, 9169). */
  readonly #restoreFocus = ({newState, currentTarget}: ToggleEvent) => {
    const forms = currentTarget as HTMLElement;
    if (newState === 'closed' && forms.matches(':focus-within'))
      (forms.previousElementSibling as HTMLElement).focus();
  };

  /** Where the manifest was had, which one it is, and how far it was checked. */
  #source({manifest, base, fetchedAt, signature}: RenderContext): unknown {
    const {messages} = this;
    const {id, version, schemaVersion, publishedAt, expiresAt} = manifest;
    const facts = [
      ['source.address', html`<code>${base}</code>`],
      ['source.id', html`<code>${id}</code>`],
      ['source.version', `${version} (${messages.t('source.schema', {version: schemaVersion})})`],
      ['source.published', messages.date(publishedAt)],
      ['source.expires', expiresAt && messages.date(expiresAt)],
      ['source.fetched', messages.moment(fetchedAt.wall)],
      ['source.signature', messages.t(`summary.signature.${signature}`)],
    ] as const;
    return html`<details class="source">
      <summary>${messages.t('source.title')}</summary>
      <dl>
        ${facts.map(([key, value]) =>
          value
            ? html`<dt>${messages.t(key)}</dt>
                <dd>${value}</dd>`
            : nothing,
        )}
      </dl>
    </details>`;
  }

  #topics({controls, gates}: Posture): unknown {
    const {messages} = this;
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
    if (!controls.length) return nothing;
    return html`${messages.parts('summary.topics', {
      n: controls.length,
      states: messages.list(states),
    })}
    ${messages.t('summary.gates', {n: gates.filter(({gate}) => gate.state === 'unmet').length})}
    ${messages.parts('summary.backing', {parts: messages.list(backing)})}`;
  }

  #guards(guards: readonly GuardPosture[]): unknown {
    const {messages} = this;
    const each = guards.map(guardStatus);
    // A sentence that tells of some guards is longer, and moves the page. What agrees waits until all were
    // asked; what does not is told at once.
    const asking =
      each.includes('pending') && !each.some((status) => /contradicted|unverified/.test(status));
    const told = asking ? each.map(() => 'pending') : each;
    const statuses = (
      ['contradicted', 'verified', 'open', 'unverified', 'pending'] as const
    ).flatMap((status) => {
      const these = guards.filter((_, i) => told[i] === status);
      const n = these.length;
      const oldest = these
        .flatMap(({observation}) => observation?.checkedAt ?? [])
        .sort((a, b) => a.wall - b.wall)[0];
      const words = html`<strong class=${status}
        >${messages.t(`summary.answer.${status}`, {n})}</strong
      >`;
      const answer =
        status === 'verified' && oldest
          ? html`${messages.parts('summary.answer.age', {
              answer: words,
              age: timeAgo(oldest, messages),
            })}`
          : words;
      return n ? [{n, answer}] : [];
    });
    const [first] = statuses;
    if (!first) return nothing;
    if (statuses.length === 1) return messages.parts('summary.guards.all', first);
    const parts = statuses.map((part) => html`${messages.parts('summary.guards.part', part)}`);
    return messages.parts('summary.guards.some', {n: guards.length, parts: messages.list(parts)});
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-summary': TrustSummary;
  }
}
