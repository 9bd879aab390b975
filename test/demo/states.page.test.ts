/**
 * The page that shows every state of the interface: each frame is in the state that it is named after.
 * look.page.test.ts covers their appearance in each language, theme and width.
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {SCENARIOS} from '../../demo/scenarios.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {serveDemo} from '../fixtures/demo-server.js';
import type {LoopbackServer} from '../fixtures/verdict-server.js';

const load = (state: string) => `[data-load-state="${state}"]`;
const control = (state: string, assurance = 'stated') =>
  `[data-kind="control"][data-state="${state}"][data-assurance="${assurance}"]`;
const guard = (verdict: string, reason: string, agreement: string) =>
  `[data-kind="guard"][data-verdict="${verdict}"][data-reason="${reason}"][data-agreement="${agreement}"]`;
const overclaim = (rule: string) => `[part~="overclaim"][data-rule="${rule}"]`;
const CONTRADICTION = '[data-banner="contradiction"]';
const CONTRADICTED = '[data-kind="control"][data-state="contradicted"]';

/** The selectors that must match in each frame once it has settled, or must not after a `!`. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'load-idle': [load('idle'), '![data-kind]'],
  'load-loading': [load('loading'), '![data-kind]'],
  'load-ready': [
    load('ready'),
    '[data-kind="gate"][data-state="met"]',
    '[data-kind="gate"][data-state="unmet"]',
    ...['considering', 'planned', 'in-progress', 'done'].map((stage) => `[data-stage="${stage}"]`),
    '[data-kind="requirement"][data-state="open"]',
    '[data-kind="requirement"][data-state="supported"]',
    ...['documents', 'subprocessors', 'faq', 'updates', 'disclosure'].map(
      (key) => `arqen-trust-${key}:not([hidden])`,
    ),
  ],
  'load-kept': [load('kept'), '[data-banner="kept"] .age', '[data-banner="kept"] [data-reason]'],
  'load-failed': [load('failed'), '[data-banner="failed"] [data-reason]', '![data-kind]'],
  'load-expired': [load('ready'), '[data-banner="expired"]'],
  'control-current': [control('current')],
  'control-partial': [control('partial')],
  'control-gated': [control('gated')],
  'control-not-applicable': [control('not-applicable')],
  'control-ready': [`${control('gated')}[data-ready-to-review]`],
  'control-evidenced': [control('current', 'evidenced')],
  'control-attested': [control('current', 'attested')],
  'control-expired': [
    control('current'),
    '[data-freshness="expired"]',
    '[data-freshness="undated"]',
    overclaim('evidence-expired'),
  ],
  'control-many': [
    control('gated'),
    control('current', 'attested'),
    '[role="search"] input[type="search"]',
    '[role="search"] input[type="radio"]',
    '[role="search"] input[type="date"]',
  ],
  'guard-blocked': [guard('blocked', 'answered-blocked', 'agrees'), `!${CONTRADICTION}`],
  'guard-open': [guard('open', 'answered-open', 'contradicts'), CONTRADICTION, CONTRADICTED],
  'guard-other-gates': [
    guard('blocked', 'answered-blocked', 'contradicts'),
    CONTRADICTION,
    CONTRADICTED,
  ],
  'guard-not-refused': [
    guard('not-refused', 'success-without-refusal', 'contradicts'),
    CONTRADICTION,
    CONTRADICTED,
  ],
  'guard-contradictory': [
    guard('contradictory', 'effects', 'contradicts'),
    CONTRADICTION,
    CONTRADICTED,
  ],
  'guard-flapping': [guard('unknown', 'not-json', 'contradicts'), CONTRADICTION, CONTRADICTED],
  'guard-static': [guard('blocked-unproven', 'no-challenge', 'undetermined'), `!${CONTRADICTION}`],
  'guard-undetermined': [guard('unknown', 'guard-undetermined', 'undetermined')],
  'guard-missing': [guard('unknown', 'not-json', 'undetermined')],
  'guard-redirect': [guard('unknown', 'redirect', 'undetermined')],
  'guard-hanging': [guard('unknown', 'timeout', 'undetermined')],
  'guard-stale': [guard('stale', 'too-old', 'undetermined')],
  'guard-off': [guard('unchecked', 'off', 'undetermined')],
  'guard-open-declared': [guard('open', 'answered-open', 'agrees'), `!${CONTRADICTION}`],
  'overclaim-current-with-unmet-gate': [overclaim('current-with-unmet-gate')],
  'overclaim-met-gate-without-evidence': [overclaim('met-gate-without-evidence')],
  'overclaim-report-without-attestation': [overclaim('report-without-attestation')],
  'overclaim-done-with-unmet-gate': [overclaim('done-with-unmet-gate')],
  'overclaim-certification-wording': [overclaim('certification-wording')],
  'overclaim-absolute-wording': [overclaim('absolute-wording')],
  'overclaim-ai-as-authority': [overclaim('ai-as-authority')],
};

const scenarios = Object.values(SCENARIOS).flat();

let server: LoopbackServer | undefined;
let browser: Browser | undefined;
let visit: Visit;

before(async () => {
  [server, browser] = await Promise.all([serveDemo(), openBrowser()]);
  visit = await Visit.open(browser);
  await visit.setAppearance(1440, 'light');
  await visit.page.goto(`${server.origin}/states.html`);
  await visit.waitForSelector('arqen-trust-center');
});
after(async () => {
  await browser?.close();
  await server?.close();
});

describe('the page of every state', () => {
  it('is tested in every frame', () => {
    assert.deepEqual(scenarios.map(({name}) => name).sort(), Object.keys(EXPECTED).sort());
  });

  it('passes the axe checks for WCAG 2.2 AA while a check is pending', async () => {
    // The check times out after eight seconds.
    await visit.waitForSelector('[data-kind="guard"][data-id="hanging"][data-reason="pending"]');
    const {violations, behindShadowRoots} = await visit.axe();
    assert.deepEqual(violations, []);
    assert.ok(behindShadowRoots > 5, 'axe checks content inside shadow roots');
  });

  for (const {name, title} of scenarios) {
    it(`shows “${title}” (${name})`, async () => {
      for (const selector of EXPECTED[name]!) {
        await visit.waitFor(
          (name, selector) => {
            const frame = document.getElementById(name)!.closest('figure')!;
            const absent = selector.startsWith('!');
            return !inPage.all(selector.replace(/^!/, ''), frame).length === absent;
          },
          [name, selector],
        );
      }
    });
  }

  it('throws nothing, and no section fails to render', async () => {
    assert.deepEqual(visit.exceptions, []);
    assert.equal(await visit.count('.failed:not(#load-failed *)[role="alert"]:not(.notice)'), 0);
  });

  it('shows only a verified answer as good news', async () => {
    const green = await visit.evaluate(() =>
      inPage
        .all('[data-kind="guard"][data-status="verified"]')
        .map(({dataset}) => `${dataset['verdict']} ${dataset['agreement']}`),
    );
    assert.deepEqual([...new Set(green)], ['blocked agrees']);
  });
});
