/** No manifest blocks the page: hostile ones are merged at random, and each must leave the page responsive. */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {openBrowser} from '../../bench/harness/browser.js';
import {MANIFEST, visit} from '../../bench/hostile/visit.js';
import {
  HOSTILE,
  HOSTILE_TEXTS,
  manifestText,
  merged,
  PAST_LIMITS,
  REFUSED,
  type ManifestPart,
} from '../fixtures/hostile.js';
import {Random} from '../fixtures/random.js';
import {embedPage, json, Site, text} from '../fixtures/site.js';

/**
 * Calibration loops that the longest task may take. The benchmark's target is 5; the rest is for the noise
 * of a busy machine.
 */
const BOUND = 8;

/** Attacks in one manifest. */
const GROUP = 10;

/** The share of each limit. Those of guards are low enough for all three attacks to stand at it together. */
const shareOf = (name: string) => (/guard|64 gates/.test(name) ? 0.3 : 0.05);

let site: Site;
let browser: Browser | undefined;

before(async () => {
  browser = await openBrowser();
  site = await Site.open({
    '/': text(embedPage(`<arqen-trust-center src="${MANIFEST}"></arqen-trust-center>`)),
  });
});
after(async () => {
  await browser?.close();
  await site.stop();
});

async function assertResponsive(manifest: string, accepted: boolean): Promise<void> {
  site.routes.set(`/${MANIFEST}`, json(manifest));
  const figures = await visit(browser!, `${site.origin}/`);
  assert.equal(figures['accepted'], Number(accepted));
  assert.ok(figures['longest']! <= BOUND, JSON.stringify(figures));
}

/** Returns the names in groups, shuffled. */
function groupsOf(names: readonly string[], random: Random): string[][] {
  const shuffled = names
    .map((name) => ({name, at: random.next()}))
    .sort((a, b) => a.at - b.at)
    .map(({name}) => name);
  return Array.from({length: Math.ceil(names.length / GROUP)}, (_, i) =>
    shuffled.slice(i * GROUP, (i + 1) * GROUP),
  );
}

const SEED = 15;

describe('a page stays responsive while it reads, draws, scrolls and filters', () => {
  for (const kind of [HOSTILE, REFUSED, PAST_LIMITS])
    for (const names of groupsOf(Object.keys(kind), new Random(SEED)))
      it(`a manifest of ${names.join(' + ')}`, () => {
        const parts = names.map((name) => kind[name]!(shareOf(name)));
        const manifest = manifestText(parts.reduce<ManifestPart>(merged, {}));
        return assertResponsive(manifest, kind === HOSTILE);
      });

  for (const [name, make] of Object.entries(HOSTILE_TEXTS))
    it(name, () => assertResponsive(make(0.05), false));
});
