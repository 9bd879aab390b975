/** Every claim check, by rule. One file, because the rules share their samples. */
import {expect} from '@open-wc/testing';
import {parseManifest} from '../../../src/manifest/parse.js';
import type {Problem} from '../../../src/manifest/problem.js';
import {checkClaims, derivePosture} from '../../../src/posture/at-once.js';
import {REMEDIES} from '../../../src/posture/claims/remedies.js';
import {CLAIM_RULES, type ClaimRule} from '../../../src/posture/claims/rules.js';
import {CLAIM_EXAMPLES, type ClaimExample} from '../../fixtures/claims.js';
import {at, DAY, documentOf, evidenceOf, manifestOf, MINIMAL, NOW} from '../../fixtures/posture.js';
import {withoutClock} from '../../fixtures/without-clock.js';

type Members = Readonly<Record<string, unknown>>;

/** Returns every problem that the parser or the claim checks find. */
function problemsOf(members: Members, now = NOW): readonly Problem[] {
  const parsed = parseManifest({...MINIMAL, ...members});
  return parsed.status === 'refused'
    ? parsed.problems
    : [...parsed.problems, ...checkClaims(parsed.manifest, now)];
}

/** Returns the places at which a manifest breaks a rule. */
const placesOf = (rule: ClaimRule, members: Members, now = NOW): readonly string[] =>
  checkClaims(manifestOf(members), now)
    .filter((problem) => problem.rule === rule)
    .map(({path}) => path);

const EXAMPLES = Object.entries<ClaimExample>(CLAIM_EXAMPLES);

const LOGGING = MINIMAL.controls[0]!;
const UNMET = {id: 'tenancy', title: 'Tenant isolation', state: 'unmet'};
const MET = {...UNMET, state: 'met'};
const GUARD = {id: 'write', title: 'Write', route: '/write', gates: ['tenancy']};
const EXPIRED = documentOf({expiresAt: at(-1)});

describe('the claim checks', () => {
  it('find nothing in the minimal manifest', () => {
    expect(problemsOf({})).to.deep.equal([]);
  });

  for (const [rule, {breaks, problem, keeps}] of EXAMPLES) {
    it(`find ${rule} and nothing else in its example`, () => {
      expect(problemsOf(breaks)).to.deep.equal([{rule, ...problem}]);
    });
    it(`find nothing in the closest manifest that does not break ${rule}`, () => {
      expect(problemsOf(keeps)).to.deep.equal([]);
    });
  }

  it('have an example and a remedy each, with overclaims before warnings', () => {
    expect(Object.keys(CLAIM_EXAMPLES)).to.include.members([...CLAIM_RULES]);
    expect(REMEDIES).to.have.all.keys(Object.keys(CLAIM_EXAMPLES));
    const severities = CLAIM_RULES.map((rule) => CLAIM_EXAMPLES[rule].problem.severity);
    expect(severities).to.deep.equal(severities.toSorted());
  });

  it('report everything at once, the most severe first, and each rule from top to bottom', () => {
    const problems = problemsOf({
      gates: [
        {...MET, id: 'a'},
        {...MET, id: 'b'},
      ],
      controls: [{...LOGGING, current: 'Certified, immutable and decided by AI.'}],
      evidence: [documentOf({issuedAt: undefined})],
    });
    expect(problems.map(({rule, path}) => `${rule} ${path}`)).to.deep.equal([
      'met-gate-without-evidence /gates/0',
      'met-gate-without-evidence /gates/1',
      'certification-wording /controls/0/current',
      'absolute-wording /controls/0/current',
      'ai-as-authority /controls/0/current',
      'evidence-undated /evidence/0',
      'orphan-gate /gates/0',
      'orphan-gate /gates/1',
      'orphan-evidence /evidence/0',
    ]);
  });

  it('depend only on the given manifest and time', () => {
    const manifest = manifestOf({
      ...CLAIM_EXAMPLES['evidence-expired'].breaks,
      summary: 'We are certified.',
    });
    const first = withoutClock(() => checkClaims(manifest, NOW));
    expect(first).to.have.length(2);
    expect(checkClaims(manifest, NOW)).to.deep.equal(first);
  });

  it('judge the same manifest differently at another time', () => {
    const manifest = manifestOf({
      summary: 'We are certified.',
      controls: [{...LOGGING, evidence: ['proof']}],
      evidence: [evidenceOf({expiresAt: at(DAY)})],
    });
    const rules = (now: number) => checkClaims(manifest, now).map(({rule}) => rule);
    expect(rules(NOW)).to.deep.equal([]);
    expect(rules(NOW + DAY)).to.deep.equal(['evidence-expired', 'certification-wording']);
    expect(rules(NOW)).to.deep.equal([]);
  });

  it('check no wording in a language without a lexicon, and say so', () => {
    const welsh = {language: 'cy', summary: 'ISO 27001 certified'};
    expect(problemsOf(welsh).map(({rule}) => rule)).to.deep.equal(['language-unchecked']);
    expect(derivePosture(manifestOf(welsh), new Map(), NOW).uncheckedLanguage).to.equal('cy');
    expect(derivePosture(manifestOf(), new Map(), NOW).uncheckedLanguage).to.equal(undefined);
  });
});

describe('current-with-unmet-gate', () => {
  const places = (control: Members, ...gates: Members[]) =>
    placesOf('current-with-unmet-gate', {gates, controls: [{...LOGGING, ...control}]});

  it('allows a met gate', () => {
    expect(places({gates: ['tenancy']}, MET)).to.deep.equal([]);
  });

  it('finds a control that is not applicable but names an unmet gate', () => {
    const control = {current: undefined, notApplicable: 'One tenant only.', gates: ['tenancy']};
    expect(places(control, UNMET)).to.deep.equal(['/controls/0']);
  });

  it('names each unmet gate once, and no met gate', () => {
    const problems = problemsOf({
      gates: [UNMET, {...UNMET, id: 'keys'}, {...MET, id: 'tested'}],
      controls: [{...LOGGING, gates: ['keys', 'tested', 'tenancy', 'keys']}],
    });
    expect(problems[0]!.message).to.match(/found keys, tenancy$/);
  });
});

describe('met-gate-without-evidence', () => {
  const places = (...evidence: Members[]) =>
    placesOf('met-gate-without-evidence', {
      gates: [{...MET, evidence: evidence.map(({id}) => id)}],
      evidence,
    });

  it('does not count evidence that is expired, undated or not yet issued', () => {
    for (const members of [{expiresAt: at(0)}, {issuedAt: undefined}, {issuedAt: at(1)}])
      expect(places(documentOf(members)), JSON.stringify(members)).to.deep.equal(['/gates/0']);
  });

  it('accepts in-date evidence next to expired evidence', () => {
    expect(places(EXPIRED, documentOf({id: 'other'}))).to.deep.equal([]);
  });
});

describe('evidence-expired', () => {
  it('is flagged at every entry that references the evidence', () => {
    const proof = ['proof'];
    const places = placesOf('evidence-expired', {
      evidence: [EXPIRED],
      gates: [{...MET, evidence: proof}],
      controls: [{...LOGGING, evidence: proof}],
      readiness: [
        {
          id: 'soc-2',
          framework: 'SOC 2',
          report: 'proof',
          requirements: [{id: 'scope', title: 'Scope', evidence: proof}],
        },
      ],
      documents: [{id: 'policy', title: 'Policy', evidence: 'proof', access: 'public'}],
    });
    expect(places).to.deep.equal([
      '/controls/0/evidence/0',
      '/gates/0/evidence/0',
      '/readiness/0/report',
      '/readiness/0/requirements/0/evidence/0',
      '/documents/0/evidence',
    ]);
  });

  it('is flagged once per entry, at its first reference, with the number of others', () => {
    const evidence = ['a', 'b', 'c'].map((id) => documentOf({id, expiresAt: at(-1)}));
    const ids = ['proof', 'b', 'a', 'b', 'proof', 'c'];
    const problems = problemsOf({
      evidence: [documentOf(), ...evidence],
      controls: [{...LOGGING, evidence: ids}],
      gates: [{...MET, evidence: ['proof', 'c', 'c']}],
      guards: [GUARD],
    });
    const found = `expected in-date evidence, found evidence that expired on ${at(-1)}`;
    expect(problems.map(({path, message}) => [path, message])).to.deep.equal([
      ['/controls/0/evidence/1', `${found}, and 2 more`],
      ['/gates/0/evidence/1', found],
    ]);
  });

  it('starts at the exact millisecond', () => {
    const members = {
      evidence: [documentOf({expiresAt: at(0)})],
      controls: [{...LOGGING, evidence: ['proof']}],
    };
    expect(placesOf('evidence-expired', members, NOW - 1)).to.deep.equal([]);
    expect(placesOf('evidence-expired', members, NOW)).to.have.length(1);
  });
});

describe('attestation-without-issuer', () => {
  it('treats a blank issuer as none', () => {
    const evidence = [evidenceOf({issuer: ' '})];
    expect(placesOf('attestation-without-issuer', {evidence})).to.deep.equal(['/evidence/0']);
  });

  it('does not apply to other kinds of evidence', () => {
    const evidence = [documentOf(), evidenceOf({id: 'report', kind: 'report', issuer: undefined})];
    expect(placesOf('attestation-without-issuer', {evidence})).to.deep.equal([]);
  });
});

describe('report-without-attestation', () => {
  const places = (members: Members) =>
    placesOf('report-without-attestation', {
      evidence: [evidenceOf({kind: 'report', ...members})],
      readiness: [{id: 'soc-2', framework: 'SOC 2', report: 'proof', requirements: []}],
    });

  it('allows an in-date report from an independent issuer', () => {
    expect(places({})).to.deep.equal([]);
  });

  for (const members of [
    {kind: 'document'},
    {issuer: undefined},
    {issuer: 'VENDOR, Inc.'},
    {issuedAt: undefined},
    {issuedAt: at(1)},
    {expiresAt: undefined},
    {expiresAt: at(0)},
  ]) {
    it(`finds a report with ${JSON.stringify(Object.entries(members)[0])}`, () => {
      expect(places(members)).to.deep.equal(['/readiness/0/report']);
    });
  }
});

describe('done-with-unmet-gate', () => {
  const places = (stage: string, gate: Members) =>
    placesOf('done-with-unmet-gate', {
      gates: [gate],
      roadmap: {items: [{id: 'sso', title: 'Single sign-on', stage, after: ['tenancy']}]},
    });

  it('allows a done item behind a met gate', () => {
    expect(places('done', MET)).to.deep.equal([]);
  });

  it('allows an unmet gate before an item that is not done', () => {
    for (const stage of ['considering', 'planned', 'in-progress'])
      expect(places(stage, UNMET)).to.deep.equal([]);
  });
});

describe('certification-wording', () => {
  const places = (members: Members) => placesOf('certification-wording', members);
  const attested = {evidence: [evidenceOf()]};
  const control = (members: Members) => ({controls: [{...LOGGING, ...members}]});
  const roadmap = (members: Members) => ({
    roadmap: {
      items: [{id: 'a', title: 'SSO', stage: 'planned', ...members}],
    },
  });

  const CLAIMING: readonly [path: string, members: Members][] = [
    ['/title', {title: 'Certified'}],
    ['/summary', {summary: 'Certified'}],
    ['/organization/product', {organization: {name: 'Vendor', product: 'Certified'}}],
    ['/evidence/0/title', {evidence: [documentOf({title: 'Certified'})]}],
    ['/guards/0/title', {gates: [UNMET], guards: [{...GUARD, title: 'Certified'}]}],
    ['/guards/0/description', {gates: [UNMET], guards: [{...GUARD, description: 'Certified'}]}],
    ['/subprocessors/0/purpose', {subprocessors: [{id: 'a', name: 'Host', purpose: 'Certified'}]}],
    ['/controls/0/title', control({title: 'Certified'})],
    ['/controls/0/summary', control({summary: 'Certified'})],
    ['/controls/0/current', control({current: 'Certified'})],
    ['/controls/0/notApplicable', control({current: undefined, notApplicable: 'Certified'})],
    ['/gates/0/title', {gates: [{...MET, title: 'Certified'}]}],
    ['/gates/0/description', {gates: [{...MET, description: 'Certified'}]}],
    ['/roadmap/items/0/title', roadmap({title: 'Certified', stage: 'done'})],
    ['/roadmap/items/0/description', roadmap({description: 'Certified', stage: 'done'})],
    [
      '/readiness/0/statement',
      {readiness: [{id: 'a', framework: 'SOC 2', statement: 'Certified', requirements: []}]},
    ],
    [
      '/documents/0/title',
      {documents: [{id: 'a', title: 'Certified', href: 'a.pdf', access: 'public'}]},
    ],
    ['/faq/0/answer', {faq: [{id: 'a', question: 'Are you?', answer: 'Certified'}]}],
    ['/updates/0/title', {updates: [{id: 'a', at: '2027-01-01', title: 'Certified'}]}],
    ['/updates/0/body', {updates: [{id: 'a', at: '2027-01-01', title: 'News', body: 'Certified'}]}],
  ];
  for (const [path, members] of CLAIMING) {
    it(`is found in ${path.replaceAll('/0', '')}`, () => {
      expect(places(members)).to.deep.equal([path]);
    });
  }

  const CLAIMING_NOTHING: readonly [place: string, members: Members][] = [
    ['a gated statement', {gates: [UNMET], ...control({gated: 'Certified', gates: ['tenancy']})}],
    ['an unmet gate', {gates: [{...UNMET, title: 'Certified', description: 'Certified'}]}],
    ['a planned item', roadmap({title: 'Certified', description: 'Certified'})],
    [
      'a framework’s requirement',
      {
        readiness: [
          {
            id: 'a',
            framework: 'SOC 2',
            requirements: [{id: 'b', title: 'Certified', description: 'Certified'}],
          },
        ],
      },
    ],
    ['a question', {faq: [{id: 'a', question: 'Certified', answer: 'No.'}]}],
  ];
  for (const [place, members] of CLAIMING_NOTHING) {
    it(`is ignored in ${place}`, () => {
      expect(places(members)).to.deep.equal([]);
    });
  }

  it('is supported by an attestation that the same control references', () => {
    const supported = {...attested, ...control({current: 'Certified', evidence: ['proof']})};
    expect(places(supported)).to.deep.equal([]);
  });

  it('is not supported by an attestation that another control references', () => {
    const controls = [
      {...LOGGING, current: 'Certified'},
      {...LOGGING, id: 'other', evidence: ['proof']},
    ];
    expect(places({...attested, controls})).to.deep.equal(['/controls/0/current']);
  });

  it('in the title of evidence is supported by that evidence alone', () => {
    const evidence = [
      documentOf({id: 'paper', title: 'Certified'}),
      evidenceOf({title: 'Certified'}),
    ];
    expect(places({evidence})).to.deep.equal(['/evidence/0/title']);
  });

  it('in a met gate is supported by the gate’s own evidence alone', () => {
    const gates = [{...MET, title: 'Certified', evidence: ['paper']}];
    const evidence = [documentOf({id: 'paper'}), evidenceOf()];
    expect(places({gates, evidence})).to.deep.equal(['/gates/0/title']);
    expect(places({gates: [{...gates[0], evidence: ['proof']}], evidence})).to.deep.equal([]);
  });

  it('is supported elsewhere by any attestation', () => {
    expect(places({...attested, summary: 'Certified'})).to.deep.equal([]);
  });

  it('is supported by nothing less than an in-date attestation', () => {
    for (const members of [
      {kind: 'document'},
      {issuer: 'Vendor'},
      {expiresAt: undefined},
      {expiresAt: at(0)},
    ] as const) {
      const evidence = [evidenceOf(members)];
      const name = JSON.stringify(members);
      expect(places({evidence, summary: 'Certified'}), name).to.deep.equal(['/summary']);
      const controls = [{...LOGGING, current: 'Certified', evidence: ['proof']}];
      expect(places({evidence, controls}), name).to.deep.equal(['/controls/0/current']);
    }
  });
});

describe('absolute-wording', () => {
  it('applies to every text that states what is true today', () => {
    const text = 'Unhackable';
    const members = {
      summary: text,
      gates: [{...UNMET, description: text}],
      controls: [{...LOGGING, title: text, summary: text, gated: text, gates: ['tenancy']}],
    };
    expect(placesOf('absolute-wording', members)).to.deep.equal([
      '/summary',
      '/controls/0/title',
      '/controls/0/summary',
    ]);
  });

  it('is not supported by an attestation', () => {
    const members = {
      evidence: [evidenceOf()],
      controls: [{...LOGGING, current: 'Unhackable', evidence: ['proof']}],
    };
    expect(placesOf('absolute-wording', members)).to.deep.equal(['/controls/0/current']);
  });
});

describe('ai-as-authority', () => {
  it('is found in every text that describes the present', () => {
    const members = {
      summary: 'AI decides.',
      faq: [{id: 'a', question: 'Who decides?', answer: 'AI decides.'}],
    };
    expect(placesOf('ai-as-authority', members)).to.deep.equal(['/summary', '/faq/0/answer']);
  });

  it('is ignored in a gated statement', () => {
    const members = {
      gates: [UNMET],
      controls: [{...LOGGING, gated: 'AI decides.', gates: ['tenancy']}],
    };
    expect(placesOf('ai-as-authority', members)).to.deep.equal([]);
  });
});

describe('a date that has passed', () => {
  const roadmap = (target: string, stage = 'planned') => ({
    roadmap: {items: [{id: 'sso', title: 'Single sign-on', stage, target}]},
  });
  const DEADLINES: readonly [rule: ClaimRule, members: Members, deadline: number][] = [
    ['manifest-expired', {expiresAt: at(0)}, NOW],
    ['disclosure-expired', {disclosure: {...MINIMAL.disclosure, expiresAt: at(0)}}, NOW],
    ['target-passed', roadmap('2027'), Date.UTC(2028, 0)],
    ['target-passed', roadmap('2027-Q2'), Date.UTC(2027, 6)],
    ['target-passed', roadmap('2027-12'), Date.UTC(2028, 0)],
    ['target-passed', roadmap('2027-05-20'), Date.UTC(2027, 4, 21)],
    ['target-passed', roadmap('2027', 'in-progress'), Date.UTC(2028, 0)],
  ];
  for (const [rule, members, deadline] of DEADLINES) {
    it(`${rule} starts at the exact millisecond: ${new Date(deadline).toISOString()}`, () => {
      expect(placesOf(rule, members, deadline - 1)).to.deep.equal([]);
      expect(placesOf(rule, members, deadline)).to.have.length(1);
    });
  }
});

describe('an orphan', () => {
  const tenancy = ['tenancy'];
  const GATE_USES: readonly [place: string, members: Members][] = [
    ['a control', {controls: [{...LOGGING, gates: tenancy}]}],
    ['a guard', {guards: [{id: 'write', title: 'Write', route: '/write', gates: tenancy}]}],
    [
      'a roadmap item',
      {roadmap: {items: [{id: 'sso', title: 'SSO', stage: 'planned', after: tenancy}]}},
    ],
    [
      'a requirement',
      {
        readiness: [
          {id: 'a', framework: 'SOC 2', requirements: [{id: 'b', title: 'Scope', gates: tenancy}]},
        ],
      },
    ],
  ];
  for (const [place, members] of GATE_USES) {
    it(`is not a gate that ${place} references`, () => {
      expect(placesOf('orphan-gate', {gates: [UNMET], ...members})).to.deep.equal([]);
    });
  }

  const proof = ['proof'];
  const EVIDENCE_USES: readonly [place: string, members: Members][] = [
    ['a control', {controls: [{...LOGGING, evidence: proof}]}],
    ['a gate', {gates: [{...MET, evidence: proof}]}],
    [
      'a readiness report',
      {readiness: [{id: 'a', framework: 'SOC 2', report: 'proof', requirements: []}]},
    ],
    [
      'a requirement',
      {
        readiness: [
          {id: 'a', framework: 'SOC 2', requirements: [{id: 'b', title: 'Scope', evidence: proof}]},
        ],
      },
    ],
    ['a document', {documents: [{id: 'a', title: 'Policy', evidence: 'proof', access: 'public'}]}],
  ];
  for (const [place, members] of EVIDENCE_USES) {
    it(`is not evidence that ${place} references`, () => {
      expect(placesOf('orphan-evidence', {evidence: [documentOf()], ...members})).to.deep.equal([]);
    });
  }

  it('is reported at its place', () => {
    const gates = [{...UNMET, id: 'keys'}, UNMET];
    const controls = [{...LOGGING, gated: 'Later.', gates: ['keys']}];
    expect(placesOf('orphan-gate', {gates, controls})).to.deep.equal(['/gates/1']);
  });
});

describe('the guide to the claim checks', () => {
  let page = '';
  before(async () => {
    page = await (await fetch('/docs/claim-checks.md')).text();
  });

  const blocksIn = (text: string) =>
    [...text.matchAll(/```json\n(.*?)```/gs)].map(([, json]) => JSON.parse(json!) as unknown);
  const entryOf = (rule: string) =>
    page.split(/^### /m).find((it) => it.startsWith(`\`${rule}\`\n`));

  it('starts with the manifest that the examples are merged into', () => {
    expect(blocksIn(page)[0]).to.deep.equal(MINIMAL);
  });

  it('lists only ignored phrases, then only phrases that are found', () => {
    const [, aboutWording] = /^## The rules about words$(.+?)^## /ms.exec(page)!;
    const [ignored, found] = aboutWording!
      .split('These are found:')
      .map((part) => [...part.matchAll(/^- "(.+)"$/gm)].map(([, text]) => text!));
    const places = (text: string) =>
      problemsOf({controls: [{...LOGGING, current: text}]}).map(({path}) => path);
    for (const text of ignored!) expect(places(text), text).to.deep.equal([]);
    for (const text of found!) expect(places(text), text).to.deep.equal(['/controls/0/current']);
    expect([ignored!.length, found!.length]).to.deep.equal([4, 3]);
  });

  it('has exactly one entry per rule, ordered by severity', () => {
    const titles = [...page.matchAll(/^### `(.+)`$/gm)].map(([, title]) => title);
    expect(titles).to.have.members(Object.keys(CLAIM_EXAMPLES)).and.to.have.length(EXAMPLES.length);
    const severities = titles.map(
      (title) => CLAIM_EXAMPLES[title as keyof typeof CLAIM_EXAMPLES].problem.severity,
    );
    const order = ['error', 'overclaim', 'warning'];
    const ranks = severities.map((severity) => order.indexOf(severity));
    expect(ranks).to.deep.equal(ranks.toSorted());
  });

  for (const [rule, {breaks, problem}] of EXAMPLES) {
    it(`gives the severity, the remedy and an example of ${rule}`, () => {
      const entry = entryOf(rule)!;
      const [, severity] = /^\*\*Severity:\*\* `(.+)`$/m.exec(entry)!;
      const [, remedy] = /^\*\*Remedy:\*\* (.+)$/m.exec(entry)!;
      expect(severity).to.equal(problem.severity);
      expect(remedy).to.equal(REMEDIES[rule as keyof typeof REMEDIES]);
      expect(entry).to.match(/^\*\*Finds:\*\* .+/m);
      expect(blocksIn(entry)).to.deep.equal([breaks]);
    });
  }
});
