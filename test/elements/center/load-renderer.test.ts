import {expect, fixture, html} from '@open-wc/testing';
import '../../../src/entries/index.js';
import type {TrustCenter} from '../../../src/entries/elements.js';
import {loadedRenderer} from '../../../src/elements/center/load-renderer.js';

// Not the fixtures of the other tests: those have the engine loaded before they begin.

const MANIFEST = {
  schemaVersion: '1.0',
  id: 'https://vendor.example/',
  version: '1',
  publishedAt: '2026-01-20',
  organization: {name: 'Vendor'},
  controls: [{id: 'logging', title: 'Logging', current: 'Sign-ins are logged.'}],
  disclosure: {contacts: ['mailto:security@vendor.example']},
};

const said = ({shadowRoot}: Element) => shadowRoot!.textContent;
const matrix = (center: TrustCenter) => center.shadowRoot!.querySelector('arqen-trust-controls');
const loaded = (center: TrustCenter) =>
  new Promise((resolve) => {
    center.addEventListener('trust-load', resolve, {once: true});
  });

describe('the engine', () => {
  it('is not loaded for a center that has nothing to show', async () => {
    const center = await fixture<TrustCenter>(html`<arqen-trust-center></arqen-trust-center>`);
    expect(center.loadState).to.equal('idle');
    expect(loadedRenderer()).to.equal(undefined);
    expect(customElements.get('arqen-trust-controls')).to.equal(undefined);
  });

  it('is waited for by a first manifest, with the fallback in its place, and by the next no more', async () => {
    const first = await fixture<TrustCenter>(
      html`<arqen-trust-center .manifest=${MANIFEST}><p>Write to us.</p></arqen-trust-center>`,
    );
    expect(first.loadState).to.equal('loading');
    expect(first.shadowRoot!.querySelector('slot[name=fallback]')).not.to.equal(null);
    // There is no guard to check yet, and nobody waits for one.
    await first.checkGuards();
    await loaded(first);
    await first.updateComplete;
    expect(first.loadState).to.equal('ready');
    // Sections are defined before any center draws one.
    expect(said(matrix(first)!)).to.contain('Sign-ins are logged.');
    const next = await fixture<TrustCenter>(
      html`<arqen-trust-center .manifest=${MANIFEST}></arqen-trust-center>`,
    );
    expect(next.loadState).to.equal('ready');
    expect(said(matrix(next)!)).to.contain('Sign-ins are logged.');
  });
});
