import type {Moment, Observation} from '../guard/observation.js';
import type {Problem} from '../manifest/problem.js';
import type {
  Control,
  Evidence,
  Gate,
  Guard,
  Manifest,
  Readiness,
  Requirement,
  RoadmapItem,
} from '../manifest/schema.js';
import {agreementOf, type Agreement, type GuardRecord} from './agreement.js';
import {
  assuranceOf,
  freshnessOf,
  isAttestation,
  type Assurance,
  type Freshness,
} from './assurance.js';
import {catalogOf, type Catalog} from './catalog.js';
import {checkClaims} from './claims.js';

export const CONTROL_STATES = [
  'contradicted',
  'not-applicable',
  'gated',
  'partial',
  'current',
] as const;
export type ControlState = (typeof CONTROL_STATES)[number];

/** Evidence, and how it stands now. */
export interface DatedEvidence {
  readonly evidence: Evidence;
  readonly freshness: Freshness;
  /** What the claim checks found in the evidence itself. */
  readonly overclaims: readonly Problem[];
}

export interface GuardPosture {
  readonly guard: Guard;
  /** The gates of the guard that the manifest holds unmet. */
  readonly unmet: readonly Gate[];
  /** The latest observation; nothing before the first. */
  readonly observation?: Observation | undefined;
  /** `contradicts` as long as a contradiction is latched. */
  readonly agreement: Agreement;
  readonly contradiction?: Observation | undefined;
  /** When a proven answer that agrees last came. */
  readonly verifiedAt?: Moment | undefined;
  readonly overclaims: readonly Problem[];
}

export interface ControlPosture {
  readonly control: Control;
  readonly state: ControlState;
  readonly assurance: Assurance;
  /** Who attests, where the assurance is `attested`. */
  readonly attestedBy: readonly string[];
  /** Every gate of the `gated` statement is met: only the author may restate it. */
  readonly readyToReview: boolean;
  readonly gates: readonly Gate[];
  readonly evidence: readonly DatedEvidence[];
  readonly guards: readonly GuardPosture[];
  readonly overclaims: readonly Problem[];
}

export interface GatePosture {
  readonly gate: Gate;
  readonly evidence: readonly DatedEvidence[];
  /** Everything that names this gate. */
  readonly holdsBack: {
    readonly controls: readonly Control[];
    readonly guards: readonly Guard[];
    readonly roadmap: readonly RoadmapItem[];
    readonly requirements: readonly Requirement[];
  };
  readonly overclaims: readonly Problem[];
}

export interface RoadmapPosture {
  readonly item: RoadmapItem;
  readonly gates: readonly Gate[];
  readonly overclaims: readonly Problem[];
}

export interface RequirementPosture {
  readonly requirement: Requirement;
  readonly state: 'open' | 'supported';
  readonly gates: readonly Gate[];
  readonly evidence: readonly DatedEvidence[];
  readonly overclaims: readonly Problem[];
}

export interface ReadinessPosture {
  readonly readiness: Readiness;
  /** The issued report, where there is one in date by an independent issuer. */
  readonly report?: Evidence | undefined;
  readonly requirements: readonly RequirementPosture[];
  readonly overclaims: readonly Problem[];
}

/** Everything that the page derives; nothing in it is stored anywhere. */
export interface Posture {
  readonly controls: readonly ControlPosture[];
  readonly gates: readonly GatePosture[];
  readonly guards: readonly GuardPosture[];
  readonly roadmap: readonly RoadmapPosture[];
  readonly readiness: readonly ReadinessPosture[];
  /** Every overclaim and warning. */
  readonly claims: readonly Problem[];
  /** The evidence with these ids, as it stands now. */
  readonly dated: (ids: readonly string[]) => readonly DatedEvidence[];
  /** The overclaims at this JSON Pointer or below it; `""` is the whole manifest. */
  readonly overclaimsAt: (path: string) => readonly Problem[];
}

/** The records of a manifest's guards, by the guard's id. */
export type Observations = ReadonlyMap<string, GuardRecord>;

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
  const requirements = manifest.readiness.flatMap((it) => it.requirements);
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
        state: inDate && !unmet(requirement.gates).length ? 'supported' : 'open',
        gates: requirement.gates.map(gate),
        evidence: backing,
        overclaims: overclaimsAt(`${path}/requirements/${i}`),
      };
    }),
    overclaims: overclaimsAt(path),
  };
}
