/** Every request of a page with a trust center, over an hour on a fake clock and over a real minute. */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {injectClock} from '../../bench/idle/clock.js';
import {AGREES, arqenTag, openArqenSite} from '../fixtures/arqen-site.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {embedPage, text, type Site} from '../fixtures/site.js';

/** Milliseconds. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The default interval between two checks of a guard, in milliseconds. */
const INTERVAL = 30_000;

/** Records, from the start, every call that could store data or send it unseen. Runs in the page. */
function recordSecrets(): void {
  const used: string[] = [];
  const calls: [owner: object, names: string[]][] = [
    [Storage.prototype, ['getItem', 'setItem']],
    [IDBFactory.prototype, ['open', 'databases']],
    [CacheStorage.prototype, ['open', 'match', 'has']],
    [Navigator.prototype, ['sendBeacon']],
    [ServiceWorkerContainer.prototype, ['register']],
    [XMLHttpRequest.prototype, ['open']],
  ];
  for (const [owner, names] of calls)
    for (const name of names) {
      const real = Reflect.get(owner, name) as (...args: unknown[]) => unknown;
      Reflect.set(owner, name, function (this: unknown, ...args: unknown[]) {
        used.push(name);
        return Reflect.apply(real, this, args);
      });
    }
  for (const name of ['WebSocket', 'EventSource', 'Worker', 'SharedWorker', 'BroadcastChannel']) {
    const real = Reflect.get(globalThis, name) as new () => object;
    const construct = (target: typeof real, args: unknown[]) => {
      used.push(name);
      return Reflect.construct(target, args) as object;
    };
    Reflect.set(globalThis, name, new Proxy(real, {construct}));
  }
  Reflect.set(globalThis, 'secrets', used);
}

/** A page in its own browser: a page behind another one would be paused. */
class Stay {
  private constructor(
    readonly site: Site,
    readonly browser: Browser,
    readonly visit: Visit,
  ) {}

  static async open(prepare?: (visit: Visit) => Promise<unknown>): Promise<Stay> {
    const [site, browser] = await Promise.all([openArqenSite(), openBrowser()]);
    const visit = await Visit.open(browser);
    await visit.page.evaluateOnNewDocument(recordSecrets);
    await prepare?.(visit);
    const headers = {'Set-Cookie': ['session=secret; Path=/', 'tracker=all; Path=/; HttpOnly']};
    site.routes.set('/', text(embedPage(arqenTag()), 'text/html', headers));
    await visit.page.goto(site.origin);
    await visit.waitFor((agrees: string) => inPage.all(agrees).length === 2, [AGREES]);
    return new Stay(site, browser, visit);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.site.stop();
  }

  /** Returns how often each guard was checked. Asserts that nothing else was requested, sent or stored. */
  async checks(): Promise<number[]> {
    const {site, visit} = this;
    const once = [
      'GET /',
      'GET /cdn/trust-center.js',
      'GET /arqen.trust.json',
      'GET /cdn/trust-center-rest.js',
      'GET /cdn/trust-center-scan.js',
      'GET /cdn/trust-center-text.js',
      'GET /cdn/trust-center-lexicon-en.js',
    ];
    const guards = [
      'GET /api/production-write/guard?challenge',
      'GET /api/production-access/guard?challenge',
    ];
    const rest = site.log.filter((line) => !guards.includes(line));
    assert.deepEqual(rest.toSorted(), once.toSorted());
    // The server received everything the browser sent: nothing went elsewhere.
    const sent = visit.requests.filter((url) => !url.startsWith('data:'));
    assert.equal(sent.length, site.requests.length);
    assert.deepEqual([...new Set(sent.map((url) => new URL(url).origin))], [site.origin]);
    this.#assertNothingSent();
    await this.#assertNothingStored();
    return guards.map((guard) => site.log.filter((line) => line === guard).length);
  }

  #assertNothingSent(): void {
    const plain = /^(host|connection|accept(-encoding|-language)?|user-agent|origin|sec-.+)$/;
    // Sent because the response must not come from a cache, and by Firefox in what order to answer.
    const fresh = /^(cache-control|pragma|priority)$/;
    const markup = new Set(['/', '/cdn/trust-center.js']);
    for (const {method, path, headers} of this.site.requests) {
      assert.equal(method, 'GET');
      // The page's own markup makes these requests, under the page's own settings.
      if (markup.has(path)) continue;
      const names = Object.keys(headers).filter((name) => !plain.test(name) && !fresh.test(name));
      // Browsers send cookies with same-origin scripts: no `import()` can prevent that.
      assert.deepEqual(names, path.startsWith('/cdn/') ? ['cookie'] : [], path);
    }
  }

  async #assertNothingStored(): Promise<void> {
    const kept = await this.visit.evaluate(async () => {
      const used = [...(Reflect.get(globalThis, 'secrets') as string[])];
      return {
        used,
        stored: [localStorage.length, sessionStorage.length],
        databases: await indexedDB.databases(),
        caches: await caches.keys(),
        workers: (await navigator.serviceWorker.getRegistrations()).length,
        cookie: document.cookie,
      };
    });
    assert.deepEqual(kept, {
      used: [],
      stored: [0, 0],
      databases: [],
      caches: [],
      workers: 0,
      cookie: 'session=secret',
    });
    assert.deepEqual(this.visit.exceptions, []);
  }
}

describe('the request log', {concurrency: true}, () => {
  describe('over an hour', () => {
    let stay: Stay | undefined;
    before(async () => {
      stay = await Stay.open((visit) => visit.page.evaluateOnNewDocument(injectClock));
    });
    after(() => stay?.close());

    it('lists the entry, the chunk of the rest and the manifest once, the guards at their interval, and nothing else', async () => {
      const {visit} = stay!;
      await visit.evaluate(() => clock.takeControl());
      while ((await visit.evaluate(() => clock.passed)) < HOUR)
        await visit.evaluate(async () => {
          clock.untilNext();
          await clock.second();
        });
      const most = HOUR / INTERVAL + 2;
      for (const checks of await stay!.checks())
        assert.ok(checks > most / 3 && checks <= most, `${checks} checks in an hour`);
    });
  });

  describe('over a real minute', () => {
    let stay: Stay | undefined;
    before(async () => {
      stay = await Stay.open();
    });
    after(() => stay?.close());

    it('lists the same requests', async () => {
      // The test covers a real minute, so the passing time itself is the state to wait for.
      const minute = (now: number) => performance.now() >= now;
      await stay!.visit.waitFor(minute, [MINUTE], 2 * MINUTE);
      for (const checks of await stay!.checks())
        assert.ok(checks >= 2 && checks <= MINUTE / INTERVAL + 2, `${checks} checks in a minute`);
    });
  });
});
