/** Everything that a page with a trust center asks of anyone, as the servers and the browser see it. */
import assert from 'node:assert/strict';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {createGuardHandler} from '../../src/guard/handler.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {GUARD} from '../fixtures/guard-answers.js';
import {minimal} from '../fixtures/manifests.js';
import {embedding, handled, json, Site, text} from '../fixtures/site.js';

const {id, route, gates} = GUARD;
const ENDPOINT = '/api/guard';
const GUARD_ASKED = `GET ${ENDPOINT}?challenge`;

const manifest = (url: string, summary = 'A vendor that does not exist.') =>
  json(
    minimal({
      summary,
      gates: gates.map((gate) => ({id: gate, title: gate, state: 'unmet'})),
      guards: [{...GUARD, url}],
    }),
  );

const guardHandler = handled(
  createGuardHandler({id, route, gate: () => ({decision: 'blocked', unmetGates: gates})}),
);

/** The page's own site, the vendor's with manifest and guard, a third one, and one that serves scripts. */
let page: Site;
let vendor: Site;
let third: Site;
let scripts: Site;
let browser: Browser | undefined;
let visit: Visit;

before(async () => {
  browser = await openBrowser();
  [page, vendor, third, scripts] = await Promise.all([
    Site.open({
      '/own-script.js': text('fetch("/own", {credentials: "include"})', 'text/javascript'),
      '/own': json({}),
    }),
    Site.open({'/trust.json': manifest(ENDPOINT), [ENDPOINT]: guardHandler}),
    Site.open({[ENDPOINT]: guardHandler, '/trust.json': manifest(ENDPOINT)}),
    Site.open(),
  ]);
});
after(async () => {
  await browser?.close();
  await Promise.all([page, vendor, third, scripts].map((site) => site.stop()));
});

beforeEach(async () => {
  for (const site of [page, vendor, third, scripts]) site.seen.length = 0;
  visit = await Visit.begin(browser!);
});
afterEach(() => visit.page.close());

const BLOCKED = '[data-kind="guard"][data-verdict="blocked"]';

/** Opens a page whose origin has given out cookies, with the element from another origin. */
async function open(attributes: string): Promise<void> {
  const entry = `${scripts.origin}/cdn/trust-center.js`;
  const own = '<script src="/own-script.js"></script>';
  const tag = `<arqen-trust-center ${attributes}></arqen-trust-center>`;
  const html = embedding(tag, {
    script: `${own}<script type="module" crossorigin src="${entry}"></script>`,
  });
  // Cookies know no ports: these are for all four sites.
  const cookies = ['session=secret; Path=/', 'tracker=all; Path=/; HttpOnly'];
  page.routes.set('/', text(html, 'text/html', {'Set-Cookie': cookies}));
  await visit.page.goto(page.origin);
}

const observed = (times: number) =>
  visit.until((times) => inPage.observed.length >= times, [times]);

describe('a page with a trust center', () => {
  it('asks for entry, engine, manifest and guards, and for nothing else, however often it checks', async () => {
    await open(`src="${vendor.origin}/trust.json" guard-interval="1"`);
    await visit.untilThere(BLOCKED);
    await observed(3);
    // From here on no check is planned: what was asked is what is counted.
    await visit.ask(async () => {
      const center = document.querySelector('arqen-trust-center')!;
      center.guardInterval = 0;
      await center.updateComplete;
      await center.checkGuards();
    });
    assert.deepEqual(page.log, ['GET /', 'GET /own-script.js', 'GET /own']);
    assert.deepEqual(scripts.log, [
      'GET /cdn/trust-center.js',
      'GET /cdn/trust-center-renderer.js',
    ]);
    assert.equal(vendor.log[0], 'GET /trust.json');
    assert.ok(vendor.log.length >= 4);
    assert.deepEqual([...new Set(vendor.log.slice(1))], [GUARD_ASKED]);
    assert.deepEqual(third.log, []);
    const origins = new Set(
      visit.requests.filter((url) => !url.startsWith('data:')).map((url) => new URL(url).origin),
    );
    assert.deepEqual(origins, new Set([page.origin, scripts.origin, vendor.origin]));
  });

  it('asks for the markdown chunk only where a manifest has markdown', async () => {
    vendor.routes.set('/marked-up.json', manifest(ENDPOINT, 'A vendor that does **not** exist.'));
    await open(`src="${vendor.origin}/marked-up.json"`);
    await visit.untilThere('strong');
    assert.deepEqual(scripts.log, [
      'GET /cdn/trust-center.js',
      'GET /cdn/trust-center-renderer.js',
      'GET /cdn/trust-center-markdown.js',
    ]);
  });

  it('sends no cookie, no credentials, no referrer and no preflight', async () => {
    await open(`src="${vendor.origin}/marked-up.json"`);
    await visit.untilThere('strong');
    await visit.untilThere(BLOCKED);
    // The page itself does send the cookie: it is there to be sent.
    assert.match(page.seen.find(({path}) => path === '/own')!.headers.cookie!, /session=secret/);
    const requests = [...vendor.seen, ...scripts.seen];
    assert.equal(requests.length, 5);
    for (const {method, path, headers} of requests) {
      assert.equal(method, 'GET', path);
      assert.equal(headers.cookie, undefined, path);
      assert.equal(headers.authorization, undefined, path);
      // The entry is asked for by the page's own markup: what that tells is the page's to say.
      if (path !== '/cdn/trust-center.js') assert.equal(headers.referer, undefined, path);
    }
  });

  it('sends its cookie to no guard and with no manifest of its own origin either', async () => {
    page.routes.set('/trust.json', manifest(ENDPOINT));
    page.routes.set(ENDPOINT, guardHandler);
    await open('src="/trust.json"');
    await visit.untilThere(BLOCKED);
    const requests = page.seen.filter(({path}) => /trust\.json|guard/.test(path));
    assert.equal(requests.length, 2);
    for (const {path, headers} of requests) {
      assert.equal(headers.cookie, undefined, path);
      assert.equal(headers.referer, undefined, path);
    }
  });

  it('keeps nothing: no storage, no cache, no worker, no cookie', async () => {
    await open(`src="${vendor.origin}/trust.json"`);
    await visit.untilThere(BLOCKED);
    const kept = await visit.ask(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      cookie: document.cookie,
    }));
    assert.deepEqual(kept, {
      local: 0,
      session: 0,
      databases: 0,
      caches: 0,
      workers: 0,
      cookie: 'session=secret',
    });
  });
});

describe('a manifest that names a guard at another origin', () => {
  const REFUSED =
    '[data-kind="guard"][data-verdict="unchecked"][data-reason="origin-not-allowed"][data-agreement="undetermined"]';
  before(() => {
    vendor.routes.set('/pointing.json', manifest(third.origin + ENDPOINT));
    vendor.routes.set('/at-the-page.json', manifest(page.origin + ENDPOINT));
  });

  it('makes the page send nothing there, and the page says why', async () => {
    await open(`src="${vendor.origin}/pointing.json"`);
    await visit.untilThere(REFUSED);
    await visit.ask(() => document.querySelector('arqen-trust-center')!.checkGuards());
    assert.deepEqual(third.log, []);
    assert.match(
      await visit.textOf('.answer'),
      /does not let the manifest choose that address; its owner can allow it/,
    );
  });

  it('makes it send nothing to the page’s own origin either', async () => {
    await open(`src="${vendor.origin}/at-the-page.json"`);
    await visit.untilThere(REFUSED);
    assert.equal(page.count(ENDPOINT), 0);
  });

  it('is followed where the embedder allows that origin', async () => {
    const origins = `https://vendor.example ${third.origin}`;
    await open(`src="${vendor.origin}/pointing.json" guard-origins="${origins}"`);
    await visit.untilThere(`${BLOCKED}[data-agreement="agrees"]`);
    assert.deepEqual(third.log, [GUARD_ASKED]);
  });
});

describe('a manifest that is redirected', () => {
  it('is refused where that leads to another origin', async () => {
    const Location = `${third.origin}/trust.json`;
    vendor.routes.set('/away.json', text('', 'text/plain', {Location}, 302));
    await open(`src="${vendor.origin}/away.json"`);
    await visit.untilThere('[data-load-state="failed"] [data-reason="redirect"]');
    assert.equal(await visit.count('[data-kind]'), 0);
    assert.deepEqual(vendor.log, ['GET /away.json']);
    assert.equal(third.count(ENDPOINT), 0);
  });

  it('is followed within its origin, and its final address is what its links start from', async () => {
    vendor.routes.set('/moved.json', text('', 'text/plain', {Location: '/deep/trust.json'}, 302));
    vendor.routes.set('/deep/trust.json', manifest('guard'));
    vendor.routes.set('/deep/guard', guardHandler);
    await open(`src="${vendor.origin}/moved.json"`);
    await visit.untilThere(BLOCKED);
    assert.equal(vendor.count('/deep/guard'), 1);
  });
});
