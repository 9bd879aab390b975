/** A page that stays open for an hour while two guards are checked: what each check costs. For Node. */
import type {Browser, CDPSession, Page} from 'puppeteer-core';
import {withFreshPage} from '../harness/browser.js';
import {countMetrics, metricsOf, untilSettled, type Metrics} from '../harness/metrics.js';
import {summaryOf, type Figures, type Summary} from '../harness/sample.js';
import {injectClock} from './clock.js';
import type {GuardClock} from './site.js';
import {countTouches, type Touches} from './touches.js';

/** In milliseconds. */
const HOUR = 3_600_000;

/** What is known after an hour: of each check, and of the whole. */
export interface Hour {
  readonly summaries: Readonly<Record<string, Summary>>;
  /** What was touched outside the age labels, and how often. */
  readonly others: Touches['others'];
}

/** Stays for an hour twice: once to time it, once to count what it touches, for counting takes time itself. */
export async function hourAt(browser: Browser, url: string, guards: GuardClock): Promise<Hour> {
  const timed = await withFreshPage(browser, async ({page, session}) => {
    await begin(page, session, url, guards);
    const before = await afterCollecting(session);
    const checks = await stay(page, session, guards);
    const after = await afterCollecting(session);
    const grown = (name: string) => after[name]! - before[name]!;
    const whole = {nodesGrown: grown('Nodes'), listenersGrown: grown('JSEventListeners')};
    return {...summariesOf(checks), ...summariesOf([whole])};
  });
  return withFreshPage(browser, async ({page, session}) => {
    await page.evaluateOnNewDocument(countTouches);
    await begin(page, session, url, guards);
    const known = await page.evaluate(() => {
      // What came before is the load's.
      globalThis.touches.ages = 0;
      globalThis.touches.others = {};
      return clock.observed;
    });
    await stay(page, session, guards);
    const {observed, ages, others} = await page.evaluate(() => ({
      observed: clock.observed,
      ...touches,
    }));
    const checks = observed - known;
    const all = Object.values(others).reduce((sum, nodes) => sum + nodes, 0);
    const touched = {agesTouched: ages / checks, othersTouched: all / checks};
    return {summaries: {...timed, ...summariesOf([touched])}, others};
  });
}

/** Loads the page, until both guards have been checked once. */
async function begin(
  page: Page,
  session: CDPSession,
  url: string,
  guards: GuardClock,
): Promise<void> {
  // As late as the page: a guard whose clock is off is told so, and that would go with the first check.
  guards.now = Date.now();
  await page.evaluateOnNewDocument(injectClock);
  await countMetrics(session);
  await page.goto(url);
  await page.waitForFunction(() => clock.observed >= 2);
  await untilSettled(session);
  await page.evaluate(() => clock.takeOver());
}

/** Lets an hour pass, and tells what each check in it cost. */
async function stay(page: Page, session: CDPSession, guards: GuardClock): Promise<Figures[]> {
  const checks: Figures[] = [];
  for (let passed = 0; passed < HOUR;) {
    const {now, observed} = await page.evaluate(() => {
      clock.untilNext();
      return {now: Date.now(), observed: clock.observed};
    });
    guards.now = now;
    const before = await metricsOf(session);
    const seen = await page.evaluate(async () => {
      await clock.second();
      return {passed: clock.passed, observed: clock.observed};
    });
    const after = await metricsOf(session);
    if (seen.passed === passed) throw new Error('The page has planned nothing more.');
    passed = seen.passed;
    const count = seen.observed - observed;
    if (count) checks.push(costOf(before, after, count));
  }
  return checks;
}

function costOf(before: Metrics, after: Metrics, checks: number): Figures {
  const each = (name: string) => ((after[name]! - before[name]!) * 1000) / checks;
  const thread = each('TaskDuration') - each('DevToolsCommandDuration');
  return {check: thread, checkLayout: each('LayoutDuration') + each('RecalcStyleDuration')};
}

/** What is garbage is not counted. */
async function afterCollecting(session: CDPSession): Promise<Metrics> {
  await session.send('HeapProfiler.collectGarbage');
  return metricsOf(session);
}

const summariesOf = (figures: readonly Figures[]): Record<string, Summary> =>
  Object.fromEntries(
    Object.keys(figures[0] ?? {}).map((name) => [
      name,
      summaryOf(figures.map((figure) => figure[name]!)),
    ]),
  );
