/** Which controls the matrix shows, and in which order: plain data and functions, without a page. */
import {instant} from '../../../manifest/dates.js';
import type {Control} from '../../../manifest/schema.js';
import type {Assurance} from '../../../posture/assurance.js';
import type {ControlPosture, ControlState} from '../../../posture/posture.js';

/** What a reader can narrow the matrix by, besides words. */
export const FACETS = ['state', 'assurance', 'gate', 'category', 'framework'] as const;
export type Facet = (typeof FACETS)[number];

/** How a reader can have the rows sorted; `given` is the manifest's own order. */
export const SORTS = ['given', 'topic', 'state', 'assurance', 'reviewed'] as const;
export type Sort = (typeof SORTS)[number];

/** What a reader looks for. An empty member asks for nothing. */
export type Filter = Readonly<Record<Facet | 'query', string>> & {readonly sort: Sort};

export const EMPTY_FILTER: Filter = {
  query: '',
  state: '',
  assurance: '',
  gate: '',
  category: '',
  framework: '',
  sort: 'given',
};

/** Whether a filter hides anything. */
export const isActive = (filter: Filter): boolean =>
  !!filter.query.trim() || FACETS.some((facet) => filter[facet]);

/** What a control has of each facet: what a filter's member is compared with. */
const FACET_VALUES: Readonly<Record<Facet, (posture: ControlPosture) => readonly string[]>> = {
  state: ({state}) => [state],
  assurance: ({assurance}) => [assurance],
  gate: ({control}) => control.gates,
  category: ({control: {category}}) => (category === undefined ? [] : [category]),
  framework: ({control}) => control.mappings.map(({framework}) => framework),
};

type ValuesByFacet = Partial<Record<Facet, readonly string[]>>;
const valuesByControls = new WeakMap<readonly ControlPosture[], ValuesByFacet>();

/** The values of a facet among these controls, each once, in their order; looked for once. */
export function facetValues(controls: readonly ControlPosture[], facet: Facet): readonly string[] {
  const known = valuesByControls.get(controls) ?? {};
  valuesByControls.set(controls, known);
  return (known[facet] ??= [...new Set(controls.flatMap(FACET_VALUES[facet]))]);
}

/** What tells whether a filter shows a control: it has every term of the query, and each facet asked for. */
export function createMatcher(filter: Filter): (posture: ControlPosture) => boolean {
  const facets = FACETS.filter((facet) => filter[facet]);
  const terms = filter.query.toLowerCase().split(/\s+/).filter(Boolean);
  return (posture) => {
    if (!facets.every((facet) => FACET_VALUES[facet](posture).includes(filter[facet])))
      return false;
    if (!terms.length) return true;
    const haystack = haystackOf(posture);
    return terms.every((term) => haystack.includes(term));
  };
}

/** Gets everything ready that a reader's first letter is looked for in. */
export const prepareSearch = (controls: readonly ControlPosture[]): void =>
  controls.forEach(haystackOf);

/** The controls in the order asked for; equal ones stay as the manifest gives them. */
export function sorted(
  controls: readonly ControlPosture[],
  sort: Sort,
  locale: string,
): readonly ControlPosture[] {
  if (sort === 'given') return controls;
  const byText = new Intl.Collator(locale, {numeric: true});
  const orders: Readonly<Record<typeof sort, (a: ControlPosture, b: ControlPosture) => number>> = {
    topic: (a, b) => byText.compare(a.control.title, b.control.title),
    state: (a, b) => stateRank(a) - stateRank(b),
    assurance: (a, b) => assuranceRank(a) - assuranceRank(b),
    // What was never reviewed comes before what was reviewed long ago.
    reviewed: (a, b) => reviewTime(a) - reviewTime(b) || 0,
  };
  return [...controls].sort(orders[sort]);
}

/** The worst first. */
const WORST_FIRST: readonly ControlState[] = [
  'contradicted',
  'gated',
  'partial',
  'current',
  'not-applicable',
];
const stateRank = ({state}: ControlPosture) => WORST_FIRST.indexOf(state);

const LEAST_FIRST: readonly Assurance[] = ['stated', 'evidenced', 'attested'];
const assuranceRank = ({assurance}: ControlPosture) => LEAST_FIRST.indexOf(assurance);

const reviewTime = ({control: {reviewedAt}}: ControlPosture) =>
  reviewedAt === undefined ? -Infinity : instant(reviewedAt);

const haystacks = new WeakMap<Control, string>();

/** Everything that a control says, in lower case: put together when it is first looked for. */
function haystackOf({control, gates, evidence, guards}: ControlPosture): string {
  let haystack = haystacks.get(control);
  if (haystack === undefined) {
    const {title, category, summary, current, gated, notApplicable, ownerRole, mappings} = control;
    haystack = [
      ...[title, category, summary, current, gated, notApplicable, ownerRole],
      ...mappings.map(({framework, ref}) => `${framework} ${ref}`),
      ...gates.map((gate) => gate.title),
      ...evidence.flatMap(({evidence}) => [evidence.title, evidence.issuer]),
      ...guards.map(({guard}) => `${guard.title} ${guard.route}`),
    ]
      .filter((text) => text !== undefined)
      // A new line keeps a term from being found across two texts.
      .join('\n')
      .toLowerCase();
    haystacks.set(control, haystack);
  }
  return haystack;
}
