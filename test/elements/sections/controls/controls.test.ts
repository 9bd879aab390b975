import {expect} from '@open-wc/testing';
import {
  all,
  mount,
  one,
  fakeNetwork,
  quietManifestOf,
  rowOf,
  sectionOf,
  textOf,
} from '../../../fixtures/center.js';
import type {ManifestInput} from '../../../fixtures/manifests.js';

fakeNetwork();

const mountControl = async (members: ManifestInput, more: ManifestInput = {}) => {
  const controls = [{id: 'it', title: 'It', ...members}];
  const center = await mount({manifest: quietManifestOf({controls, ...more})});
  return rowOf(center, 'control', 'it');
};

const evidence = (members: ManifestInput) => ({
  id: 'proof',
  title: 'Proof',
  kind: 'report',
  issuer: 'Sample Auditors',
  issuedAt: '2026-01-01',
  expiresAt: '2099-01-01',
  access: 'nda',
  ...members,
});

describe('the matrix', () => {
  it('is a table for assistive technology', async () => {
    const center = await mount({manifest: quietManifestOf()});
    const table = one(sectionOf(center, 'controls'), '[role=table]');
    expect(table.getAttribute('aria-label')).to.equal('Controls');
    expect(table.getAttribute('aria-rowcount')).to.equal('3');
    expect([...table.children].map((group) => group.getAttribute('role'))).to.deep.equal([
      'rowgroup',
      'rowgroup',
    ]);
    const rows = all(table, '[role=row]');
    expect(rows.map((row) => row.getAttribute('aria-rowindex'))).to.deep.equal(['1', '2', '3']);
    expect([...rows[0]!.children].map((cell) => cell.getAttribute('role'))).to.deep.equal(
      Array(4).fill('columnheader'),
    );
    for (const row of rows.slice(1)) {
      const roles = [...row.children].map((cell) => cell.getAttribute('role'));
      expect(roles).to.deep.equal(['rowheader', 'cell', 'cell', 'cell']);
      expect(row.parentElement!.getAttribute('role')).to.equal('rowgroup');
    }
    expect(all(rows[0]!, '*').map(textOf)).to.deep.equal([
      'Topic',
      'True today',
      'Gated until',
      'Backing',
    ]);
  });

  const STATES: readonly [state: string, word: string, members: ManifestInput][] = [
    ['current', 'Current', {current: 'Now.'}],
    ['partial', 'Partly gated', {current: 'Now.', gated: 'Later.', gates: ['tenancy']}],
    ['gated', 'Gated', {gated: 'Later.', gates: ['tenancy']}],
  ];
  for (const [state, word, members] of STATES) {
    it(`shows the state ${state} by a word and an icon`, async () => {
      const row = await mountControl(members);
      expect(row.dataset['state']).to.equal(state);
      expect(textOf(one(row, '.state'))).to.equal(word);
      expect(one(row, '.state svg').getAttribute('aria-hidden')).to.equal('true');
      const cells = all(row, '[role=cell]').map(textOf);
      expect(cells[0]).to.contain(members['current'] ?? 'Nothing yet.');
      expect(cells[1]).to.contain(members['gated'] ?? 'Nothing gated.');
    });
  }

  it('says why a topic does not apply, in a cell across both columns', async () => {
    const row = await mountControl({notApplicable: 'No cards.'});
    expect(row.dataset['state']).to.equal('not-applicable');
    expect(textOf(one(row, '.state'))).to.equal('Not applicable');
    expect(textOf(one(row, '[aria-colspan="2"]'))).to.equal('No cards.');
    expect(textOf(row)).not.to.match(/True today|Nothing/);
  });

  it('flags a control as ready for review without changing its state', async () => {
    const row = await mountControl({gated: 'Later.', gates: ['backup']});
    expect(row.dataset['state']).to.equal('gated');
    expect(row.hasAttribute('data-ready-to-review')).to.be.true;
    expect(textOf(row)).to.contain('ready for the vendor to review');
    expect(one(row, '[part=chip]').dataset['state']).to.equal('met');
  });

  it('names the attesting party, as stated by the vendor', async () => {
    const row = await mountControl(
      {current: 'Now.', evidence: ['proof']},
      {gates: [], evidence: [evidence({})]},
    );
    expect(row.dataset['assurance']).to.equal('attested');
    expect(textOf(row)).to.contain('Attested by Sample Auditors, as stated by the vendor');
  });

  it('names only issuers whose evidence attests', async () => {
    const proof = [
      evidence({}),
      evidence({id: 'own', issuer: 'Vendor Inc.', title: 'Own report'}),
      evidence({id: 'endless', issuer: 'Endless', expiresAt: undefined}),
      evidence({id: 'over', issuer: 'Over', issuedAt: '2020-01-01', expiresAt: '2021-01-01'}),
      evidence({id: 'tester', issuer: 'Tester', kind: 'test'}),
    ];
    const row = await mountControl(
      {current: 'Now.', evidence: proof.map(({id}) => id)},
      {gates: [], evidence: proof},
    );
    expect(row.dataset['assurance']).to.equal('attested');
    expect(textOf(one(row, '.backing > strong'))).to.equal(
      'Attested by Sample Auditors, as stated by the vendor',
    );
  });

  it('says that only the vendor’s word backs a statement', async () => {
    const row = await mountControl({current: 'Now.'});
    expect(row.dataset['assurance']).to.equal('stated');
    expect(textOf(one(row, '.backing')))
      .to.contain('Stated')
      .and.to.contain('No evidence referenced');
  });

  const FRESHNESS: readonly [freshness: string, members: ManifestInput, words: string][] = [
    [
      'in-date',
      {},
      'report · Attested by Sample Auditors, as stated by the vendor · issued January 1, 2026 · expires January 1, 2099',
    ],
    ['expired', {expiresAt: '2026-02-01'}, 'report · by Sample Auditors · issued'],
    ['expired', {expiresAt: '2026-02-01'}, 'under NDA · expired'],
    ['undated', {issuedAt: undefined}, 'under NDA · undated'],
    ['not-yet-issued', {issuedAt: '2098-01-01'}, 'under NDA · not yet issued'],
  ];
  for (const [freshness, members, words] of FRESHNESS) {
    it(`shows the freshness of evidence: ${freshness}`, async () => {
      const row = await mountControl(
        {current: 'Now.', evidence: ['proof']},
        {gates: [], evidence: [evidence(members)]},
      );
      const item = one(row, '[data-freshness]');
      expect(item.dataset['freshness']).to.equal(freshness);
      expect(textOf(item)).to.contain(words);
      expect(row.dataset['assurance']).to.equal(freshness === 'in-date' ? 'attested' : 'stated');
    });
  }

  it('shows the host of the issuer’s website as a link, whoever may have the evidence', async () => {
    const issuerUrl = 'https://www.auditors.example/reports?id=1';
    const row = await mountControl(
      {current: 'Now.', evidence: ['proof']},
      {gates: [], evidence: [evidence({issuerUrl})]},
    );
    const [website, ...others] = all<HTMLAnchorElement>(row, '.evidence > li > small a');
    expect(others).to.be.empty;
    expect(textOf(website!)).to.equal('www.auditors.example');
    expect(website!.href).to.equal(issuerUrl);
    expect(website!.rel).to.equal('noreferrer noopener');
  });

  for (const access of ['public', 'request', 'nda', 'internal']) {
    it(`${access === 'public' ? 'links' : 'does not link'} to evidence that is ${access}`, async () => {
      const row = await mountControl(
        {current: 'Now.', evidence: ['proof']},
        {gates: [], evidence: [evidence({access, href: 'proof.pdf'})]},
      );
      const links = all<HTMLAnchorElement>(row, '.evidence > li > a');
      expect(links.map(({href}) => href)).to.deep.equal(
        access === 'public' ? [new URL('proof.pdf', document.baseURI).href] : [],
      );
      for (const {rel} of links) expect(rel).to.equal('noreferrer noopener');
    });
  }

  it('shows the owner, the review date and the summary of a control', async () => {
    const row = await mountControl({
      current: 'Now.',
      ownerRole: 'Head of security',
      reviewedAt: '2026-01-05',
      summary: 'About it.',
    });
    expect(textOf(row))
      .to.contain('Owner: Head of security')
      .and.to.contain('Reviewed January 5, 2026')
      .and.to.contain('About it.');
  });

  it('has no rows if the manifest has no controls', async () => {
    const center = await mount({manifest: quietManifestOf({controls: []})});
    expect(all(sectionOf(center, 'controls'), '[data-kind]').length).to.equal(0);
  });
});
