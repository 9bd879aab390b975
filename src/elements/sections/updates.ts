import {css, html, nothing, type CSSResultGroup} from 'lit';
import {state} from 'lit/decorators.js';
import {repeat} from 'lit/directives/repeat.js';
import {instant} from '../../manifest/dates.js';
import type {Manifest} from '../../manifest/schema.js';
import {filterStyles} from '../../styles/filters.js';
import {filterCount, selectField} from '../ui/filter-fields.js';
import {heading, overclaims, prose, rowLink, text, type RenderContext} from '../ui/fragments.js';
import {TrustSection} from './trust-section.js';

type Update = Manifest['updates'][number];

/**
 * The vendor's updates, newest first. Readers filter them by date and topic.
 *
 * @tag arqen-trust-updates
 * @csspart heading - The heading of the section.
 * @csspart item - An update.
 * @csspart overclaim - An overclaim that a claim check found, next to the statement it flags.
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

  /** The first day to show, as the value of `<input type="date">`. Shows all days if empty. */
  @state()
  private since = '';

  /** The id of the control to show. Shows all controls if empty. */
  @state()
  private topic = '';

  protected override renderSection(context: RenderContext): unknown {
    const {updates} = context.manifest;
    if (!updates.length) return nothing;
    const shown = updates
      .map((update, i) => ({update, path: `/updates/${i}`}))
      .filter(({update}) => this.print.printing || this.#matches(update))
      .sort((a, b) => instant(b.update.at) - instant(a.update.at));
    return html`
      ${heading(context.messages.t('updates.title'), context)}
      ${updates.length > 1 || this.since || this.topic ? this.#filters(shown.length, context) : nothing}
      <ul class="plain">
        ${repeat(
          shown,
          ({update}) => update.id,
          ({update, path}) => updateItem(update, path, context),
        )}
      </ul>
    `;
  }

  protected override resetFilters(): void {
    this.since = this.topic = '';
  }

  /** Returns whether an update passes the filters. A day begins at 00:00 UTC, as in the manifest. */
  #matches({at, controls}: Update): boolean {
    const recent = !this.since || instant(at) >= instant(this.since);
    return recent && (!this.topic || controls.includes(this.topic));
  }

  #filters(shown: number, {manifest, messages}: RenderContext): unknown {
    const {t} = messages;
    const {updates, controls, language} = manifest;
    const named = new Set(updates.flatMap((update) => update.controls));
    const topics = controls.filter(({id}) => named.has(id));
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
            ? selectField(
                t('controls.topic'),
                this.topic,
                [['', t('filter.any')], ...topics.map(({id, title}) => [id, title] as const)],
                (topic) => (this.topic = topic),
                language,
              )
            : nothing
        }
        ${
          this.since || this.topic
            ? html`<button type="button" @click=${this.#clear}>${t('filter.clear')}</button>`
            : nothing
        }
      </div>
      ${filterCount(shown, updates.length, messages)}
    `;
  }

  readonly #clear = () => {
    this.resetFilters();
    this.keepFocus('.filters input');
  };
}

function updateItem(
  {id, at, title, body, controls}: Update,
  path: string,
  context: RenderContext,
): unknown {
  const {messages, manifest, posture} = context;
  const topicLink = (topic: string) => {
    const control = manifest.controls.find((control) => control.id === topic)!;
    return rowLink('control', topic, text(control.title, context), context);
  };
  return html`<li part="item" data-id=${id}>
    <small><time datetime=${at}>${messages.date(at)}</time></small>
    <div>
      <strong>${text(title, context)}</strong>
      ${prose(body, context)}
      ${
        controls.length
          ? html`<p class="topics">
              ${messages.parts('updates.topics', {topics: messages.list(controls.map(topicLink))})}
            </p>`
          : nothing
      }
      ${overclaims(posture.overclaimsAt(path), context)}
    </div>
  </li>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-updates': TrustUpdates;
  }
}
