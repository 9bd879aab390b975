/**
 * Every field of a snapshot, checked against the posture it was taken from. One file, because the
 * tests share the same entries and the same way to take a snapshot.
 */
import {expect} from '@open-wc/testing';
import {REASON_RULES, type StateReason} from '../../src/export/reasons.js';
import {type ControlRow, type SnapshotSource, type Snapshot} from '../../src/export/snapshot.js';
import {VERSION} from '../../src/version.js';
import {edit, errors, full, minimal} from '../fixtures/manifests.js';
import {at, DAY, documentOf, evidenceOf, MINIMAL, NOW, observationOf} from '../fixtures/posture.js';
import {
  BLOCKED,
  MANIFEST_URL,
  OPEN,
  snapshotOf,
  sourceOf,
  snapshots,
  TIMED_OUT,
} from '../fixtures/snapshots.js';

type Members = Readonly<Record<string, unknown>>;

const takeSnapshot = (
  manifest: unknown,
  ...rest: [observations?: (typeof OPEN)[], members?: Partial<SnapshotSource>]
) => snapshotOf(sourceOf(manifest, ...rest));

const UNMET = {id: 'tenancy', title: 'Tenant isolation', state: 'unmet'};
const MET = {id: 'keys', title: 'Key custody', state: 'met', evidence: ['document']};
const ENTRIES = {
  gates: [UNMET, MET],
  evidence: [
    evidenceOf({id: 'attestation'}),
    evidenceOf({id: 'own', issuer: 'Vendor Ltd.'}),
    documentOf({id: 'document'}),
    documentOf({id: 'internal', access: 'internal'}),
    documentOf({id: 'expired', expiresAt: at(0)}),
    documentOf({id: 'undated', issuedAt: undefined}),
    documentOf({id: 'future', issuedAt: at(DAY)}),
  ],
  guards: [{id: 'write', title: 'Write', route: '/api/write', gates: ['tenancy']}],
};
const reasonsOf = (row: {readonly reasons: readonly StateReason[]} | undefined) =>
  row?.reasons.map(({rule, id}) => (id === null ? rule : `${rule}:${id}`));

describe('a snapshot', () => {
  it('survives a round trip through JSON', () => {
    for (const [name, , snapshot] of snapshots())
      expect(JSON.parse(JSON.stringify(snapshot)), name).to.deep.equal(snapshot);
  });

  it('says who attests, and whose word that is', () => {
    const {controls, evidence} = takeSnapshot({
      ...MINIMAL,
      ...ENTRIES,
      controls: [
        {id: 'attested', title: 'It', current: 'Now.', evidence: ['attestation', 'own']},
        {id: 'evidenced', title: 'It', current: 'Now.', evidence: ['own']},
        {id: 'stated', title: 'It', current: 'Now.'},
      ],
    });
    const attestation = 'assurance.attested Assessor';
    expect(controls.map(({backing}) => backing)).to.deep.equal([
      attestation,
      'assurance.evidenced ',
      'assurance.stated ',
    ]);
    const rows = evidence.filter(({issuer}) => issuer !== null);
    expect(rows.map((it) => [it.attestation, it.issuerUrl])).to.deep.equal([
      [attestation, 'https://assessor.example/'],
      [null, 'https://assessor.example/'],
    ]);
  });

  it('has the states of the posture in every row', () => {
    for (const [name, {posture}, snapshot] of snapshots()) {
      const {controls, gates, guards, roadmap, readiness} = posture!;
      expect(
        snapshot.controls.map(({id, state, assurance, attestedBy}) => ({
          id,
          state,
          assurance,
          attestedBy,
        })),
        name,
      ).to.deep.equal(
        controls.map(({control: {id}, state, assurance, attestedBy}) => ({
          id,
          state,
          assurance,
          attestedBy,
        })),
      );
      expect(snapshot.gates.map(({id, state}) => ({id, state}))).to.deep.equal(
        gates.map(({gate: {id, state}}) => ({id, state})),
      );
      expect(
        snapshot.observations.map(({guard, verdict, agreement}) => ({guard, verdict, agreement})),
      ).to.deep.equal(
        guards.map(({guard: {id}, observation, agreement}) => ({
          guard: id,
          verdict: observation?.verdict ?? 'unchecked',
          agreement,
        })),
      );
      expect(snapshot.roadmap.map(({id, stage}) => ({id, stage}))).to.deep.equal(
        roadmap.map(({item: {id, stage}}) => ({id, stage})),
      );
      expect(
        snapshot.readiness.map((it) => [it.report, it.requirements.map(({state}) => state)]),
      ).to.deep.equal(
        readiness.map((it) => [
          it.report ? 'issued' : 'none',
          it.requirements.map(({state}) => state),
        ]),
      );
    }
  });

  it('identifies the organization, the manifest’s bytes, the page and the time', () => {
    const {takenAt, element, page, language, organization, manifest} = takeSnapshot(full());
    expect({takenAt, element, page, language}).to.deep.equal({
      takenAt: '2027-05-20T12:00:00.000Z',
      element: VERSION,
      page: 'https://portal.example/vendors?id=1',
      language: 'en',
    });
    expect(organization).to.deep.equal({
      name: 'Vendor',
      product: 'Ledger',
      url: 'https://vendor.example/',
    });
    expect(manifest).to.deep.equal({
      url: MANIFEST_URL,
      sha256: 'ab'.repeat(32),
      sha256Reason: null,
      id: 'https://vendor.example/trust',
      schemaVersion: '1.0',
      version: '2026.11.22',
      publishedAt: '2026-11-22T09:30:00Z',
      expiresAt: '2027-11-22',
      fetchedAt: '2027-05-20T11:59:55.000Z',
      loadState: 'ready',
      signature: 'unsigned',
    });
  });

  it('has null for the fields that a manifest omits', () => {
    const {organization, manifest} = takeSnapshot(minimal(), [], {fetchedAt: undefined});
    expect(organization).to.deep.equal({name: 'Vendor', product: null, url: null});
    expect(manifest).to.include({expiresAt: null, fetchedAt: null});
  });

  it('without a manifest contains the error and the requested URL', () => {
    const error = {
      reason: 'refused',
      message: 'It breaks rules.',
      problems: errors(['/id', 'missing-field', '"id"', 'nothing']),
    } as const;
    const source = sourceOf(minimal(), [], {
      loaded: undefined,
      posture: undefined,
      fetchedAt: undefined,
      loadState: 'failed',
      error,
      source: MANIFEST_URL,
    });
    const snapshot = snapshotOf(source, {reason: 'no-manifest'});
    expect(snapshot).to.deep.include({organization: null, controls: [], observations: []});
    expect(snapshot.manifest).to.include({
      url: MANIFEST_URL,
      sha256: null,
      sha256Reason: 'no-manifest',
      id: null,
      loadState: 'failed',
      signature: null,
    });
    expect(snapshot.error).to.deep.equal({reason: 'refused', message: 'It breaks rules.'});
    expect(snapshot.problems).to.deep.equal(error.problems);
  });

  it('lists every problem once, including those of a refused reload', () => {
    const source = sourceOf({...minimal({expiresAt: '2027-01-01'}), extra: 1});
    const [claim] = source.posture!.claims;
    const [unknown] = source.loaded!.problems;
    const refused = errors(['/id', 'missing-field', '"id"', 'nothing'])[0]!;
    const error = {reason: 'refused', message: 'No.', problems: [unknown!, refused]} as const;
    const {problems} = snapshotOf({...source, loadState: 'kept', error});
    expect(problems).to.deep.equal([claim, unknown, refused]);
  });

  it('states how many problems it omits', () => {
    const source = sourceOf(minimal());
    const error = {reason: 'refused', message: 'No.', problems: [], omitted: 3} as const;
    const loaded = {...source.loaded!, omitted: 2};
    const omittedIn = (record: SnapshotSource) => snapshotOf(record).problemsOmitted;
    expect(omittedIn(source)).to.equal(0);
    expect(omittedIn({...source, loaded, loadState: 'kept', error})).to.equal(5);
  });

  it('states its limits, including that no signature was checked', () => {
    const limits = ['answer', 'statements', 'evidence', 'digest', 'clock'].map(
      (it) => `limit.${it}`,
    );
    const source = sourceOf(minimal());
    const verified: SnapshotSource = {
      ...source,
      loaded: {...source.loaded!, signature: 'verified'},
    };
    expect(snapshotOf(verified).limits).to.deep.equal(limits);
    expect(snapshotOf(source).limits).to.have.members([...limits, 'limit.unsigned']);
  });

  it('contains the URLs that the page links to, and no others', () => {
    const hrefOf = (access: string) =>
      takeSnapshot(edit(full(), '/evidence/0/access', access)).evidence[0]!.href;
    expect(hrefOf('public')).to.equal('https://vendor.example/trust/evidence/pen-test.html');
    for (const access of ['request', 'nda', 'internal'])
      expect(hrefOf(access), access).to.equal(null);
    const organization = {name: 'Vendor', url: 'https://[::bad'};
    const source = sourceOf(minimal());
    const manifest = {...source.loaded!.manifest, organization};
    const {organization: row} = snapshotOf({...source, loaded: {...source.loaded!, manifest}});
    expect(row!.url).to.equal(null);
  });

  it('flags a row once for each rule that it breaks', () => {
    const {controls, gates, readiness} = takeSnapshot({
      ...MINIMAL,
      ...ENTRIES,
      gates: [UNMET, {...MET, evidence: []}],
      controls: [
        {
          id: 'a',
          title: 'Certified, compliant',
          current: 'It is certified.',
          gates: ['tenancy'],
          evidence: ['expired'],
        },
        {id: 'b', title: 'B', gated: 'Later.', gates: ['keys']},
      ],
      readiness: [
        {
          id: 'soc-2',
          framework: 'SOC 2',
          report: 'own',
          requirements: [{id: 'r', title: 'R', evidence: ['expired']}],
        },
      ],
    });
    expect(controls.map(({flags}) => flags)).to.deep.equal([
      ['current-with-unmet-gate', 'evidence-expired', 'certification-wording'],
      ['ready-to-review'],
    ]);
    expect(gates.map(({flags}) => flags)).to.deep.equal([[], ['met-gate-without-evidence']]);
    expect(readiness[0]).to.deep.include({
      report: 'none',
      reportEvidence: 'own',
      flags: ['report-without-attestation'],
    });
    expect(readiness[0]!.requirements[0]!.flags).to.deep.equal(['evidence-expired']);
  });

  it('lists everything that a gate holds back', () => {
    expect(takeSnapshot(full()).gates.map(({holdsBack}) => holdsBack)).to.deep.equal([
      {controls: [], guards: [], roadmap: ['sso'], requirements: ['soc-2/access-reviews']},
      {controls: ['encryption'], guards: ['production-write'], roadmap: [], requirements: []},
    ]);
  });
});

describe('an observation in a snapshot', () => {
  const observationAfter = (...observations: (typeof OPEN)[]) =>
    takeSnapshot(full(), observations).observations[0]!;

  it('is pending if the guard has not been checked', () => {
    expect(observationAfter()).to.deep.equal({
      guard: 'production-write',
      title: 'Production write',
      route: '/api/production-write',
      expected: 'blocked',
      endpoint: null,
      verdict: 'unchecked',
      reason: 'pending',
      proven: false,
      agreement: 'undetermined',
      status: null,
      checkedAt: null,
      lastVerifiedAt: null,
      contradiction: null,
      unmetGates: [],
      effects: null,
      release: null,
      clockSkew: false,
      flags: [],
    });
  });

  it('contains the answer, its time, and the time of the last verified answer', () => {
    expect(observationAfter({...BLOCKED, release: 'a1', clockSkew: true})).to.deep.include({
      verdict: 'blocked',
      reason: 'answered-blocked',
      proven: true,
      agreement: 'agrees',
      endpoint: BLOCKED.endpoint,
      status: 403,
      unmetGates: ['key-custody'],
      checkedAt: '2027-05-20T12:00:00.000Z',
      lastVerifiedAt: '2027-05-20T12:00:00.000Z',
      effects: BLOCKED.effects,
      release: 'a1',
      clockSkew: true,
      contradiction: null,
    });
  });

  it('keeps a contradiction through a later outage', () => {
    expect(observationAfter(OPEN, TIMED_OUT)).to.deep.include({
      verdict: 'unknown',
      reason: 'timeout',
      agreement: 'contradicts',
      status: null,
      contradiction: {
        verdict: 'open',
        reason: 'answered-open',
        status: 200,
        unmetGates: [],
        checkedAt: '2027-05-20T12:00:00.000Z',
      },
    });
  });

  it('contains nothing of an older answer while the guard is unchecked', () => {
    const unchecked = observationOf({
      ...BLOCKED,
      verdict: 'unchecked',
      reason: 'offline',
      proven: false,
      release: 'a1',
      clockSkew: true,
    });
    expect(observationAfter(unchecked)).to.deep.include({
      verdict: 'unchecked',
      reason: 'offline',
      endpoint: null,
      status: null,
      checkedAt: null,
      unmetGates: [],
      effects: null,
      release: null,
      clockSkew: false,
    });
  });

  it('expects an open route if every gate of the guard is met', () => {
    const manifest = {...full(), gates: [{...MET, id: 'key-custody', evidence: []}]};
    const {observations} = takeSnapshot({
      ...manifest,
      controls: [],
      roadmap: undefined,
      readiness: [],
      updates: [],
    });
    expect(observations[0]!.expected).to.equal('open');
  });
});

describe('the reasons for a state', () => {
  const control = (members: Members, observations: (typeof OPEN)[] = []): ControlRow =>
    takeSnapshot(
      {...MINIMAL, ...ENTRIES, controls: [{id: 'it', title: 'It', ...members}]},
      observations,
    ).controls[0]!;

  it('list the statements, gates and evidence of a control, each once', () => {
    const gates = ['tenancy', 'keys', 'tenancy'];
    expect(reasonsOf(control({current: 'Now.', gated: 'Later.', gates}))).to.deep.equal([
      'gated-statement',
      'current-statement',
      'gate-unmet:tenancy',
      'gate-met:keys',
      'no-evidence',
    ]);
    expect(reasonsOf(control({notApplicable: 'Never.'}))).to.deep.equal([
      'not-applicable',
      'no-evidence',
    ]);
  });

  it('give the status of each piece of evidence', () => {
    const evidence = ENTRIES.evidence.map(({id}) => id);
    expect(reasonsOf(control({current: 'Now.', evidence}))).to.deep.equal([
      'current-statement',
      'attested:attestation',
      'evidence-in-date:own',
      'evidence-in-date:document',
      'evidence-internal:internal',
      'evidence-expired:expired',
      'evidence-undated:undated',
      'evidence-not-yet-issued:future',
    ]);
  });

  it('begin with a guard that contradicts', () => {
    const open = {...OPEN, guard: 'write'};
    const members = {current: 'Now.', guards: ['write']};
    expect(reasonsOf(control(members, [open]))).to.deep.equal([
      'guard-contradicts:write',
      'current-statement',
      'no-evidence',
    ]);
    expect(reasonsOf(control(members))).to.deep.equal(['current-statement', 'no-evidence']);
  });

  it('list the vendor’s statement and the evidence of a gate', () => {
    const {gates} = takeSnapshot({...MINIMAL, ...ENTRIES});
    expect(gates.map(reasonsOf)).to.deep.equal([
      ['stated', 'no-evidence'],
      ['stated', 'evidence-in-date:document'],
    ]);
  });

  it('do not change as time passes after the posture was derived', () => {
    const source = sourceOf({
      ...MINIMAL,
      ...ENTRIES,
      controls: [{...MINIMAL.controls[0], evidence: ['attestation']}],
    });
    const later = snapshotOf({...source, takenAt: NOW + 2 * DAY});
    expect(later.controls[0]!.assurance).to.equal('attested');
    expect(reasonsOf(later.controls[0])).to.include('attested:attestation');
  });

  it('determine the derived state, in every combination', () => {
    const rulesSeen = new Set<string>();
    const subsets = <T>(items: readonly T[]): T[][] =>
      items.reduce<T[][]>((all, item) => [...all, ...all.map((some) => [...some, item])], [[]]);
    const evidenceSets = subsets(ENTRIES.evidence.map(({id}) => id));
    const statements = [
      {current: 'Now.'},
      {current: 'Now.', gated: 'Later.', gates: ['tenancy']},
      {gated: 'Later.', gates: ['keys']},
      {notApplicable: 'Never.'},
    ];
    const gateSets = subsets(['tenancy', 'keys']);
    const controls = evidenceSets.flatMap((evidence, i) =>
      statements.map((members, j) => ({
        id: `c-${i}-${j}`,
        title: 'It',
        evidence,
        ...members,
        guards: i % 2 ? ['write'] : [],
      })),
    );
    const requirements = evidenceSets.flatMap((evidence, i) =>
      gateSets.map((gates, j) => ({id: `r-${i}-${j}`, title: 'It', evidence, gates})),
    );
    const readiness = [{id: 'soc-2', framework: 'SOC 2', requirements}];
    const snapshot: Snapshot = takeSnapshot({...MINIMAL, ...ENTRIES, controls, readiness}, [
      {...OPEN, guard: 'write'},
    ]);
    const rulesOf = (row: {reasons: readonly StateReason[]}) => {
      const rules = new Set(row.reasons.map(({rule}) => rule));
      rules.forEach((rule) => rulesSeen.add(rule));
      return rules;
    };
    for (const row of snapshot.controls) {
      const rules = rulesOf(row);
      const state = rules.has('guard-contradicts')
        ? 'contradicted'
        : rules.has('not-applicable')
          ? 'not-applicable'
          : !rules.has('gated-statement')
            ? 'current'
            : rules.has('current-statement')
              ? 'partial'
              : 'gated';
      const assurance = rules.has('attested')
        ? 'attested'
        : rules.has('evidence-in-date')
          ? 'evidenced'
          : 'stated';
      expect(row, row.id).to.include({state, assurance});
    }
    for (const row of snapshot.readiness[0]!.requirements) {
      const rules = rulesOf(row);
      const inDate = ['attested', 'evidence-in-date', 'evidence-internal'] as const;
      const supported = inDate.some((rule) => rules.has(rule)) && !rules.has('gate-unmet');
      expect(row.state, row.id).to.equal(supported ? 'supported' : 'open');
    }
    snapshot.gates.forEach(rulesOf);
    expect([...rulesSeen]).to.have.members([...REASON_RULES]);
  });
});
