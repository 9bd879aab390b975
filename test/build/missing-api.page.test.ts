/**
 * The script-tag build in browsers without one of the features that it uses: each feature younger than
 * custom elements is deleted in turn, before the script loads.
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {arqenTag, openArqenSite} from '../fixtures/arqen-site.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {builtFeatures} from '../fixtures/built-features.js';
import {embedPage, text, type Site} from '../fixtures/site.js';

/** The first versions with custom elements. An older browser shows the fallback by itself. */
const CUSTOM_ELEMENTS = {chrome: 54, firefox: 63, safari: 10.1};
const browsers = Object.keys(CUSTOM_ELEMENTS) as (keyof typeof CUSTOM_ELEMENTS)[];

const features = new Set<string>();
for (const file of ['trust-center.js', 'trust-center-rest.js'])
  for (const [name, {versions}] of builtFeatures.get(file)!)
    if (browsers.some((browser) => versions[browser] > CUSTOM_ELEMENTS[browser]))
      // Syntax cannot be deleted: without it, a browser runs none of the script.
      if (/^(api|javascript\.builtins)?\./.test(name)) features.add(name);

/** Deletes a feature in the page, wherever its name occurs. */
function deleteFeature(feature: string): void {
  const [owner = '', member = ''] = feature
    .replace(/^(api|javascript\.builtins)\.(Window\.)?|_static$/g, '')
    .split('.');
  if (!member) Reflect.deleteProperty(globalThis, owner);
  else if (owner) Reflect.deleteProperty(Reflect.get(globalThis, owner) as object, member);
  else
    for (const name of Object.getOwnPropertyNames(globalThis)) {
      const {prototype} = (Reflect.get(globalThis, name) ?? {}) as {prototype?: object};
      if (prototype) Reflect.deleteProperty(prototype, member);
    }
}

/** Returns what a reader sees, once that is decided. */
function outcome(): 'manifest' | 'fallback' | 'neither' | undefined {
  const center = document.querySelector('arqen-trust-center')!;
  const {loadState} = center;
  if (!('ran' in window) || loadState === 'loading' || loadState === 'idle') return undefined;
  if (loadState === 'ready')
    // The sections are registered once the chunk of the rest has loaded.
    return customElements.get('arqen-trust-controls') || inPage.all('[data-banner]').length
      ? 'manifest'
      : undefined;
  return center.querySelector('.fallback')!.getBoundingClientRect().height > 0
    ? 'fallback'
    : 'neither';
}

describe('a browser without a feature shows the manifest or the fallback, and logs at most one line', () => {
  let site: Site;
  let browser: Browser | undefined;
  before(async () => {
    browser = await openBrowser();
    site = await openArqenSite();
  });
  after(async () => {
    await browser?.close();
    await site.stop();
  });

  for (const feature of features)
    it(feature, async () => {
      const script = `
        <script>const __name = (named) => named; (${String(deleteFeature)})(${JSON.stringify(feature)})</script>
        <script type="module" src="/cdn/trust-center.js" onload="ran = true"></script>`;
      site.routes.set('/', text(embedPage(arqenTag(undefined, 'guards="off"'), {script})));
      const visit = await Visit.open(browser!);
      await visit.page.goto(site.origin);
      const seen = await visit.waitFor(outcome, []);
      const isDefined = await visit.evaluate(
        () => 'loadState' in document.querySelector('arqen-trust-center')!,
      );
      await visit.page.close();
      assert.notEqual(seen, 'neither');
      const lines = [...visit.console, ...visit.exceptions];
      assert.ok(lines.length <= 1, lines.join('\n'));
      // Where there is no element to say why, the console does.
      if (!isDefined) assert.equal(lines.length, 1);
    });
});
