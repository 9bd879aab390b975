import {expect} from '@open-wc/testing';
import {LIMITS} from '../../src/manifest/limits.js';
import {parseManifest} from '../../src/manifest/parse.js';
import {full, minimal, type ManifestInput} from '../fixtures/manifests.js';
import {outline, refusal} from '../fixtures/problems.js';

describe('A manifest', () => {
  it('is parsed from text and from a value with the same result', () => {
    const fromText = parseManifest(JSON.stringify(full()));
    expect(fromText.status).to.equal('accepted');
    expect(parseManifest(full())).to.deep.equal(fromText);
  });

  it('may be surrounded by white space', () => {
    expect(parseManifest(`\r\n\t ${JSON.stringify(minimal())} \n`).status).to.equal('accepted');
  });

  it('is not modified, and later changes to the input do not affect the result', () => {
    const input = full();
    const parsed = parseManifest(input);
    expect(input).to.deep.equal(full());
    (input['organization'] as ManifestInput)['name'] = 'Another';
    expect(parsed.status === 'accepted' && parsed.manifest.organization.name).to.equal('Vendor');
  });

  it('is accepted without problems if it is the one that ARQEN publishes', async () => {
    const response = await fetch('/demo/arqen.trust.json');
    const parsed = parseManifest(await response.text());
    expect(parsed.problems).to.deep.equal([]);
    expect(parsed.status === 'accepted' && parsed.manifest.organization.name).to.equal('ARQEN');
  });

  it('reports all of its problems at once', () => {
    const input = {
      schemaVersion: '1.0',
      id: 'vendor',
      version: 1,
      organization: {name: '', 'logo/x': 'data:image/png,x'},
      gates: [
        {id: 'a', title: 'A', state: 'open'},
        {id: 'a', title: 'A', state: 'met', metAt: '2026-02-30'},
      ],
      controls: [
        {id: 'b', gated: 'Later.', gates: ['c']},
        {id: 'd', title: 'D', gated: 'Later [on](javascript:alert).'},
      ],
      guards: [{id: 'e', title: 'E', route: '/', gates: [], statuses: [200]}],
      disclosure: {contacts: ['security@vendor.example']},
    };
    expect(outline(input)).to.have.members([
      'error absolute-uri /id',
      'error wrong-type /version',
      'error missing-field /publishedAt',
      'error empty /organization/name',
      'warning unknown-key /organization/logo~1x',
      'error wrong-type /gates/0/state',
      'error duplicate-id /gates/1/id',
      'error wrong-date /gates/1/metAt',
      'error missing-field /controls/0/title',
      'error unknown-reference /controls/0/gates/0',
      'error gated-without-gate /controls/1',
      'warning refused-link /controls/1/gated',
      'error empty /guards/0/gates',
      'error wrong-status /guards/0/statuses/0',
      'error refused-contact /disclosure/contacts/0',
    ]);
  });

  it('reports violated rules of an entry along with its missing fields', () => {
    expect(
      outline(minimal({controls: [{}, {notApplicable: 'No.', current: 'Yes.'}]})),
    ).to.have.members([
      'error missing-field /controls/0/id',
      'error missing-field /controls/0/title',
      'error statement-missing /controls/0',
      'error missing-field /controls/1/id',
      'error missing-field /controls/1/title',
      'error not-applicable-alone /controls/1',
    ]);
    expect(outline(minimal({controls: [{gated: 'Later.'}], documents: [{}]}))).to.have.members([
      'error missing-field /controls/0/id',
      'error missing-field /controls/0/title',
      'error gated-without-gate /controls/0',
      'error missing-field /documents/0/id',
      'error missing-field /documents/0/title',
      'error missing-field /documents/0/access',
      'error document-source /documents/0',
    ]);
  });
});

describe('JSON that is not an object', () => {
  for (const [text, found] of [
    ['null', 'null'],
    ['true', 'true'],
    ['5', '5'],
    ['"1.0"', '"1.0"'],
  ] as const) {
    it(`is refused: ${text}`, () => {
      expect(parseManifest(text)).to.deep.equal(refusal(['', 'wrong-type', 'Object', found]));
    });
  }

  it('is refused: []', () => {
    expect(parseManifest('[]').status).to.equal('refused');
  });
});

describe('A manifest with objects shaped like Lit templates', () => {
  const template = {_$litType$: 1, strings: ['<img src=x onerror=alert(1)>'], values: []};

  it('loses them when it is parsed', () => {
    const parsed = parseManifest({...minimal({mood: template}), ...template});
    expect(parsed.status === 'accepted' && JSON.stringify(parsed.manifest)).not.to.contain('lit');
  });

  it('is refused if they are in place of text', () => {
    const controls = [{id: 'a', title: template, current: template}];
    expect(outline(minimal({controls, title: template}))).to.have.members([
      'error wrong-type /title',
      'error wrong-type /controls/0/title',
      'error wrong-type /controls/0/current',
    ]);
  });
});

describe('The limits', () => {
  it('are the documented ones', () => {
    expect(LIMITS).to.deep.equal({
      bytes: 16_777_216,
      depth: 32,
      keys: 1_000,
      entries: 20_000,
      gates: 2_000,
      guards: 100,
      references: 200,
      characters: 20_000,
      problems: 1_000,
    });
  });
});
