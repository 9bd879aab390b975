import type {Observation} from '../guard/observation.js';
import {indexById, type ManifestIndex} from '../manifest/index-by-id.js';
import type {Problem} from '../manifest/problem.js';
import type {Control, Gate, Manifest, Readiness, Requirement} from '../manifest/schema.js';
import {agreementOf, type Agreement, type GuardRecord} from './agreement.js';
import {assuranceOf, freshnessOf, isAttestation} from './assurance.js';
import {checkClaims} from './claims/rules.js';
import {sameDatesPassed} from './date-boundaries.js';
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

interface Facts extends ManifestIndex, Pick<Posture, 'claims' | 'overclaimsAt' | 'dated'> {
  readonly now: number;
  readonly organization: string;
}

/** The input of each derived posture. */
const origins = new WeakMap<Posture, {readonly manifest: Manifest; readonly now: number}>();

/**
 * Derives the posture of a manifest from its statements, gates and evidence, from the observations of
 * its guards, and from the time. The worse always wins.
 *
 * `previous` never changes the result; it only saves work. If it was derived from the same manifest,
 * and no date of the manifest has passed since, the new posture reuses every object that no guard has
 * changed. If nothing has changed, it is `previous` itself.
 * @param now Milliseconds since the epoch.
 */
export function derivePosture(
  manifest: Manifest,
  observations: Observations,
  now: number,
  previous?: Posture,
): Posture {
  const origin = previous && origins.get(previous);
  const reusable = origin?.manifest === manifest && sameDatesPassed(manifest, origin.now, now);
  const posture = reusable
    ? updateGuards(previous!, manifest, observations)
    : deriveAll(manifest, observations, now);
  origins.set(posture, {manifest, now});
  return posture;
}

function deriveAll(manifest: Manifest, observations: Observations, now: number): Posture {
  const facts = factsOf(manifest, now);
  const {gate, claims, dated, overclaimsAt} = facts;
  const guards = deriveGuards(manifest, observations, overclaimsAt);
  const guardOf = byId(guards);
  return {
    controls: manifest.controls.map((control, i) =>
      deriveControl(control, control.guards.map(guardOf), `/controls/${i}`, facts),
    ),
    gates: deriveGates(manifest, facts),
    guards,
    roadmap: (manifest.roadmap?.items ?? []).map((item, i) => ({
      item,
      gates: item.after.map(gate),
      overclaims: overclaimsAt(`/roadmap/items/${i}`),
    })),
    readiness: manifest.readiness.map((readiness, i) =>
      deriveReadiness(readiness, `/readiness/${i}`, facts),
    ),
    claims,
    dated,
    overclaimsAt,
  };
}

/** Updates a posture after an answer, which affects only the guard and the controls that name it. */
function updateGuards(before: Posture, manifest: Manifest, observations: Observations): Posture {
  const guards = deriveGuards(manifest, observations, before.overclaimsAt, before.guards);
  if (guards.every((guard, i) => guard === before.guards[i])) return before;
  const guardOf = byId(guards);
  const controls = before.controls.map((posture) => {
    if (posture.guards.every((it) => it === guardOf(it.guard.id))) return posture;
    const updated = posture.control.guards.map(guardOf);
    return {...posture, state: stateOf(posture.control, updated), guards: updated};
  });
  return {...before, controls, guards};
}

function byId(guards: readonly GuardPosture[]): (id: string) => GuardPosture {
  const postures = new Map(guards.map((posture) => [posture.guard.id, posture]));
  return (id) => postures.get(id)!;
}

/** Gathers the facts that depend on dates, and an index of the manifest by id. */
function factsOf(manifest: Manifest, now: number): Facts {
  const claims = checkClaims(manifest, now);
  const overclaimsAt = indexOverclaims(claims);
  const organization = manifest.organization.name;
  const evidence = new Map<string, DatedEvidence>();
  manifest.evidence.forEach((item, i) =>
    evidence.set(item.id, {
      evidence: item,
      freshness: freshnessOf(item, now),
      attests: isAttestation(item, organization, now),
      overclaims: overclaimsAt(`/evidence/${i}`),
    }),
  );
  return {
    ...indexById(manifest),
    claims,
    overclaimsAt,
    now,
    organization,
    dated: (ids) => ids.map((id) => evidence.get(id)!),
  };
}

const NO_PROBLEMS: readonly Problem[] = [];

/** Indexes the overclaims by their path and by every path above it, so that each row is one lookup. */
function indexOverclaims(claims: readonly Problem[]): Posture['overclaimsAt'] {
  const index = new Map<string, Problem[]>();
  const add = (path: string, claim: Problem) => {
    const claimsAt = index.get(path);
    if (claimsAt) claimsAt.push(claim);
    else index.set(path, [claim]);
  };
  for (const claim of claims) {
    if (claim.severity !== 'overclaim') continue;
    const {path} = claim;
    for (let end = 0; end >= 0; end = path.indexOf('/', end + 1)) add(path.slice(0, end), claim);
    add(path, claim);
  }
  return (path) => (index.size ? index.get(path) : undefined) ?? NO_PROBLEMS;
}

function deriveGuards(
  manifest: Manifest,
  observations: Observations,
  overclaimsAt: Posture['overclaimsAt'],
  before: readonly GuardPosture[] = [],
): readonly GuardPosture[] {
  const {gate, unmet} = indexById(manifest);
  return manifest.guards.map((guard, i) => {
    const record = observations.get(guard.id);
    const previous = before[i];
    if (previous && matchesRecord(previous, record)) return previous;
    const ids = unmet(guard.gates);
    return {
      guard,
      unmet: ids.map(gate),
      observation: record?.latest,
      agreement: agreementWith(record, ids),
      contradiction: record?.contradiction,
      verifiedAt: record?.verifiedAt,
      overclaims: overclaimsAt(`/guards/${i}`),
    };
  });
}

function agreementWith(record: GuardRecord | undefined, unmet: readonly string[]): Agreement {
  if (record?.contradiction) return 'contradicts';
  return record ? agreementOf(record.latest, unmet) : 'undetermined';
}

const matchesRecord = (
  {observation, contradiction, verifiedAt}: GuardPosture,
  record: GuardRecord | undefined,
): boolean =>
  contradiction === record?.contradiction &&
  verifiedAt === record?.verifiedAt &&
  sameObservation(observation, record?.latest);

/** Compares by value, because `asOf` creates a new object for a stale observation on every call. */
function sameObservation(one: Observation | undefined, other: Observation | undefined): boolean {
  if (!one || !other) return one === other;
  const keys = Object.keys({...one, ...other}) as (keyof Observation)[];
  return one === other || keys.every((key) => one[key] === other[key]);
}

function deriveControl(
  control: Control,
  guards: readonly GuardPosture[],
  path: string,
  {gate, evidence, dated, organization, now, overclaimsAt}: Facts,
): ControlPosture {
  const backing = dated(control.evidence);
  const attesting = backing.filter(({attests}) => attests);
  return {
    control,
    state: stateOf(control, guards),
    assurance: assuranceOf(control.evidence.map(evidence), organization, now),
    attestedBy: attesting.length
      ? [...new Set(attesting.map(({evidence}) => evidence.issuer!))]
      : [],
    readyToReview:
      control.gated !== undefined && control.gates.every((id) => gate(id).state === 'met'),
    gates: control.gates.map(gate),
    evidence: backing,
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
    for (const id of gatesOf(entry)) {
      const group = groups.get(id);
      if (!group) groups.set(id, [entry]);
      // An entry may name a gate twice.
      else if (group.at(-1) !== entry) group.push(entry);
    }
  }
  return ({id}: Gate): readonly T[] => groups.get(id) ?? [];
}

const rowIdOf = ({id}: Readiness, requirement: Requirement) => `${id}/${requirement.id}`;

function deriveReadiness(readiness: Readiness, path: string, facts: Facts): ReadinessPosture {
  const {gate, unmet, dated, overclaimsAt} = facts;
  const [report] = readiness.report === undefined ? [] : dated([readiness.report]);
  return {
    readiness,
    report: report?.attests ? report.evidence : undefined,
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
