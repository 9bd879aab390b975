/** How much moves under a reader until a center is whole: Chromium's own measure, of the built file. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import type {Manifest} from '../../src/manifest/schema.js';
import type * as Server from '../../src/server.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {built, embedding, hanging, json, Site, text} from '../fixtures/site.js';

const {renderTrustCenter} = (await import(
  new URL('../../dist/server.js', import.meta.url).href
)) as typeof Server;

const ARQEN = readFileSync(new URL('../../demo/arqen.trust.json', import.meta.url), 'utf8');

/** What a page may move in all, of its window's height and width (Layout Instability, W3C). */
const MOST = 0.02;

let site: Site;
let browser: Browser | undefined;
let visit: Visit;

before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

beforeEach(async () => {
  site = await Site.open({
    '/trust.json': json(ARQEN),
    '/trust-center.css': text(built('trust-center.css'), 'text/css'),
    '/host.css': text('.room { display: block; min-block-size: 100vh }', 'text/css'),
  });
  // An answer that comes is news, and may take a line more.
  const {guards} = JSON.parse(ARQEN) as Manifest;
  for (const {id} of guards) site.routes.set(`/api/${id}/guard`, hanging);
  visit = await Visit.begin(browser!);
  await visit.page.evaluateOnNewDocument(measure);
});
afterEach(async () => {
  await visit.page.close();
  await site.stop();
});

/** Adds up every shift of a page from its beginning, as the global `shift`. */
function measure(): void {
  Reflect.set(globalThis, 'shift', 0);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const {value} = entry as PerformanceEntry & {readonly value: number};
      Reflect.set(globalThis, 'shift', Number(Reflect.get(globalThis, 'shift')) + value);
    }
  }).observe({type: 'layout-shift', buffered: true});
}

/** The shift of the page with this tag, until everything of its manifest is there. */
async function shiftOf(tag: string, width: number, head = ''): Promise<number> {
  await visit.page.setViewport({width, height: 900});
  const script = `${head}<script type="module" src="/cdn/trust-center.js"></script>`;
  const page = embedding(tag, {script}).replace(
    '</main>',
    '</main><footer><p>Behind it.</p></footer>',
  );
  site.routes.set('/', text(page));
  await visit.page.goto(site.origin);
  await visit.untilThere('[data-load-state="ready"]');
  // What is drawn last counts as well.
  return visit.ask(async () => {
    for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
    return Number(Reflect.get(globalThis, 'shift'));
  });
}

const FALLBACK = '<p>To report a vulnerability, write to security@vendor.example.</p>';

for (const [size, width] of [
  ['wide', 1280],
  ['narrow', 390],
] as const)
  describe(`on a ${size} screen`, () => {
    it('a center that a server drew does not move when it is taken over', async () => {
      const tag = await renderTrustCenter({
        src: '/trust.json',
        base: `${site.origin}/trust.json`,
        manifest: ARQEN,
        stylesheet: '/trust-center.css',
      });
      const shift = await shiftOf(tag, width);
      assert.ok(shift <= MOST, `${shift}`);
    });

    it('a center that comes after a fallback moves nothing that its page has kept room for', async () => {
      const tag = `<arqen-trust-center class="room" src="/trust.json">${FALLBACK}</arqen-trust-center>`;
      const shift = await shiftOf(tag, width, '<link rel="stylesheet" href="/host.css" />');
      assert.ok(shift <= MOST, `${shift}`);
      // Without that room what is behind it is pushed out of sight, which the measure sees.
      const without = await shiftOf(tag.replace(' class="room"', ''), width);
      assert.ok(without > MOST, `${without}`);
    });
  });
