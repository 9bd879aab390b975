import {expect} from '@open-wc/testing';
import type {Observation} from '../../src/guard/observation.js';
import {recordObservation} from '../../src/posture/agreement.js';
import {derivePosture} from '../../src/posture/at-once.js';
import type {Posture} from '../../src/posture/posture.js';
import {sameStates} from '../../src/posture/compare.js';
import {
  at,
  DAY,
  documentOf,
  evidenceOf,
  manifestOf,
  NOW,
  observationOf,
} from '../fixtures/posture.js';

type Members = Readonly<Record<string, unknown>>;

const MEMBERS = {
  expiresAt: at(3 * DAY),
  gates: [{id: 'tenancy', title: 'Tenant isolation', state: 'unmet'}],
  evidence: [
    evidenceOf({kind: 'report', expiresAt: at(DAY)}),
    documentOf({id: 'tested', expiresAt: at(2 * DAY)}),
  ],
  controls: [{id: 'logging', title: 'Logging', current: 'Logged.', evidence: ['tested']}],
  guards: [{id: 'write', title: 'Write', route: '/api/write', gates: ['tenancy']}],
  readiness: [
    {
      id: 'soc-2',
      framework: 'SOC 2',
      report: 'proof',
      requirements: [{id: 'scope', title: 'Scope', evidence: ['tested']}],
    },
  ],
};

const ROADMAP = {items: [{id: 'sso', title: 'Single sign-on', stage: 'planned'}]};

const posture = (members: Members = {}, answer?: Observation, now = NOW): Posture =>
  derivePosture(
    manifestOf({...MEMBERS, ...members}),
    new Map(answer && [['write', recordObservation(undefined, answer, ['tenancy'])]]),
    now,
  );

const same = (one: Posture, other: Posture): boolean => {
  const answer = sameStates(one, other);
  expect(sameStates(other, one)).to.equal(answer);
  return answer;
};

describe('the states of a posture', () => {
  it('stay the same while no visible state changes', () => {
    expect(same(posture({}, undefined, NOW + DAY - 1), posture())).to.be.true;
    const later = observationOf({checkedAt: {wall: NOW + 1_000, monotonic: 2_000}});
    expect(same(posture({}, later), posture({}, observationOf()))).to.be.true;
  });

  const CHANGES: readonly [name: string, members: Members, answer?: Observation][] = [
    ['a control loses its evidence', {controls: [{...MEMBERS.controls[0], evidence: []}]}],
    [
      'a control is gated',
      {
        controls: [
          {...MEMBERS.controls[0], current: undefined, gated: 'Later.', gates: ['tenancy']},
        ],
      },
    ],
    ['a gate is met', {gates: [{...MEMBERS.gates[0], state: 'met', evidence: ['tested']}]}],
    ['a guard answers', {}, observationOf()],
    ['a roadmap item is planned', {roadmap: ROADMAP}],
    ['a text makes a new claim', {summary: 'AI decides.'}],
  ];
  for (const [name, ...change] of CHANGES) {
    it(`change when ${name}`, () => {
      expect(same(posture(...change), posture())).to.be.false;
    });
  }

  const DEADLINES: readonly [name: string, deadline: number][] = [
    ['a report', NOW + DAY],
    ['evidence', NOW + 2 * DAY],
    ['the manifest', NOW + 3 * DAY],
  ];
  for (const [name, deadline] of DEADLINES) {
    it(`change at the exact millisecond at which ${name} expires`, () => {
      const postureAt = (now: number) => posture({}, undefined, now);
      expect(same(postureAt(deadline - 2), postureAt(deadline - 1))).to.be.true;
      expect(same(postureAt(deadline - 1), postureAt(deadline))).to.be.false;
    });
  }

  it('change when more evidence of an entry expires', () => {
    const evidence = [1, 2].map((days) => documentOf({id: `e${days}`, expiresAt: at(days * DAY)}));
    const members = {
      evidence: [...MEMBERS.evidence, ...evidence],
      documents: [],
      gates: [{...MEMBERS.gates[0], evidence: ['e1', 'e2']}],
    };
    const postureAt = (now: number) => posture({expiresAt: undefined, ...members}, undefined, now);
    const both = postureAt(NOW + 2 * DAY);
    const one = {...postureAt(NOW + DAY)};
    // Only the claims of the gate differ.
    const claimsOf = ({claims}: Posture) => claims.filter(({path}) => path.startsWith('/gates'));
    expect(same({...one, claims: claimsOf(one)}, {...one, claims: claimsOf(both)})).to.be.false;
  });

  it('change when a guard that was offline is checked without success', () => {
    const asked = observationOf({verdict: 'unknown', reason: 'timeout', proven: false});
    const offline = observationOf({verdict: 'unchecked', reason: 'offline', proven: false});
    const network = observationOf({verdict: 'unknown', reason: 'network', proven: false});
    expect(same(posture({}, asked), posture({}, offline))).to.be.false;
    expect(same(posture({}, asked), posture({}, network))).to.be.false;
  });
});
