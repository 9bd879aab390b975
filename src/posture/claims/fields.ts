import type {Manifest} from '../../manifest/schema.js';

/** How a text is read, and what that means for the rules about words. */
export const STANCES = {
  states: 'States what is true today. All rules apply.',
  titles: 'Names a thing: “SOC 2 report” claims nothing, “SOC 2 certified” does. All rules apply.',
  names: 'A proper name: only a certification by a named standard is a claim.',
  awaits: 'What is to come or to be met. Only what is said to be true already is a claim.',
  shows: 'No statement. Only `deceptive-text` applies.',
} as const;
export type Stance = keyof typeof STANCES;

/** A stance, or the one until a gate is met or an item is done, after which the text states. */
export type Decision = Stance | 'awaits-met' | 'awaits-done';

/**
 * The decision for each text of a manifest, keyed like `FIELD_MEANINGS`. A text that is not listed fails a test.
 */
export const FIELDS: Readonly<Record<string, Readonly<Record<string, Decision>>>> = {
  '': {title: 'states', summary: 'states'},
  organization: {name: 'names', product: 'states'},
  gates: {title: 'awaits-met', description: 'awaits-met', ownerRole: 'names'},
  evidence: {title: 'titles', issuer: 'names', scope: 'titles'},
  controls: {
    title: 'states',
    category: 'titles',
    summary: 'states',
    current: 'states',
    gated: 'awaits',
    notApplicable: 'states',
    ownerRole: 'names',
  },
  'controls.mappings': {framework: 'titles', ref: 'titles'},
  guards: {title: 'states', route: 'shows', description: 'states'},
  roadmap: {disclaimer: 'states'},
  'roadmap.items': {title: 'awaits-done', description: 'awaits-done'},
  readiness: {framework: 'titles', statement: 'states', categories: 'titles'},
  'readiness.requirements': {title: 'awaits', description: 'awaits'},
  disclosure: {
    instructions: 'states',
    doNotSend: 'states',
    preferredLanguages: 'shows',
    responseTime: 'states',
  },
  documents: {title: 'titles'},
  subprocessors: {name: 'names', purpose: 'states', location: 'states'},
  faq: {question: 'states', answer: 'states'},
  updates: {title: 'states', body: 'states'},
};

/** Returns how a text of an entry is read now. */
export function stanceOf(decision: Decision, entry: Readonly<Record<string, unknown>>): Stance {
  if (decision === 'awaits-met') return entry['state'] === 'met' ? 'states' : 'awaits';
  if (decision === 'awaits-done') return entry['stage'] === 'done' ? 'states' : 'awaits';
  return decision;
}

/** Returns the ids of an entry's own evidence, `undefined` if entries of this kind have none. */
export function ownEvidence(path: string, entry: unknown): readonly string[] | undefined {
  if (path === 'evidence') return [(entry as Manifest['evidence'][number]).id];
  if (path === 'gates' || path === 'controls')
    return (entry as Manifest['controls'][number]).evidence;
  return undefined;
}
