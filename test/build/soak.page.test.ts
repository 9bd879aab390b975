/**
 * Mounts and unmounts centers many times: with guard checks, another manifest, and moves between documents.
 * Nothing may stay. In the suite a few hundred mounts; 10,000 with `npm run test:soak`.
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser, CDPSession, Page} from 'puppeteer-core';
import {createGuardHandler} from '../../src/entries/guard.js';
import {openBrowser} from '../fixtures/browser-page.js';
import {full} from '../fixtures/manifests.js';
import {embedPage, fromHandler, json, Site, text} from '../fixtures/site.js';

const MOUNTS = Number(process.env['SOAK'] ?? 300);

/** Mounted at once. */
const BATCH = 20;
const BATCHES = Math.ceil(MOUNTS / BATCH);

/** The first batches fill the caches of the page and of the browser. */
const WARM_UP = 5;

/** What the page has at work, besides what its centers have left to the garbage collector. */
interface Work {
  /** Timers that repeat. */
  readonly intervals: number;
  readonly timeouts: number;
  readonly observers: number;
}

declare global {
  var work: () => Work;
  var mountBatch: (size: number) => Promise<void>;
}

/** Counts timers and observers. Runs in the page before its own scripts. */
function countWork(): void {
  const running = {Interval: new Set<number>(), Timeout: new Set<number>()};
  for (const kind of ['Interval', 'Timeout'] as const) {
    const set = globalThis[`set${kind}`].bind(globalThis) as (
      run: () => void,
      delay?: number,
    ) => number;
    const clear = globalThis[`clear${kind}`].bind(globalThis);
    const start = (run: () => void, delay?: number) => {
      const id = set(() => {
        if (kind === 'Timeout') running[kind].delete(id);
        run();
      }, delay);
      running[kind].add(id);
      return id;
    };
    const stop = (id?: number) => {
      running[kind].delete(id!);
      clear(id);
    };
    Object.assign(globalThis, {[`set${kind}`]: start, [`clear${kind}`]: stop});
  }
  let observers: WeakRef<object>[] = [];
  for (const kind of ['MutationObserver', 'IntersectionObserver', 'ResizeObserver'] as const) {
    const Observer = globalThis[kind] as new (...args: unknown[]) => object;
    const Counted = class extends Observer {
      constructor(...args: unknown[]) {
        super(...args);
        observers.push(new WeakRef(this));
      }
    };
    Object.assign(globalThis, {[kind]: Counted});
  }
  globalThis.work = () => {
    observers = observers.filter((each) => each.deref());
    return {
      intervals: running.Interval.size,
      timeouts: running.Timeout.size,
      observers: observers.length,
    };
  };
}

/** Defines `mountBatch`. Runs in the page. */
function defineMounts(): void {
  let mounted = 0;
  const event = (center: EventTarget, type: string) =>
    new Promise((resolve) => {
      center.addEventListener(type, resolve, {once: true});
    });

  async function mountOnce(frame: HTMLIFrameElement): Promise<void> {
    const n = mounted++;
    const center = document.createElement('arqen-trust-center');
    center.src = `/trust.json?${n % 7}`;
    center.deepLinks = n % 2 === 0;
    const [loaded, observed] = [event(center, 'trust-load'), event(center, 'trust-observation')];
    document.body.append(center);
    await loaded;
    await observed;
    await center.checkGuards();
    if (n % 3 === 0) {
      const again = event(center, 'trust-load');
      center.src = '/other.json';
      await again;
    }
    if (n % 4 === 0) {
      const again = event(center, 'trust-observation');
      frame.contentDocument!.body.append(center);
      await center.checkGuards();
      await again;
      if (n % 8 === 0) document.body.append(center);
    }
    await center.updateComplete;
    // Some leave while they load.
    if (n % 5 === 0) center.src = '/trust.json?late';
    center.remove();
  }

  globalThis.mountBatch = async (size) => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    await Promise.all(Array.from({length: size}, () => mountOnce(frame)));
    frame.remove();
  };
}

/** The browser's own metrics, by name. */
type Metrics = Readonly<Record<string, number>>;

let site: Site;
let browser: Browser;
let page: Page;
let session: CDPSession;

before(async () => {
  const guard = createGuardHandler({
    id: 'production-write',
    route: '/api/production-write',
    gate: () => ({decision: 'blocked', unmetGates: ['key-custody']}),
  });
  site = await Site.open({
    '/trust.json': json(full()),
    '/other.json': json({...full(), id: 'https://other.example/', roadmap: undefined}),
    '/api/production-write/guard': fromHandler(guard),
  });
  site.routes.set('/', text(embedPage('')));
  browser = await openBrowser();
  page = await browser.newPage();
  await page.evaluateOnNewDocument('globalThis.__name = (named) => named');
  await page.evaluateOnNewDocument(countWork);
  await page.goto(site.origin);
  await page.evaluate(defineMounts);
  session = await page.createCDPSession();
  await session.send('Performance.enable');
});
after(async () => {
  await browser.close();
  await site.stop();
});

/** Waits until nothing is at work, collects the garbage, and returns what is left. */
async function measure(): Promise<{metrics: Metrics; work: Work}> {
  await page.waitForFunction(() => !work().intervals && !work().timeouts, {timeout: 30_000});
  // What has a finalizer goes in the second round.
  for (let round = 0; round < 3; round++) await session.send('HeapProfiler.collectGarbage');
  const {metrics} = await session.send('Performance.getMetrics');
  return {
    metrics: Object.fromEntries(metrics.map(({name, value}) => [name, value])),
    work: await page.evaluate(() => work()),
  };
}

async function mountBatches(count: number): Promise<void> {
  for (let batch = 0; batch < count; batch++)
    await page.evaluate((size: number) => mountBatch(size), BATCH);
}

describe(`${BATCHES * BATCH} centers that come and go`, () => {
  it('leave no document, node, listener, timer or observer, and no memory', async () => {
    await mountBatches(WARM_UP);
    const first = await measure();
    await mountBatches(BATCHES);
    const last = await measure();
    const grown = (name: string) => last.metrics[name]! - first.metrics[name]!;
    const mounts = BATCHES * BATCH;
    const perMount = grown('JSHeapUsedSize') / mounts;
    console.log(
      `${mounts} mounts: ${grown('Documents')} documents, ${grown('Nodes')} nodes, ` +
        `${grown('JSEventListeners')} listeners, ${last.work.observers - first.work.observers} observers, ` +
        `${Math.round(perMount)} bytes of the heap for each`,
    );
    assert.ok(grown('Documents') <= 0, `${grown('Documents')} documents`);
    assert.ok(grown('Nodes') <= 0.01 * mounts, `${grown('Nodes')} nodes`);
    assert.ok(grown('JSEventListeners') <= 0, `${grown('JSEventListeners')} listeners`);
    assert.ok(last.work.observers <= first.work.observers, 'no observers');
    // An empty object takes more; in a short run, the browser's own caches count, too.
    assert.ok(perMount < Math.max(20, 300_000 / mounts), `${perMount} bytes`);
    assert.deepEqual({...last.work, observers: 0}, {intervals: 0, timeouts: 0, observers: 0});
  });
});
