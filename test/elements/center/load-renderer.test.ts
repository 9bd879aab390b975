import {expect, fixture, html} from '@open-wc/testing';
import '../../../src/entries/index.js';
import type {TrustCenter} from '../../../src/entries/elements.js';
import {loadedRenderer} from '../../../src/elements/center/load-renderer.js';

// Does not use fixtures/center.ts, which loads the renderer before any test begins.

const MANIFEST = {
  schemaVersion: '1.0',
  id: 'https://vendor.example/',
  version: '1',
  publishedAt: '2026-01-20',
  organization: {name: 'Vendor'},
  controls: [{id: 'logging', title: 'Logging', current: 'Sign-ins are logged.'}],
  disclosure: {contacts: ['mailto:security@vendor.example']},
};

const textOf = ({shadowRoot}: Element) => shadowRoot!.textContent;
const controlsOf = (center: TrustCenter) =>
  center.shadowRoot!.querySelector('arqen-trust-controls');
const untilLoaded = (center: TrustCenter) =>
  new Promise((resolve) => {
    center.addEventListener('trust-load', resolve, {once: true});
  });

describe('the renderer', () => {
  it('is not loaded for a center that has nothing to show', async () => {
    const center = await fixture<TrustCenter>(html`<arqen-trust-center></arqen-trust-center>`);
    expect(center.loadState).to.equal('idle');
    expect(loadedRenderer()).to.equal(undefined);
    expect(customElements.get('arqen-trust-controls')).to.equal(undefined);
  });

  it('is loaded for the first manifest, with the fallback shown meanwhile, and reused for the next', async () => {
    const first = await fixture<TrustCenter>(
      html`<arqen-trust-center .manifest=${MANIFEST}><p>Write to us.</p></arqen-trust-center>`,
    );
    expect(first.loadState).to.equal('loading');
    expect(first.shadowRoot!.querySelector('slot[name=fallback]')).not.to.equal(null);
    // There are no guards to check yet, so this resolves at once.
    await first.checkGuards();
    await untilLoaded(first);
    await first.updateComplete;
    expect(first.loadState).to.equal('ready');
    // The section elements are defined before a center renders them.
    expect(textOf(controlsOf(first)!)).to.contain('Sign-ins are logged.');
    const next = await fixture<TrustCenter>(
      html`<arqen-trust-center .manifest=${MANIFEST}></arqen-trust-center>`,
    );
    expect(next.loadState).to.equal('ready');
    expect(textOf(controlsOf(next)!)).to.contain('Sign-ins are logged.');
  });
});
