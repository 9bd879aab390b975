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
} from '../../fixtures/center.js';
import type {ManifestInput} from '../../fixtures/manifests.js';

fakeNetwork();

const REPORT = {
  id: 'report',
  title: 'SOC 2 report',
  kind: 'report',
  issuer: 'Sample Auditors',
  issuedAt: '2026-01-01',
  expiresAt: '2099-01-01',
  access: 'nda',
};
const RESTORE = {
  id: 'restore',
  title: 'Restore test',
  kind: 'test',
  issuedAt: '2026-01-10',
  access: 'request',
};

const mountReadiness = (members: ManifestInput = {}, evidence: ManifestInput[] = [RESTORE]) =>
  mount({
    manifest: quietManifestOf({
      evidence,
      readiness: [{id: 'soc-2', framework: 'SOC 2', requirements: [], ...members}],
    }),
  });

describe('readiness', () => {
  it('takes up no space if there is none', async () => {
    const center = await mount({manifest: quietManifestOf()});
    expect(sectionOf(center, 'readiness').checkVisibility()).to.be.false;
  });

  it('states that no report has been issued, even if the manifest does not say so', async () => {
    const center = await mountReadiness({
      statement: 'We prepare.',
      categories: ['Security', 'Availability'],
    });
    const section = sectionOf(center, 'readiness');
    expect(one(section, '[part=report]').dataset['report']).to.equal('none');
    expect(textOf(one(section, '[part=report]'))).to.equal(
      'No report has been issued. Readiness is preparation, not an auditor’s opinion.',
    );
    expect(textOf(section))
      .to.contain('SOC 2 readiness')
      .and.to.contain('We prepare.')
      .and.to.contain('Security · Availability');
  });

  it('names the issuer of a report, as stated by the vendor', async () => {
    const center = await mountReadiness({report: 'report'}, [REPORT, RESTORE]);
    const report = one(sectionOf(center, 'readiness'), '[part=report]');
    expect(report.dataset['report']).to.equal('issued');
    expect(textOf(report)).to.equal(
      'Report by Sample Auditors, issued January 1, 2026, as stated by the vendor.',
    );
  });

  const NONE: readonly [why: string, members: ManifestInput][] = [
    ['has expired', {issuedAt: '2020-01-01', expiresAt: '2021-01-01'}],
    ['was issued by the vendor', {issuer: 'VENDOR, Inc.'}],
    ['has no issuer', {issuer: undefined}],
    ['has no expiry date', {expiresAt: undefined}],
    ['is not yet issued', {issuedAt: '2098-01-01'}],
  ];
  for (const [why, members] of NONE) {
    it(`says that no report has been issued if the named report ${why}`, async () => {
      const center = await mountReadiness({report: 'report'}, [{...REPORT, ...members}, RESTORE]);
      const section = sectionOf(center, 'readiness');
      expect(one(section, '[part=report]').dataset['report']).to.equal('none');
      expect(all(section, '[data-rule=report-without-attestation]').length).to.equal(1);
    });
  }

  it('distinguishes requirements of two frameworks that have the same id', async () => {
    const requirements = (title: string) => [{id: 'access', title, gates: ['tenancy']}];
    const center = await mount({
      manifest: quietManifestOf({
        readiness: [
          {id: 'soc-2', framework: 'SOC 2', requirements: requirements('SOC access')},
          {id: 'iso', framework: 'ISO 27001', requirements: requirements('ISO access')},
        ],
      }),
    });
    const gate = rowOf(center, 'gate', 'tenancy');
    all(gate, '[role=listitem] a')
      .find((link) => textOf(link) === 'ISO access')!
      .click();
    const {activeElement} = sectionOf(center, 'readiness').shadowRoot!;
    expect(textOf(activeElement!)).to.contain('ISO access');
    const {gates} = await center.snapshot();
    expect(gates[0]!.holdsBack.requirements).to.deep.equal(['soc-2/access', 'iso/access']);
  });

  it('shows whether each requirement is open, and why', async () => {
    const requirements = [
      {id: 'gated', title: 'Gated', gates: ['tenancy', 'backup'], evidence: ['restore']},
      {id: 'unproven', title: 'Unproven', gates: ['backup'], description: 'To be shown.'},
      {id: 'supported', title: 'Supported', gates: ['backup'], evidence: ['restore']},
    ];
    const center = await mountReadiness({requirements});
    const rows = requirements.map(({id}) => rowOf(center, 'requirement', `soc-2/${id}`));
    expect(rows.map(({dataset}) => dataset['state'])).to.deep.equal(['open', 'open', 'supported']);
    expect(textOf(rows[0]!)).to.contain('Open').and.to.contain('1 gate unmet');
    expect(textOf(rows[1]!)).to.contain('no in-date evidence').and.to.contain('To be shown.');
    expect(textOf(rows[2]!)).to.contain('Supported by evidence').and.to.contain('Restore test');
    expect(all(rows[0]!, '.chip').map(textOf)).to.deep.equal(['Tenant isolation']);
    expect(all(rows[2]!, 'details:not(.request)').length).to.equal(0);
  });
});
