/** Server markup while its style sheet is still loading. In a real browser, with the built files. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import type * as Server from '../../src/entries/server.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {builtFile, embedPage, heldBack, json, Site, text} from '../fixtures/site.js';

const {renderTrustCenter} = (await import(
  new URL('../../dist/entries/server.js', import.meta.url).href
)) as typeof Server;

const ARQEN = readFileSync(new URL('../../demo/arqen.trust.json', import.meta.url), 'utf8');
const STYLES = '/trust-center.css';
const SCRIPT = '<script type="module" src="/cdn/trust-center.js"></script>';

let site: Site;
let browser: Browser | undefined;
let visit: Visit;
/** Answers every request for the style sheet, pending or later. */
let release: () => void;

before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

beforeEach(async () => {
  const styles = heldBack(
    text(builtFile('trust-center.css'), 'text/css', {'Cache-Control': 'max-age=600'}),
  );
  ({release} = styles);
  site = await Site.open({'/trust.json': json(ARQEN), [STYLES]: styles.reply});
  visit = await Visit.open(browser!);
});
afterEach(async () => {
  await visit.page.close();
  await site.stop();
});

/** Opens a page with a slow style sheet. Resolves to the first paint and the style sheet's arrival, in ms. */
async function openSlowly(head: string) {
  const tag = await renderTrustCenter({
    src: '/trust.json',
    base: `${site.origin}/trust.json`,
    manifest: ARQEN,
    stylesheet: STYLES,
  });
  site.routes.set('/', text(embedPage(tag, {script: head})));
  const opened = visit.page.goto(site.origin);
  await site.waitForRequests(STYLES, 1);
  // Gives the browser time to paint without the style sheet.
  await visit.page.waitForFunction(
    (origin) => location.origin === origin && document.querySelector('main'),
    {polling: 20},
    site.origin,
  );
  release();
  await opened;
  return visit.evaluate(async (styles) => {
    await new Promise(requestAnimationFrame);
    const entries = (type: string) =>
      new Promise<PerformanceEntryList>((resolve) => {
        const list = performance.getEntriesByType(type);
        if (list.length) resolve(list);
        else
          new PerformanceObserver((seen) => resolve(seen.getEntries())).observe({
            type,
            buffered: true,
          });
      });
    const [paint] = await entries('paint');
    const sheet = (await entries('resource')).find(({name}) => name.endsWith(styles));
    return {
      painted: paint!.startTime,
      styled: (sheet as PerformanceResourceTiming).responseEnd,
    };
  }, STYLES);
}

for (const [condition, head] of [
  ['with scripts', SCRIPT],
  ['without scripts', ''],
] as const)
  describe(`server markup ${condition}`, () => {
    it('is painted after its style sheet has loaded, with one request for all shadow roots', async () => {
      const {painted, styled} = await openSlowly(head);
      assert.ok(painted >= styled, `painted at ${painted}, styled at ${styled}`);
      assert.equal(site.count(STYLES), 1);
      assert.ok((await visit.count('[data-kind="control"]')) > 10);
    });
  });
