import {expect} from '@open-wc/testing';
import {
  all,
  rendered,
  collectEvents,
  mount,
  one,
  fakeNetwork,
  quietManifestOf,
  sectionOf,
  textOf,
} from '../../fixtures/center.js';
import type {ManifestInput} from '../../fixtures/manifests.js';

fakeNetwork();

const proof = (access: string, more: ManifestInput = {}) => ({
  id: 'proof',
  title: 'Audit report',
  kind: 'report',
  issuedAt: '2026-01-01',
  access,
  ...more,
});
const withProof = (access: string, more: ManifestInput = {}) =>
  quietManifestOf({
    gates: [],
    evidence: [proof(access)],
    controls: [{id: 'it', title: 'It', current: 'Now.', evidence: ['proof']}],
    ...more,
  });
const button = (section: HTMLElement) => one(section, '.request summary');
const unfolded = (section: HTMLElement) => one<HTMLDetailsElement>(section, '.request').open;

describe('evidence that is not public', () => {
  for (const access of ['request', 'nda'])
    it(`can be requested: ${access}`, async () => {
      const requests = collectEvents('trust-request');
      const center = await mount({manifest: withProof(access)});
      const section = sectionOf(center, 'controls');
      expect(button(section).getAttribute('aria-label')).to.equal('Request access: Audit report');
      button(section).click();
      await rendered(center);
      expect(requests.map(({item}) => item)).to.deep.equal([
        {kind: 'evidence', id: 'proof', title: 'Audit report', access},
      ]);
      expect(requests[0]).to.include({bubbles: true, composed: true, cancelable: true});
      const link = one<HTMLAnchorElement>(section, '.request a');
      expect(link.href).to.equal(
        'mailto:security@vendor.example?subject=Access%20request%3A%20Audit%20report',
      );
      expect(textOf(link)).to.equal('security@vendor.example');
      expect(unfolded(section)).to.be.true;
    });

  for (const access of ['public', 'internal'])
    it(`cannot be requested if it is ${access}`, async () => {
      const center = await mount({manifest: withProof(access)});
      expect(all(center, '.request').length).to.equal(0);
    });

  it('offers no contact if the page handles the request', async () => {
    const center = await mount({manifest: withProof('nda')});
    center.addEventListener('trust-request', (event) => event.preventDefault());
    const section = sectionOf(center, 'controls');
    button(section).click();
    await rendered(center);
    expect(unfolded(section)).to.be.false;
  });

  it('shows the contact until the button is pressed again', async () => {
    const center = await mount({manifest: withProof('nda')});
    const section = sectionOf(center, 'controls');
    button(section).click();
    await rendered(center);
    expect(unfolded(section)).to.be.true;
    const requests = collectEvents('trust-request');
    button(section).click();
    expect(unfolded(section)).to.be.false;
    expect(requests.length).to.equal(0);
  });

  const CONTACTS: readonly [contact: string, href: string | undefined][] = [
    ['mailto:a@vendor.example?subject=Ours', 'mailto:a@vendor.example?subject=Ours'],
    ['https://vendor.example/report', 'https://vendor.example/report'],
    ['tel:+49-30-123', 'tel:+49-30-123'],
  ];
  for (const [contact, href] of CONTACTS)
    it(`links to the contact unchanged: ${contact}`, async () => {
      const center = await mount({
        manifest: withProof('request', {disclosure: {contacts: [contact]}}),
      });
      const section = sectionOf(center, 'controls');
      button(section).click();
      await rendered(center);
      expect(one<HTMLAnchorElement>(section, '.request a').href).to.equal(href);
    });
});

describe('evidence that two rows refer to', () => {
  it('shows the contact in the row where it was requested', async () => {
    const controls = ['one', 'two'].map((id) => ({
      id,
      title: id,
      current: 'Now.',
      evidence: ['proof'],
    }));
    const center = await mount({manifest: withProof('nda', {controls})});
    const [first, second] = all<HTMLDetailsElement>(sectionOf(center, 'controls'), '.request');
    first!.querySelector('summary')!.click();
    await rendered(center);
    expect([first!.open, second!.open]).to.deep.equal([true, false]);
  });
});

describe('a document that is not public', () => {
  const documents = [
    {id: 'own', title: 'White paper', href: 'paper.pdf', access: 'request'},
    {id: 'proven', title: 'Report', evidence: 'proof', access: 'public'},
    {id: 'open', title: 'Open', href: 'open.pdf', access: 'public'},
  ];

  it('can be requested, also if only its evidence is not public', async () => {
    const requests = collectEvents('trust-request');
    const center = await mount({manifest: withProof('nda', {documents})});
    const section = sectionOf(center, 'documents');
    all(section, '.request summary').forEach((each) => each.click());
    expect(requests.map(({item}) => item)).to.deep.equal([
      {kind: 'document', id: 'own', title: 'White paper', access: 'request'},
      {kind: 'document', id: 'proven', title: 'Report', access: 'nda'},
    ]);
    expect(all(section, 'a[href$=".pdf"]').map(textOf)).to.deep.equal(['Open']);
  });
});
