/** Measures the cost of a page that stays open: an hour with two guards, and a hundred centers. For Node. */
import type {Browser} from 'puppeteer-core';
import {withFreshPage} from '../harness/browser.js';
import {countMetrics, untilSettled} from '../harness/metrics.js';
import {sample, type Figures, type Summary} from '../harness/sample.js';
import type {Suite, SuiteResult} from '../harness/suite.js';
import {hourAt, type HourResult} from './hour.js';
import {serveIdle} from './site.js';

const SIZES = [8, 10_000];
const COUNTS = [1, 100];

const COLUMNS = {
  check: 'ms',
  checkLayout: 'ms',
  agesTouched: 'nodes a check',
  othersTouched: 'nodes a check',
  nodesGrown: 'in an hour',
  listenersGrown: 'in an hour',
  settle: 'ms',
};

export interface IdleResult extends SuiteResult {
  /** By cell, the nodes touched outside the time labels in an hour, with their counts. */
  readonly others: Readonly<Record<string, HourResult['others']>>;
}

export const idle = (async (browser, {samples, rows, dist}): Promise<IdleResult> => {
  const sizes = SIZES.filter((size) => rows.includes(size));
  const guards = {now: Date.now()};
  const server = await serveIdle(dist, sizes, COUNTS, guards);
  try {
    const hours: [string, HourResult][] = [];
    for (const size of sizes)
      hours.push([`hour ${size}`, await hourAt(browser, `${server.origin}/hour/${size}`, guards)]);
    const cells = COUNTS.map((count) => ({
      name: `centers ${count}`,
      measure: () => settle(browser, `${server.origin}/centers/${count}`),
    }));
    process.stderr.write('centers ');
    const settled = await sample(cells, samples);
    const stayed = hours.map(([name, {summaries}]): [string, Record<string, Summary>] => [
      name,
      summaries,
    ]);
    return {
      suite: 'idle',
      summaries: {...Object.fromEntries(stayed), ...settled},
      columns: COLUMNS,
      others: Object.fromEntries(hours.map(([name, {others}]) => [name, others])),
    };
  } finally {
    await server.close();
  }
}) satisfies Suite;

/** Measures the main thread's processor time until a page is idle. */
const settle = (browser: Browser, url: string): Promise<Figures> =>
  withFreshPage(browser, async ({page, session}) => {
    await countMetrics(session);
    await page.goto(url);
    const metrics = await untilSettled(session);
    return {settle: (metrics['TaskDuration']! - metrics['DevToolsCommandDuration']!) * 1000};
  });
