import {expect} from '@open-wc/testing';
import {parseManifest} from '../../src/manifest/parse.js';
import type {Manifest} from '../../src/manifest/schema.js';
import {recordObservation, type GuardRecord} from '../../src/posture/agreement.js';
import {checkClaims, derivePosture} from '../../src/posture/at-once.js';
import type {Posture} from '../../src/posture/posture.js';
import {frozen, NOW, observationOf} from '../fixtures/posture.js';

const DECLARED = ['authentication', 'tenant-isolation', 'server-authorization', 'persistence'];

describe("ARQEN's manifest", () => {
  let text: string;
  let manifest: Manifest;

  before(async () => {
    text = await (await fetch('/demo/arqen.trust.json')).text();
    const parsed = parseManifest(text);
    expect(parsed.problems).to.deep.equal([]);
    manifest = frozen((parsed as typeof parsed & {status: 'accepted'}).manifest);
  });

  /** Derives the posture when the guards answer like this with the declared gates unmet. */
  function postureWith(answers: Readonly<Record<string, 'blocked' | 'open'>>): Posture {
    const records = Object.entries(answers).map(([guard, verdict]): [string, GuardRecord] => {
      const observation =
        verdict === 'blocked'
          ? observationOf({guard, unmetGates: DECLARED})
          : observationOf({guard, verdict, reason: 'answered-open', status: 200, unmetGates: []});
      return [guard, recordObservation(undefined, observation, DECLARED)];
    });
    return derivePosture(manifest, new Map(records), NOW);
  }

  const contradicted = ({controls}: Posture) =>
    controls.filter(({state}) => state === 'contradicted').map(({control}) => control.id);

  it('makes no overclaim and raises no warning', () => {
    expect(checkClaims(manifest, NOW)).to.deep.equal([]);
    expect(checkClaims(manifest, Date.UTC(2099, 0))).to.deep.equal([]);
  });

  it('contains nothing that its source does not state', () => {
    const unstated = ['evidence', 'reviewedAt', 'ownerRole', 'mappings', 'target', 'safeHarbor'];
    const keys = new Set<string>();
    JSON.parse(text, (key, value: unknown) => {
      keys.add(key);
      return value;
    });
    for (const key of [...unstated, 'responseTime', 'metAt', 'issuer'])
      expect(keys.has(key), key).to.be.false;
  });

  it('has 12 controls: four current, three gated, five partial, all merely stated', () => {
    const {controls} = postureWith({});
    const states = controls.map(({state}) => state).toSorted();
    expect(states).to.deep.equal([
      'current',
      'current',
      'current',
      'current',
      'gated',
      'gated',
      'gated',
      'partial',
      'partial',
      'partial',
      'partial',
      'partial',
    ]);
    expect(controls.every(({assurance}) => assurance === 'stated')).to.be.true;
    expect(controls.some(({readyToReview}) => readyToReview)).to.be.false;
  });

  it('has at least ten gates, all unmet, each of which holds something back', () => {
    const {gates} = postureWith({});
    expect(gates).to.have.length.of.at.least(10);
    for (const {gate, holdsBack} of gates) {
      expect(gate.state, gate.id).to.equal('unmet');
      expect(Object.values(holdsBack).flat(), gate.id).not.to.be.empty;
    }
  });

  it('plans five items and has completed none', () => {
    const {roadmap} = postureWith({});
    expect(roadmap.map(({item}) => item.stage)).to.deep.equal(Array(5).fill('planned'));
  });

  it('has five open SOC 2 requirements and no report', () => {
    const {readiness} = postureWith({});
    expect(readiness.map(({readiness: {framework}}) => framework)).to.deep.equal(['SOC 2']);
    expect(readiness[0]!.requirements.map(({state}) => state)).to.deep.equal(Array(5).fill('open'));
    expect(readiness[0]!.report).to.equal(undefined);
  });

  it('declares both production routes blocked by the same four gates', () => {
    const {guards} = postureWith({});
    expect(guards.map(({guard}) => guard.route)).to.deep.equal([
      '/api/production-write',
      '/api/production-access',
    ]);
    for (const {unmet, agreement} of guards) {
      expect(unmet.map(({id}) => id)).to.deep.equal(DECLARED);
      expect(agreement).to.equal('undetermined');
    }
  });

  it('agrees with guards that answer blocked by exactly these gates', () => {
    const posture = postureWith({'production-write': 'blocked', 'production-access': 'blocked'});
    expect(posture.guards.map(({agreement}) => agreement)).to.deep.equal(['agrees', 'agrees']);
    expect(contradicted(posture)).to.deep.equal([]);
  });

  for (const [open, blocked] of [
    ['production-write', 'production-access'],
    ['production-access', 'production-write'],
  ] as const) {
    it(`is contradicted in every control that names ${open} if that guard answers open`, () => {
      const named = manifest.controls.filter(({guards}) => guards.includes(open));
      expect(named).not.to.be.empty;
      const posture = postureWith({[open]: 'open', [blocked]: 'blocked'});
      expect(contradicted(posture)).to.deep.equal(named.map(({id}) => id));
    });
  }
});
