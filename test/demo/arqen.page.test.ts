/** The demo's first page: ARQEN's posture, as `npm start` serves it. */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {serveDemo} from '../fixtures/demo-server.js';
import {untilArqenSettles} from '../fixtures/until-settled.js';
import type {LoopbackServer} from '../fixtures/verdict-server.js';

const AGREEING = '[data-kind="guard"][data-verdict="blocked"][data-agreement="agrees"]';

let server: LoopbackServer | undefined;
let browser: Browser | undefined;
let visit: Visit;

before(async () => {
  [server, browser] = await Promise.all([serveDemo(), openBrowser()]);
  visit = await Visit.open(browser);
  await visit.page.goto(`${server.origin}/`);
  await untilArqenSettles(visit);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

describe('the first page', () => {
  for (const [kind, least] of Object.entries({
    control: 12,
    gate: 10,
    guard: 2,
    roadmap: 5,
    requirement: 5,
  })) {
    it(`shows at least ${least} visible rows of the kind ${kind}, each with text`, async () => {
      const titles = await visit.evaluate((kind) => {
        const rows = inPage.all(`[data-kind="${kind}"]`);
        return rows
          .filter((row) => row.getBoundingClientRect().height > 0)
          .map((row) => inPage.text(row).trim());
      }, kind);
      assert.ok(titles.length >= least, `${titles.length} rows`);
      assert.ok(titles.every(Boolean));
    });
  }

  it('reports that both guards answered blocked, as the manifest declares', async () => {
    assert.equal(await visit.count('[data-kind="guard"]'), 2);
    assert.equal(await visit.count(AGREEING), 2);
    assert.match(
      await visit.textOf('arqen-trust-summary'),
      /Both production guards answered “blocked”/,
    );
  });

  it('requests each guard at its own endpoint', () => {
    const paths = visit.requests.map((url) => new URL(url).pathname);
    for (const route of ['/api/production-write/guard', '/api/production-access/guard'])
      assert.ok(paths.includes(route), route);
  });

  it('shows where to report a vulnerability', async () => {
    const disclosure = await visit.textOf('arqen-trust-disclosure');
    assert.match(disclosure, /security@arqen-ai\.com/);
    assert.equal(await visit.count('[part~="contact"] a[href="mailto:security@arqen-ai.com"]'), 1);
  });

  it('states that no report has been issued', async () => {
    assert.equal(await visit.count('[data-report="none"]'), 1);
  });

  it('states that the demo’s own server answers for the guards, not ARQEN’s', async () => {
    assert.match(
      await visit.textOf('[slot="header"]'),
      /answered by this demo’s own server, not by ARQEN’s/,
    );
    assert.ok(
      await visit.evaluate(
        () => inPage.all('[slot="header"]')[0]!.getBoundingClientRect().height > 0,
      ),
    );
  });

  it('links to the demo’s other pages, and they exist', async () => {
    const links = await visit.evaluate(() =>
      [...document.querySelectorAll<HTMLAnchorElement>('nav a')].map(({href}) => href),
    );
    assert.ok(links.length >= 3);
    for (const link of links) assert.equal((await fetch(link)).status, 200, link);
  });

  it('logs and throws nothing, except the browser’s own line for each 403', () => {
    const noise = /^(debug|log|warn|error): (\[vite\]|Lit is in dev mode|.*status of 403)/;
    assert.deepEqual(
      visit.console.filter((line) => !noise.test(line)),
      [],
    );
    assert.deepEqual(visit.exceptions, []);
  });

  it('follows the reader’s preferred colour scheme', async () => {
    const background = () =>
      visit.evaluate(() => getComputedStyle(inPage.all('[part=base]')[0]!).backgroundColor);
    await visit.setAppearance(1440, 'light');
    const light = await background();
    await visit.setAppearance(1440, 'dark');
    assert.notEqual(await background(), light);
  });
});

for (const scheme of ['light', 'dark'] as const) {
  for (const width of [320, 768, 1440]) {
    describe(`the first page, ${width} px wide and ${scheme}`, () => {
      before(() => visit.setAppearance(width, scheme));

      it('fits, with nothing cut off, folded and unfolded', async () => {
        assert.deepEqual(await visit.overflows(), []);
        await unfold(true);
        assert.deepEqual(await visit.overflows(), []);
        await unfold(false);
      });

      if (width === 768) return;
      it('passes the axe checks for WCAG 2.2 AA with everything unfolded', async () => {
        await unfold(true);
        const {violations, behindShadowRoots} = await visit.axe();
        assert.deepEqual(violations, []);
        assert.ok(behindShadowRoots > 5, 'axe checks content inside shadow roots');
        await unfold(false);
      });
    });
  }
}

const unfold = (open: boolean) =>
  visit.evaluate((open) => {
    for (const details of inPage.all('details')) details.toggleAttribute('open', open);
  }, open);
