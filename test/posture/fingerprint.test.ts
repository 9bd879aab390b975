import {expect} from '@open-wc/testing';
import type {Observation} from '../../src/guard/observation.js';
import {recordObservation} from '../../src/posture/agreement.js';
import {derivePosture} from '../../src/posture/derive.js';
import {fingerprintOf} from '../../src/posture/fingerprint.js';
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
      ...{id: 'soc-2', framework: 'SOC 2', report: 'proof'},
      requirements: [{id: 'scope', title: 'Scope', evidence: ['tested']}],
    },
  ],
};

const ROADMAP = {items: [{id: 'sso', title: 'Single sign-on', stage: 'planned'}]};

const fingerprint = (members: Members = {}, answer?: Observation, now = NOW) =>
  fingerprintOf(
    derivePosture(
      manifestOf({...MEMBERS, ...members}),
      new Map(answer && [['write', recordObservation(undefined, answer, ['tenancy'])]]),
      now,
    ),
  );

describe('the fingerprint of a posture', () => {
  it('stays while nothing that is shown as a state changes', () => {
    expect(fingerprint({}, undefined, NOW + DAY - 1)).to.equal(fingerprint());
    const later = observationOf({checkedAt: {wall: NOW + 1_000, monotonic: 2_000}});
    expect(fingerprint({}, later)).to.equal(fingerprint({}, observationOf()));
  });

  const CHANGES: readonly [name: string, members: Members, answer?: Observation][] = [
    ['a control has less behind it', {controls: [{...MEMBERS.controls[0], evidence: []}]}],
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
    ['words claim more than before', {summary: 'AI decides.'}],
  ];
  for (const [name, ...change] of CHANGES) {
    it(`changes where ${name}`, () => {
      expect(fingerprint(...change)).not.to.equal(fingerprint());
    });
  }

  const DEADLINES: readonly [name: string, deadline: number][] = [
    ['a report', NOW + DAY],
    ['evidence', NOW + 2 * DAY],
    ['the manifest', NOW + 3 * DAY],
  ];
  for (const [name, deadline] of DEADLINES) {
    it(`changes at the very millisecond at which ${name} expires`, () => {
      const seen = [deadline - 2, deadline - 1, deadline].map((now) =>
        fingerprint({}, undefined, now),
      );
      expect(seen[1]).to.equal(seen[0]);
      expect(seen[2]).not.to.equal(seen[1]);
    });
  }

  it('changes where a guard that could not be asked is asked in vain', () => {
    const asked = observationOf({verdict: 'unknown', reason: 'timeout', proven: false});
    const offline = observationOf({verdict: 'unchecked', reason: 'offline', proven: false});
    const network = observationOf({verdict: 'unknown', reason: 'network', proven: false});
    expect(fingerprint({}, asked)).not.to.equal(fingerprint({}, offline));
    expect(fingerprint({}, asked)).not.to.equal(fingerprint({}, network));
  });
});
