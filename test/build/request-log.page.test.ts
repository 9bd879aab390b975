/** Everything that a page with a trust center asks of anyone, over an hour that passes at once and over a real minute. */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {injectClock} from '../../bench/idle/clock.js';
import {AGREES, arqenTag, openArqenSite} from '../fixtures/arqen-site.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {embedding, text, type Site} from '../fixtures/site.js';

/** In milliseconds. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The default interval between two checks of a guard, and how much later one may be that is spread. */
const INTERVAL = 30_000;

/** Counts from the first moment on whatever a page can use to keep something, or to send it unseen. */
function countSecrets(): void {
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

/** A page in a browser of its own: one that stands behind another would be paused. */
class Stay {
  private constructor(
    readonly site: Site,
    readonly browser: Browser,
    readonly visit: Visit,
  ) {}

  static async begin(prepare?: (visit: Visit) => Promise<unknown>): Promise<Stay> {
    const [site, browser] = await Promise.all([openArqenSite(), openBrowser()]);
    const visit = await Visit.begin(browser);
    await visit.page.evaluateOnNewDocument(countSecrets);
    await prepare?.(visit);
    const headers = {'Set-Cookie': ['session=secret; Path=/', 'tracker=all; Path=/; HttpOnly']};
    site.routes.set('/', text(embedding(arqenTag()), 'text/html', headers));
    await visit.page.goto(site.origin);
    await visit.until((agrees: string) => inPage.all(agrees).length === 2, [AGREES]);
    return new Stay(site, browser, visit);
  }

  async end(): Promise<void> {
    await this.browser.close();
    await this.site.stop();
  }

  /** How often each guard was asked. Nothing besides was asked of anyone, and nothing told or kept. */
  async checks(): Promise<number[]> {
    const {site, visit} = this;
    const once = [
      'GET /',
      'GET /cdn/trust-center.js',
      'GET /arqen.trust.json',
      'GET /cdn/trust-center-renderer.js',
    ];
    const guards = [
      'GET /api/production-write/guard?challenge',
      'GET /api/production-access/guard?challenge',
    ];
    const rest = site.log.filter((line) => !guards.includes(line));
    assert.deepEqual(rest.toSorted(), once.toSorted());
    // What the browser has sent is what the server has got: nothing went elsewhere.
    const sent = visit.requests.filter((url) => !url.startsWith('data:'));
    assert.equal(sent.length, site.seen.length);
    assert.deepEqual([...new Set(sent.map((url) => new URL(url).origin))], [site.origin]);
    this.#sendsNothing();
    await this.#keepsNothing();
    return guards.map((guard) => site.log.filter((line) => line === guard).length);
  }

  #sendsNothing(): void {
    const plain = /^(host|connection|accept(-encoding|-language)?|user-agent|origin|sec-.+)$/;
    // That nothing is to come from a cache.
    const fresh = /^(cache-control|pragma)$/;
    const markup = new Set(['/', '/cdn/trust-center.js']);
    for (const {method, path, headers} of this.site.seen) {
      assert.equal(method, 'GET');
      // What the page's own markup asks for tells what the page lets it tell.
      if (markup.has(path)) continue;
      const names = Object.keys(headers).filter((name) => !plain.test(name) && !fresh.test(name));
      // A browser gives the scripts of the page's own origin its cookies: no import() can tell it not to.
      assert.deepEqual(names, path.startsWith('/cdn/') ? ['cookie'] : [], path);
    }
  }

  async #keepsNothing(): Promise<void> {
    const kept = await this.visit.ask(async () => {
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
      ...{used: [], stored: [0, 0], databases: [], caches: [], workers: 0},
      cookie: 'session=secret',
    });
    assert.deepEqual(this.visit.exceptions, []);
  }
}

describe('the request log', {concurrency: true}, () => {
  describe('of an hour', () => {
    let stay: Stay | undefined;
    before(async () => {
      stay = await Stay.begin((visit) => visit.page.evaluateOnNewDocument(injectClock));
    });
    after(() => stay?.end());

    it('holds entry, engine and manifest once, the guards at their interval, and nothing else', async () => {
      const {visit} = stay!;
      await visit.ask(() => clock.takeOver());
      while ((await visit.ask(() => clock.passed)) < HOUR)
        await visit.ask(async () => {
          clock.untilNext();
          await clock.second();
        });
      const most = HOUR / INTERVAL + 2;
      for (const checks of await stay!.checks())
        assert.ok(checks > most / 3 && checks <= most, `${checks} checks in an hour`);
    });
  });

  describe('of a real minute', () => {
    let stay: Stay | undefined;
    before(async () => {
      stay = await Stay.begin();
    });
    after(() => stay?.end());

    it('is the same one, as long as it takes', async () => {
      // A minute is what is promised: here the time itself is the state that is waited for.
      const minute = (now: number) => performance.now() >= now;
      await stay!.visit.until(minute, [MINUTE], 2 * MINUTE);
      for (const checks of await stay!.checks())
        assert.ok(checks >= 2 && checks <= MINUTE / INTERVAL + 2, `${checks} checks in a minute`);
    });
  });
});
