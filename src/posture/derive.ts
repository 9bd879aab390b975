import {indexById, type ManifestIndex} from '../manifest/index-by-id.js';
import type {
  Control,
  Evidence,
  Gate,
  Manifest,
  Readiness,
  Requirement,
} from '../manifest/schema.js';
import {forEachInSteps, mapInSteps, type Steps} from '../slices.js';
import {assuranceOf, evidenceStates} from './assurance.js';
import {languageOf, type Reading} from './claims/reading.js';
import {checkClaimsInSteps} from './claims/rules.js';
import {periodWithoutDates, type Period} from './date-boundaries.js';
import {addTo} from './groups.js';
import {deriveGuards} from './guards.js';
import {indexOverclaims} from './overclaims.js';
import type {
  ControlPosture,
  ControlState,
  DatedEvidence,
  GatePosture,
  GuardPosture,
  Observations,
  Posture,
  ReadinessPosture,
  RequirementPosture,
} from './posture.js';

interface Facts extends ManifestIndex, Pick<Posture, 'overclaimsAt' | 'dated'> {
  /**
   * A number for the issuer of each attestation, by the id of the evidence. Engines compare long names
   * character by character, so each name is compared once, not for every reference.
   */
  readonly issuerOf: ReadonlyMap<string, number>;
}

/** The facts from which a posture can be updated. */
interface Origin {
  readonly manifest: Manifest;
  readonly reading: Reading;
  /** While it lasts, no date of the manifest passes. */
  readonly period: Period;
  /** The indexes of the controls that name a guard, by guard id. */
  readonly controlsOf: ReadonlyMap<string, readonly number[]>;
}

const origins = new WeakMap<Posture, Origin>();

/**
 * Derives the posture of a manifest from its statements, gates and evidence, from the observations of
 * its guards, and from the time, with a pause after each entry. The worse always wins.
 *
 * `previous` never changes the result; it only saves work. If it is reusable, the new posture shares
 * every object that no guard has changed. If nothing has changed, it is `previous` itself.
 * @param now Milliseconds since the epoch.
 * @param reading What the claim checks read the texts with.
 */
export function* derivePostureInSteps(
  manifest: Manifest,
  observations: Observations,
  now: number,
  reading: Reading,
  previous?: Posture,
): Steps<Posture> {
  if (isReusable(previous, manifest, now, reading)) {
    const posture = yield* updateGuards(previous, observations);
    origins.set(posture, origins.get(previous)!);
    return posture;
  }
  const posture = yield* deriveAll(manifest, observations, now, reading);
  const period = yield* periodWithoutDates(manifest, now);
  const controlsOf = yield* indexControls(manifest);
  origins.set(posture, {manifest, reading, period, controlsOf});
  return posture;
}

/**
 * Returns whether `derivePosture` can reuse a previous posture, because it was derived from the same
 * manifest, and no date of the manifest has passed since. It then visits only the guards, and the
 * controls that name one with a new answer.
 */
export function isReusable(
  previous: Posture | undefined,
  manifest: Manifest,
  now: number,
  reading: Reading,
): previous is Posture {
  const origin = previous && origins.get(previous);
  return (
    origin?.manifest === manifest &&
    origin.reading === reading &&
    origin.period.since <= now &&
    now < origin.period.until
  );
}

/** Returns what a derived posture was read with. */
export const readingOf = (posture: Posture): Reading => origins.get(posture)!.reading;

function* indexControls({controls}: Manifest): Steps<Origin['controlsOf']> {
  const index = new Map<string, number[]>();
  yield* forEachInSteps(controls, ({guards}, i) => guards.forEach((id) => addTo(index, id, i)));
  return index;
}

function* deriveAll(
  manifest: Manifest,
  observations: Observations,
  now: number,
  reading: Reading,
): Steps<Posture> {
  const states = yield* evidenceStates(manifest, now, reading);
  const claims = yield* checkClaimsInSteps(manifest, states, now, reading);
  const overclaimsAt = yield* indexOverclaims(claims);
  const evidence = new Map<string, DatedEvidence>();
  const issuers = new Map<string, number>();
  const issuerOf = new Map<string, number>();
  const addEvidence = (item: Evidence, i: number) => {
    const state = states.get(item.id)!;
    evidence.set(item.id, {...state, overclaims: overclaimsAt(`/evidence/${i}`)});
    // Stryker disable next-line ConditionalExpression: only saves the time to hash other names.
    if (!state.attests) return;
    const issuer = issuers.get(item.issuer!) ?? issuers.size;
    issuers.set(item.issuer!, issuer);
    issuerOf.set(item.id, issuer);
  };
  yield* forEachInSteps(manifest.evidence, addEvidence, 1);
  const dated: Posture['dated'] = (ids) => ids.map((id) => evidence.get(id)!);
  const facts: Facts = {...indexById(manifest), overclaimsAt, dated, issuerOf};
  const guards = deriveGuards(manifest, observations, overclaimsAt);
  const guardOf = byId(guards);
  const controls: ControlPosture[] = [];
  yield* forEachInSteps(manifest.controls, (control, i) =>
    controls.push(deriveControl(control, control.guards.map(guardOf), `/controls/${i}`, facts)),
  );
  const roadmap = yield* mapInSteps(manifest.roadmap?.items ?? [], (item, i) => ({
    item,
    gates: item.after.map(facts.gate),
    overclaims: overclaimsAt(`/roadmap/items/${i}`),
  }));
  const language = languageOf(manifest);
  return {
    controls,
    gates: yield* deriveGates(manifest, facts),
    guards,
    roadmap,
    readiness: yield* deriveReadiness(manifest, facts),
    claims,
    uncheckedLanguage: reading.scanClaims && reading.lexiconFor(language) ? undefined : language,
    dated,
    overclaimsAt,
  };
}

/** Updates a posture after an answer, which affects only the guard and the controls that name it. */
function* updateGuards(before: Posture, observations: Observations): Steps<Posture> {
  const {manifest, controlsOf} = origins.get(before)!;
  const guards = deriveGuards(manifest, observations, before.overclaimsAt, before.guards);
  const changed = guards.filter((guard, i) => guard !== before.guards[i]);
  if (!changed.length) return before;
  const guardOf = byId(guards);
  const controls = [...before.controls];
  const affected = new Set<number>();
  for (const {guard} of changed)
    yield* forEachInSteps(controlsOf.get(guard.id) ?? [], (i) => affected.add(i));
  const update = (i: number) => {
    const posture = controls[i]!;
    const updated = posture.control.guards.map(guardOf);
    controls[i] = {...posture, state: stateOf(posture.control, updated), guards: updated};
  };
  // A control may name hundreds of guards.
  yield* forEachInSteps([...affected], update, 8);
  return {...before, controls, guards};
}

function byId(guards: readonly GuardPosture[]): (id: string) => GuardPosture {
  const postures = new Map(guards.map((posture) => [posture.guard.id, posture]));
  return (id) => postures.get(id)!;
}

function deriveControl(
  control: Control,
  guards: readonly GuardPosture[],
  path: string,
  {gate, dated, overclaimsAt, issuerOf}: Facts,
): ControlPosture {
  const backing = dated(control.evidence);
  const attesting = backing.filter(({attests}) => attests);
  return {
    control,
    state: stateOf(control, guards),
    assurance: assuranceOf(backing),
    attestedBy: [
      ...new Map(
        attesting.map((it) => [issuerOf.get(it.evidence.id), it.evidence.issuer!]),
      ).values(),
    ],
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

function* deriveGates(manifest: Manifest, {dated, overclaimsAt}: Facts): Steps<GatePosture[]> {
  const controls = yield* groupByGate(manifest.controls, (it) => it.gates);
  const guards = yield* groupByGate(manifest.guards, (it) => it.gates);
  const roadmap = yield* groupByGate(manifest.roadmap?.items ?? [], (it) => it.after);
  const requirements = yield* groupByGate(yield* requirementRows(manifest), (it) => it.gates);
  return yield* mapInSteps(manifest.gates, (gate, i) => ({
    gate,
    evidence: dated(gate.evidence),
    holdsBack: {
      controls: controls(gate),
      guards: guards(gate),
      roadmap: roadmap(gate),
      requirements: requirements(gate),
    },
    overclaims: overclaimsAt(`/gates/${i}`),
  }));
}

/** Returns the requirements of all frameworks, with ids that are unique among them. */
function* requirementRows({readiness}: Manifest): Steps<Requirement[]> {
  const rows: Requirement[] = [];
  for (const entry of readiness) {
    yield* forEachInSteps(entry.requirements, (it) => rows.push({...it, id: rowIdOf(entry, it)}));
    yield;
  }
  return rows;
}

function* groupByGate<T>(
  entries: readonly T[],
  gatesOf: (entry: T) => readonly string[],
): Steps<(gate: Gate) => readonly T[]> {
  const groups = new Map<string, T[]>();
  yield* forEachInSteps(entries, (entry) =>
    gatesOf(entry).forEach((id) => addTo(groups, id, entry)),
  );
  return ({id}) => groups.get(id) ?? [];
}

function* deriveReadiness(manifest: Manifest, facts: Facts): Steps<ReadinessPosture[]> {
  const postures: ReadinessPosture[] = [];
  for (const [i, readiness] of manifest.readiness.entries()) {
    // Without an id there is no evidence.
    const [report] = facts.dated([readiness.report!]);
    postures.push({
      readiness,
      report: report?.attests ? report.evidence : undefined,
      requirements: yield* mapInSteps(readiness.requirements, (requirement, j) =>
        deriveRequirement(requirement, readiness, `/readiness/${i}/requirements/${j}`, facts),
      ),
      overclaims: facts.overclaimsAt(`/readiness/${i}`),
    });
    yield;
  }
  return postures;
}

function deriveRequirement(
  requirement: Requirement,
  readiness: Readiness,
  path: string,
  {gate, unmet, dated, overclaimsAt}: Facts,
): RequirementPosture {
  const backing = dated(requirement.evidence);
  const inDate = backing.some(({freshness}) => freshness === 'in-date');
  return {
    requirement,
    rowId: rowIdOf(readiness, requirement),
    state: inDate && !unmet(requirement.gates).length ? 'supported' : 'open',
    gates: requirement.gates.map(gate),
    evidence: backing,
    overclaims: overclaimsAt(path),
  };
}

const rowIdOf = ({id}: Readiness, requirement: Requirement) => `${id}/${requirement.id}`;
