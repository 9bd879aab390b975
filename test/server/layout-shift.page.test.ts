/** Layout shift until a center is complete, as measured by Chromium with the built file. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import type * as Server from '../../src/entries/server.js';
import {guardHandlers} from '../../demo/guards.js';
import {AGREES} from '../fixtures/arqen-site.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {builtFile, embedPage, fromHandler, json, Site, text} from '../fixtures/site.js';

const {renderTrustCenter} = (await import(
  new URL('../../dist/entries/server.js', import.meta.url).href
)) as typeof Server;

const ARQEN = readFileSync(new URL('../../demo/arqen.trust.json', import.meta.url), 'utf8');

/** The maximum cumulative layout shift (Layout Instability, W3C). */
const MAX_SHIFT = 0.02;

let site: Site;
let browser: Browser | undefined;
let visit: Visit;

const [EARLY, LATE] = [...guardHandlers].map(
  ([path, handler]) => [path, fromHandler(handler)] as const,
);

/** Lets the first guard answer at once, and the second when the returned function is called. */
function delaySecondGuard(): () => void {
  const waiting: (() => void)[] = [];
  const [path, reply] = LATE!;
  site.routes.set(...EARLY!);
  site.routes.set(path, (...exchange) => waiting.push(() => reply(...exchange)));
  return () => {
    site.routes.set(path, reply);
    for (const answer of waiting) answer();
  };
}

before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

beforeEach(async () => {
  site = await Site.open({
    '/trust.json': json(ARQEN),
    '/trust-center.css': text(builtFile('trust-center.css'), 'text/css'),
    '/host.css': text('.room { display: block; min-block-size: 100vh }', 'text/css'),
  });
  visit = await Visit.open(browser!);
  await visit.page.evaluateOnNewDocument(measure);
});
afterEach(async () => {
  await visit.page.close();
  await site.stop();
});

/** Sums every layout shift since the page started, in the global `shift`. */
function measure(): void {
  Reflect.set(globalThis, 'shift', 0);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const {value} = entry as PerformanceEntry & {readonly value: number};
      Reflect.set(globalThis, 'shift', Number(Reflect.get(globalThis, 'shift')) + value);
    }
  }).observe({type: 'layout-shift', buffered: true});
}

/** Waits until a number of guards have answered and the page has rendered their answers. */
async function untilAnswered(guards: number): Promise<void> {
  await visit.waitFor((agrees, guards) => inPage.all(agrees).length === guards, [
    AGREES,
    guards,
  ] as const);
  await visit.evaluate(async () => {
    for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
  });
}

/** Returns the layout shift of a page with this tag, until its manifest is shown and both guards have answered. */
async function shiftOf(tag: string, width: number, head = ''): Promise<number> {
  await visit.setViewport(width);
  const script = `${head}<script type="module" src="/cdn/trust-center.js"></script>`;
  const page = embedPage(tag, {script}).replace(
    '</main>',
    '</main><footer><p>Behind it.</p></footer>',
  );
  site.routes.set('/', text(page));
  const releaseGuard = delaySecondGuard();
  await visit.page.goto(site.origin);
  await visit.waitForSelector('[data-load-state="ready"]');
  await untilAnswered(1);
  releaseGuard();
  await untilAnswered(2);
  return visit.evaluate(() => Number(Reflect.get(globalThis, 'shift')));
}

const FALLBACK = '<p>To report a vulnerability, write to security@vendor.example.</p>';

for (const [size, width] of [
  ['wide', 1280],
  ['narrow', 390],
] as const)
  describe(`on a ${size} screen`, () => {
    it('server markup does not move during hydration', async () => {
      const tag = await renderTrustCenter({
        src: '/trust.json',
        base: `${site.origin}/trust.json`,
        manifest: ARQEN,
        stylesheet: '/trust-center.css',
      });
      const shift = await shiftOf(tag, width);
      assert.ok(shift <= MAX_SHIFT, `${shift}`);
    });

    it('a center that replaces its fallback moves nothing if the page reserves space for it', async () => {
      const tag = `<arqen-trust-center class="room" src="/trust.json">${FALLBACK}</arqen-trust-center>`;
      const shift = await shiftOf(tag, width, '<link rel="stylesheet" href="/host.css" />');
      assert.ok(shift <= MAX_SHIFT, `${shift}`);
      // Without that space, the content after it is pushed out of view, which counts as a shift.
      const without = await shiftOf(tag.replace(' class="room"', ''), width);
      assert.ok(without > MAX_SHIFT, `${without}`);
    });
  });
