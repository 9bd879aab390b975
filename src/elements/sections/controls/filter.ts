/** The filter and the order of the matrix, as plain data and functions without a DOM. */
import {instant} from '../../../manifest/dates.js';
import type {Control, Evidence, Gate, Guard, Manifest} from '../../../manifest/schema.js';
import type {Assurance} from '../../../posture/assurance.js';
import type {ControlPosture, ControlState} from '../../../posture/posture.js';
import {mapInSteps, runAtOnce, type Steps} from '../../../slices.js';
import {foldForSearch} from '../../../text/fold.js';
import {withoutOthers} from '../../../text/json.js';

/** The properties of a control that a reader can filter by, besides a text search. */
export const FACETS = ['state', 'assurance', 'gate', 'category', 'framework'] as const;
export type Facet = (typeof FACETS)[number];

/** The orders a reader can choose; `given` is the manifest's own order. */
export const SORTS = ['given', 'topic', 'state', 'assurance', 'reviewed'] as const;
export type Sort = (typeof SORTS)[number];

/** The reader's search, filters and order. An empty member does not filter. */
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

/** Returns whether the filter can hide rows. */
export const isActive = (filter: Filter): boolean =>
  !!filter.query.trim() || FACETS.some((facet) => filter[facet]);

/** The values that a control has for each facet. */
const FACET_VALUES: Readonly<Record<Facet, (posture: ControlPosture) => readonly string[]>> = {
  state: ({state}) => [state],
  assurance: ({assurance}) => [assurance],
  gate: ({control}) => control.gates,
  category: ({control: {category}}) => (category === undefined ? [] : [category]),
  framework: ({control}) => control.mappings.map(({framework}) => framework),
};

type ValuesByFacet = Partial<Record<Facet, readonly string[]>>;
const valuesByControls = new WeakMap<readonly ControlPosture[], ValuesByFacet>();

/** Returns the distinct values of a facet among the controls, in their order. Computed once per list. */
export function facetValues(controls: readonly ControlPosture[], facet: Facet): readonly string[] {
  const known = valuesByControls.get(controls) ?? withoutOthers<ValuesByFacet>({});
  valuesByControls.set(controls, known);
  return (known[facet] ??= [...new Set(controls.flatMap(FACET_VALUES[facet]))]);
}

/** Creates a function that matches controls with every term of the query and every selected facet. */
export function createMatcher(filter: Filter): (posture: ControlPosture) => boolean {
  const facets = FACETS.filter((facet) => filter[facet]);
  const terms = foldForSearch(filter.query).split(/\s+/).filter(Boolean).map(createSearch);
  return (posture) => {
    if (!facets.every((facet) => FACET_VALUES[facet](posture).includes(filter[facet])))
      return false;
    return terms.every((matches) => matches(posture));
  };
}

/**
 * Creates a function that finds a folded term in a control or in an entry it refers to. Each entry is
 * searched once: controls may have millions of references together.
 */
function createSearch(term: string): (posture: ControlPosture) => boolean {
  const found = new Map<object, boolean>();
  const has = <T extends object>(entry: T, textsOf: TextsOf<T>) => {
    let result = found.get(entry);
    if (result === undefined) {
      result = runAtOnce(foldTexts(entry, textsOf)).includes(term);
      found.set(entry, result);
    }
    return result;
  };
  return ({control, gates, evidence, guards}) =>
    has(control, controlTexts) ||
    gates.some((gate) => has(gate, gateTexts)) ||
    evidence.some(({evidence}) => has(evidence, evidenceTexts)) ||
    guards.some(({guard}) => has(guard, guardTexts));
}

type TextsOf<T> = (entry: T) => readonly (string | undefined)[];

const controlTexts: TextsOf<Control> = (control) => {
  const {title, category, summary, current, gated, notApplicable, ownerRole, mappings} = control;
  const mapped = mappings.map(({framework, ref}) => `${framework} ${ref}`);
  return [title, category, summary, current, gated, notApplicable, ownerRole, ...mapped];
};
const gateTexts: TextsOf<Gate> = ({title}) => [title];
const evidenceTexts: TextsOf<Evidence> = ({title, issuer}) => [title, issuer];
const guardTexts: TextsOf<Guard> = ({title, route}) => [title, route];

/** The manifests whose search texts are prepared. */
const searchable = new WeakSet<Manifest>();

/**
 * Prepares the texts of a manifest for a search, which takes long for the longest. Returns `undefined` if
 * they are prepared. Two runs at once share their work.
 */
export function prepareSearch(manifest: Manifest): Steps<void> | undefined {
  return searchable.has(manifest) ? undefined : foldManifest(manifest);
}

function* foldManifest(manifest: Manifest): Steps<void> {
  const {controls, gates, evidence, guards} = manifest;
  for (const control of controls) yield* foldTexts(control, controlTexts);
  for (const gate of gates) yield* foldTexts(gate, gateTexts);
  for (const item of evidence) yield* foldTexts(item, evidenceTexts);
  for (const guard of guards) yield* foldTexts(guard, guardTexts);
  searchable.add(manifest);
}

const foldedTexts = new WeakMap<object, string>();

/** Returns the texts of an entry for a search. Computed once per entry. */
function* foldTexts<T extends object>(entry: T, textsOf: TextsOf<T>): Steps<string> {
  let folded = foldedTexts.get(entry);
  if (folded === undefined) {
    const texts = textsOf(entry).filter((text) => text !== undefined);
    // A line break keeps a term from matching across two texts.
    folded = (yield* mapInSteps(texts, foldForSearch)).join('\n');
    foldedTexts.set(entry, folded);
  }
  return folded;
}

/** Returns the controls in the chosen order. Controls that compare equal keep the manifest's order. */
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
    // Controls that were never reviewed come first, then those with the oldest review.
    reviewed: (a, b) => reviewTime(a) - reviewTime(b) || 0,
  };
  return [...controls].sort(orders[sort]);
}

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
