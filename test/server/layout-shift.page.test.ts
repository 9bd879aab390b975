/** How much moves under a reader until a center is whole: Chromium's own measure, of the built file. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import type * as Server from '../../src/entries/server.js';
import {guardHandlers} from '../../demo/guards.js';
import {AGREES} from '../fixtures/arqen-site.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {built, embedding, handled, json, Site, text} from '../fixtures/site.js';

const {renderTrustCenter} = (await import(
  new URL('../../dist/entries/server.js', import.meta.url).href
)) as typeof Server;

const ARQEN = readFileSync(new URL('../../demo/arqen.trust.json', import.meta.url), 'utf8');

/** What a page may move in all, of its window's height and width (Layout Instability, W3C). */
const MOST = 0.02;

let site: Site;
let browser: Browser | undefined;
let visit: Visit;

const [EARLY, LATE] = [...guardHandlers].map(
  ([path, handler]) => [path, handled(handler)] as const,
);

/** Has the first guard answer at once, and the second once what is returned is called. */
function guardsAnswer(): () => void {
  const waiting: (() => void)[] = [];
  const [path, reply] = LATE!;
  site.routes.set(...EARLY!);
  site.routes.set(path, (...asked) => waiting.push(() => reply(...asked)));
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
    '/trust-center.css': text(built('trust-center.css'), 'text/css'),
    '/host.css': text('.room { display: block; min-block-size: 100vh }', 'text/css'),
  });
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

/** Waits until so many guards have answered, and what that changed is drawn. */
async function untilAnswered(guards: number): Promise<void> {
  await visit.until((agrees, guards) => inPage.all(agrees).length === guards, [
    AGREES,
    guards,
  ] as const);
  await visit.ask(async () => {
    for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
  });
}

/** The shift of the page with this tag, until everything of its manifest is there and its guards have answered. */
async function shiftOf(tag: string, width: number, head = ''): Promise<number> {
  await visit.page.setViewport({width, height: 900});
  const script = `${head}<script type="module" src="/cdn/trust-center.js"></script>`;
  const page = embedding(tag, {script}).replace(
    '</main>',
    '</main><footer><p>Behind it.</p></footer>',
  );
  site.routes.set('/', text(page));
  const letAnswer = guardsAnswer();
  await visit.page.goto(site.origin);
  await visit.untilThere('[data-load-state="ready"]');
  await untilAnswered(1);
  letAnswer();
  await untilAnswered(2);
  return visit.ask(() => Number(Reflect.get(globalThis, 'shift')));
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
