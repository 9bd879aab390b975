/**
 * The claim checks: rules that find where a manifest claims more than it can support. They are pure
 * functions of the manifest and the time, and run the same in the page and on the command line.
 */
import {instant, periodEnd} from '../../manifest/dates.js';
import {indexById, type ManifestIndex} from '../../manifest/index-by-id.js';
import {expected, pointer, type Problem, type Severity} from '../../manifest/problem.js';
import type {Manifest} from '../../manifest/schema.js';
import {forEachInSteps, type Steps} from '../../slices.js';
import type {EvidenceState} from '../assurance.js';
import {visitEvidenceReferences} from './evidence-references.js';
import {
  LANGUAGES,
  languageOf,
  type ClaimMatches,
  type PathSegments,
  type Reading,
} from './reading.js';

interface Facts extends ManifestIndex {
  readonly manifest: Manifest;
  readonly now: number;
  readonly matches: ClaimMatches;
  readonly evidence: ReadonlyMap<string, EvidenceState>;
  readonly attests: (id: string) => boolean;
}

/** Reports a violation: its place, what the rule expects there, and what it found. */
type Report = (path: PathSegments, wanted: string, found: string) => void;

type Rule = readonly [
  severity: Exclude<Severity, 'error'>,
  check: (facts: Facts, report: Report) => Steps<void>,
];

const RULES = {
  'current-with-unmet-gate': [
    'overclaim',
    ({manifest, unmet}, report) =>
      forEachInSteps(manifest.controls, ({gated, gates}, i) => {
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
    ({manifest, evidence: states}, report) =>
      forEachInSteps(manifest.gates, ({state, evidence}, i) => {
        const inDate = (id: string) => states.get(id)!.freshness === 'in-date';
        if (state === 'met' && !evidence.some(inDate))
          report(['gates', i], 'in-date evidence for a met gate', 'none');
      }),
  ],
  'evidence-expired': [
    'overclaim',
    function* ({manifest, evidence}, report) {
      const expired = new Map<string, string>();
      yield* forEachInSteps(manifest.evidence, ({id, expiresAt}) => {
        if (evidence.get(id)!.freshness === 'expired') expired.set(id, expiresAt!);
      });
      // Usually nothing has expired, and the references need not be visited.
      if (!expired.size) return;
      // Once per entry: millions of references fit into a manifest.
      yield* visitEvidenceReferences(manifest, (ids, pathOf) => {
        const found = new Set(ids.filter((id) => expired.has(id)));
        const [first] = found;
        if (first === undefined) return;
        const others = found.size > 1 ? `, and ${found.size - 1} more` : '';
        report(
          pathOf(ids.indexOf(first)),
          'in-date evidence',
          `evidence that expired on ${expired.get(first)}${others}`,
        );
      });
    },
  ],
  'attestation-without-issuer': [
    'overclaim',
    ({manifest, evidence: states}, report) =>
      forEachInSteps(manifest.evidence, ({id, kind}, i) => {
        if (kind === 'attestation' && !states.get(id)!.hasIssuer)
          report(['evidence', i], '"issuer" on an attestation', 'none');
      }),
  ],
  'report-without-attestation': [
    'overclaim',
    ({manifest, attests}, report) =>
      forEachInSteps(manifest.readiness, ({report: issued}, i) => {
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
      forEachInSteps(manifest.roadmap?.items ?? [], ({stage, after}, i) => {
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
    function* ({manifest, matches, attests}, report) {
      let anyAttests = false;
      yield* forEachInSteps(manifest.evidence, ({id}) => (anyAttests ||= attests(id)));
      yield* forEachInSteps(matches.certification, ({path, phrase, evidence}) => {
        if (!(evidence ? evidence.some(attests) : anyAttests))
          report(path, 'an in-date attestation behind this claim', `"${phrase}"`);
      });
    },
  ],
  'absolute-wording': [
    'overclaim',
    ({matches}, report) =>
      forEachInSteps(matches.absolute, ({path, phrase}) =>
        report(path, 'wording that can be verified', `"${phrase}"`),
      ),
  ],
  'ai-as-authority': [
    'overclaim',
    ({matches}, report) =>
      forEachInSteps(matches['ai-as-authority'], ({path, phrase}) =>
        report(path, 'generated text as advice that a person reviews', `"${phrase}"`),
      ),
  ],
  'deceptive-text': [
    'overclaim',
    ({matches}, report) =>
      forEachInSteps(matches.deceptive, ({path, phrase}) =>
        report(path, 'text that reads as it is stored', `"${phrase}"`),
      ),
  ],
  'manifest-expired': [
    'overclaim',
    ({manifest, now}, report) => reportIfPast(manifest.expiresAt, now, ['expiresAt'], report),
  ],
  'language-unchecked': [
    'warning',
    ({manifest}, report) => {
      const language = languageOf(manifest);
      return forEachInSteps(LANGUAGES.includes(language) ? [] : [language], () =>
        report(
          ['language'],
          `one of the languages whose wording is checked (${LANGUAGES.join(', ')})`,
          language,
        ),
      );
    },
  ],
  'evidence-undated': [
    'warning',
    ({manifest}, report) =>
      forEachInSteps(manifest.evidence, ({issuedAt}, i) => {
        if (issuedAt === undefined)
          report(['evidence', i], '"issuedAt" (undated evidence supports nothing)', 'none');
      }),
  ],
  'attestation-without-source': [
    'warning',
    ({manifest, evidence: states}, report) =>
      forEachInSteps(manifest.evidence, ({id, issuerUrl}, i) => {
        const {attests, isOwnSite} = states.get(id)!;
        if (isOwnSite)
          report(['evidence', i, 'issuerUrl'], 'a website other than your own', issuerUrl!);
        else if (attests && issuerUrl === undefined)
          report(['evidence', i], '"issuerUrl" of the issuer that attests', 'none');
      }),
  ],
  'target-passed': [
    'warning',
    ({manifest, now}, report) =>
      forEachInSteps(manifest.roadmap?.items ?? [], ({stage, target}, i) => {
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
    ({manifest: {disclosure}, now}, report) =>
      reportIfPast(disclosure.expiresAt, now, ['disclosure', 'expiresAt'], report),
  ],
  'orphan-gate': [
    'warning',
    function* ({manifest}, report) {
      const {controls, guards, roadmap, readiness, gates} = manifest;
      const used = new Set<string>();
      const use = (id: string) => used.add(id);
      const useGates = (entry: {readonly gates: readonly string[]}) => entry.gates.forEach(use);
      yield* forEachInSteps(controls, useGates);
      yield* forEachInSteps(guards, useGates);
      for (const {requirements} of readiness) {
        yield* forEachInSteps(requirements, useGates);
        yield;
      }
      yield* forEachInSteps(roadmap?.items ?? [], ({after}) => after.forEach(use));
      yield* reportOrphans(gates, 'gates', used, report);
    },
  ],
  'orphan-evidence': [
    'warning',
    function* ({manifest}, report) {
      const used = new Set<string>();
      yield* visitEvidenceReferences(manifest, (ids) => ids.forEach((id) => used.add(id)));
      yield* reportOrphans(manifest.evidence, 'evidence', used, report);
    },
  ],
} as const satisfies Record<string, Rule>;

/** Of texts that were not read. */
const NO_MATCHES: ClaimMatches = {
  certification: [],
  absolute: [],
  'ai-as-authority': [],
  deceptive: [],
};

export type ClaimRule = keyof typeof RULES;

/** The ids of all claim checks, most severe first. */
export const CLAIM_RULES = Object.keys(RULES) as readonly ClaimRule[];

/**
 * Returns every overclaim and warning of an accepted manifest, most severe first, with a pause after each entry.
 * @param now Milliseconds since the epoch.
 */
export function* checkClaimsInSteps(
  manifest: Manifest,
  evidence: Facts['evidence'],
  now: number,
  reading: Reading,
): Steps<Problem[]> {
  const facts: Facts = {
    ...indexById(manifest),
    manifest,
    now,
    matches: (yield* reading.scanClaims?.(manifest, reading) ?? []) ?? NO_MATCHES,
    evidence,
    attests: (id) => evidence.get(id)!.attests,
  };
  const problems: Problem[] = [];
  for (const rule of CLAIM_RULES) {
    const [severity, check] = RULES[rule] as Rule;
    yield* check(facts, (path, wanted, found) =>
      problems.push({path: pointer(path), rule, severity, message: expected(wanted, found)}),
    );
  }
  return problems;
}

const reportIfPast = (
  date: string | undefined,
  now: number,
  path: PathSegments,
  report: Report,
): Steps<void> =>
  forEachInSteps(date === undefined ? [] : [date], () => {
    if (instant(date!) <= now) report(path, 'a date in the future', date!);
  });

function reportOrphans(
  entries: readonly {readonly id: string}[],
  list: string,
  used: ReadonlySet<string>,
  report: Report,
): Steps<void> {
  return forEachInSteps(entries, ({id}, i) => {
    if (!used.has(id)) report([list, i], `a reference to "${id}"`, 'none');
  });
}
