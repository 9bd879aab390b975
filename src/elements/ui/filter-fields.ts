/** The fields that the filter rows of sections share. */
import {html, nothing, type TemplateResult} from 'lit';
import type {Messages} from '../../i18n/messages.js';
import {shorten} from '../../text/shorten.js';

/**
 * The maximum number of options: 500 values, and the one for any. Nobody reads more of them, and creating
 * them would take too long.
 */
const MAX_OPTIONS = 501;

/**
 * Renders a choice among options. An empty value means no filter. Renders nothing if there are too many
 * options.
 */
export const selectField = (
  label: string,
  selected: string,
  options: readonly (readonly [value: string, name: string])[],
  change: (value: string) => void,
  /** The language of the names, if they are texts of the manifest. */
  language?: string,
): TemplateResult | typeof nothing =>
  options.length > MAX_OPTIONS
    ? nothing
    : html`
        <label>
          <span class="label">${label}</span>
          <select @change=${(event: Event) => change((event.target as HTMLSelectElement).value)}>
            ${options.map(
              ([value, name]) =>
                html`<option
                  value=${value}
                  lang=${(value && language) || nothing}
                  .selected=${value === selected}
                >
                  ${shorten(name)}
                </option>`,
            )}
          </select>
        </label>
      `;

/** Renders how many entries the filter shows and hides. Screen readers announce changes. */
export const filterCount = (shown: number, total: number, {t}: Messages): TemplateResult =>
  html`<p class="count" role="status">
    ${t(shown === total ? 'filter.all-shown' : 'filter.shown', {
      n: shown,
      total,
      hidden: total - shown,
    })}
  </p>`;
