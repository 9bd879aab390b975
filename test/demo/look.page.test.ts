/**
 * How every state looks, in each language, theme and width: all that a reader can bring up is read whole,
 * pressed without aiming, and told apart.
 *
 * `npm test` takes combinations in which every pair of values meets, `npm run test:product` all of them.
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
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
import {makeMeasurable} from '../fixtures/measures.js';
import {englishIn, unphrasedIn} from '../fixtures/spoken.js';
import type {LoopbackServer} from '../fixtures/verdict-server.js';

const LANGUAGES = {en, de, fr, es, ja, ar, 'en-XA': pseudoLocale};

/**
 * A browser that zooms makes each CSS px so many times larger, and lays the page out in as many fewer:
 * of a window of 1280 × 1024 there are 320 × 256 left at 400 % (as WCAG 2.2, 1.4.10 says itself).
 */
const WINDOWS = {
  '320 px wide': {width: 320, height: 900},
  '768 px wide': {width: 768, height: 900},
  '1440 px wide': {width: 1440, height: 900},
  'zoomed to 400 %': {width: 1280 / 4, height: 1024 / 4, deviceScaleFactor: 4},
};

/** What manifests and guards say, which a phrase may hold: it is in no language of the interface. */
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
  visit = await Visit.begin(browser);
  await visit.page.goto(`${server.origin}/states.html`);
  // The last state to come to rest: its guard keeps silent until the page gives it up.
  await visit.untilThere('[data-kind="guard"][data-reason="timeout"]');
  await makeMeasurable(visit);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

describe('the styles of every state', () => {
  it('say start and end, and never left or right', async () => {
    assert.deepEqual(await visit.ask(() => measures.oneSidedRules()), []);
  });
});

for (const combination of combinations) {
  const {language, theme, window, state} = combination;
  describe(`every state, ${language}, ${theme}, ${window}, ${state}`, () => {
    before(() => show(combination));

    it('speaks one language, in its direction', async () => {
      const direction = language === 'ar' ? ('rtl' as const) : ('ltr' as const);
      assert.deepEqual(await visit.ask((it) => measures.notOf(it), direction), []);
      const said = await visit.ask((language) => measures.saidIn(language), language);
      assert.ok(said.length > 500, `${said.length} pieces of text`);
      assert.deepEqual(englishIn(said, en, LANGUAGES[language], DATA), []);
      if (language === 'en-XA') assert.deepEqual(unphrasedIn(said, 'ñ', DATA), []);
    });

    it('fits, with nothing cut off, and no text over another', async () => {
      assert.deepEqual(await visit.ask(() => measures.cutOff()), []);
      assert.deepEqual(await visit.overflows(), []);
      assert.deepEqual(await visit.ask(() => measures.overlapping()), []);
    });

    it('still does when a reader spaces its text (WCAG 1.4.12)', async () => {
      await visit.ask(() => measures.space(true));
      try {
        assert.deepEqual(await visit.ask(() => measures.cutOff()), []);
        assert.deepEqual(await visit.overflows(), []);
        assert.deepEqual(await visit.ask(() => measures.overlapping()), []);
      } finally {
        await visit.ask(() => measures.space(false));
      }
    });

    it('gives every target 24 × 24 CSS px (WCAG 2.5.8)', async () => {
      assert.deepEqual(await visit.ask(() => measures.smallTargets()), []);
    });

    it('sets shapes before or after their text as it is read', async () => {
      assert.deepEqual(await visit.ask(() => measures.misplacedIcons()), []);
    });

    it('meets WCAG 2.2 AA as far as axe can tell', async () => {
      // Neither language nor width changes a colour: one language is enough where not all are to be seen.
      const {violations, behindShadowRoots} = await visit.axe({
        contrast: FULL || language === 'en',
      });
      assert.deepEqual(violations, []);
      assert.ok(behindShadowRoots > 5, 'axe looked behind shadow roots');
    });
  });
}

/**
 * Shows every state so. One page is turned from one combination to the next, as a host would turn it:
 * loaded anew, each would wait eight seconds for the guard that keeps silent.
 */
async function show({language, theme, window, state}: Combination): Promise<void> {
  await visit.page.setViewport(WINDOWS[window]);
  // The center's own theme wins over what the reader prefers of the page around it.
  const preferred = theme === 'light' ? 'dark' : 'light';
  await visit.page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: preferred}]);
  await visit.ask(
    (locale, theme) => {
      for (const center of inPage.all('arqen-trust-center')) Object.assign(center, {locale, theme});
    },
    language,
    theme,
  );
  await visit.until(
    (language, theme) =>
      inPage.all('[part~="base"], section').every(({lang}) => lang === language) &&
      inPage.all('arqen-trust-center').every((center) => center.getAttribute('theme') === theme),
    [language, theme],
  );
  await open(state === 'opened');
}

/** Brings up all that a reader can bring up, or puts it away: details, a filter, a menu. */
async function open(wide: boolean): Promise<void> {
  await visit.ask((wide) => {
    for (const details of inPage.all('details')) details.toggleAttribute('open', wide);
    for (const search of inPage.all('input[type="search"]') as HTMLInputElement[]) {
      search.value = wide ? 'sample' : '';
      search.dispatchEvent(new Event('input', {bubbles: true}));
    }
    // One menu is open at a time.
    for (const menu of inPage.all('[popover]').slice(0, 1)) menu.togglePopover(wide);
  }, wide);
  await visit.until((wide) => !!inPage.all('.active').length === wide, [wide]);
}

function textsIn(data: unknown): string[] {
  if (typeof data === 'string') return [data];
  return typeof data === 'object' && data ? Object.values(data).flatMap(textsIn) : [];
}
