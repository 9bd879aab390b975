/**
 * Every state of a posture, by kind of row. One file, because the tests share the entries below.
 */
import {expect} from '@open-wc/testing';
import type {Observation} from '../../src/guard/observation.js';
import {recordObservation, type GuardRecord} from '../../src/posture/agreement.js';
import {derivePosture} from '../../src/posture/at-once.js';
import {
  CONTROL_STATES,
  type ControlPosture,
  type ControlState,
  type GuardPosture,
  type Posture,
} from '../../src/posture/posture.js';
import {
  at,
  DAY,
  documentOf,
  evidenceOf,
  frozen,
  manifestOf,
  MINIMAL,
  NOW,
  observationOf,
} from '../fixtures/posture.js';
import {withoutClock} from '../fixtures/without-clock.js';

type Members = Readonly<Record<string, unknown>>;

const UNMET = {id: 'tenancy', title: 'Tenant isolation', state: 'unmet'};
const MET = {...UNMET, state: 'met', evidence: ['tested']};
const KEYS = {id: 'keys', title: 'Key custody', state: 'unmet'};
const TESTED = documentOf({id: 'tested'});
const GUARD = {id: 'write', title: 'Production write', route: '/api/write', gates: ['tenancy']};
const LOGGING = MINIMAL.controls[0]!;

/** Every entry that a control, gate or guard in the tests may reference. */
const ENTRIES = {gates: [UNMET, KEYS], guards: [GUARD], evidence: [TESTED]};

const derive = (
  members: Members,
  records: Readonly<Record<string, GuardRecord>> = {},
  now = NOW,
): Posture => derivePosture(manifestOf(members), new Map(Object.entries(records)), now);

/** Returns the record of one guard after these observations, in order. */
const recordOf = (...observations: Observation[]): GuardRecord =>
  observations.reduce<GuardRecord | undefined>(
    (record, observation) => recordObservation(record, observation, ['tenancy']),
    undefined,
  )!;

const OPEN = observationOf({
  verdict: 'open',
  reason: 'answered-open',
  status: 200,
  unmetGates: [],
});
const UNKNOWN = observationOf({
  verdict: 'unknown',
  reason: 'timeout',
  proven: false,
  unmetGates: [],
  checkedAt: {wall: NOW + 1_000, monotonic: 2_000},
});
const BLOCKED_LATER = observationOf({checkedAt: {wall: NOW + 2_000, monotonic: 3_000}});

const ids = (entries: readonly {readonly id: string}[]) => entries.map(({id}) => id);

describe('a control', () => {
  const control = (members: Members, record?: GuardRecord, entries: Members = {}): ControlPosture =>
    derive(
      {...ENTRIES, controls: [{id: 'it', title: 'It', ...members}], ...entries},
      record && {write: record},
    ).controls[0]!;

  const STATEMENTS: readonly [state: ControlState, members: Members][] = [
    ['not-applicable', {notApplicable: 'There is one tenant.'}],
    ['gated', {gated: 'Isolated later.', gates: ['tenancy']}],
    ['partial', {current: 'Kept apart.', gated: 'Isolated later.', gates: ['tenancy']}],
    ['current', {current: 'Kept apart.'}],
  ];
  for (const [state, members] of STATEMENTS) {
    it(`is ${state} with ${Object.keys(members).join(' and ')}`, () => {
      expect(control(members).state).to.equal(state);
    });
    it(`is contradicted rather than ${state}`, () => {
      expect(control({...members, guards: ['write']}, recordOf(OPEN)).state).to.equal(
        'contradicted',
      );
    });
    it(`stays ${state} if its guard agrees or could not be checked`, () => {
      const guarded = {...members, guards: ['write']};
      expect(control(guarded, recordOf(observationOf())).state).to.equal(state);
      expect(control(guarded, recordOf(UNKNOWN)).state).to.equal(state);
      expect(control(guarded).state).to.equal(state);
    });
    it(`stays ${state} if a guard that it does not name contradicts`, () => {
      expect(control(members, recordOf(OPEN)).state).to.equal(state);
    });
  }

  it('can be in every state, with the worst state first', () => {
    expect(CONTROL_STATES).to.deep.equal(['contradicted', ...STATEMENTS.map(([state]) => state)]);
  });

  it('is not applicable rather than gated if it has both statements', () => {
    // The parser refuses this combination, but the derivation does not rely on that.
    const both = manifestOf({...ENTRIES, controls: [{id: 'it', title: 'It', current: 'Now.'}]});
    const controls = [
      {...both.controls[0]!, gated: 'Later.', gates: ['tenancy'], notApplicable: 'Never.'},
    ];
    const posture = derivePosture({...both, controls}, new Map(), NOW);
    expect(posture.controls[0]!.state).to.equal('not-applicable');
  });

  it('is contradicted if any of its guards contradicts', () => {
    const guards = [{...GUARD, id: 'access'}, GUARD];
    const members = {current: 'Kept apart.', guards: ['access', 'write']};
    expect(control(members, recordOf(OPEN), {guards}).state).to.equal('contradicted');
  });

  describe('when it is ready to review', () => {
    const entries = {gates: [MET, KEYS]};

    it('keeps its state, because only the author may restate it', () => {
      const gated = control({gated: 'Later.', gates: ['tenancy']}, undefined, entries);
      expect(gated).to.include({state: 'gated', readyToReview: true});
      const partial = {current: 'Now.', gated: 'Later.', gates: ['tenancy']};
      expect(control(partial, undefined, entries)).to.include({
        state: 'partial',
        readyToReview: true,
      });
    });

    it('has no unmet gate', () => {
      const two = control({gated: 'Later.', gates: ['tenancy', 'keys']}, undefined, entries);
      expect(two.readyToReview).to.be.false;
      expect(control({gated: 'Later.', gates: ['tenancy']}).readyToReview).to.be.false;
    });

    it('has a gated statement', () => {
      const current = control({current: 'Now.', gates: ['tenancy']}, undefined, entries);
      expect(current.readyToReview).to.be.false;
      expect(control({notApplicable: 'One tenant.'}).readyToReview).to.be.false;
    });

    it('may still be contradicted', () => {
      const members = {gated: 'Later.', gates: ['tenancy'], guards: ['write']};
      const posture = control(members, recordOf(OPEN), entries);
      expect(posture).to.include({state: 'contradicted', readyToReview: true});
    });
  });

  it('takes its assurance from its own evidence', () => {
    const evidence = [TESTED, evidenceOf()];
    const assurance = (...names: string[]) =>
      control({current: 'Now.', evidence: names}, undefined, {evidence}).assurance;
    expect(assurance()).to.equal('stated');
    expect(assurance('tested')).to.equal('evidenced');
    expect(assurance('tested', 'proof')).to.equal('attested');
  });

  it('is not attested by its own organization', () => {
    const evidence = [evidenceOf({issuer: 'VENDOR Ltd.'})];
    const own = control({current: 'Now.', evidence: ['proof']}, undefined, {evidence});
    expect(own.assurance).to.equal('evidenced');
  });

  it('names each attesting issuer once, and no other issuer', () => {
    const evidence = [
      evidenceOf(),
      evidenceOf({id: 'again'}),
      evidenceOf({id: 'other', kind: 'report', issuer: 'Auditor'}),
      evidenceOf({id: 'own', issuer: 'Vendor'}),
      evidenceOf({id: 'old', issuer: 'Elder', expiresAt: at(0)}),
      documentOf({id: 'paper', issuer: 'Printer'}),
    ];
    const attestedBy = (...names: string[]) =>
      control({current: 'Now.', evidence: names}, undefined, {evidence}).attestedBy;
    expect(attestedBy('own', 'other', 'proof', 'again', 'old', 'paper')).to.deep.equal([
      'Auditor',
      'Assessor',
    ]);
    expect(attestedBy('own', 'old', 'paper')).to.deep.equal([]);
  });

  it('gains no assurance from a guard that agrees', () => {
    const guarded = control({current: 'Now.', guards: ['write']}, recordOf(observationOf()));
    expect(guarded.guards[0]!.agreement).to.equal('agrees');
    expect(guarded.assurance).to.equal('stated');
  });

  it('lists its gates, guards and evidence with its freshness, in their order', () => {
    const evidence = [
      TESTED,
      documentOf({id: 'expired', expiresAt: at(0)}),
      documentOf({id: 'undated', issuedAt: undefined}),
      documentOf({id: 'announced', issuedAt: at(1)}),
    ];
    const posture = control(
      {
        current: 'Now.',
        gated: 'Later.',
        gates: ['keys', 'tenancy'],
        guards: ['write'],
        evidence: ['undated', 'expired', 'announced', 'tested'],
      },
      undefined,
      {evidence},
    );
    expect(ids(posture.gates)).to.deep.equal(['keys', 'tenancy']);
    expect(posture.guards.map(({guard}) => guard.id)).to.deep.equal(['write']);
    expect(posture.evidence.map((it) => `${it.evidence.id} ${it.freshness}`)).to.deep.equal([
      'undated undated',
      'expired expired',
      'announced not-yet-issued',
      'tested in-date',
    ]);
  });
});

describe('a gate', () => {
  it('holds back every entry that names it, each once', () => {
    const both = ['tenancy', 'keys', 'tenancy'];
    const {gates} = derive({
      ...ENTRIES,
      controls: [
        {id: 'twice', title: 'Twice', gated: 'Later.', gates: both},
        {id: 'once', title: 'Once', gated: 'Later.', gates: ['keys']},
        {id: 'never', title: 'Never', current: 'Now.'},
      ],
      guards: [{...GUARD, gates: both}],
      roadmap: {items: [{id: 'sso', title: 'SSO', stage: 'planned', after: both}]},
      readiness: [
        {id: 'a', framework: 'A', requirements: [{id: 'same', title: 'One', gates: both}]},
        {id: 'b', framework: 'B', requirements: [{id: 'same', title: 'Two', gates: ['keys']}]},
      ],
    });
    const [tenancy, keys] = gates.map((it) => it.holdsBack);
    expect(ids(gates.map(({gate}) => gate))).to.deep.equal(['tenancy', 'keys']);
    expect(ids(tenancy!.controls)).to.deep.equal(['twice']);
    expect(ids(keys!.controls)).to.deep.equal(['twice', 'once']);
    expect(ids(tenancy!.guards)).to.deep.equal(['write']);
    expect(ids(keys!.guards)).to.deep.equal(['write']);
    expect(ids(tenancy!.roadmap)).to.deep.equal(['sso']);
    expect(ids(keys!.roadmap)).to.deep.equal(['sso']);
    expect(tenancy!.requirements.map(({title}) => title)).to.deep.equal(['One']);
    expect(keys!.requirements.map(({title}) => title)).to.deep.equal(['One', 'Two']);
    // Ids are unique within their framework only.
    expect(ids(keys!.requirements)).to.deep.equal(['a/same', 'b/same']);
  });

  it('holds nothing back if no entry names it', () => {
    const [posture] = derive({gates: [UNMET]}).gates;
    expect(posture!.holdsBack).to.deep.equal({
      controls: [],
      guards: [],
      roadmap: [],
      requirements: [],
    });
  });

  it('keeps the state that the author gives, and lists its evidence with its freshness', () => {
    const expired = documentOf({id: 'tested', expiresAt: at(-1)});
    const [posture] = derive({gates: [MET], evidence: [expired]}).gates;
    expect(posture!.gate.state).to.equal('met');
    expect(
      posture!.evidence.map(({evidence, freshness}) => [evidence.id, freshness]),
    ).to.deep.equal([['tested', 'expired']]);
  });
});

describe('a roadmap item', () => {
  it('lists the gates that it comes after', () => {
    const items = [{id: 'sso', title: 'SSO', stage: 'done', after: ['keys', 'tenancy']}];
    const [posture] = derive({...ENTRIES, roadmap: {items}}).roadmap;
    expect(posture!.item.stage).to.equal('done');
    expect(ids(posture!.gates)).to.deep.equal(['keys', 'tenancy']);
    expect(posture!.overclaims.map(({rule}) => rule)).to.deep.equal(['done-with-unmet-gate']);
  });

  it('does not exist if the manifest has no roadmap', () => {
    expect(derive({}).roadmap).to.deep.equal([]);
  });
});

describe('a readiness requirement', () => {
  const state = (gates: readonly string[], evidence: readonly Members[]) =>
    derive({
      gates: [KEYS, MET],
      evidence: [...evidence, TESTED],
      readiness: [
        {
          id: 'soc-2',
          framework: 'SOC 2',
          requirements: [{id: 'it', title: 'It', gates, evidence: evidence.map(({id}) => id)}],
        },
      ],
    }).readiness[0]!.requirements[0]!.state;

  it('is supported by in-date evidence when all gates are met', () => {
    expect(state(['tenancy'], [evidenceOf()])).to.equal('supported');
    expect(state([], [documentOf()])).to.equal('supported');
  });

  it('is open while one of its gates is unmet', () => {
    expect(state(['keys'], [evidenceOf()])).to.equal('open');
    expect(state(['tenancy', 'keys'], [evidenceOf()])).to.equal('open');
  });

  it('is open while it has no in-date evidence', () => {
    expect(state(['tenancy'], [])).to.equal('open');
    expect(state([], [])).to.equal('open');
    for (const members of [{expiresAt: at(0)}, {issuedAt: undefined}, {issuedAt: at(1)}])
      expect(state(['tenancy'], [documentOf(members)]), JSON.stringify(members)).to.equal('open');
  });

  it('is supported by in-date evidence next to expired evidence', () => {
    const expired = documentOf({id: 'old', expiresAt: at(-1)});
    expect(state(['tenancy'], [expired, documentOf()])).to.equal('supported');
  });

  it('lists its gates and its evidence', () => {
    const requirement = {
      id: 'it',
      title: 'It',
      gates: ['keys', 'tenancy'],
      evidence: ['tested'],
    };
    const [readiness] = derive({
      ...ENTRIES,
      readiness: [{id: 'a', framework: 'A', requirements: [requirement]}],
    }).readiness;
    const [posture] = readiness!.requirements;
    expect(posture!.requirement.title).to.equal('It');
    expect(posture!.rowId).to.equal('a/it');
    expect(ids(posture!.gates)).to.deep.equal(['keys', 'tenancy']);
    expect(posture!.evidence.map(({freshness}) => freshness)).to.deep.equal(['in-date']);
  });
});

describe('a readiness report', () => {
  const report = (members: Members) =>
    derive({
      evidence: [evidenceOf({kind: 'report', ...members})],
      readiness: [{id: 'soc-2', framework: 'SOC 2', report: 'proof', requirements: []}],
    }).readiness[0]!.report;

  it('is issued if it is in date and from an independent issuer', () => {
    expect(report({})?.id).to.equal('proof');
  });

  for (const members of [
    {issuer: undefined},
    {issuer: 'Vendor'},
    {issuer: 'vendor inc.'},
    {kind: 'document'},
    {issuedAt: undefined},
    {issuedAt: at(1)},
    {expiresAt: undefined},
    {expiresAt: at(0)},
  ]) {
    it(`is not issued with ${JSON.stringify(Object.entries(members)[0])}`, () => {
      expect(report(members)).to.equal(undefined);
    });
  }

  it('is not issued if the manifest names none', () => {
    const [posture] = derive({
      evidence: [evidenceOf({kind: 'report'})],
      readiness: [{id: 'soc-2', framework: 'SOC 2', requirements: []}],
    }).readiness;
    expect(posture!.report).to.equal(undefined);
  });
});

describe('a guard', () => {
  const guard = (record?: GuardRecord, members: Members = {}): GuardPosture =>
    derive({...ENTRIES, ...members}, record && {write: record}).guards[0]!;

  it('is undetermined before the first answer', () => {
    const posture = guard();
    expect(posture.agreement).to.equal('undetermined');
    expect(posture.observation).to.equal(undefined);
    expect(posture.verifiedAt).to.equal(undefined);
  });

  it('agrees if it is proven blocked by exactly the unmet gates', () => {
    const posture = guard(recordOf(observationOf()));
    expect(posture.agreement).to.equal('agrees');
    expect(posture.observation).to.deep.equal(observationOf());
    expect(posture.verifiedAt).to.deep.equal(observationOf().checkedAt);
    expect(posture.contradiction).to.equal(undefined);
  });

  it('contradicts if it answers that it is open', () => {
    const posture = guard(recordOf(OPEN));
    expect(posture.agreement).to.equal('contradicts');
    expect(posture.contradiction).to.deep.equal(OPEN);
  });

  it('keeps contradicting while the latest check is inconclusive', () => {
    const posture = guard(recordOf(OPEN, UNKNOWN));
    expect(posture.agreement).to.equal('contradicts');
    expect(posture.observation).to.deep.equal(UNKNOWN);
    expect(posture.contradiction).to.deep.equal(OPEN);
  });

  it('agrees again after a proven answer that agrees', () => {
    const posture = guard(recordOf(OPEN, UNKNOWN, BLOCKED_LATER));
    expect(posture.agreement).to.equal('agrees');
    expect(posture.contradiction).to.equal(undefined);
  });

  it('is undetermined after an inconclusive check, and keeps the time of its verification', () => {
    const posture = guard(recordOf(observationOf(), UNKNOWN));
    expect(posture.agreement).to.equal('undetermined');
    expect(posture.verifiedAt).to.deep.equal(observationOf().checkedAt);
  });

  it('is compared with its unmet gates only', () => {
    const posture = guard(recordOf(observationOf()), {
      gates: [UNMET, {...KEYS, state: 'met', evidence: ['tested']}],
      guards: [{...GUARD, gates: ['keys', 'tenancy']}],
    });
    expect(ids(posture.unmet)).to.deep.equal(['tenancy']);
    expect(posture.agreement).to.equal('agrees');
  });

  it('is compared with a gate once, however often the manifest names it', () => {
    const posture = guard(recordOf(observationOf()), {
      guards: [{...GUARD, gates: ['tenancy', 'tenancy']}],
    });
    expect(ids(posture.unmet)).to.deep.equal(['tenancy']);
    expect(posture.agreement).to.equal('agrees');
  });

  it('is the same object in a control and in the list of guards', () => {
    const controls = [{...LOGGING, guards: ['write']}];
    const posture = derive({...ENTRIES, controls}, {write: recordOf(OPEN)});
    expect(posture.controls[0]!.guards[0]).to.equal(posture.guards[0]);
  });

  it('ignores the answers of other guards', () => {
    const posture = derive(ENTRIES, {read: recordOf(OPEN)});
    expect(posture.guards.map(({agreement}) => agreement)).to.deep.equal(['undetermined']);
  });
});

describe('an overclaim', () => {
  const overclaiming = {
    ...ENTRIES,
    summary: 'We are certified.',
    gates: [{...MET, evidence: []}, KEYS],
    guards: [],
    controls: Array.from({length: 11}, (_, i) => ({
      ...LOGGING,
      id: `control-${i}`,
      current: i === 10 ? 'An immutable log.' : 'A log.',
    })),
    roadmap: {items: [{id: 'sso', title: 'SSO', stage: 'done', after: ['keys']}]},
    readiness: [
      {
        id: 'soc-2',
        framework: 'SOC 2',
        report: 'tested',
        requirements: [
          {id: 'scope', title: 'Scope'},
          {id: 'tests', title: 'Tests', evidence: ['expired']},
        ],
      },
    ],
    evidence: [TESTED, documentOf({id: 'expired', expiresAt: at(-1)}), documentOf({id: 'orphan'})],
  };
  const posture = derive(overclaiming);
  const rulesOf = ({overclaims}: Pick<ControlPosture, 'overclaims'>) =>
    overclaims.map(({rule}) => rule);

  it('is listed with its own entry and with no other', () => {
    expect(posture.controls.flatMap((it, i) => rulesOf(it).map((rule) => [i, rule]))).to.deep.equal(
      [[10, 'absolute-wording']],
    );
    expect(posture.gates.map(rulesOf)).to.deep.equal([['met-gate-without-evidence'], []]);
    expect(posture.roadmap.map(rulesOf)).to.deep.equal([['done-with-unmet-gate']]);
  });

  it('in a requirement is listed with the requirement and with its framework', () => {
    const [readiness] = posture.readiness;
    expect(readiness!.requirements.map(rulesOf)).to.deep.equal([[], ['evidence-expired']]);
    expect(rulesOf(readiness!)).to.deep.equal(['evidence-expired', 'report-without-attestation']);
  });

  it('is found by its path and by every path above it', () => {
    const rules = (path: string) => posture.overclaimsAt(path).map(({rule}) => rule);
    expect(rules('/summary')).to.deep.equal(['certification-wording']);
    expect(rules('/controls/10/current')).to.deep.equal(['absolute-wording']);
    expect(rules('/controls')).to.deep.equal(['absolute-wording']);
    expect(rules('')).to.have.members(
      posture.claims.filter(({severity}) => severity === 'overclaim').map(({rule}) => rule),
    );
    expect(rules('/controls/1')).to.deep.equal([]);
    expect(rules('/controls/1/current')).to.deep.equal([]);
  });

  it('is reported with the warnings, which are listed with no entry', () => {
    const warnings = posture.claims.filter(({severity}) => severity === 'warning');
    expect(warnings.map(({path}) => path)).to.deep.equal(['/gates/0', '/evidence/2']);
    expect(posture.overclaimsAt('/evidence')).to.deep.equal([]);
  });

  it('in evidence is listed with the evidence wherever it is shown', () => {
    const evidence = [TESTED, evidenceOf({issuer: undefined})];
    const [control] = derive({
      evidence,
      controls: [{...LOGGING, evidence: ['tested', 'proof']}],
    }).controls;
    expect(control!.evidence.map(rulesOf)).to.deep.equal([[], ['attestation-without-issuer']]);
  });

  it('about the whole manifest is found at its path', () => {
    const expired = derive({expiresAt: at(0)});
    expect(expired.overclaimsAt('/expiresAt').map(({rule}) => rule)).to.deep.equal([
      'manifest-expired',
    ]);
  });
});

describe('deriving a posture', () => {
  it('returns the freshness of any evidence in the requested order', () => {
    const old = documentOf({id: 'old', expiresAt: at(0)});
    const dated = derive({evidence: [TESTED, old]}).dated(['old', 'tested']);
    expect(dated.map(({evidence, freshness}) => [evidence.id, freshness])).to.deep.equal([
      ['old', 'expired'],
      ['tested', 'in-date'],
    ]);
  });

  const manifest = manifestOf({
    ...ENTRIES,
    gates: [MET, KEYS],
    controls: [
      {...LOGGING, evidence: ['proof']},
      {id: 'sso', title: 'SSO', gated: 'Later.', gates: ['keys'], guards: ['write']},
    ],
    evidence: [TESTED, evidenceOf({expiresAt: at(DAY)})],
    roadmap: {items: [{id: 'sso', title: 'SSO', stage: 'planned', target: '2027-Q4'}]},
    readiness: [
      {
        id: 'soc-2',
        framework: 'SOC 2',
        report: 'proof',
        requirements: [{id: 'scope', title: 'Scope', evidence: ['proof']}],
      },
    ],
  });
  const records = new Map([['write', frozen(recordOf(OPEN, UNKNOWN))]]);
  const comparable = ({overclaimsAt, dated, ...rest}: Posture) => ({
    ...rest,
    overclaims: overclaimsAt(''),
    evidence: dated(['tested', 'proof']),
  });

  it('reads no clock, mutates no input, and gives the same result twice', () => {
    const before = JSON.stringify([manifest, ...records]);
    const first = withoutClock(() => derivePosture(manifest, records, NOW));
    const second = derivePosture(manifest, records, NOW);
    expect(comparable(second)).to.deep.equal(comparable(first));
    expect(JSON.stringify([manifest, ...records])).to.equal(before);
  });

  it('gives the same result for an equal manifest', () => {
    const copy = frozen(structuredClone(manifest));
    expect(comparable(derivePosture(copy, records, NOW))).to.deep.equal(
      comparable(derivePosture(manifest, records, NOW)),
    );
  });

  it('depends on the given time', () => {
    const statesAt = (now: number) => {
      const {controls, readiness} = derivePosture(manifest, records, now);
      const [{report, requirements}] = readiness as [Posture['readiness'][number]];
      return [controls[0]!.assurance, requirements[0]!.state, report?.id];
    };
    expect(statesAt(NOW)).to.deep.equal(['attested', 'supported', 'proof']);
    expect(statesAt(NOW + DAY - 1)).to.deep.equal(['attested', 'supported', 'proof']);
    expect(statesAt(NOW + DAY)).to.deep.equal(['stated', 'open', undefined]);
    expect(statesAt(NOW)).to.deep.equal(['attested', 'supported', 'proof']);
  });

  it('of the minimal manifest yields one control and nothing else', () => {
    const {controls, gates, guards, roadmap, readiness, claims} = derive({});
    expect(controls.map(({state, assurance}) => [state, assurance])).to.deep.equal([
      ['current', 'stated'],
    ]);
    expect([gates, guards, roadmap, readiness, claims]).to.deep.equal([[], [], [], [], []]);
  });
});
