import {css, html, nothing, type CSSResultGroup} from 'lit';
import {state} from 'lit/decorators.js';
import {instant} from '../../manifest/dates.js';
import type {Manifest} from '../../manifest/schema.js';
import {shortenerFor} from '../../text/shorten.js';
import {forEachInSteps, mapInSteps, runAtOnce, type Steps} from '../../slices.js';
import {filterStyles} from '../../styles/filters.js';
import {filterCount, selectField} from '../ui/filter-fields.js';
import {heading, overclaims, prose, rowLink, text, type RenderContext} from '../ui/fragments.js';
import {time} from '../ui/relative-time.js';
import {ListSection} from './list-section.js';

/** An update, its time in milliseconds since the epoch, and its place in the manifest. */
interface Update {
  readonly update: Manifest['updates'][number];
  readonly time: number;
  readonly path: string;
}

/**
 * The vendor's updates, newest first. Readers filter them by date and topic.
 *
 * @tag arqen-trust-updates
 * @csspart heading - The heading of the section.
 * @csspart item - An update.
 * @csspart overclaim - An overclaim that a claim check found, next to the statement it flags.
 */
export class TrustUpdates extends ListSection {
  static override styles: CSSResultGroup = [
    ListSection.styles,
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

  #manifest: Manifest | undefined;
  /** All updates, newest first. */
  #updates: readonly Update[] = [];
  /** The titles of the controls that updates are about, by id, in the order of the manifest. */
  #topics: ReadonlyMap<string, string> = new Map();

  protected override renderSection(context: RenderContext): unknown {
    const {manifest, messages} = context;
    const {updates} = manifest;
    if (!updates.length) return nothing;
    const steps = this.prepare(manifest);
    if (steps) runAtOnce(steps);
    const since = this.since && instant(this.since);
    const shown = this.#updates.filter(
      ({update, time}) =>
        this.print.printing ||
        // A day begins at 00:00 UTC, as in the manifest.
        ((!since || time >= since) && (!this.topic || update.controls.includes(this.topic))),
    );
    return html`
      ${heading(messages.t('updates.title'), context)}
      ${updates.length > 1 || this.since || this.topic ? this.#filters(shown.length, context) : nothing}
      <div role="list" class="plain">
        ${this.groups.render(
          {
            rows: shown,
            key: ({update}) => update.id,
            row: (update, i) => this.#item(update, i, shown.length, context),
            filter: `${this.since} ${this.topic}`,
          },
          context,
        )}
      </div>
    `;
  }

  protected override resetFilters(): void {
    this.since = this.topic = '';
  }

  /** Sorts the updates and indexes their topics, once for each manifest. */
  protected override prepare(manifest: Manifest): Steps<void> | undefined {
    return this.#manifest === manifest ? undefined : this.#index(manifest);
  }

  *#index(manifest: Manifest): Steps<void> {
    const {updates, controls} = manifest;
    const dated = yield* mapInSteps(updates, (update, i) => ({
      update,
      time: instant(update.at),
      path: `/updates/${i}`,
    }));
    const named = new Set<string>();
    yield* forEachInSteps(updates, ({controls}) => controls.forEach((id) => named.add(id)));
    const topics = controls.filter(({id}) => named.has(id));
    this.#manifest = manifest;
    this.#updates = dated.sort((a, b) => b.time - a.time);
    this.#topics = new Map(topics.map(({id, title}) => [id, title]));
  }

  #filters(shown: number, {manifest, messages}: RenderContext): unknown {
    const {t} = messages;
    const {updates, language} = manifest;
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
          this.#topics.size
            ? selectField(
                t('controls.topic'),
                this.topic,
                [['', t('filter.any')], ...this.#topics],
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

  #item({update, path}: Update, index: number, total: number, context: RenderContext): unknown {
    const {id, at, title, body, controls} = update;
    const {messages, posture} = context;
    const titles = controls.map((id) => this.#topics.get(id)!);
    const short = shortenerFor(titles);
    const topics = controls.map((id, i) =>
      rowLink('control', id, text(short(titles[i]!), context), context),
    );
    return html`<div
      role="listitem"
      part="item"
      aria-posinset=${index + 1}
      aria-setsize=${total}
      data-id=${id}
    >
      <small>${time(at, messages.date(at))}</small>
      <div>
        <strong>${text(title, context)}</strong>
        ${prose(body, context)}
        ${
          topics.length
            ? html`<p class="topics">
                ${messages.parts('updates.topics', {topics: messages.list(topics)})}
              </p>`
            : nothing
        }
        ${overclaims(posture.overclaimsAt(path), context)}
      </div>
    </div>`;
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
