import {expect} from '@open-wc/testing';
import {asOf, type Observation, type Verdict} from '../../src/guard/observation.js';
import type {Manifest} from '../../src/manifest/schema.js';
import {recordObservation, type GuardRecord} from '../../src/posture/agreement.js';
import {derivePosture} from '../../src/posture/derive.js';
import {sameStates} from '../../src/posture/compare.js';
import type {Observations, Posture} from '../../src/posture/posture.js';
import {at, DAY, manifestOf, NOW, observationOf} from '../fixtures/posture.js';
import {Random} from '../fixtures/random.js';

/** All that a posture says, its functions asked for everything that they know of. */
const saidBy = (posture: Posture, {evidence, controls, gates, guards}: Manifest) => ({
  ...posture,
  dated: posture.dated(evidence.map(({id}) => id)),
  overclaimsAt: [
    ...['', '/expiresAt', '/controls', '/evidence', '/gates', '/roadmap/items/0', '/readiness/0'],
    ...Object.entries({controls, gates, guards, evidence}).flatMap(([list, entries]) =>
      entries.map((_, i) => `/${list}/${i}`),
    ),
  ].map(posture.overclaimsAt),
});

const GATES = ['tenancy', 'keys', 'audit'];
const GUARDS = ['write', 'export'];
const PROOFS = ['one', 'two', 'three'];

/** A day within a week of `NOW`, or none. */
const dateIn = (random: Random) =>
  random.chance(0.3) ? undefined : at((random.below(15) - 7) * DAY);

/** A manifest whose entries lean on each other, with dates on either side of `NOW`. */
function anyManifest(random: Random): Manifest {
  const gates = () => random.some(2, () => random.one(GATES));
  const evidence = () => random.some(2, () => random.one(PROOFS));
  return manifestOf({
    expiresAt: dateIn(random),
    disclosure: {contacts: ['mailto:security@vendor.example'], expiresAt: dateIn(random)},
    gates: GATES.map((id) => ({
      ...{id, title: id, state: random.one(['met', 'unmet']), evidence: evidence()},
    })),
    evidence: PROOFS.map((id) => ({
      ...{id, title: id, kind: random.one(['report', 'attestation', 'test']), access: 'public'},
      ...{issuer: random.one([undefined, 'Assessor', 'Vendor Inc.'])},
      ...{issuedAt: dateIn(random), expiresAt: dateIn(random)},
    })),
    guards: GUARDS.map((id) => ({id, title: id, route: `/${id}`, gates: [random.one(GATES)]})),
    controls: random.some(5, (i) => ({
      ...{id: `c${i}`, title: 'Control', evidence: evidence()},
      ...{guards: random.some(2, () => random.one(GUARDS)), gates: [random.one(GATES)]},
      ...random.one([
        {current: 'It is certified.'},
        {gated: 'Later.'},
        {current: 'Kept.', gated: 'Later.'},
      ]),
    })),
    roadmap: {
      items: random.some(2, (i) => ({
        ...{id: `i${i}`, title: 'Item', stage: random.one(['planned', 'done']), after: gates()},
        target: random.one([undefined, '2027-05-22', '2027-05-18', '2027-Q2']),
      })),
    },
    readiness: [
      {
        ...{id: 'soc-2', framework: 'SOC 2', report: random.one([undefined, ...PROOFS])},
        requirements: [{id: 'scope', title: 'Scope', gates: gates(), evidence: evidence()}],
      },
    ],
  });
}

const VERDICTS: readonly Verdict[] = ['blocked', 'open', 'unknown', 'blocked-unproven'];

/** What a guard has shown up to now, and perhaps one thing more. */
function anotherLook(record: GuardRecord | undefined, guard: string, random: Random, look: number) {
  if (random.chance(0.5)) return record;
  const verdict = random.one(VERDICTS);
  const checkedAt = {wall: NOW + look, monotonic: look};
  const proven = verdict === 'blocked' || verdict === 'open';
  const unmetGates = verdict === 'open' ? [] : [random.one(GATES)];
  const observation = observationOf({guard, verdict, proven, unmetGates, checkedAt});
  return recordObservation(record, observation, [random.one(GATES)]);
}

/** Every state that a posture shows, as one text. */
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
    claims.map(({path, rule}) => [path, rule]),
  ]);

describe('a posture that is derived from the one before', () => {
  it('is the one that is derived without it, whatever guards and clocks do', () => {
    const random = new Random(5);
    const kept = {whole: 0, controls: 0};
    for (let round = 0; round < 150; round++) {
      const manifest = anyManifest(random);
      const records = new Map<string, GuardRecord>();
      let previous: Posture | undefined;
      for (let look = 0; look < 12; look++) {
        for (const id of GUARDS) {
          const record = anotherLook(records.get(id), id, random, look);
          if (record) records.set(id, record);
        }
        const now = NOW + (random.chance(0.6) ? look : (random.below(15) - 7) * DAY - 1 + look);
        const anew = derivePosture(manifest, records, now);
        const again = derivePosture(manifest, records, now, previous);
        expect(saidBy(again, manifest), `${round}, ${look}`).to.deep.equal(saidBy(anew, manifest));
        if (previous) {
          const same = statesOf(previous) === statesOf(anew);
          expect(sameStates(previous, again), `${round}, ${look}`).to.equal(same);
          expect(sameStates(anew, previous), `${round}, ${look}`).to.equal(same);
          if (again === previous) kept.whole++;
          else if (again.claims === previous.claims) kept.controls++;
        }
        previous = again;
      }
    }
    expect(kept.whole).to.be.above(50);
    expect(kept.controls).to.be.above(200);
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

  it('is the very same where nothing has changed', () => {
    const first = derivePosture(MANIFEST, before(), NOW);
    expect(derivePosture(MANIFEST, before(), NOW + DAY, first)).to.equal(first);
    const none = derivePosture(MANIFEST, new Map(), NOW);
    expect(derivePosture(MANIFEST, new Map(), NOW, none)).to.equal(none);
  });

  it('is the very same where what is too old is found to be so again', () => {
    const late = {wall: NOW + DAY, monotonic: DAY};
    const stale = () =>
      new Map([['write', {...BLOCKED, latest: asOf(BLOCKED.latest, late, 60_000)}]]);
    const first = derivePosture(MANIFEST, stale(), NOW);
    expect(first.guards[0]!.observation!.verdict).to.equal('stale');
    expect(derivePosture(MANIFEST, stale(), NOW, first)).to.equal(first);
    expect(derivePosture(MANIFEST, before(), NOW, first)).not.to.equal(first);
  });

  it('takes over all that the guard with news does not touch', () => {
    const first = derivePosture(MANIFEST, before(), NOW);
    const second = derivePosture(MANIFEST, new Map([['write', OPEN]]), NOW + 1, first);
    expect(second).not.to.equal(first);
    for (const part of [
      'gates',
      'roadmap',
      'readiness',
      'claims',
      'dated',
      'overclaimsAt',
    ] as const)
      expect(second[part], part).to.equal(first[part]);
    expect(second.guards.map((guard, i) => guard === first.guards[i])).to.deep.equal([false, true]);
    expect(second.controls.map((control, i) => control === first.controls[i])).to.deep.equal([
      ...[false, true, false, true],
    ]);
    expect(second.controls.map(({state}) => state)).to.deep.equal([
      ...['contradicted', 'current', 'contradicted', 'current'],
    ]);
  });

  it('has each part of a record that is another, and not the one before', () => {
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

  it('does not change the one before', () => {
    const first = derivePosture(MANIFEST, before(), NOW);
    const said = structuredClone({controls: first.controls, guards: first.guards});
    derivePosture(MANIFEST, new Map([['write', OPEN]]), NOW, first);
    expect({controls: first.controls, guards: first.guards}).to.deep.equal(said);
  });

  it('takes over nothing from another manifest, be it of the same text', () => {
    const first = derivePosture(MANIFEST, before(), NOW);
    const other = derivePosture(structuredClone(MANIFEST), before(), NOW, first);
    expect(other).not.to.equal(first);
    expect(other.controls[3]).not.to.equal(first.controls[3]);
    expect(other.controls[3]).to.deep.equal(first.controls[3]);
  });

  it('is derived anew where what was before is no posture that was derived', () => {
    const first = derivePosture(MANIFEST, before(), NOW);
    expect(derivePosture(MANIFEST, before(), NOW, {...first}).gates).not.to.equal(first.gates);
  });
});

describe('a posture is derived anew at the very millisecond at which', () => {
  const evidence = (members: object) => ({
    evidence: [{id: 'proof', title: 'Proof', kind: 'test', access: 'public', ...members}],
    controls: [{id: 'it', title: 'It', current: 'Kept.', evidence: ['proof']}],
  });
  const contacts = ['mailto:security@vendor.example'];
  const item = {id: 'sso', title: 'Single sign-on', stage: 'planned', target: '2027-05-20'};
  for (const [name, members, moment] of [
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
      expect(derive(moment - 1, first)).to.equal(first);
      const passed = derive(moment, first);
      expect(passed.claims).not.to.equal(first.claims);
      expect(saidBy(passed, manifest)).to.deep.equal(saidBy(derive(moment), manifest));
      expect(saidBy(passed, manifest)).not.to.deep.equal(saidBy(first, manifest));
    });

    it(`${name}, and where the clock is set back before it`, () => {
      const first = derive(moment + DAY);
      expect(derive(moment, first)).to.equal(first);
      const back = derive(moment - 1, first);
      expect(saidBy(back, manifest)).to.deep.equal(saidBy(derive(moment - 1), manifest));
      expect(back).not.to.equal(first);
    });
  }
});

describe('at ten thousand controls', () => {
  it('an answer of a guard touches the controls that name it, and no other', () => {
    const manifest = manifestOf({
      gates: [{id: 'tenancy', title: 'Tenancy', state: 'unmet'}],
      guards: [{id: 'write', title: 'Write', route: '/write', gates: ['tenancy']}],
      controls: Array.from({length: 10_000}, (_, i) => ({
        ...{id: `c${i}`, title: `Control ${i}`, current: 'Kept.'},
        guards: i % 1_000 ? [] : ['write'],
      })),
    });
    const first = derivePosture(manifest, new Map(), NOW);
    const record = recordObservation(undefined, observationOf(), ['tenancy']);
    const second = derivePosture(manifest, new Map([['write', record]]), NOW, first);
    const touched = second.controls.filter((control, i) => control !== first.controls[i]);
    expect(touched).to.have.length(10);
    expect(touched.every(({guards}) => guards[0] === second.guards[0])).to.equal(true);
  });
});
