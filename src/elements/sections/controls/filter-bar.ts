import {html, nothing, type TemplateResult} from 'lit';
import {CONTROL_STATES, type ControlPosture, type ControlState} from '../../../posture/posture.js';
import {filterCount, selectField} from '../../ui/filter-fields.js';
import type {RenderContext} from '../../ui/fragments.js';
import {icon} from '../../ui/icons.js';
import {
  EMPTY_FILTER,
  FACETS,
  facetValues,
  isActive,
  SORTS,
  type Facet,
  type Filter,
  type Sort,
} from './filter.js';
import {STATE_ICONS} from './row.js';

/** The state of the filter bar. */
export interface FilterBar {
  readonly filter: Filter;
  /** How many rows are shown. */
  readonly shown: number;
  /** Called when the reader is about to search. */
  readonly prepare: () => void;
  /** Called with the changed members when the reader changes the filter. */
  readonly change: (change: Partial<Filter>) => void;
}

const SELECT_FACETS = [
  'assurance',
  'gate',
  'category',
  'framework',
] as const satisfies readonly Facet[];

/** Renders the search, filters and order of the matrix, the active filters and the number of hidden rows. */
export function filterBar(bar: FilterBar, context: RenderContext): TemplateResult {
  const {filter, shown, prepare, change} = bar;
  const {messages, manifest} = context;
  const {t} = messages;
  const {controls} = context.posture;
  const labelOf = facetLabels(context);
  return html`
    <div role="search" class="filters" aria-label=${t('filter.title')}>
      <label class="find">
        <span class="label">${t('filter.query')}</span>
        <input
          type="search"
          .value=${filter.query}
          @focus=${prepare}
          @input=${(event: Event) => change({query: (event.target as HTMLInputElement).value})}
        />
      </label>
      ${stateFilter(bar, context)}
      ${SELECT_FACETS.map((facet) => {
        const values = facetValues(controls, facet);
        // Every control has an assurance, so filtering by a single value would hide nothing.
        if (facet === 'assurance' ? values.length < 2 : !values.length) return nothing;
        const options = values.map((value) => [value, labelOf(facet, value)] as const);
        return selectField(
          t(`filter.${facet}`),
          filter[facet],
          [['', t('filter.any')], ...options],
          (value) => change({[facet]: value}),
          facet === 'assurance' ? undefined : manifest.language,
        );
      })}
      ${selectField(
        t('filter.sort'),
        filter.sort,
        SORTS.map((sort) => [sort, t(`sort.${sort}`)] as const),
        (sort) => change({sort: sort as Sort}),
      )}
    </div>
    ${activeFilters(bar, labelOf, context)} ${filterCount(shown, controls.length, messages)}
  `;
}

type FacetLabels = (facet: Facet | 'query', value: string) => string;

/** Creates a function that returns the label of a facet's value. */
function facetLabels({manifest, messages: {t}}: RenderContext): FacetLabels {
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
}

/** Renders a radio group of the states in use, each with its number of rows. */
function stateFilter(
  {filter, change}: FilterBar,
  {posture: {controls}, messages: {t}}: RenderContext,
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
  const counts = new Map<string, number>();
  for (const {state} of controls) counts.set(state, (counts.get(state) ?? 0) + 1);
  // The selected state remains an option even if no row is in it any more.
  const offered = (state: ControlState) => counts.has(state) || state === filter.state;
  return html`<fieldset class="states">
    <legend class="label">${t('filter.state')}</legend>
    <div class="options">
      ${option('', [t('filter.any'), controls.length])}
      ${CONTROL_STATES.map((state) =>
        // Render `nothing` for an absent state, so that no other option inherits its element and focus.
        offered(state)
          ? option(state, [icon(STATE_ICONS[state]), t(`state.${state}`), counts.get(state) ?? 0])
          : nothing,
      )}
    </div>
  </fieldset>`;
}

/** Renders the active filters, each as a button that removes it. */
function activeFilters(
  {filter, change}: FilterBar,
  labelOf: FacetLabels,
  {messages: {t, parts}}: RenderContext,
): TemplateResult | typeof nothing {
  if (!isActive(filter)) return nothing;
  const active = (['query', ...FACETS] as const).filter((facet) => filter[facet].trim());
  return html`<div class="active">
    ${active.map((facet) => {
      const label = t(`filter.${facet}`);
      const value = labelOf(facet, filter[facet]);
      return html`<button
        type="button"
        aria-label=${t('filter.remove', {filter: t('labelled', {label, text: value})})}
        @click=${() => change({[facet]: ''})}
      >
        <span>${parts('labelled', {label, text: html`<bdi>${value}</bdi>`})}</span>
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
