/** Every request of a page with a trust center, as the servers and the browser see it. */
import assert from 'node:assert/strict';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {createGuardHandler} from '../../src/guard/handler.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {GUARD} from '../fixtures/guard-answers.js';
import {minimal} from '../fixtures/manifests.js';
import {embedPage, fromHandler, json, Site, text} from '../fixtures/site.js';

const {id, route, gates} = GUARD;
const ENDPOINT = '/api/guard';
const GUARD_CHECK = `GET ${ENDPOINT}?challenge`;

const manifest = (url: string, summary = 'A vendor that does not exist.') =>
  json(
    minimal({
      summary,
      gates: gates.map((gate) => ({id: gate, title: gate, state: 'unmet'})),
      guards: [{...GUARD, url}],
    }),
  );

const guardHandler = fromHandler(
  createGuardHandler({id, route, gate: () => ({decision: 'blocked', unmetGates: gates})}),
);

/** The embedding page, the vendor with manifest and guard, a third party, and a script host. */
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
  for (const site of [page, vendor, third, scripts]) site.requests.length = 0;
  visit = await Visit.open(browser!);
});
afterEach(() => visit.page.close());

const BLOCKED = '[data-kind="guard"][data-verdict="blocked"]';

/** Opens a page whose origin sets cookies, and whose element comes from another origin. */
async function open(attributes: string): Promise<void> {
  const entry = `${scripts.origin}/cdn/trust-center.js`;
  const own = '<script src="/own-script.js"></script>';
  const tag = `<arqen-trust-center ${attributes}></arqen-trust-center>`;
  const html = embedPage(tag, {
    script: `${own}<script type="module" crossorigin src="${entry}"></script>`,
  });
  // Cookies ignore ports: these apply to all four sites.
  const cookies = ['session=secret; Path=/', 'tracker=all; Path=/; HttpOnly'];
  page.routes.set('/', text(html, 'text/html', {'Set-Cookie': cookies}));
  await visit.page.goto(page.origin);
}

const observed = (times: number) =>
  visit.waitFor((times) => inPage.observed.length >= times, [times]);

/** The requests for what every page in English needs. */
const CODE = [
  'GET /cdn/trust-center-lexicon-en.js',
  'GET /cdn/trust-center-rest.js',
  'GET /cdn/trust-center-scan.js',
  'GET /cdn/trust-center-text.js',
  'GET /cdn/trust-center.js',
];

describe('a page with a trust center', () => {
  it('requests the entry, its first chunks, the manifest and the guards, and nothing else', async () => {
    await open(`src="${vendor.origin}/trust.json" guard-interval="1"`);
    await visit.waitForSelector(BLOCKED);
    await observed(3);
    // No further check is scheduled, so the counts below are final.
    await visit.evaluate(async () => {
      const center = document.querySelector('arqen-trust-center')!;
      center.guardInterval = 0;
      await center.updateComplete;
      await center.checkGuards();
    });
    assert.deepEqual(page.log, ['GET /', 'GET /own-script.js', 'GET /own']);
    assert.deepEqual(scripts.log.toSorted(), CODE);
    assert.equal(vendor.log[0], 'GET /trust.json');
    assert.ok(vendor.log.length >= 4);
    assert.deepEqual([...new Set(vendor.log.slice(1))], [GUARD_CHECK]);
    assert.deepEqual(third.log, []);
    const origins = new Set(
      visit.requests.filter((url) => !url.startsWith('data:')).map((url) => new URL(url).origin),
    );
    assert.deepEqual(origins, new Set([page.origin, scripts.origin, vendor.origin]));
  });

  it('requests the markdown chunk only if the manifest contains markdown', async () => {
    vendor.routes.set('/marked-up.json', manifest(ENDPOINT, 'A vendor that does **not** exist.'));
    await open(`src="${vendor.origin}/marked-up.json"`);
    await visit.waitForSelector('.prose strong');
    assert.deepEqual(
      scripts.log.toSorted(),
      [...CODE, 'GET /cdn/trust-center-markdown.js'].toSorted(),
    );
  });

  it('sends no cookie, no credentials, no referrer and no preflight', async () => {
    await open(`src="${vendor.origin}/marked-up.json"`);
    await visit.waitForSelector('strong');
    await visit.waitForSelector(BLOCKED);
    // The page's own script does send the cookie, so there is one to send.
    assert.match(
      page.requests.find(({path}) => path === '/own')!.headers.cookie!,
      /session=secret/,
    );
    const requests = [...vendor.requests, ...scripts.requests];
    assert.equal(requests.length, CODE.length + 3);
    for (const {method, path, headers} of requests) {
      assert.equal(method, 'GET', path);
      assert.equal(headers.cookie, undefined, path);
      assert.equal(headers.authorization, undefined, path);
      // The page's own markup requests the entry, so its referrer policy is the page's choice.
      if (path !== '/cdn/trust-center.js') assert.equal(headers.referer, undefined, path);
    }
  });

  it('sends no cookie to a same-origin guard or manifest', async () => {
    page.routes.set('/trust.json', manifest(ENDPOINT));
    page.routes.set(ENDPOINT, guardHandler);
    await open('src="/trust.json"');
    await visit.waitForSelector(BLOCKED);
    const requests = page.requests.filter(({path}) => /trust\.json|guard/.test(path));
    assert.equal(requests.length, 2);
    for (const {path, headers} of requests) {
      assert.equal(headers.cookie, undefined, path);
      assert.equal(headers.referer, undefined, path);
    }
  });

  it('stores nothing: no storage, no cache, no worker, no cookie', async () => {
    await open(`src="${vendor.origin}/trust.json"`);
    await visit.waitForSelector(BLOCKED);
    const kept = await visit.evaluate(async () => ({
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

  it('makes the page send nothing there, and the page explains why', async () => {
    await open(`src="${vendor.origin}/pointing.json"`);
    await visit.waitForSelector(REFUSED);
    await visit.evaluate(() => document.querySelector('arqen-trust-center')!.checkGuards());
    assert.deepEqual(third.log, []);
    assert.match(
      await visit.textOf('.answer'),
      /does not allow the manifest to choose that address; the page owner can allow it/,
    );
  });

  it('makes the page send nothing to its own origin either', async () => {
    await open(`src="${vendor.origin}/at-the-page.json"`);
    await visit.waitForSelector(REFUSED);
    assert.equal(page.count(ENDPOINT), 0);
  });

  it('has that guard checked if the embedder allows its origin', async () => {
    const origins = `https://vendor.example ${third.origin}`;
    await open(`src="${vendor.origin}/pointing.json" guard-origins="${origins}"`);
    await visit.waitForSelector(`${BLOCKED}[data-agreement="agrees"]`);
    assert.deepEqual(third.log, [GUARD_CHECK]);
  });
});

describe('a manifest that is redirected', () => {
  it('is refused if the redirect leads to another origin', async () => {
    const Location = `${third.origin}/trust.json`;
    vendor.routes.set('/away.json', text('', 'text/plain', {Location}, 302));
    await open(`src="${vendor.origin}/away.json"`);
    await visit.waitForSelector('[data-load-state="failed"] [data-reason="redirect"]');
    assert.equal(await visit.count('[data-kind]'), 0);
    assert.deepEqual(vendor.log, ['GET /away.json']);
    assert.equal(third.count(ENDPOINT), 0);
  });

  it('is refused if it leads through another origin and back to the page’s', async () => {
    vendor.routes.set(
      '/back.json',
      text('', 'text/plain', {Location: `${page.origin}/back.json`}, 302),
    );
    page.routes.set('/back.json', manifest('guard'));
    page.routes.set(
      '/through.json',
      text('', 'text/plain', {Location: `${vendor.origin}/back.json`}, 302),
    );
    await open('src="/through.json"');
    await visit.waitForSelector('[data-load-state="failed"] [data-reason="redirect"]');
    assert.equal(await visit.count('[data-kind]'), 0);
    assert.equal(page.count('/back.json'), 1);
  });

  it('is followed within its origin, and its links resolve against its final URL', async () => {
    vendor.routes.set('/moved.json', text('', 'text/plain', {Location: '/deep/trust.json'}, 302));
    vendor.routes.set('/deep/trust.json', manifest('guard'));
    vendor.routes.set('/deep/guard', guardHandler);
    await open(`src="${vendor.origin}/moved.json"`);
    await visit.waitForSelector(BLOCKED);
    assert.equal(vendor.count('/deep/guard'), 1);
  });
});
