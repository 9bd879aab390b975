import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import '../../../src/entries/index.js';
import type {TrustCenter} from '../../../src/entries/elements.js';

// Does not use fixtures/center.ts, which loads that chunk before any test begins.

const MANIFEST = {
  schemaVersion: '1.0',
  id: 'https://vendor.example/',
  version: '1',
  publishedAt: '2026-01-20',
  organization: {name: 'Vendor'},
  controls: [{id: 'logging', title: 'Logging', current: 'Sign-ins are logged.'}],
  disclosure: {contacts: ['mailto:security@vendor.example']},
};

const sectionOf = (center: TrustCenter, key: string) =>
  center.shadowRoot!.querySelector(`arqen-trust-${key}`);
const textOf = (element: Element | null) => element?.shadowRoot?.textContent ?? '';

/** Calls back when the page creates a formatter of `Intl`. */
function onFormatter(callback: () => void): void {
  for (const name of [
    'DateTimeFormat',
    'NumberFormat',
    'ListFormat',
    'RelativeTimeFormat',
  ] as const)
    Object.assign(Intl, {
      [name]: new Proxy(Intl[name], {
        construct: (target, options) => {
          callback();
          return Reflect.construct(target, options) as object;
        },
      }),
    });
}

describe('the chunk of everything that follows the first text', () => {
  it('is not loaded for a center that has nothing to show', async () => {
    const center = await fixture<TrustCenter>(html`<arqen-trust-center></arqen-trust-center>`);
    expect(center.loadState).to.equal('idle');
    expect(customElements.get('arqen-trust-summary')).not.to.equal(undefined);
    expect(customElements.get('arqen-trust-controls')).to.equal(undefined);
  });

  it('is loaded for the first manifest, and the summary waits neither for it nor for a formatter', async () => {
    let shownBefore: string | undefined;
    onFormatter(() => {
      const center = document.querySelector('arqen-trust-center')!;
      shownBefore ??= textOf(sectionOf(center, 'summary'));
    });
    const center = await fixture<TrustCenter>(
      html`<arqen-trust-center .manifest=${MANIFEST}><p>Write to us.</p></arqen-trust-center>`,
    );
    await waitUntil(() => textOf(sectionOf(center, 'summary')).includes('1 topic: 1 current.'));
    expect(center.loadState).to.equal('ready');
    await waitUntil(() => textOf(sectionOf(center, 'controls')).includes('Sign-ins are logged.'));
    await waitUntil(() => shownBefore !== undefined);
    expect(shownBefore)
      .to.contain('Published January 20, 2026')
      .and.to.contain('1 topic: 1 current.');
  });
});
