/**
 * The claim checks: rules that find where a manifest claims more than it can support. They are pure
 * functions of the manifest and the time, and run the same in the page and on the command line.
 */
import {instant, periodEnd} from '../../manifest/dates.js';
import {indexById, type ManifestIndex} from '../../manifest/index-by-id.js';
import {expected, pointer, type Problem, type Severity} from '../../manifest/problem.js';
import type {Manifest} from '../../manifest/schema.js';
import {freshnessOf, hasIssuer, isAttestation} from '../assurance.js';
import {scanClaims, type ClaimMatches, type PathSegments} from './scan.js';

interface Facts extends ManifestIndex {
  readonly manifest: Manifest;
  readonly now: number;
  readonly matches: ClaimMatches;
  readonly attests: (id: string) => boolean;
  readonly inDate: (id: string) => boolean;
}

/** Reports a violation: its place, what the rule expects there, and what it found. */
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
        const unmetGates = gated === undefined ? unmet(gates) : [];
        if (unmetGates.length)
          report(
            ['controls', i],
            'no unmet gates without a "gated" statement',
            unmetGates.join(', '),
          );
      }),
  ],
  'met-gate-without-evidence': [
    'overclaim',
    ({manifest, inDate}, report) =>
      manifest.gates.forEach(({state, evidence}, i) => {
        if (state === 'met' && !evidence.some(inDate))
          report(['gates', i], 'in-date evidence for a met gate', 'none');
      }),
  ],
  'evidence-expired': [
    'overclaim',
    ({manifest, now}, report) => {
      const expired = new Map<string, string>();
      for (const item of manifest.evidence)
        if (freshnessOf(item, now) === 'expired') expired.set(item.id, item.expiresAt!);
      // Usually nothing has expired, and the references need not be visited.
      if (!expired.size) return;
      visitEvidenceReferences(manifest, (id, ...path) => {
        const date = expired.get(id);
        if (date !== undefined)
          report(path, 'in-date evidence', `evidence that expired on ${date}`);
      });
    },
  ],
  'attestation-without-issuer': [
    'overclaim',
    ({manifest}, report) =>
      manifest.evidence.forEach((evidence, i) => {
        if (evidence.kind === 'attestation' && !hasIssuer(evidence))
          report(['evidence', i], '"issuer" on an attestation', 'none');
      }),
  ],
  'report-without-attestation': [
    'overclaim',
    ({manifest, attests}, report) =>
      manifest.readiness.forEach(({report: issued}, i) => {
        if (issued !== undefined && !attests(issued))
          report(
            ['readiness', i, 'report'],
            'an in-date report from an independent issuer',
            issued,
          );
      }),
  ],
  'done-with-unmet-gate': [
    'overclaim',
    ({manifest, unmet}, report) =>
      manifest.roadmap?.items.forEach(({stage, after}, i) => {
        const unmetGates = stage === 'done' ? unmet(after) : [];
        if (unmetGates.length)
          report(
            ['roadmap', 'items', i],
            'all gates met for a "done" item',
            `${unmetGates.join(', ')} unmet`,
          );
      }),
  ],
  'certification-wording': [
    'overclaim',
    ({manifest, matches, attests}, report) => {
      const allEvidence = manifest.evidence.map(({id}) => id);
      for (const {path, phrase, evidence = allEvidence} of matches.certification) {
        if (!evidence.some(attests))
          report(path, 'an in-date attestation behind this claim', `"${phrase}"`);
      }
    },
  ],
  'absolute-wording': [
    'overclaim',
    ({matches}, report) => {
      for (const {path, phrase} of matches.absolute)
        report(path, 'wording that can be verified', `"${phrase}"`);
    },
  ],
  'ai-as-authority': [
    'overclaim',
    ({matches}, report) => {
      for (const {path, phrase} of matches['ai-as-authority'])
        report(path, 'generated text as advice that a person reviews', `"${phrase}"`);
    },
  ],
  'manifest-expired': [
    'overclaim',
    ({manifest: {expiresAt}, now}, report) => {
      if (isPast(expiresAt, now)) report(['expiresAt'], 'a date in the future', expiresAt!);
    },
  ],
  'evidence-undated': [
    'warning',
    ({manifest}, report) =>
      manifest.evidence.forEach(({issuedAt}, i) => {
        if (issuedAt === undefined)
          report(['evidence', i], '"issuedAt" (undated evidence supports nothing)', 'none');
      }),
  ],
  'target-passed': [
    'warning',
    ({manifest, now}, report) =>
      manifest.roadmap?.items.forEach(({stage, target}, i) => {
        if (stage !== 'done' && target !== undefined && periodEnd(target) <= now)
          report(
            ['roadmap', 'items', i, 'target'],
            'a target in the future or the stage "done"',
            target,
          );
      }),
  ],
  'disclosure-expired': [
    'warning',
    ({manifest: {disclosure}, now}, report) => {
      if (isPast(disclosure.expiresAt, now))
        report(['disclosure', 'expiresAt'], 'a date in the future', disclosure.expiresAt!);
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

/** The ids of all claim checks, most severe first. */
export const CLAIM_RULES = Object.keys(RULES) as readonly ClaimRule[];

/**
 * Returns every overclaim and warning of an accepted manifest, most severe first.
 * @param now Milliseconds since the epoch.
 */
export function checkClaims(manifest: Manifest, now: number): Problem[] {
  const index = indexById(manifest);
  const facts: Facts = {
    ...index,
    manifest,
    now,
    matches: scanClaims(manifest),
    attests: (id) => isAttestation(index.evidence(id), manifest.organization.name, now),
    inDate: (id) => freshnessOf(index.evidence(id), now) === 'in-date',
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

/** Visits every reference to evidence. */
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
    if (!used.has(id)) report([list, i], `a reference to "${id}"`, 'none');
  });
}
