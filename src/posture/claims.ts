/**
 * The claim checks: rules that find where a manifest says more than it can show. Pure functions of the
 * manifest and the time; the same ones run in the page and on the command line.
 */
import {instant, periodEnd} from '../manifest/dates.js';
import {expected, pointer, type Problem, type Severity} from '../manifest/problem.js';
import type {Manifest} from '../manifest/schema.js';
import {freshnessOf, hasIssuer, isAttestation} from './assurance.js';
import {catalogOf, type Catalog} from './catalog.js';
import {wordedClaims, type Path, type WordedClaims} from './worded-claims.js';

interface Facts extends Catalog {
  readonly manifest: Manifest;
  readonly now: number;
  readonly worded: WordedClaims;
  readonly attests: (id: string) => boolean;
  readonly inDate: (id: string) => boolean;
}

/** Where a rule is broken, what it wants there, and what is there instead. */
type Finding = readonly [path: Path, wanted: string, found: string];

type Rule = readonly [
  severity: Exclude<Severity, 'error'>,
  find: (facts: Facts) => Iterable<Finding>,
];

const RULES = {
  'current-with-unmet-gate': [
    'overclaim',
    function* ({manifest, unmet}) {
      for (const [i, control] of manifest.controls.entries()) {
        const gates = control.gated === undefined ? unmet(control.gates) : [];
        if (gates.length)
          yield [
            ['controls', i],
            'a statement that is gated while its gate is unmet',
            gates.join(', '),
          ];
      }
    },
  ],
  'met-gate-without-evidence': [
    'overclaim',
    function* ({manifest, inDate}) {
      for (const [i, {state, evidence}] of manifest.gates.entries()) {
        if (state === 'met' && !evidence.some(inDate))
          yield [['gates', i], 'evidence in date for a met gate', 'none'];
      }
    },
  ],
  'evidence-expired': [
    'overclaim',
    function* ({manifest, evidence, now}) {
      for (const [path, id] of evidenceUses(manifest)) {
        const item = evidence(id);
        if (freshnessOf(item, now) === 'expired')
          yield [path, 'evidence in date', `expired on ${item.expiresAt}`];
      }
    },
  ],
  'attestation-without-issuer': [
    'overclaim',
    function* ({manifest}) {
      for (const [i, evidence] of manifest.evidence.entries()) {
        if (evidence.kind === 'attestation' && !hasIssuer(evidence))
          yield [['evidence', i], 'the issuer of an attestation', 'none'];
      }
    },
  ],
  'report-without-attestation': [
    'overclaim',
    function* ({manifest, attests}) {
      for (const [i, {report}] of manifest.readiness.entries()) {
        if (report !== undefined && !attests(report)) {
          yield [['readiness', i, 'report'], 'a report in date by an independent issuer', report];
        }
      }
    },
  ],
  'done-with-unmet-gate': [
    'overclaim',
    function* ({manifest, unmet}) {
      for (const [i, {stage, after}] of manifest.roadmap?.items.entries() ?? []) {
        const gates = stage === 'done' ? unmet(after) : [];
        if (gates.length)
          yield [
            ['roadmap', 'items', i],
            'every gate met for an item that is done',
            `${gates.join(', ')} unmet`,
          ];
      }
    },
  ],
  'certification-wording': [
    'overclaim',
    function* ({manifest, worded, attests}) {
      const anything = manifest.evidence.map(({id}) => id);
      for (const {path, words, evidence = anything} of worded.certification) {
        if (!evidence.some(attests))
          yield [path, 'an attestation in date behind such a word', `"${words}"`];
      }
    },
  ],
  'absolute-wording': [
    'overclaim',
    function* ({worded}) {
      for (const {path, words} of worded.absolute)
        yield [path, 'words that can be shown to be true', `"${words}"`];
    },
  ],
  'ai-as-authority': [
    'overclaim',
    function* ({worded}) {
      for (const {path, words} of worded['ai-as-authority'])
        yield [path, 'generated text as advice, reviewed by a person', `"${words}"`];
    },
  ],
  'manifest-expired': [
    'overclaim',
    function* ({manifest: {expiresAt}, now}) {
      if (isPast(expiresAt, now)) yield [['expiresAt'], 'a date to come', expiresAt!];
    },
  ],
  'evidence-undated': [
    'warning',
    function* ({manifest}) {
      for (const [i, {issuedAt}] of manifest.evidence.entries()) {
        if (issuedAt === undefined)
          yield [['evidence', i], '"issuedAt", without which it supports nothing', 'none'];
      }
    },
  ],
  'target-passed': [
    'warning',
    function* ({manifest, now}) {
      for (const [i, {stage, target}] of manifest.roadmap?.items.entries() ?? []) {
        if (stage !== 'done' && target !== undefined && periodEnd(target) <= now) {
          yield [['roadmap', 'items', i, 'target'], 'a target to come, or "done"', target];
        }
      }
    },
  ],
  'disclosure-expired': [
    'warning',
    function* ({manifest: {disclosure}, now}) {
      if (isPast(disclosure.expiresAt, now))
        yield [['disclosure', 'expiresAt'], 'a date to come', disclosure.expiresAt!];
    },
  ],
  'orphan-gate': [
    'warning',
    ({manifest}) => orphans(manifest.gates, 'gates', new Set(gateUses(manifest))),
  ],
  'orphan-evidence': [
    'warning',
    ({manifest}) =>
      orphans(
        manifest.evidence,
        'evidence',
        new Set([...evidenceUses(manifest)].map(([, id]) => id)),
      ),
  ],
} as const satisfies Record<string, Rule>;

export type ClaimRule = keyof typeof RULES;

/** The ids of all claim checks, worst first. */
export const CLAIM_RULES = Object.keys(RULES) as readonly ClaimRule[];

/**
 * Every overclaim and warning of an accepted manifest.
 * @param now Milliseconds since the epoch.
 */
export function checkClaims(manifest: Manifest, now: number): Problem[] {
  const catalog = catalogOf(manifest);
  const facts: Facts = {
    ...catalog,
    manifest,
    now,
    worded: wordedClaims(manifest),
    attests: (id) => isAttestation(catalog.evidence(id), manifest.organization.name, now),
    inDate: (id) => freshnessOf(catalog.evidence(id), now) === 'in-date',
  };
  return CLAIM_RULES.flatMap((rule) => {
    const [severity, find] = RULES[rule] as Rule;
    return [...find(facts)].map(([path, wanted, found]) => ({
      path: pointer(path),
      rule,
      severity,
      message: expected(wanted, found),
    }));
  });
}

const isPast = (date: string | undefined, now: number) =>
  date !== undefined && instant(date) <= now;

/** Where each piece of evidence is leant upon. */
function* evidenceUses(manifest: Manifest): Generator<readonly [Path, string]> {
  const {controls, gates, readiness, documents} = manifest;
  for (const [list, entries] of Object.entries({controls, gates})) {
    for (const [i, {evidence}] of entries.entries()) {
      for (const [j, id] of evidence.entries()) yield [[list, i, 'evidence', j], id];
    }
  }
  for (const [i, {report, requirements}] of readiness.entries()) {
    if (report !== undefined) yield [['readiness', i, 'report'], report];
    for (const [j, {evidence}] of requirements.entries()) {
      for (const [k, id] of evidence.entries())
        yield [['readiness', i, 'requirements', j, 'evidence', k], id];
    }
  }
  for (const [i, {evidence}] of documents.entries())
    if (evidence !== undefined) yield [['documents', i, 'evidence'], evidence];
}

const gateUses = ({controls, guards, roadmap, readiness}: Manifest): readonly string[] => [
  ...controls.flatMap(({gates}) => gates),
  ...guards.flatMap(({gates}) => gates),
  ...(roadmap?.items.flatMap(({after}) => after) ?? []),
  ...readiness.flatMap(({requirements}) => requirements.flatMap(({gates}) => gates)),
];

function* orphans(
  entries: readonly {readonly id: string}[],
  list: string,
  used: ReadonlySet<string>,
): Generator<Finding> {
  for (const [i, {id}] of entries.entries()) {
    if (!used.has(id))
      yield [[list, i], 'an entry that something refers to', `"${id}", which nothing does`];
  }
}
