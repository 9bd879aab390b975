import {expect} from '@open-wc/testing';
import {
  all,
  drawn,
  collectEvents,
  mount,
  one,
  fakeNetwork,
  quietManifestOf,
  sectionOf,
  textOf,
} from '../../fixtures/center.js';
import type {Document} from '../../fixtures/manifests.js';

fakeNetwork();

const proof = (access: string, more: Document = {}) => ({
  ...{id: 'proof', title: 'Audit report', kind: 'report', issuedAt: '2026-01-01', access, ...more},
});
const withProof = (access: string, more: Document = {}) =>
  quietManifestOf({
    gates: [],
    evidence: [proof(access)],
    controls: [{id: 'it', title: 'It', current: 'Now.', evidence: ['proof']}],
    ...more,
  });
const button = (section: HTMLElement) => one(section, '.request summary');
const offered = (section: HTMLElement) => one<HTMLDetailsElement>(section, '.request').open;

describe('evidence that is not public', () => {
  for (const access of ['request', 'nda'])
    it(`can be asked for: ${access}`, async () => {
      const asked = collectEvents('trust-request');
      const center = await mount({manifest: withProof(access)});
      const section = sectionOf(center, 'controls');
      expect(button(section).getAttribute('aria-label')).to.equal('Ask for it: Audit report');
      button(section).click();
      await drawn(center);
      expect(asked.map(({item}) => item)).to.deep.equal([
        {kind: 'evidence', id: 'proof', title: 'Audit report', access},
      ]);
      expect(asked[0]).to.include({bubbles: true, composed: true, cancelable: true});
      const link = one<HTMLAnchorElement>(section, '.request a');
      expect(link.href).to.equal(
        'mailto:security@vendor.example?subject=Request%3A%20Audit%20report',
      );
      expect(textOf(link)).to.equal('security@vendor.example');
      expect(offered(section)).to.be.true;
    });

  for (const access of ['public', 'internal'])
    it(`is not offered where it is ${access}`, async () => {
      const center = await mount({manifest: withProof(access)});
      expect(all(center, '.request').length).to.equal(0);
    });

  it('is left to the page where the page takes the request over', async () => {
    const center = await mount({manifest: withProof('nda')});
    center.addEventListener('trust-request', (event) => event.preventDefault());
    const section = sectionOf(center, 'controls');
    button(section).click();
    await drawn(center);
    expect(offered(section)).to.be.false;
  });

  it('offers the contact until the button is pressed again', async () => {
    const center = await mount({manifest: withProof('nda')});
    const section = sectionOf(center, 'controls');
    button(section).click();
    await drawn(center);
    expect(offered(section)).to.be.true;
    const asked = collectEvents('trust-request');
    button(section).click();
    expect(offered(section)).to.be.false;
    expect(asked.length).to.equal(0);
  });

  const CONTACTS: readonly [contact: string, href: string | undefined][] = [
    ['mailto:a@vendor.example?subject=Ours', 'mailto:a@vendor.example?subject=Ours'],
    ['https://vendor.example/report', 'https://vendor.example/report'],
    ['tel:+49-30-123', 'tel:+49-30-123'],
  ];
  for (const [contact, href] of CONTACTS)
    it(`leads to the contact as it is: ${contact}`, async () => {
      const center = await mount({
        manifest: withProof('request', {disclosure: {contacts: [contact]}}),
      });
      const section = sectionOf(center, 'controls');
      button(section).click();
      await drawn(center);
      expect(one<HTMLAnchorElement>(section, '.request a').href).to.equal(href);
    });
});

describe('evidence that two rows cite', () => {
  it('is offered in the row where it was asked for', async () => {
    const controls = ['one', 'two'].map((id) => ({
      ...{id, title: id, current: 'Now.', evidence: ['proof']},
    }));
    const center = await mount({manifest: withProof('nda', {controls})});
    const [first, second] = all<HTMLDetailsElement>(sectionOf(center, 'controls'), '.request');
    first!.querySelector('summary')!.click();
    await drawn(center);
    expect([first!.open, second!.open]).to.deep.equal([true, false]);
  });
});

describe('a document that is not public', () => {
  const documents = [
    {id: 'own', title: 'White paper', href: 'paper.pdf', access: 'request'},
    {id: 'proven', title: 'Report', evidence: 'proof', access: 'public'},
    {id: 'open', title: 'Open', href: 'open.pdf', access: 'public'},
  ];

  it('can be asked for, also where what it stands for is not public', async () => {
    const asked = collectEvents('trust-request');
    const center = await mount({manifest: withProof('nda', {documents})});
    const section = sectionOf(center, 'documents');
    all(section, '.request summary').forEach((each) => each.click());
    expect(asked.map(({item}) => item)).to.deep.equal([
      {kind: 'document', id: 'own', title: 'White paper', access: 'request'},
      {kind: 'document', id: 'proven', title: 'Report', access: 'nda'},
    ]);
    expect(all(section, 'a[href$=".pdf"]').map(textOf)).to.deep.equal(['Open']);
  });
});
