/** What a reader learns from each entry of a manifest, as facts that can be compared. */
import {instant, periodEnd} from '../manifest/dates.js';
import type {Manifest} from '../manifest/schema.js';
import type {Problem} from '../manifest/problem.js';
import type {DatedEvidence, Posture, ReadinessPosture} from '../posture/posture.js';
import {toJson} from '../text/json.js';

/** `loss`: a reader can rely on less, or learns less. `gain`: on more. `other`: a reader must judge. */
export type Effect = 'loss' | 'gain' | 'other';

/** A manifest and what follows from it. Both sides of a comparison are derived for the same time. */
export interface Side {
  readonly manifest: Manifest;
  readonly posture: Posture;
}

/** A fact about an entry. If both sides have a rank, the higher is better for a reader. */
export interface Fact {
  readonly value: string | undefined;
  readonly rank?: number | undefined;
}

export interface Entry {
  readonly section: string;
  readonly id: string | null;
  readonly title: string;
  readonly facts: Readonly<Record<string, Fact>>;
  readonly ifAdded: Effect;
  readonly ifRemoved: Effect;
}

/** From the worst to the best for a reader. */
const STATES = ['contradicted', 'gated', 'partial', 'current'];
const ASSURANCES = ['stated', 'evidenced', 'attested'];
const FRESHNESSES = ['expired', 'undated', 'not-yet-issued', 'in-date'];
const ACCESSES = ['internal', 'nda', 'request', 'public'];
const STAGES = ['considering', 'planned', 'in-progress', 'done'];
const HARBORS = ['none', 'partial', 'full'];

/** Returns every entry of a manifest, in the order in which a page shows the sections. */
export const listEntries = ({manifest, posture}: Side): Entry[] => [
  manifestEntry(manifest),
  ...manifest.guards.map((guard) => entry('guards', guard, {}, 'gain', 'loss')),
  ...posture.controls.map(({control, state, assurance, overclaims}) =>
    entry(
      'controls',
      control,
      {
        state: ranked(state, STATES),
        assurance: ranked(assurance, ASSURANCES),
        overclaims: faults(overclaims),
      },
      state === 'current' || state === 'partial' ? 'gain' : 'other',
      'loss',
    ),
  ),
  ...posture.gates.map(({gate, overclaims}) =>
    entry(
      'gates',
      gate,
      {state: ranked(gate.state, ['unmet', 'met']), overclaims: faults(overclaims)},
      'other',
      gate.state === 'met' ? 'loss' : 'other',
    ),
  ),
  ...posture.roadmap.map(({item, overclaims}) =>
    entry(
      'roadmap',
      item,
      {
        stage: ranked(item.stage, STAGES),
        // The later, the worse.
        target: dated(item.target, (text) => -periodEnd(text)),
        overclaims: faults(overclaims),
      },
      'other',
      'loss',
    ),
  ),
  ...posture.readiness.flatMap(readinessEntries),
  ...posture.dated(manifest.evidence.map(({id}) => id)).map(evidenceEntry),
  ...manifest.documents.map((document) =>
    entry('documents', document, {access: ranked(document.access, ACCESSES)}, 'gain', 'loss'),
  ),
  // One more party that processes data is something that a reader may object to.
  ...manifest.subprocessors.map(({name, ...it}) =>
    entry('subprocessors', {...it, title: name}, {}, 'loss', 'gain'),
  ),
  ...manifest.faq.map(({question, ...it}) =>
    entry('faq', {...it, title: question}, {}, 'gain', 'loss'),
  ),
  ...manifest.updates.map((update) => entry('updates', update, {}, 'other', 'loss')),
  disclosureEntry(manifest),
];

function manifestEntry(manifest: Manifest): Entry {
  const {$schema, id, schemaVersion, version, publishedAt, expiresAt, language, title, summary} =
    manifest;
  const {organization, roadmap} = manifest;
  return entry(
    'manifest',
    {
      ...{id: null, title: organization.name},
      ...{$schema, schemaVersion, version, publishedAt, expiresAt, language, summary},
      ...{manifestId: id, manifestTitle: title, disclaimer: roadmap?.disclaimer},
      ...{product: organization.product, url: organization.url},
    },
    {},
    'other',
    'other',
  );
}

function readinessEntries({
  readiness,
  report,
  overclaims,
  requirements,
}: ReadinessPosture): Entry[] {
  const {framework, report: reportEvidence, ...it} = readiness;
  return [
    entry(
      'readiness',
      {...it, title: framework, reportEvidence, requirements: undefined},
      {
        report: ranked(report ? 'issued' : 'none', ['none', 'issued']),
        overclaims: faults(overclaims),
      },
      'other',
      'loss',
    ),
    ...requirements.map(({rowId, requirement, state, overclaims}) =>
      entry(
        'readiness',
        {...requirement, id: rowId},
        {state: ranked(state, ['open', 'supported']), overclaims: faults(overclaims)},
        'other',
        'loss',
      ),
    ),
  ];
}

function evidenceEntry({evidence, freshness, attests, overclaims}: DatedEvidence): Entry {
  const supports = freshness === 'in-date';
  return entry(
    'evidence',
    evidence,
    {
      freshness: ranked(freshness, FRESHNESSES),
      attestation: ranked(attests ? 'yes' : 'no', ['no', 'yes']),
      access: ranked(evidence.access, ACCESSES),
      overclaims: faults(overclaims),
    },
    supports ? 'gain' : 'other',
    supports ? 'loss' : 'other',
  );
}

function disclosureEntry({disclosure, organization}: Manifest): Entry {
  const {contacts, safeHarbor, expiresAt} = disclosure;
  return entry(
    'disclosure',
    {...disclosure, id: null, title: organization.name},
    {
      // The more ways to reach somebody, the better.
      contacts: {value: textOf(contacts), rank: contacts.length},
      safeHarbor: ranked(safeHarbor, HARBORS),
      expiresAt: dated(expiresAt, instant),
    },
    'other',
    'other',
  );
}

/** Creates an entry with the facts that are derived, and with its own fields. */
function entry(
  section: string,
  fields: {readonly id: string | null; readonly title: string} & Readonly<Record<string, unknown>>,
  derived: Entry['facts'],
  ifAdded: Effect,
  ifRemoved: Effect,
): Entry {
  const {id, title} = fields;
  const stated = Object.entries(fields)
    .filter(([name]) => name !== 'id' && !Object.hasOwn(derived, name))
    .map(([name, value]) => [name, {value: textOf(value)}]);
  const facts = {...derived, ...(Object.fromEntries(stated) as Entry['facts'])};
  return {section, id, title, facts, ifAdded, ifRemoved};
}

/** Returns a value that is in an ordered list. One outside has no rank. */
function ranked(value: string | undefined, order: readonly string[]): Fact {
  const rank = value === undefined ? -1 : order.indexOf(value);
  return {value, rank: rank < 0 ? undefined : rank};
}

const dated = (value: string | undefined, rank: (text: string) => number): Fact => ({
  value,
  rank: value === undefined ? undefined : rank(value),
});

/** The fewer rules are broken, the better. */
function faults(overclaims: readonly Problem[]): Fact {
  const rules = [...new Set(overclaims.map(({rule}) => rule))];
  return {value: textOf(rules), rank: -rules.length};
}

/** Returns a field as text; an empty list and a missing field are the same. */
function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map(textOf).join(', ') || undefined;
  if (typeof value === 'object' && value) return Object.values(value).map(textOf).join(' ');
  return typeof value === 'string' ? value : toJson(value);
}
