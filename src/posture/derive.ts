import type {Problem} from '../manifest/problem.js';
import type {Control, Gate, Guard, Manifest, Readiness, Requirement} from '../manifest/schema.js';
import {agreementOf, type GuardRecord} from './agreement.js';
import {assuranceOf, freshnessOf, isAttestation} from './assurance.js';
import {catalogOf, type Catalog} from './catalog.js';
import {checkClaims} from './claims.js';
import type {
  ControlPosture,
  ControlState,
  DatedEvidence,
  GatePosture,
  GuardPosture,
  Observations,
  Posture,
  ReadinessPosture,
} from './posture.js';

interface Facts extends Catalog, Pick<Posture, 'overclaimsAt' | 'dated'> {
  readonly now: number;
  readonly organization: string;
}

/**
 * Derives what a manifest amounts to, from its statements, gates and evidence, from what its guards
 * showed, and from the time: milliseconds since the epoch. The worse always wins.
 */
export function derivePosture(
  manifest: Manifest,
  observations: Observations,
  now: number,
): Posture {
  const catalog = catalogOf(manifest);
  const claims = checkClaims(manifest, now);
  const overclaimsAt = indexOverclaims(claims);
  const evidence = new Map(
    manifest.evidence.map((item, i): [string, DatedEvidence] => [
      item.id,
      {
        evidence: item,
        freshness: freshnessOf(item, now),
        overclaims: overclaimsAt(`/evidence/${i}`),
      },
    ]),
  );
  const dated = (ids: readonly string[]) => ids.map((id) => evidence.get(id)!);
  const facts: Facts = {
    ...catalog,
    now,
    organization: manifest.organization.name,
    overclaimsAt,
    dated,
  };
  const guards = new Map(
    manifest.guards.map((guard, i) => {
      const posture = deriveGuard(guard, observations.get(guard.id), `/guards/${i}`, facts);
      return [guard.id, posture] as const;
    }),
  );
  return {
    controls: manifest.controls.map((control, i) =>
      deriveControl(
        control,
        control.guards.map((id) => guards.get(id)!),
        `/controls/${i}`,
        facts,
      ),
    ),
    gates: deriveGates(manifest, facts),
    guards: [...guards.values()],
    roadmap: (manifest.roadmap?.items ?? []).map((item, i) => ({
      item,
      gates: item.after.map(catalog.gate),
      overclaims: facts.overclaimsAt(`/roadmap/items/${i}`),
    })),
    readiness: manifest.readiness.map((readiness, i) =>
      deriveReadiness(readiness, `/readiness/${i}`, facts),
    ),
    claims,
    dated,
    overclaimsAt,
  };
}

/** Every overclaim under each of the places it lies in, so that a row finds its own at once. */
function indexOverclaims(claims: readonly Problem[]): Posture['overclaimsAt'] {
  const index = new Map<string, Problem[]>();
  for (const claim of claims) {
    if (claim.severity !== 'overclaim') continue;
    claim.path.split('/').forEach((_, i, segments) => {
      const path = segments.slice(0, i + 1).join('/');
      const under = index.get(path) ?? [];
      under.push(claim);
      index.set(path, under);
    });
  }
  return (path) => index.get(path) ?? [];
}

function deriveGuard(
  guard: Guard,
  record: GuardRecord | undefined,
  path: string,
  {gate, unmet, overclaimsAt}: Facts,
): GuardPosture {
  const ids = unmet(guard.gates);
  const contradiction = record?.contradiction;
  const agreement = contradiction
    ? 'contradicts'
    : record
      ? agreementOf(record.latest, ids)
      : 'undetermined';
  return {
    guard,
    unmet: ids.map(gate),
    observation: record?.latest,
    agreement,
    contradiction,
    verifiedAt: record?.verifiedAt,
    overclaims: overclaimsAt(path),
  };
}

function deriveControl(
  control: Control,
  guards: readonly GuardPosture[],
  path: string,
  {gate, evidence, unmet, dated, organization, now, overclaimsAt}: Facts,
): ControlPosture {
  const backing = control.evidence.map(evidence);
  return {
    control,
    state: stateOf(control, guards),
    assurance: assuranceOf(backing, organization, now),
    attestedBy: [
      ...new Set(
        backing.filter((it) => isAttestation(it, organization, now)).map(({issuer}) => issuer!),
      ),
    ],
    readyToReview: control.gated !== undefined && !unmet(control.gates).length,
    gates: control.gates.map(gate),
    evidence: dated(control.evidence),
    guards,
    overclaims: overclaimsAt(path),
  };
}

function stateOf(
  {notApplicable, gated, current}: Control,
  guards: readonly GuardPosture[],
): ControlState {
  if (guards.some(({agreement}) => agreement === 'contradicts')) return 'contradicted';
  if (notApplicable !== undefined) return 'not-applicable';
  if (gated === undefined) return 'current';
  return current === undefined ? 'gated' : 'partial';
}

function deriveGates(manifest: Manifest, {dated, overclaimsAt}: Facts): GatePosture[] {
  const requirements = manifest.readiness.flatMap((readiness) =>
    readiness.requirements.map((it) => ({...it, id: rowIdOf(readiness, it)})),
  );
  const controls = groupByGate(manifest.controls, (it) => it.gates);
  const guards = groupByGate(manifest.guards, (it) => it.gates);
  const roadmap = groupByGate(manifest.roadmap?.items ?? [], (it) => it.after);
  const required = groupByGate(requirements, (it) => it.gates);
  return manifest.gates.map((gate, i) => ({
    gate,
    evidence: dated(gate.evidence),
    holdsBack: {
      controls: controls(gate),
      guards: guards(gate),
      roadmap: roadmap(gate),
      requirements: required(gate),
    },
    overclaims: overclaimsAt(`/gates/${i}`),
  }));
}

function groupByGate<T>(entries: readonly T[], gatesOf: (entry: T) => readonly string[]) {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    for (const id of new Set(gatesOf(entry))) {
      const group = groups.get(id) ?? [];
      group.push(entry);
      groups.set(id, group);
    }
  }
  return ({id}: Gate): readonly T[] => groups.get(id) ?? [];
}

const rowIdOf = ({id}: Readiness, requirement: Requirement) => `${id}/${requirement.id}`;

function deriveReadiness(readiness: Readiness, path: string, facts: Facts): ReadinessPosture {
  const {gate, evidence, unmet, dated, organization, now, overclaimsAt} = facts;
  const report = readiness.report === undefined ? undefined : evidence(readiness.report);
  return {
    readiness,
    report: report && isAttestation(report, organization, now) ? report : undefined,
    requirements: readiness.requirements.map((requirement, i) => {
      const backing = dated(requirement.evidence);
      const inDate = backing.some(({freshness}) => freshness === 'in-date');
      return {
        requirement,
        rowId: rowIdOf(readiness, requirement),
        state: inDate && !unmet(requirement.gates).length ? 'supported' : 'open',
        gates: requirement.gates.map(gate),
        evidence: backing,
        overclaims: overclaimsAt(`${path}/requirements/${i}`),
      };
    }),
    overclaims: overclaimsAt(path),
  };
}
