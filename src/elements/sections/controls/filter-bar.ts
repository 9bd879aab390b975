import {html, nothing, type TemplateResult} from 'lit';
import {CONTROL_STATES, type ControlPosture, type ControlState} from '../../../posture/posture.js';
import {STATE_ICONS} from './row.js';
import {icon} from '../../ui/icons.js';
import {
  FACETS,
  isActive,
  EMPTY_FILTER,
  prepareSearch,
  SORTS,
  facetValues,
  type Facet,
  type Filter,
  type Sort,
} from './filter.js';
import type {TrustSection, RenderContext} from '../trust-section.js';

/** What the bar shows, and what it tells: whatever of the filter a reader changes. */
export interface FilterBar {
  readonly filter: Filter;
  /** How many rows are shown. */
  readonly shown: number;
  readonly change: (change: Partial<Filter>) => void;
}

const SELECT_FACETS = [
  'assurance',
  'gate',
  'category',
  'framework',
] as const satisfies readonly Facet[];

/** Search, filters, order, how many rows are hidden, and by what. */
export function filterBar(
  bar: FilterBar,
  context: RenderContext,
  section: TrustSection,
): TemplateResult {
  const {filter, change} = bar;
  const {t} = section.messages;
  const {controls} = context.posture;
  const named = facetLabels(context, section);
  return html`
    <div role="search" class="filters" aria-label=${t('filter.title')}>
      <label class="find">
        <span class="label">${t('filter.query')}</span>
        <input
          type="search"
          .value=${filter.query}
          @focus=${() => prepareSearch(controls)}
          @input=${(event: Event) => change({query: (event.target as HTMLInputElement).value})}
        />
      </label>
      ${stateFilter(bar, controls, section)}
      ${SELECT_FACETS.map((facet) => {
        const values = facetValues(controls, facet);
        const chosen = (value: string) => change({[facet]: value});
        const options = values.map((value) => [value, named(facet, value)] as const);
        if (facet === 'assurance' ? values.length < 2 : !values.length) return nothing;
        return selectFilter(
          t(`filter.${facet}`),
          filter[facet],
          [['', t('filter.any')], ...options],
          chosen,
          facet === 'assurance' ? undefined : context.manifest.language,
        );
      })}
      ${selectFilter(
        t('filter.sort'),
        filter.sort,
        SORTS.map((sort) => [sort, t(`sort.${sort}`)] as const),
        (sort) => change({sort: sort as Sort}),
      )}
    </div>
    ${activeFilters(bar, named, section)}
    <p class="count" role="status">
      ${t(bar.shown === controls.length ? 'filter.all-shown' : 'filter.shown', {
        n: bar.shown,
        total: controls.length,
        hidden: controls.length - bar.shown,
      })}
    </p>
  `;
}

type FacetLabel = (facet: Facet | 'query', value: string) => string;

/** What the value of a facet is called. */
const facetLabels = ({manifest}: RenderContext, {messages: {t}}: TrustSection): FacetLabel => {
  const titles = new Map(manifest.gates.map(({id, title}) => [id, title]));
  return (facet, value) => {
    switch (facet) {
      case 'state':
        return t(`state.${value as ControlState}`);
      case 'assurance':
        return t(`filter.assurance.${value as ControlPosture['assurance']}`);
      case 'gate':
        return titles.get(value) ?? value;
      case 'query':
        return t('quoted', {text: value.trim()});
      default:
        return value;
    }
  };
};

/** The states that there are, as one choice, each with how many rows have it. */
function stateFilter(
  {filter, change}: FilterBar,
  controls: readonly ControlPosture[],
  {messages: {t}}: TrustSection,
): TemplateResult {
  const option = (value: string, label: readonly unknown[]) =>
    html`<label>
      <input
        type="radio"
        name="state"
        .checked=${filter.state === value}
        @change=${() => change({state: value})}
      />
      ${label.map((part) => html`<span>${part}</span> `)}
    </label>`;
  const many = new Map<string, number>();
  for (const {state} of controls) many.set(state, (many.get(state) ?? 0) + 1);
  // What is chosen stays a choice, even when no row has it any more.
  const offered = (state: ControlState) => many.has(state) || state === filter.state;
  return html`<fieldset class="states">
    <legend class="label">${t('filter.state')}</legend>
    <div class="options">
      ${option('', [t('filter.any'), controls.length])}
      ${CONTROL_STATES.map((state) =>
        // Nothing stands in the place of each that is not there: none takes another's, and its focus.
        offered(state)
          ? option(state, [icon(STATE_ICONS[state]), t(`state.${state}`), many.get(state) ?? 0])
          : nothing,
      )}
    </div>
  </fieldset>`;
}

const selectFilter = (
  label: string,
  chosen: string,
  options: readonly (readonly [value: string, name: string])[],
  change: (value: string) => void,
  /** The language of the names, where it is the manifest's own. */
  language?: string,
): TemplateResult => html`
  <label>
    <span class="label">${label}</span>
    <select @change=${(event: Event) => change((event.target as HTMLSelectElement).value)}>
      ${options.map(
        ([value, name]) =>
          html`<option
            value=${value}
            lang=${(value && language) || nothing}
            .selected=${value === chosen}
          >
            ${name}
          </option>`,
      )}
    </select>
  </label>
`;

/** What hides rows, one by one, each with a button that takes it away. */
function activeFilters(
  {filter, change}: FilterBar,
  named: FacetLabel,
  section: TrustSection,
): TemplateResult | typeof nothing {
  if (!isActive(filter)) return nothing;
  const {t} = section.messages;
  const set = (['query', ...FACETS] as const).filter((member) => filter[member].trim());
  return html`<div class="active">
    ${set.map((member) => {
      const name = t('labelled', {
        label: t(`filter.${member}`),
        text: named(member, filter[member]),
      });
      return html`<button
        type="button"
        aria-label=${t('filter.remove', {filter: name})}
        @click=${() => change({[member]: ''})}
      >
        <span
          >${section.messages.parts('labelled', {
            label: t(`filter.${member}`),
            text: html`<bdi>${named(member, filter[member])}</bdi>`,
          })}</span
        >
        ${icon('cross')}
      </button>`;
    })}
    <button
      type="button"
      class="clear"
      @click=${() => change({...EMPTY_FILTER, sort: filter.sort})}
    >
      ${t('filter.clear')}
    </button>
  </div>`;
}
