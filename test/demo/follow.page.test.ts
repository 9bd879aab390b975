/** Where a link to a row of a center leads, as written and as built: to that row, and it stays there. */
import assert from 'node:assert/strict';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {AGREES, arqenTag, openArqenSite} from '../fixtures/arqen-site.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {serveDemo} from '../fixtures/demo-server.js';
import {embedding, text, type Site} from '../fixtures/site.js';
import type {LoopbackServer} from '../fixtures/verdict-server.js';

let browser: Browser | undefined;
let demo: LoopbackServer | undefined;
let site: Site | undefined;
let visit: Visit;

before(async () => {
  browser = await openBrowser();
  demo = await serveDemo();
  site = await openArqenSite();
  site.routes.set('/', text(embedding(arqenTag('arqen-trust-center', 'deep-links'))));
});
after(async () => {
  await browser?.close();
  await demo?.close();
  await site?.stop();
});

beforeEach(async () => {
  visit = await Visit.begin(browser!);
});
afterEach(() => visit.page.close());

async function open(origin: string, [width, height]: readonly [number, number], hash = '') {
  await visit.page.setViewport({width, height});
  await visit.page.goto(`${origin}/${hash}`);
  await visit.until((agrees) => inPage.all(agrees).length === 2, [AGREES]);
}

/** How a gate's row stands to the window, once nothing on the page has moved for some frames. */
const settled = (id: string) =>
  visit.ask(async (id) => {
    const [row] = inPage.all(`[data-kind="gate"][data-id="${id}"]`);
    const places = () =>
      inPage.all('.group, [data-kind]').map((it) => it.getBoundingClientRect().top + scrollY);
    let seen = '';
    for (let still = 0; still < 10; still++) {
      await new Promise(requestAnimationFrame);
      const now = JSON.stringify([scrollY, places()]);
      if (now !== seen) still = 0;
      seen = now;
    }
    const {top, bottom} = row!.getBoundingClientRect();
    const focus = (row!.getRootNode() as ShadowRoot).activeElement === row;
    return {focus, seen: top >= 0 && bottom <= innerHeight};
  }, id);

for (const [how, originOf] of [
  ['as written', () => demo!.origin],
  ['as built', () => site!.origin],
] as const)
  describe(`a center ${how}`, () => {
    for (const size of [
      [1280, 900],
      [800, 600],
    ] as const) {
      it(`${size[0]} px wide, leads from a guard’s chip to its gate`, async () => {
        await open(originOf(), size);
        await visit.ask(() => inPage.all('[data-kind="guard"] .chip')[0]!.click());
        assert.deepEqual(await settled('authentication'), {focus: true, seen: true});
      });

      it(`${size[0]} px wide, opens at the gate that its page’s address names`, async () => {
        await open(originOf(), size, '#trust/gate/authentication');
        assert.deepEqual(await settled('authentication'), {focus: true, seen: true});
      });
    }
  });
