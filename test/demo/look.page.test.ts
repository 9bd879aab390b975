/**
 * Every state in each language, theme and width: all content is readable, large enough to press and
 * distinguishable, including content that a reader opens.
 *
 * By default, combinations cover every pair of values; `npm run test:product` covers all combinations.
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser, Viewport} from 'puppeteer-core';
import {pseudoLocale} from '../../demo/pseudo-locale.js';
import {SCENARIOS} from '../../demo/scenarios.js';
import {words as ar} from '../../src/locales/ar.js';
import {words as de} from '../../src/locales/de.js';
import {en} from '../../src/locales/en.js';
import {words as es} from '../../src/locales/es.js';
import {words as fr} from '../../src/locales/fr.js';
import {words as ja} from '../../src/locales/ja.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {pairwise, product} from '../fixtures/pairwise.js';
import {serveDemo} from '../fixtures/demo-server.js';
import {installMeasures} from '../fixtures/measures.js';
import {englishIn, unphrasedIn} from '../fixtures/untranslated.js';
import type {LoopbackServer} from '../fixtures/verdict-server.js';

const LANGUAGES = {en, de, fr, es, ja, ar, 'en-XA': pseudoLocale};

/**
 * Zoom enlarges each CSS px, so fewer fit the window: at 400 %, a window of 1280 × 1024 has 320 × 256 left
 * (WCAG 2.2, 1.4.10).
 */
const WINDOWS = {
  '320 px wide': {width: 320, height: 900},
  '768 px wide': {width: 768, height: 900},
  '1440 px wide': {width: 1440, height: 900},
  'zoomed to 400 %': {width: 1280 / 4, height: 1024 / 4, deviceScaleFactor: 4},
};

/** Texts from manifests and guards, which may appear inside a phrase in any language. */
const DATA = [...textsIn(SCENARIOS), 'persistence'];

const keysOf = <T extends object>(object: T) => Object.keys(object) as (keyof T)[];

const FACTORS = {
  language: keysOf(LANGUAGES),
  window: keysOf(WINDOWS),
  theme: ['light', 'dark'],
  state: ['at rest', 'opened'],
} as const;

const FULL = process.env['PRODUCT'] === 'full';
const combinations = FULL ? product(FACTORS) : pairwise(FACTORS);
type Combination = (typeof combinations)[number];

let server: LoopbackServer | undefined;
let browser: Browser | undefined;
let visit: Visit;

before(async () => {
  [server, browser] = await Promise.all([serveDemo(), openBrowser()]);
  visit = await Visit.open(browser);
  await visit.page.goto(`${server.origin}/states.html`);
  // The last state to settle: its guard never answers, so its check times out.
  await visit.waitForSelector('[data-kind="guard"][data-reason="timeout"]');
  await installMeasures(visit);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

describe('the styles of every state', () => {
  it('use start and end, never left or right', async () => {
    assert.deepEqual(await visit.evaluate(() => measures.oneSidedRules()), []);
  });
});

for (const combination of combinations) {
  const {language, theme, window, state} = combination;
  describe(`every state, ${language}, ${theme}, ${window}, ${state}`, () => {
    before(() => show(combination));

    it('uses one language and its direction', async () => {
      const direction = language === 'ar' ? ('rtl' as const) : ('ltr' as const);
      assert.deepEqual(await visit.evaluate((it) => measures.wrongDirection(it), direction), []);
      const texts = await visit.evaluate((language) => measures.textIn(language), language);
      assert.ok(texts.length > 500, `${texts.length} pieces of text`);
      assert.deepEqual(englishIn(texts, en, LANGUAGES[language], DATA), []);
      if (language === 'en-XA') assert.deepEqual(unphrasedIn(texts, 'ñ', DATA), []);
    });

    it('fits, with nothing cut off and no overlapping text', async () => {
      assert.deepEqual(await visit.evaluate(() => measures.cutOff()), []);
      assert.deepEqual(await visit.overflows(), []);
      assert.deepEqual(await visit.evaluate(() => measures.overlapping()), []);
    });

    it('still fits with wider text spacing (WCAG 1.4.12)', async () => {
      await visit.evaluate(() => measures.setTextSpacing(true));
      try {
        assert.deepEqual(await visit.evaluate(() => measures.cutOff()), []);
        assert.deepEqual(await visit.overflows(), []);
        assert.deepEqual(await visit.evaluate(() => measures.overlapping()), []);
      } finally {
        await visit.evaluate(() => measures.setTextSpacing(false));
      }
    });

    it('makes every target at least 24 × 24 CSS px (WCAG 2.5.8)', async () => {
      assert.deepEqual(await visit.evaluate(() => measures.smallTargets()), []);
    });

    it('places icons on the correct side of their text', async () => {
      assert.deepEqual(await visit.evaluate(() => measures.misplacedIcons()), []);
    });

    it('passes the axe checks for WCAG 2.2 AA', async () => {
      // Language and width do not change colours, so one language is enough unless all are tested.
      const {violations, behindShadowRoots} = await visit.axe({
        contrast: FULL || language === 'en',
      });
      assert.deepEqual(violations, []);
      assert.ok(behindShadowRoots > 5, 'axe checks content inside shadow roots');
    });
  });
}

/**
 * Shows every state in a combination. All combinations share one page, which switches as a host would switch
 * it: a reload would wait eight seconds each time for the guard that never answers.
 */
async function show({language, theme, window, state}: Combination): Promise<void> {
  const {width, height, deviceScaleFactor}: Viewport = WINDOWS[window];
  await visit.setViewport(width, height, deviceScaleFactor);
  // The center's own theme takes precedence over the reader's preferred colour scheme.
  const preferred = theme === 'light' ? 'dark' : 'light';
  await visit.setColourScheme(preferred);
  await visit.evaluate(
    (locale, theme) => {
      for (const center of inPage.all('arqen-trust-center')) Object.assign(center, {locale, theme});
    },
    language,
    theme,
  );
  await visit.waitFor(
    (language, theme) =>
      inPage.all('[part~="base"], section').every(({lang}) => lang === language) &&
      inPage.all('arqen-trust-center').every((center) => center.getAttribute('theme') === theme),
    [language, theme],
  );
  await open(state === 'opened');
}

/** Opens or closes everything that a reader can open: details, a filter, a menu. */
async function open(wide: boolean): Promise<void> {
  await visit.evaluate((wide) => {
    for (const details of inPage.all('details')) details.toggleAttribute('open', wide);
    for (const search of inPage.all('input[type="search"]') as HTMLInputElement[]) {
      search.value = wide ? 'sample' : '';
      search.dispatchEvent(new Event('input', {bubbles: true}));
    }
    // Only one menu can be open at a time.
    for (const menu of inPage.all('[popover]').slice(0, 1)) menu.togglePopover(wide);
  }, wide);
  await visit.waitFor((wide) => !!inPage.all('.active').length === wide, [wide]);
}

function textsIn(data: unknown): string[] {
  if (typeof data === 'string') return [data];
  return typeof data === 'object' && data ? Object.values(data).flatMap(textsIn) : [];
}
