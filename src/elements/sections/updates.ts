import {css, html, nothing, type CSSResultGroup} from 'lit';
import {state} from 'lit/decorators.js';
import {repeat} from 'lit/directives/repeat.js';
import {instant} from '../../manifest/dates.js';
import type {Manifest} from '../../manifest/schema.js';
import {filterStyles} from '../../styles/filters.js';
import {TrustSection, type RenderContext} from './trust-section.js';

type Update = Manifest['updates'][number];

/**
 * What changed, newest first; since a day that a reader chooses, and of one topic.
 *
 * @tag arqen-trust-updates
 * @csspart heading - The heading.
 * @csspart item - One update.
 * @csspart overclaim - What a claim check found.
 */
export class TrustUpdates extends TrustSection {
  static override styles: CSSResultGroup = [
    TrustSection.styles,
    filterStyles,
    css`
      .topics {
        font-size: var(--trust-small);
      }
    `,
  ];

  /** A date, as `<input type="date">` gives it; everything where empty. */
  @state()
  private since = '';

  /** The id of a control; everything where empty. */
  @state()
  private topic = '';

  protected override renderSection(context: RenderContext): unknown {
    const {updates} = context.manifest;
    if (!updates.length) return nothing;
    const shown = updates
      .map((update, i) => ({update, path: `/updates/${i}`}))
      .filter(({update}) => this.printing || this.#matches(update))
      .sort((a, b) => instant(b.update.at) - instant(a.update.at));
    return html`
      ${this.heading(this.messages.t('updates.title'))}
      ${updates.length > 1 || this.since || this.topic ? this.#filters(shown.length, context) : nothing}
      <ul class="plain">
        ${repeat(
          shown,
          ({update}) => update.id,
          ({update, path}) => this.#update(update, path, context),
        )}
      </ul>
    `;
  }

  protected override resetFilters(): void {
    this.since = this.topic = '';
  }

  /** A day begins where the manifest's bare dates do, in UTC. */
  #matches({at, controls}: Update): boolean {
    const recent = !this.since || instant(at) >= instant(this.since);
    return recent && (!this.topic || controls.includes(this.topic));
  }

  #filters(shown: number, {manifest}: RenderContext): unknown {
    const {t} = this.messages;
    const {updates, controls, language} = manifest;
    const named = new Set(updates.flatMap((update) => update.controls));
    const topics = controls.filter(({id}) => named.has(id));
    const filtered = this.since || this.topic;
    return html`
      <div class="filters" role="search" aria-label=${t('updates.find')}>
        <label>
          <span class="label">${t('updates.since')}</span>
          <input
            type="date"
            .value=${this.since}
            @input=${({target}: Event) => (this.since = (target as HTMLInputElement).value)}
          />
        </label>
        ${
          topics.length
            ? html`<label>
                <span class="label">${t('controls.topic')}</span>
                <select
                  @change=${({target}: Event) => (this.topic = (target as HTMLSelectElement).value)}
                >
                  <option value="" .selected=${!this.topic}>${t('filter.any')}</option>
                  ${topics.map(
                    ({id, title}) =>
                      html`<option
                        value=${id}
                        lang=${language ?? nothing}
                        .selected=${id === this.topic}
                      >
                        ${title}
                      </option>`,
                  )}
                </select>
              </label>`
            : nothing
        }
        ${
          filtered
            ? html`<button type="button" @click=${this.#clear}>${t('filter.clear')}</button>`
            : nothing
        }
      </div>
      <p class="count" role="status">
        ${t(shown === updates.length ? 'filter.all-shown' : 'filter.shown', {
          n: shown,
          total: updates.length,
          hidden: updates.length - shown,
        })}
      </p>
    `;
  }

  #update({id, at, title, body, controls}: Update, path: string, context: RenderContext): unknown {
    const titleOf = (id: string) => context.manifest.controls.find((it) => it.id === id)!.title;
    return html`<li part="item" data-id=${id}>
      <small><time datetime=${at}>${this.messages.date(at)}</time></small>
      <div>
        <strong>${this.text(title, context)}</strong>
        ${this.prose(body, context)}
        ${
          controls.length
            ? html`<p class="topics">
                ${this.messages.parts('updates.topics', {
                  topics: this.messages.list(
                    controls.map((id) =>
                      this.follow('control', id, this.text(titleOf(id), context)),
                    ),
                  ),
                })}
              </p>`
            : nothing
        }
        ${this.overclaims(context.posture.overclaimsAt(path))}
      </div>
    </li>`;
  }

  readonly #clear = () => {
    this.resetFilters();
    this.keepFocus('.filters input');
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-updates': TrustUpdates;
  }
}
