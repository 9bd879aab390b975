import {expect} from '@open-wc/testing';
import {asOf, type Observation, type Verdict} from '../../src/guard/observation.js';
import type {Manifest} from '../../src/manifest/schema.js';
import {recordObservation, type GuardRecord} from '../../src/posture/agreement.js';
import {derivePosture} from '../../src/posture/at-once.js';
import {sameStates} from '../../src/posture/compare.js';
import type {Observations, Posture} from '../../src/posture/posture.js';
import {at, DAY, manifestOf, NOW, observationOf} from '../fixtures/posture.js';
import {Random} from '../fixtures/random.js';

/** Returns everything in a posture, with its functions replaced by their results. */
const contentOf = (posture: Posture, {evidence, controls, gates, guards}: Manifest) => ({
  ...posture,
  dated: posture.dated(evidence.map(({id}) => id)),
  overclaimsAt: [
    '',
    '/expiresAt',
    '/controls',
    '/evidence',
    '/gates',
    '/roadmap/items/0',
    '/readiness/0',
    ...Object.entries({controls, gates, guards, evidence}).flatMap(([list, entries]) =>
      entries.map((_, i) => `/${list}/${i}`),
    ),
  ].map(posture.overclaimsAt),
});

const GATES = ['tenancy', 'keys', 'audit'];
const GUARDS = ['write', 'export'];
const PROOFS = ['one', 'two', 'three'];

/** Returns a date within a week of `NOW`, or `undefined`. */
const dateIn = (random: Random) =>
  random.chance(0.3) ? undefined : at((random.below(15) - 7) * DAY);

/** Creates a manifest whose entries reference each other, with dates on both sides of `NOW`. */
function anyManifest(random: Random): Manifest {
  const gates = () => random.some(2, () => random.one(GATES));
  const evidence = () => random.some(2, () => random.one(PROOFS));
  return manifestOf({
    expiresAt: dateIn(random),
    disclosure: {contacts: ['mailto:security@vendor.example'], expiresAt: dateIn(random)},
    gates: GATES.map((id) => ({
      id,
      title: id,
      state: random.one(['met', 'unmet']),
      evidence: evidence(),
    })),
    evidence: PROOFS.map((id) => ({
      id,
      title: id,
      kind: random.one(['report', 'attestation', 'test']),
      access: 'public',
      issuer: random.one([undefined, 'Assessor', 'Vendor Inc.']),
      issuedAt: dateIn(random),
      expiresAt: dateIn(random),
    })),
    guards: GUARDS.map((id) => ({id, title: id, route: `/${id}`, gates: [random.one(GATES)]})),
    controls: random.some(5, (i) => ({
      id: `c${i}`,
      title: 'Control',
      evidence: evidence(),
      guards: random.some(2, () => random.one(GUARDS)),
      gates: [random.one(GATES)],
      ...random.one([
        {current: 'It is certified.'},
        {gated: 'Later.'},
        {current: 'Kept.', gated: 'Later.'},
      ]),
    })),
    roadmap: {
      items: random.some(2, (i) => ({
        id: `i${i}`,
        title: 'Item',
        stage: random.one(['planned', 'done']),
        after: gates(),
        target: random.one([undefined, '2027-05-22', '2027-05-18', '2027-Q2']),
      })),
    },
    readiness: [
      {
        id: 'soc-2',
        framework: 'SOC 2',
        report: random.one([undefined, ...PROOFS]),
        requirements: [{id: 'scope', title: 'Scope', gates: gates(), evidence: evidence()}],
      },
    ],
  });
}

const VERDICTS: readonly Verdict[] = ['blocked', 'open', 'unknown', 'blocked-unproven'];

/** Returns a guard's record, possibly with one more observation. */
function maybeObserve(
  record: GuardRecord | undefined,
  guard: string,
  random: Random,
  step: number,
) {
  if (random.chance(0.5)) return record;
  const verdict = random.one(VERDICTS);
  const checkedAt = {wall: NOW + step, monotonic: step};
  const proven = verdict === 'blocked' || verdict === 'open';
  const unmetGates = verdict === 'open' ? [] : [random.one(GATES)];
  const observation = observationOf({guard, verdict, proven, unmetGates, checkedAt});
  return recordObservation(record, observation, [random.one(GATES)]);
}

/** Serializes every state that a posture shows. */
const statesOf = ({controls, guards, gates, roadmap, readiness, claims}: Posture): string =>
  JSON.stringify([
    controls.map((it) => [it.control.id, it.state, it.assurance, it.readyToReview]),
    guards.map((it) => [
      it.guard.id,
      it.observation?.verdict,
      it.observation?.reason,
      it.agreement,
    ]),
    gates.map(({gate}) => [gate.id, gate.state]),
    roadmap.map(({item}) => [item.id, item.stage]),
    readiness.map(({report, requirements}) => [!!report, requirements.map(({state}) => state)]),
    claims.map(({path, rule, message}) => [path, rule, message]),
  ]);

describe('a posture that is derived from the previous one', () => {
  it('equals the posture that is derived without it, for any observations and times', () => {
    const random = new Random(5);
    const reused = {whole: 0, partial: 0};
    for (let round = 0; round < 150; round++) {
      const manifest = anyManifest(random);
      const records = new Map<string, GuardRecord>();
      let previous: Posture | undefined;
      for (let step = 0; step < 12; step++) {
        for (const id of GUARDS) {
          const record = maybeObserve(records.get(id), id, random, step);
          if (record) records.set(id, record);
        }
        const now = NOW + (random.chance(0.6) ? step : (random.below(15) - 7) * DAY - 1 + step);
        const fresh = derivePosture(manifest, records, now);
        const updated = derivePosture(manifest, records, now, previous);
        expect(contentOf(updated, manifest), `${round}, ${step}`).to.deep.equal(
          contentOf(fresh, manifest),
        );
        if (previous) {
          const same = statesOf(previous) === statesOf(fresh);
          expect(sameStates(previous, updated), `${round}, ${step}`).to.equal(same);
          expect(sameStates(fresh, previous), `${round}, ${step}`).to.equal(same);
          if (updated === previous) reused.whole++;
          else if (updated.claims === previous.claims) reused.partial++;
        }
        previous = updated;
      }
    }
    expect(reused.whole).to.be.above(50);
    expect(reused.partial).to.be.above(200);
  }).timeout(60_000);

  const MANIFEST = manifestOf({
    gates: GATES.map((id) => ({id, title: id, state: 'unmet'})),
    guards: GUARDS.map((id) => ({id, title: id, route: `/${id}`, gates: ['tenancy']})),
    controls: [
      {id: 'writing', title: 'Writing', current: 'Kept.', guards: ['write']},
      {id: 'exports', title: 'Exports', current: 'Kept.', guards: ['export']},
      {id: 'both', title: 'Both', current: 'Kept.', guards: ['write', 'export']},
      {id: 'neither', title: 'Neither', current: 'Kept.'},
    ],
  });
  const recordOf = (...observations: Observation[]) =>
    observations.reduce<GuardRecord | undefined>(
      (record, observation) => recordObservation(record, observation, ['tenancy']),
      undefined,
    )!;
  const BLOCKED = recordOf(observationOf());
  const OPEN = recordOf(observationOf({verdict: 'open', reason: 'answered-open', unmetGates: []}));
  const before = (): Observations => new Map([['write', BLOCKED]]);

  it('is the same object if nothing has changed', () => {
    const first = derivePosture(MANIFEST, before(), NOW);
    expect(derivePosture(MANIFEST, before(), NOW + DAY, first)).to.equal(first);
    const none = derivePosture(MANIFEST, new Map(), NOW);
    expect(derivePosture(MANIFEST, new Map(), NOW, none)).to.equal(none);
  });

  it('is the same object if a stale observation is still stale', () => {
    const late = {wall: NOW + DAY, monotonic: DAY};
    const stale = () =>
      new Map([['write', {...BLOCKED, latest: asOf(BLOCKED.latest, late, 60_000)}]]);
    const first = derivePosture(MANIFEST, stale(), NOW);
    expect(first.guards[0]!.observation!.verdict).to.equal('stale');
    expect(derivePosture(MANIFEST, stale(), NOW, first)).to.equal(first);
    expect(derivePosture(MANIFEST, before(), NOW, first)).not.to.equal(first);
  });

  it('reuses everything that the changed guard does not affect', () => {
    const first = derivePosture(MANIFEST, before(), NOW);
    const second = derivePosture(MANIFEST, new Map([['write', OPEN]]), NOW + 1, first);
    expect(second).not.to.equal(first);
    for (const key of ['gates', 'roadmap', 'readiness', 'claims', 'dated', 'overclaimsAt'] as const)
      expect(second[key], key).to.equal(first[key]);
    const reusedGuards = second.guards.map((guard, i) => guard === first.guards[i]);
    const reusedControls = second.controls.map((control, i) => control === first.controls[i]);
    const states = second.controls.map(({state}) => state);
    expect(reusedGuards).to.deep.equal([false, true]);
    expect(reusedControls).to.deep.equal([false, true, false, true]);
    expect(states).to.deep.equal(['contradicted', 'current', 'contradicted', 'current']);
  });

  it('picks up every changed part of a record', () => {
    const {latest} = BLOCKED;
    const contradiction = observationOf({verdict: 'not-refused'});
    const records: readonly GuardRecord[] = [
      {latest},
      {latest, verifiedAt: latest.checkedAt},
      {latest, contradiction},
      {latest, contradiction: {...contradiction}},
      {latest: {...latest, release: 'a1b2c3'}},
      {latest: {...latest, effects: undefined}},
    ];
    for (const one of records) {
      const first = derivePosture(MANIFEST, new Map([['write', one]]), NOW);
      for (const other of records) {
        const second = derivePosture(MANIFEST, new Map([['write', other]]), NOW, first);
        expect(second === first).to.equal(one === other);
        const {observation, contradiction, verifiedAt} = second.guards[0]!;
        expect(observation).to.equal(other.latest);
        expect(contradiction).to.equal(other.contradiction);
        expect(verifiedAt).to.equal(other.verifiedAt);
      }
    }
  });

  it('does not mutate the previous one', () => {
    const first = derivePosture(MANIFEST, before(), NOW);
    const copy = structuredClone({controls: first.controls, guards: first.guards});
    derivePosture(MANIFEST, new Map([['write', OPEN]]), NOW, first);
    expect({controls: first.controls, guards: first.guards}).to.deep.equal(copy);
  });

  it('reuses nothing from another manifest, even if the two are equal', () => {
    const first = derivePosture(MANIFEST, before(), NOW);
    const other = derivePosture(structuredClone(MANIFEST), before(), NOW, first);
    expect(other).not.to.equal(first);
    expect(other.controls[3]).not.to.equal(first.controls[3]);
    expect(other.controls[3]).to.deep.equal(first.controls[3]);
  });

  it('is derived in full if the previous object is not a derived posture', () => {
    const first = derivePosture(MANIFEST, before(), NOW);
    expect(derivePosture(MANIFEST, before(), NOW, {...first}).gates).not.to.equal(first.gates);
  });
});

describe('a posture is derived again at the exact millisecond at which', () => {
  const evidence = (members: object) => ({
    evidence: [{id: 'proof', title: 'Proof', kind: 'test', access: 'public', ...members}],
    controls: [{id: 'it', title: 'It', current: 'Kept.', evidence: ['proof']}],
  });
  const contacts = ['mailto:security@vendor.example'];
  const item = {id: 'sso', title: 'Single sign-on', stage: 'planned', target: '2027-05-20'};
  for (const [name, members, boundary] of [
    ['evidence expires', evidence({issuedAt: at(-DAY), expiresAt: at(DAY)}), NOW + DAY],
    ['evidence is issued', evidence({issuedAt: at(DAY)}), NOW + DAY],
    ['the manifest expires', {expiresAt: at(DAY)}, NOW + DAY],
    ['the disclosure expires', {disclosure: {contacts, expiresAt: at(DAY)}}, NOW + DAY],
    ['a target passes', {roadmap: {items: [item]}}, Date.UTC(2027, 4, 21)],
  ] as const) {
    const manifest = manifestOf(members);
    const derive = (now: number, previous?: Posture) =>
      derivePosture(manifest, new Map(), now, previous);

    it(`${name}, and not before`, () => {
      const first = derive(NOW);
      expect(derive(boundary - 1, first)).to.equal(first);
      const passed = derive(boundary, first);
      expect(passed.claims).not.to.equal(first.claims);
      expect(contentOf(passed, manifest)).to.deep.equal(contentOf(derive(boundary), manifest));
      expect(contentOf(passed, manifest)).not.to.deep.equal(contentOf(first, manifest));
    });

    it(`${name}, and when the clock is set back before it`, () => {
      const first = derive(boundary + DAY);
      expect(derive(boundary, first)).to.equal(first);
      const back = derive(boundary - 1, first);
      expect(contentOf(back, manifest)).to.deep.equal(contentOf(derive(boundary - 1), manifest));
      expect(back).not.to.equal(first);
    });
  }
});

describe('at ten thousand controls', () => {
  it('a guard’s answer changes only the controls that name it', () => {
    const manifest = manifestOf({
      gates: [{id: 'tenancy', title: 'Tenancy', state: 'unmet'}],
      guards: [{id: 'write', title: 'Write', route: '/write', gates: ['tenancy']}],
      controls: Array.from({length: 10_000}, (_, i) => ({
        id: `c${i}`,
        title: `Control ${i}`,
        current: 'Kept.',
        guards: i % 1_000 ? [] : ['write'],
      })),
    });
    const first = derivePosture(manifest, new Map(), NOW);
    const record = recordObservation(undefined, observationOf(), ['tenancy']);
    const second = derivePosture(manifest, new Map([['write', record]]), NOW, first);
    const changed = second.controls.filter((control, i) => control !== first.controls[i]);
    expect(changed).to.have.length(10);
    expect(changed.every(({guards}) => guards[0] === second.guards[0])).to.equal(true);
  });
});
