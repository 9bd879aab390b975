import {expect} from '@open-wc/testing';
import {
  all,
  untilLoadState,
  mount,
  one,
  fakeNetwork,
  quietManifestOf,
  sectionOf,
  textOf,
} from '../../fixtures/center.js';
import type {ManifestInput} from '../../fixtures/manifests.js';

const network = fakeNetwork();

const mountDocuments = async (documents: ManifestInput[], evidence: ManifestInput[] = []) => {
  const gates = [{id: 'tenancy', title: 'Tenancy', state: 'unmet'}];
  return sectionOf(
    await mount({manifest: quietManifestOf({documents, evidence, gates})}),
    'documents',
  );
};

describe('the documents', () => {
  it('take up no space if there are none', async () => {
    const section = await mountDocuments([]);
    expect(section.checkVisibility()).to.be.false;
  });

  it('link to public documents', async () => {
    network.route('https://vendor.example/trust/manifest.json', {
      ...quietManifestOf(),
      documents: [{id: 'paper', title: 'Paper', href: 'paper.pdf', access: 'public'}],
    });
    const center = await mount({src: 'https://vendor.example/trust/manifest.json'});
    await untilLoadState(center, 'ready');
    const link = one<HTMLAnchorElement>(sectionOf(center, 'documents'), 'a');
    expect(link.href).to.equal('https://vendor.example/trust/paper.pdf');
    expect(link.rel).to.equal('noreferrer noopener');
    expect(textOf(link)).to.equal('Paper');
  });

  for (const [access, words] of [
    ['request', 'on request'],
    ['nda', 'under NDA'],
    ['internal', 'internal'],
  ] as const) {
    it(`do not expose the URL of a document that is ${words}`, async () => {
      const section = await mountDocuments([
        {id: 'paper', title: 'Paper', href: 'secret.pdf', access},
      ]);
      expect(all(section, 'a:not(.request a)').length).to.equal(0);
      expect(section.shadowRoot!.innerHTML).not.to.contain('secret');
      expect(one(section, '[data-id=paper]').dataset['access']).to.equal(access);
      expect(textOf(section)).to.contain(words);
    });
  }

  it('link to public evidence', async () => {
    const proof = {
      id: 'proof',
      title: 'Proof',
      kind: 'policy',
      access: 'public',
      href: 'proof.pdf',
    };
    const section = await mountDocuments(
      [{id: 'paper', title: 'Paper', evidence: 'proof', access: 'public'}],
      [proof],
    );
    expect(one<HTMLAnchorElement>(section, 'a').href).to.equal(
      new URL('proof.pdf', document.baseURI).href,
    );
  });

  it('do not expose the URL of non-public evidence, even if the document is declared public', async () => {
    const proof = {id: 'proof', title: 'Proof', kind: 'report', access: 'nda', href: 'secret.pdf'};
    const section = await mountDocuments(
      [{id: 'paper', title: 'Paper', evidence: 'proof', access: 'public'}],
      [proof],
    );
    expect(all(section, 'a:not(.request a)').length).to.equal(0);
    expect(section.shadowRoot!.innerHTML).not.to.contain('secret');
    expect(one(section, '[data-id=paper]').dataset['access']).to.equal('nda');
    expect(textOf(section)).to.contain('under NDA').and.not.to.contain('public');
  });

  it('describe the evidence that they refer to', async () => {
    const proof = {
      id: 'proof',
      title: 'Audit report',
      kind: 'report',
      access: 'public',
      href: 'proof.pdf',
      scope: 'The whole product',
      sha256: 'ab'.repeat(32),
    };
    const section = await mountDocuments(
      [{id: 'paper', title: 'Paper', evidence: 'proof', access: 'public'}],
      [proof],
    );
    for (const text of ['Audit report', 'The whole product', 'ab'.repeat(32)])
      expect(textOf(section)).to.contain(text);
  });
});
