/**
 * The claim checks: rules that find where a manifest says more than it can show. Pure functions of the
 * manifest and the time; the same ones run in the page and on the command line.
 */
import {instant, periodEnd} from '../../manifest/dates.js';
import {expected, pointer, type Problem, type Severity} from '../../manifest/problem.js';
import type {Manifest} from '../../manifest/schema.js';
import {freshnessOf, hasIssuer, isAttestation} from '../assurance.js';
import {indexById, type ManifestIndex} from '../../manifest/index-by-id.js';
import {scanClaims, type PathSegments, type ClaimMatches} from './scan.js';

interface Facts extends ManifestIndex {
  readonly manifest: Manifest;
  readonly now: number;
  readonly matches: ClaimMatches;
  readonly attests: (id: string) => boolean;
  readonly inDate: (id: string) => boolean;
}

/** Tells where a rule is broken, what it wants there, and what is there instead. */
type Report = (path: PathSegments, wanted: string, found: string) => void;

type Rule = readonly [
  severity: Exclude<Severity, 'error'>,
  check: (facts: Facts, report: Report) => void,
];

const RULES = {
  'current-with-unmet-gate': [
    'overclaim',
    ({manifest, unmet}, report) =>
      manifest.controls.forEach(({gated, gates}, i) => {
        const waiting = gated === undefined ? unmet(gates) : [];
        if (waiting.length)
          report(
            ['controls', i],
            'a statement that is gated while its gate is unmet',
            waiting.join(', '),
          );
      }),
  ],
  'met-gate-without-evidence': [
    'overclaim',
    ({manifest, inDate}, report) =>
      manifest.gates.forEach(({state, evidence}, i) => {
        if (state === 'met' && !evidence.some(inDate))
          report(['gates', i], 'evidence in date for a met gate', 'none');
      }),
  ],
  'evidence-expired': [
    'overclaim',
    ({manifest, now}, report) => {
      const expired = new Map<string, string>();
      for (const item of manifest.evidence)
        if (freshnessOf(item, now) === 'expired') expired.set(item.id, item.expiresAt!);
      // Mostly nothing is, and then nobody need be asked what they lean upon.
      if (!expired.size) return;
      visitEvidenceReferences(manifest, (id, ...path) => {
        const date = expired.get(id);
        if (date !== undefined) report(path, 'evidence in date', `expired on ${date}`);
      });
    },
  ],
  'attestation-without-issuer': [
    'overclaim',
    ({manifest}, report) =>
      manifest.evidence.forEach((evidence, i) => {
        if (evidence.kind === 'attestation' && !hasIssuer(evidence))
          report(['evidence', i], 'the issuer of an attestation', 'none');
      }),
  ],
  'report-without-attestation': [
    'overclaim',
    ({manifest, attests}, report) =>
      manifest.readiness.forEach(({report: issued}, i) => {
        if (issued !== undefined && !attests(issued))
          report(['readiness', i, 'report'], 'a report in date by an independent issuer', issued);
      }),
  ],
  'done-with-unmet-gate': [
    'overclaim',
    ({manifest, unmet}, report) =>
      manifest.roadmap?.items.forEach(({stage, after}, i) => {
        const waiting = stage === 'done' ? unmet(after) : [];
        if (waiting.length)
          report(
            ['roadmap', 'items', i],
            'every gate met for an item that is done',
            `${waiting.join(', ')} unmet`,
          );
      }),
  ],
  'certification-wording': [
    'overclaim',
    ({manifest, matches: worded, attests}, report) => {
      const anything = manifest.evidence.map(({id}) => id);
      for (const {path, words, evidence = anything} of worded.certification) {
        if (!evidence.some(attests))
          report(path, 'an attestation in date behind such a word', `"${words}"`);
      }
    },
  ],
  'absolute-wording': [
    'overclaim',
    ({matches: worded}, report) => {
      for (const {path, words} of worded.absolute)
        report(path, 'words that can be shown to be true', `"${words}"`);
    },
  ],
  'ai-as-authority': [
    'overclaim',
    ({matches: worded}, report) => {
      for (const {path, words} of worded['ai-as-authority'])
        report(path, 'generated text as advice, reviewed by a person', `"${words}"`);
    },
  ],
  'manifest-expired': [
    'overclaim',
    ({manifest: {expiresAt}, now}, report) => {
      if (isPast(expiresAt, now)) report(['expiresAt'], 'a date to come', expiresAt!);
    },
  ],
  'evidence-undated': [
    'warning',
    ({manifest}, report) =>
      manifest.evidence.forEach(({issuedAt}, i) => {
        if (issuedAt === undefined)
          report(['evidence', i], '"issuedAt", without which it supports nothing', 'none');
      }),
  ],
  'target-passed': [
    'warning',
    ({manifest, now}, report) =>
      manifest.roadmap?.items.forEach(({stage, target}, i) => {
        if (stage !== 'done' && target !== undefined && periodEnd(target) <= now)
          report(['roadmap', 'items', i, 'target'], 'a target to come, or "done"', target);
      }),
  ],
  'disclosure-expired': [
    'warning',
    ({manifest: {disclosure}, now}, report) => {
      if (isPast(disclosure.expiresAt, now))
        report(['disclosure', 'expiresAt'], 'a date to come', disclosure.expiresAt!);
    },
  ],
  'orphan-gate': [
    'warning',
    ({manifest}, report) => {
      const {controls, guards, roadmap, readiness, gates} = manifest;
      const used = new Set<string>();
      const use = (id: string) => used.add(id);
      for (const list of [controls, guards, ...readiness.map((it) => it.requirements)])
        list.forEach((entry) => entry.gates.forEach(use));
      roadmap?.items.forEach((item) => item.after.forEach(use));
      reportOrphans(gates, 'gates', used, report);
    },
  ],
  'orphan-evidence': [
    'warning',
    ({manifest}, report) => {
      const used = new Set<string>();
      visitEvidenceReferences(manifest, (id) => used.add(id));
      reportOrphans(manifest.evidence, 'evidence', used, report);
    },
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
  const catalog = indexById(manifest);
  const facts: Facts = {
    ...catalog,
    manifest,
    now,
    matches: scanClaims(manifest),
    attests: (id) => isAttestation(catalog.evidence(id), manifest.organization.name, now),
    inDate: (id) => freshnessOf(catalog.evidence(id), now) === 'in-date',
  };
  const problems: Problem[] = [];
  for (const rule of CLAIM_RULES) {
    const [severity, check] = RULES[rule] as Rule;
    check(facts, (path, wanted, found) =>
      problems.push({path: pointer(path), rule, severity, message: expected(wanted, found)}),
    );
  }
  return problems;
}

const isPast = (date: string | undefined, now: number) =>
  date !== undefined && instant(date) <= now;

/** Visits each place where evidence is leant upon. */
function visitEvidenceReferences(
  {controls, gates, readiness, documents}: Manifest,
  visit: (id: string, ...path: PathSegments) => void,
): void {
  const lists = {controls, gates};
  for (const list of ['controls', 'gates'] as const)
    lists[list].forEach(({evidence}, i) =>
      evidence.forEach((id, j) => visit(id, list, i, 'evidence', j)),
    );
  readiness.forEach(({report, requirements}, i) => {
    if (report !== undefined) visit(report, 'readiness', i, 'report');
    requirements.forEach(({evidence}, j) =>
      evidence.forEach((id, k) => visit(id, 'readiness', i, 'requirements', j, 'evidence', k)),
    );
  });
  documents.forEach(({evidence}, i) => {
    if (evidence !== undefined) visit(evidence, 'documents', i, 'evidence');
  });
}

function reportOrphans(
  entries: readonly {readonly id: string}[],
  list: string,
  used: ReadonlySet<string>,
  report: Report,
): void {
  entries.forEach(({id}, i) => {
    if (!used.has(id))
      report([list, i], 'an entry that something refers to', `"${id}", which nothing does`);
  });
}
