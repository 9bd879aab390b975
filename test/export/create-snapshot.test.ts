import {expect} from '@open-wc/testing';
import {REASON_RULES, type StateReason} from '../../src/export/reasons.js';
import {createSnapshot} from '../../src/export/create-snapshot.js';
import {type ControlRow, type SnapshotSource, type Snapshot} from '../../src/export/snapshot.js';
import {edit, errors, full, minimal} from '../fixtures/manifests.js';
import {at, DAY, documentOf, evidenceOf, MINIMAL, NOW, observationOf} from '../fixtures/posture.js';
import {
  BLOCKED,
  MANIFEST_URL,
  OPEN,
  say,
  seenOf,
  snapshots,
  TIMED_OUT,
} from '../fixtures/snapshots.js';

type Members = Readonly<Record<string, unknown>>;

const take = (
  document: unknown,
  ...rest: [observations?: (typeof OPEN)[], members?: Partial<SnapshotSource>]
) => createSnapshot(seenOf(document, ...rest), say);

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
  it('reads back from its own text as it was', () => {
    for (const [name, , snapshot] of snapshots())
      expect(JSON.parse(JSON.stringify(snapshot)), name).to.deep.equal(snapshot);
  });

  it('says of every row what the posture says', () => {
    for (const [name, {posture}, snapshot] of snapshots()) {
      const {controls, gates, guards, roadmap, readiness} = posture!;
      expect(
        snapshot.controls.map(({id, state, assurance, attestedBy}) => ({
          ...{id, state, assurance, attestedBy},
        })),
        name,
      ).to.deep.equal(
        controls.map(({control: {id}, state, assurance, attestedBy}) => ({
          ...{id, state, assurance, attestedBy},
        })),
      );
      expect(snapshot.gates.map(({id, state}) => ({id, state}))).to.deep.equal(
        gates.map(({gate: {id, state}}) => ({id, state})),
      );
      expect(
        snapshot.observations.map(({guard, verdict, agreement}) => ({guard, verdict, agreement})),
      ).to.deep.equal(
        guards.map(({guard: {id}, observation, agreement}) => ({
          ...{guard: id, verdict: observation?.verdict ?? 'unchecked', agreement},
        })),
      );
      expect(snapshot.roadmap.map(({id, stage}) => ({id, stage}))).to.deep.equal(
        roadmap.map(({item: {id, stage}}) => ({id, stage})),
      );
      expect(snapshot.readiness.map((it) => [it.report, it.requirements.map((r) => r.state)]))
        .to //
        .deep.equal(
          readiness.map((it) => [
            it.report ? 'issued' : 'none',
            it.requirements.map(({state}) => state),
          ]),
        );
    }
  });

  it('tells who spoke, which bytes they were, where and when', () => {
    const {takenAt, element, page, language, organization, manifest} = take(full());
    expect({takenAt, element, page, language}).to.deep.equal({
      takenAt: '2027-05-20T12:00:00.000Z',
      element: '1.2.3',
      page: 'https://portal.example/vendors?id=1',
      language: 'en',
    });
    expect(organization).to.deep.equal({
      ...{name: 'Vendor', product: 'Ledger', url: 'https://vendor.example/'},
    });
    expect(manifest).to.deep.equal({
      ...{url: MANIFEST_URL, sha256: 'ab'.repeat(32), sha256Reason: null},
      ...{id: 'https://vendor.example/trust', schemaVersion: '1.0', version: '2026.11.22'},
      ...{publishedAt: '2026-11-22T09:30:00Z', expiresAt: '2027-11-22'},
      ...{fetchedAt: '2027-05-20T11:59:55.000Z', loadState: 'ready', signature: 'unsigned'},
    });
  });

  it('says null of what a manifest leaves out', () => {
    const {organization, manifest} = take(minimal(), [], {fetchedAt: undefined});
    expect(organization).to.deep.equal({name: 'Vendor', product: null, url: null});
    expect(manifest).to.include({expiresAt: null, fetchedAt: null});
  });

  it('of nothing says why nothing is shown, and from where it was asked', () => {
    const error = {
      reason: 'refused',
      message: 'It breaks rules.',
      problems: errors(['/id', 'missing-field', '"id"', 'nothing']),
    } as const;
    const snapshot = take(minimal(), [], {
      ...{loaded: undefined, posture: undefined, fetchedAt: undefined, loadState: 'failed', error},
      ...{source: MANIFEST_URL, sha256: {reason: 'no-manifest'}},
    });
    expect(snapshot).to.deep.include({organization: null, controls: [], observations: []});
    expect(snapshot.manifest).to.include({
      ...{url: MANIFEST_URL, sha256: null, sha256Reason: 'no-manifest', id: null},
      ...{loadState: 'failed', signature: null},
    });
    expect(snapshot.error).to.deep.equal({reason: 'refused', message: 'It breaks rules.'});
    expect(snapshot.problems).to.deep.equal(error.problems);
  });

  it('names every problem once, those of a reload that was refused as well', () => {
    const seen = seenOf({...minimal({expiresAt: '2027-01-01'}), extra: 1});
    const [claim] = seen.posture!.claims;
    const [unknown] = seen.loaded!.problems;
    const refused = errors(['/id', 'missing-field', '"id"', 'nothing'])[0]!;
    const error = {reason: 'refused', message: 'No.', problems: [unknown!, refused]} as const;
    const {problems} = createSnapshot({...seen, loadState: 'kept', error}, say);
    expect(problems).to.deep.equal([claim, unknown, refused]);
  });

  it('says what it does not prove, and of a signature where none was checked', () => {
    const limits = ['answer', 'statements', 'evidence', 'digest', 'clock'].map(
      (it) => `limit.${it}`,
    );
    const seen = seenOf(minimal());
    const verified: SnapshotSource = {...seen, loaded: {...seen.loaded!, signature: 'verified'}};
    expect(createSnapshot(verified, say).limits).to.deep.equal(limits);
    expect(createSnapshot(seen, say).limits).to.have.members([...limits, 'limit.unsigned']);
  });

  it('names the addresses that the page links to, and no other', () => {
    const hrefOf = (access: string) =>
      take(edit(full(), '/evidence/0/access', access)).evidence[0]!.href;
    expect(hrefOf('public')).to.equal('https://vendor.example/trust/evidence/pen-test.html');
    for (const access of ['request', 'nda', 'internal'])
      expect(hrefOf(access), access).to.equal(null);
    const organization = {name: 'Vendor', url: 'https://[::bad'};
    const seen = seenOf(minimal());
    const manifest = {...seen.loaded!.manifest, organization};
    const {organization: row} = createSnapshot({...seen, loaded: {...seen.loaded!, manifest}}, say);
    expect(row!.url).to.equal(null);
  });

  it('flags a row with the rules of its own overclaims, each once', () => {
    const {controls, gates, readiness} = take({
      ...MINIMAL,
      ...ENTRIES,
      gates: [UNMET, {...MET, evidence: []}],
      controls: [
        {
          ...{id: 'a', title: 'Certified, compliant', current: 'It is certified.'},
          ...{gates: ['tenancy'], evidence: ['expired']},
        },
        {id: 'b', title: 'B', gated: 'Later.', gates: ['keys']},
      ],
      readiness: [
        {
          ...{id: 'soc-2', framework: 'SOC 2', report: 'own'},
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
      ...{report: 'none', reportEvidence: 'own', flags: ['report-without-attestation']},
    });
    expect(readiness[0]!.requirements[0]!.flags).to.deep.equal(['evidence-expired']);
  });

  it('names everything that a gate holds back', () => {
    expect(take(full()).gates.map(({holdsBack}) => holdsBack)).to.deep.equal([
      {controls: [], guards: [], roadmap: ['sso'], requirements: ['soc-2/access-reviews']},
      {controls: ['encryption'], guards: ['production-write'], roadmap: [], requirements: []},
    ]);
  });
});

describe('an observation in a snapshot', () => {
  const observe = (...observations: (typeof OPEN)[]) => take(full(), observations).observations[0]!;

  it('is pending where the guard has not been asked', () => {
    expect(observe()).to.deep.equal({
      ...{guard: 'production-write', title: 'Production write', route: '/api/production-write'},
      ...{expected: 'blocked', endpoint: null, verdict: 'unchecked', reason: 'pending'},
      ...{proven: false, agreement: 'undetermined', status: null, checkedAt: null},
      ...{lastVerifiedAt: null, contradiction: null, unmetGates: [], effects: null},
      ...{release: null, clockSkew: false, flags: []},
    });
  });

  it('is the answer, when it came, and when it was last verified', () => {
    expect(observe({...BLOCKED, release: 'a1', clockSkew: true})).to.deep.include({
      ...{verdict: 'blocked', reason: 'answered-blocked', proven: true, agreement: 'agrees'},
      ...{endpoint: BLOCKED.endpoint, status: 403, unmetGates: ['key-custody']},
      ...{checkedAt: '2027-05-20T12:00:00.000Z', lastVerifiedAt: '2027-05-20T12:00:00.000Z'},
      ...{effects: BLOCKED.effects, release: 'a1', clockSkew: true, contradiction: null},
    });
  });

  it('keeps a contradiction beside a later outage', () => {
    expect(observe(OPEN, TIMED_OUT)).to.deep.include({
      ...{verdict: 'unknown', reason: 'timeout', agreement: 'contradicts', status: null},
      contradiction: {
        ...{verdict: 'open', reason: 'answered-open', status: 200, unmetGates: []},
        checkedAt: '2027-05-20T12:00:00.000Z',
      },
    });
  });

  it('has nothing of an older answer while nobody is asked', () => {
    const unasked = observationOf({
      ...BLOCKED,
      ...{verdict: 'unchecked', reason: 'offline', proven: false, release: 'a1', clockSkew: true},
    });
    expect(observe(unasked)).to.deep.include({
      ...{verdict: 'unchecked', reason: 'offline', endpoint: null, status: null, checkedAt: null},
      ...{unmetGates: [], effects: null, release: null, clockSkew: false},
    });
  });

  it('expects an open route where every gate of the guard is met', () => {
    const document = {...full(), gates: [{...MET, id: 'key-custody', evidence: []}]};
    const {observations} = take({
      ...document,
      ...{controls: [], roadmap: undefined, readiness: [], updates: []},
    });
    expect(observations[0]!.expected).to.equal('open');
  });
});

describe('the reasons of a state', () => {
  const control = (members: Members, observations: (typeof OPEN)[] = []): ControlRow =>
    take({...MINIMAL, ...ENTRIES, controls: [{id: 'it', title: 'It', ...members}]}, observations)
      .controls[0]!;

  it('are the statements, the gates and the evidence of a control, each once', () => {
    const gates = ['tenancy', 'keys', 'tenancy'];
    expect(reasonsOf(control({current: 'Now.', gated: 'Later.', gates}))).to.deep.equal([
      ...['gated-statement', 'current-statement', 'gate-unmet:tenancy', 'gate-met:keys'],
      'no-evidence',
    ]);
    expect(reasonsOf(control({notApplicable: 'Never.'}))).to.deep.equal([
      ...['not-applicable', 'no-evidence'],
    ]);
  });

  it('say of each evidence how it stands', () => {
    const evidence = ENTRIES.evidence.map(({id}) => id);
    expect(reasonsOf(control({current: 'Now.', evidence}))).to.deep.equal([
      ...['current-statement', 'attested:attestation', 'evidence-in-date:own'],
      ...['evidence-in-date:document', 'evidence-internal:internal', 'evidence-expired:expired'],
      ...['evidence-undated:undated', 'evidence-not-yet-issued:future'],
    ]);
  });

  it('begin with the guard that contradicts', () => {
    const open = {...OPEN, guard: 'write'};
    const members = {current: 'Now.', guards: ['write']};
    expect(reasonsOf(control(members, [open]))).to.deep.equal([
      ...['guard-contradicts:write', 'current-statement', 'no-evidence'],
    ]);
    expect(reasonsOf(control(members))).to.deep.equal(['current-statement', 'no-evidence']);
  });

  it('of a gate are the vendor’s word, and what is behind it', () => {
    const {gates} = take({...MINIMAL, ...ENTRIES});
    expect(gates.map(reasonsOf)).to.deep.equal([
      ['stated', 'no-evidence'],
      ['stated', 'evidence-in-date:document'],
    ]);
  });

  it('do not change with the time that passes after the posture was derived', () => {
    const seen = seenOf({
      ...MINIMAL,
      ...ENTRIES,
      controls: [{...MINIMAL.controls[0], evidence: ['attestation']}],
    });
    const later = createSnapshot({...seen, takenAt: NOW + 2 * DAY}, say);
    expect(later.controls[0]!.assurance).to.equal('attested');
    expect(reasonsOf(later.controls[0])).to.include('attested:attestation');
  });

  it('amount to the state that the posture derives, whatever is combined', () => {
    const met = new Set<string>();
    const subsets = <T>(items: readonly T[]): T[][] =>
      items.reduce<T[][]>((all, item) => [...all, ...all.map((some) => [...some, item])], [[]]);
    const backing = subsets(ENTRIES.evidence.map(({id}) => id));
    const said = [
      {current: 'Now.'},
      {current: 'Now.', gated: 'Later.', gates: ['tenancy']},
      {gated: 'Later.', gates: ['keys']},
      {notApplicable: 'Never.'},
    ];
    const gates = subsets(['tenancy', 'keys']);
    const controls = backing.flatMap((evidence, i) =>
      said.map((members, j) => ({
        ...{id: `c-${i}-${j}`, title: 'It', evidence, ...members},
        guards: i % 2 ? ['write'] : [],
      })),
    );
    const requirements = backing.flatMap((evidence, i) =>
      gates.map((each, j) => ({id: `r-${i}-${j}`, title: 'It', evidence, gates: each})),
    );
    const readiness = [{id: 'soc-2', framework: 'SOC 2', requirements}];
    const snapshot: Snapshot = take({...MINIMAL, ...ENTRIES, controls, readiness}, [
      {...OPEN, guard: 'write'},
    ]);
    const rulesOf = (row: {reasons: readonly StateReason[]}) => {
      const rules = new Set(row.reasons.map(({rule}) => rule));
      rules.forEach((rule) => met.add(rule));
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
    expect([...met]).to.have.members([...REASON_RULES]);
  });
});
