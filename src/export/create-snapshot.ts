import type {Moment} from '../guard/clock.js';
import type {Observation} from '../guard/observation.js';
import type {Digest} from '../manifest/digest.js';
import type {LoadedManifest} from '../manifest/load.js';
import type {Problem} from '../manifest/problem.js';
import type {
  ControlPosture,
  DatedEvidence,
  GatePosture,
  GuardPosture,
  Posture,
  ReadinessPosture,
  RoadmapPosture,
} from '../posture/posture.js';
import {resolveLink} from '../text/links.js';
import {VERSION} from '../version.js';
import {reasonsForControl, reasonsForGate, reasonsForRequirement} from './reasons.js';
import type {
  ControlRow,
  EvidenceRow,
  Flag,
  GateRow,
  ManifestRow,
  ObservationRow,
  ReadinessRow,
  RoadmapRow,
  Say,
  SnapshotSource,
  Snapshot,
} from './snapshot.js';

/**
 * Creates the snapshot of a source. Only its limits and what backs a statement are sentences; everything
 * else is data and codes.
 * @param sha256 The digest of the manifest's bytes.
 */
export function createSnapshot(source: SnapshotSource, sha256: Digest, say: Say): Snapshot {
  const {loaded, posture, error} = source;
  const shown = loaded && posture ? rowsOf(loaded, posture, say) : NOTHING;
  return {
    takenAt: rfc3339(source.takenAt),
    element: VERSION,
    page: source.page,
    language: source.language,
    organization: loaded ? organizationRow(loaded) : null,
    manifest: manifestRow(source, sha256),
    ...shown,
    problems: distinct([
      ...(posture?.claims ?? []),
      ...(loaded?.problems ?? []),
      ...(error?.problems ?? []),
    ]),
    problemsOmitted: (loaded?.omitted ?? 0) + (error?.omitted ?? 0),
    error: error ? {reason: error.reason, message: error.message} : null,
    limits: LIMITS.filter((limit) => limit !== 'unsigned' || loaded?.signature === limit).map(
      (limit) => say(`limit.${limit}`),
    ),
  };
}

/** What a record never proves; `unsigned` only if no signature was checked. */
const LIMITS = ['answer', 'statements', 'evidence', 'digest', 'unsigned', 'clock'] as const;

type Rows = Pick<
  Snapshot,
  'controls' | 'gates' | 'roadmap' | 'readiness' | 'evidence' | 'observations'
>;

const NOTHING: Rows = {
  controls: [],
  gates: [],
  roadmap: [],
  readiness: [],
  evidence: [],
  observations: [],
};

function rowsOf({manifest, url}: LoadedManifest, posture: Posture, say: Say): Rows {
  return {
    controls: posture.controls.map((it) => controlRow(it, say)),
    gates: posture.gates.map(gateRow),
    roadmap: posture.roadmap.map(roadmapRow),
    readiness: posture.readiness.map(readinessRow),
    evidence: posture
      .dated(manifest.evidence.map(({id}) => id))
      .map((item) => evidenceRow(item, url, say)),
    observations: posture.guards.map(observationRow),
  };
}

function organizationRow({manifest, url: base}: LoadedManifest): Snapshot['organization'] {
  const {name, product = null, url} = manifest.organization;
  return {name, product, url: linkOf(url, base)};
}

function manifestRow(
  {loaded, source, fetchedAt, loadState}: SnapshotSource,
  sha256: Digest,
): ManifestRow {
  const {id, schemaVersion, version, publishedAt, expiresAt} = loaded?.manifest ?? {};
  return {
    url: loaded?.url ?? source,
    sha256: 'value' in sha256 ? sha256.value : null,
    sha256Reason: 'reason' in sha256 ? sha256.reason : null,
    id: id ?? null,
    schemaVersion: schemaVersion ?? null,
    version: version ?? null,
    publishedAt: publishedAt ?? null,
    expiresAt: expiresAt ?? null,
    fetchedAt: fetchedAt === undefined ? null : rfc3339(fetchedAt),
    loadState,
    signature: loaded?.signature ?? null,
  };
}

function controlRow(posture: ControlPosture, say: Say): ControlRow {
  const {control, state, assurance, attestedBy, readyToReview, overclaims} = posture;
  const {id, title, category, current, gated, notApplicable, gates} = control;
  return {
    id,
    title,
    category: category ?? null,
    current: current ?? null,
    gated: gated ?? null,
    notApplicable: notApplicable ?? null,
    state,
    assurance,
    backing: say(`assurance.${assurance}`, {issuers: attestedBy.join(', ')}),
    attestedBy: [...attestedBy],
    gates: unique(gates),
    flags: [...flagsOf(overclaims), ...(readyToReview ? ['ready-to-review' as const] : [])],
    reasons: reasonsForControl(posture),
  };
}

function gateRow(posture: GatePosture): GateRow {
  const {gate, holdsBack, overclaims} = posture;
  return {
    id: gate.id,
    title: gate.title,
    state: gate.state,
    metAt: gate.metAt ?? null,
    flags: flagsOf(overclaims),
    reasons: reasonsForGate(posture),
    holdsBack: {
      controls: idsOf(holdsBack.controls),
      guards: idsOf(holdsBack.guards),
      roadmap: idsOf(holdsBack.roadmap),
      requirements: idsOf(holdsBack.requirements),
    },
  };
}

const roadmapRow = ({item, overclaims}: RoadmapPosture): RoadmapRow => ({
  id: item.id,
  title: item.title,
  stage: item.stage,
  target: item.target ?? null,
  after: unique(item.after),
  flags: flagsOf(overclaims),
});

const readinessRow = (posture: ReadinessPosture): ReadinessRow => ({
  id: posture.readiness.id,
  framework: posture.readiness.framework,
  report: posture.report ? 'issued' : 'none',
  reportEvidence: posture.readiness.report ?? null,
  flags: flagsOf(posture.overclaims.filter(({path}) => !path.includes('/requirements/'))),
  requirements: posture.requirements.map((it) => ({
    id: it.requirement.id,
    title: it.requirement.title,
    state: it.state,
    flags: flagsOf(it.overclaims),
    reasons: reasonsForRequirement(it),
  })),
});

const evidenceRow = (
  {evidence, freshness, attests, overclaims}: DatedEvidence,
  base: string,
  say: Say,
): EvidenceRow => ({
  id: evidence.id,
  title: evidence.title,
  kind: evidence.kind,
  issuer: evidence.issuer ?? null,
  issuerUrl: linkOf(evidence.issuerUrl, base),
  attestation: attests ? say('assurance.attested', {issuers: evidence.issuer}) : null,
  issuedAt: evidence.issuedAt ?? null,
  expiresAt: evidence.expiresAt ?? null,
  access: evidence.access,
  freshness,
  // The page does not link to non-public evidence either.
  href: evidence.access === 'public' ? linkOf(evidence.href, base) : null,
  sha256: evidence.sha256 ?? null,
  scope: evidence.scope ?? null,
  flags: flagsOf(overclaims),
});

function observationRow(posture: GuardPosture): ObservationRow {
  const {guard, unmet, observation, agreement, contradiction, verifiedAt, overclaims} = posture;
  // An unchecked observation may still carry values from an older answer.
  const answer = observation?.verdict === 'unchecked' ? undefined : observation;
  return {
    guard: guard.id,
    title: guard.title,
    route: guard.route,
    expected: unmet.length ? 'blocked' : 'open',
    endpoint: answer?.endpoint ?? null,
    verdict: observation?.verdict ?? 'unchecked',
    reason: observation?.reason ?? 'pending',
    proven: answer?.proven ?? false,
    agreement,
    status: answer?.status ?? null,
    checkedAt: timeOf(answer?.checkedAt),
    lastVerifiedAt: timeOf(verifiedAt),
    contradiction: contradiction ? contradictionRow(contradiction) : null,
    unmetGates: [...(answer?.unmetGates ?? [])],
    effects: answer?.effects ? {...answer.effects} : null,
    release: answer?.release ?? null,
    clockSkew: answer?.clockSkew ?? false,
    flags: flagsOf(overclaims),
  };
}

const contradictionRow = ({verdict, reason, status, checkedAt, unmetGates}: Observation) => ({
  verdict,
  reason,
  status: status ?? null,
  checkedAt: rfc3339(checkedAt.wall),
  unmetGates: [...unmetGates],
});

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)];

const idsOf = (entries: readonly {readonly id: string}[]) => entries.map(({id}) => id);

/** Returns the flags of a row. Rows list only overclaims, and each overclaim rule has a phrase. */
const flagsOf = (overclaims: readonly Problem[]) =>
  unique(overclaims.map(({rule}) => rule as Flag));

/** Returns the address a page would link to; `null` if the link policy refuses it. */
const linkOf = (href: string | undefined, base: string) =>
  href === undefined ? null : (resolveLink(href, base)?.href ?? null);

const rfc3339 = (wall: number) => new Date(wall).toISOString();

const timeOf = (moment: Moment | undefined) => (moment ? rfc3339(moment.wall) : null);

const distinct = (problems: readonly Problem[]): Problem[] => [
  ...new Map(
    problems.map(({path, rule, severity, message}) => [
      [path, rule, severity, message].join('\0'),
      {path, rule, severity, message},
    ]),
  ).values(),
];
