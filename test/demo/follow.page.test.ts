/** Links to rows scroll to the row and stay there, both in the source and in the built file. */
import assert from 'node:assert/strict';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {AGREES, arqenTag, openArqenSite} from '../fixtures/arqen-site.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {serveDemo} from '../fixtures/demo-server.js';
import {embedPage, text, type Site} from '../fixtures/site.js';
import type {LoopbackServer} from '../fixtures/verdict-server.js';

let browser: Browser | undefined;
let demo: LoopbackServer | undefined;
let site: Site | undefined;
let visit: Visit;

before(async () => {
  browser = await openBrowser();
  demo = await serveDemo();
  site = await openArqenSite();
  site.routes.set('/', text(embedPage(arqenTag('arqen-trust-center', 'deep-links'))));
});
after(async () => {
  await browser?.close();
  await demo?.close();
  await site?.stop();
});

beforeEach(async () => {
  visit = await Visit.open(browser!);
});
afterEach(() => visit.page.close());

async function open(origin: string, [width, height]: readonly [number, number], hash = '') {
  await visit.setViewport(width, height);
  await visit.page.goto(`${origin}/${hash}`);
  await visit.waitFor((agrees) => inPage.all(agrees).length === 2, [AGREES]);
}

/** Returns the focus and visibility of a gate's row once the layout is stable for ten frames. */
const settled = (id: string) =>
  visit.evaluate(async (id) => {
    const [row] = inPage.all(`[data-kind="gate"][data-id="${id}"]`);
    const positions = () =>
      inPage.all('[data-group], [data-kind]').map((it) => it.getBoundingClientRect().top + scrollY);
    let previous = '';
    for (let stableFrames = 0; stableFrames < 10; stableFrames++) {
      await new Promise(requestAnimationFrame);
      const current = JSON.stringify([scrollY, positions()]);
      if (current !== previous) stableFrames = 0;
      previous = current;
    }
    const {top, bottom} = row!.getBoundingClientRect();
    const focus = (row!.getRootNode() as ShadowRoot).activeElement === row;
    return {focus, seen: top >= 0 && bottom <= innerHeight};
  }, id);

for (const [variant, originOf] of [
  ['from source', () => demo!.origin],
  ['as built', () => site!.origin],
] as const)
  describe(`a center ${variant}`, () => {
    for (const size of [
      [1280, 900],
      [800, 600],
    ] as const) {
      it(`${size[0]} px wide, goes from a guard’s chip to its gate`, async () => {
        await open(originOf(), size);
        await visit.evaluate(() => inPage.all('[data-kind="guard"] .chip')[0]!.click());
        assert.deepEqual(await settled('authentication'), {focus: true, seen: true});
      });

      it(`${size[0]} px wide, opens at the gate in the page’s URL`, async () => {
        await open(originOf(), size, '#trust/gate/authentication');
        assert.deepEqual(await settled('authentication'), {focus: true, seen: true});
      });
    }
  });
