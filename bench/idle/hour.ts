/** Measures the cost of each guard check on a page that stays open for an hour. For Node. */
import type {Browser, CDPSession, Page} from 'puppeteer-core';
import {withFreshPage} from '../harness/browser.js';
import {countMetrics, metricsOf, untilSettled, type Metrics} from '../harness/metrics.js';
import {summaryOf, type Figures, type Summary} from '../harness/sample.js';
import {injectClock} from './clock.js';
import type {GuardClock} from './site.js';
import {countTouches, type Touches} from './touches.js';

/** Milliseconds. */
const HOUR = 3_600_000;

/** The results of an hour: per check, and in total. */
export interface HourResult {
  readonly summaries: Readonly<Record<string, Summary>>;
  /** The nodes touched outside the time labels, with their counts. */
  readonly others: Touches['others'];
}

/** Runs the hour twice: once for the times, once for the touched nodes, because counting itself takes time. */
export async function hourAt(
  browser: Browser,
  url: string,
  guards: GuardClock,
): Promise<HourResult> {
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
      // Discard the touches of the page load.
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

/** Loads the page, and waits until both guards have been checked once. */
async function begin(
  page: Page,
  session: CDPSession,
  url: string,
  guards: GuardClock,
): Promise<void> {
  // Use the page's own time. Otherwise, the page reports that the guard's clock is off until the first check.
  guards.now = Date.now();
  await page.evaluateOnNewDocument(injectClock);
  await countMetrics(session);
  await page.goto(url);
  await page.waitForFunction(() => clock.observed >= 2);
  await untilSettled(session);
  await page.evaluate(() => clock.takeControl());
}

/** Lets an hour pass, and returns the cost of each check. */
async function stay(page: Page, session: CDPSession, guards: GuardClock): Promise<Figures[]> {
  const checks: Figures[] = [];
  for (let passed = 0; passed < HOUR;) {
    const {now, observed} = await page.evaluate(() => {
      clock.untilNext();
      return {now: Date.now(), observed: clock.observed};
    });
    guards.now = now;
    const before = await metricsOf(session);
    const state = await page.evaluate(async () => {
      await clock.second();
      return {passed: clock.passed, observed: clock.observed};
    });
    const after = await metricsOf(session);
    if (state.passed === passed) throw new Error('The page has no further timers.');
    passed = state.passed;
    const count = state.observed - observed;
    if (count) checks.push(costOf(before, after, count));
  }
  return checks;
}

function costOf(before: Metrics, after: Metrics, checks: number): Figures {
  const each = (name: string) => ((after[name]! - before[name]!) * 1000) / checks;
  const thread = each('TaskDuration') - each('DevToolsCommandDuration');
  return {check: thread, checkLayout: each('LayoutDuration') + each('RecalcStyleDuration')};
}

/** Collects garbage first, so that it is not counted. */
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
