/** One cold visit to a page: when its first texts are seen, and how long it blocks until it is idle. For Node. */
import type {Browser} from 'puppeteer-core';
import {watchFor} from '../competitors/marker.js';
import {emulate, firstSighting, type Condition} from '../competitors/visit.js';
import {withFreshPage} from '../harness/browser.js';
import {countMetrics, untilSettled} from '../harness/metrics.js';
import type {Figures} from '../harness/sample.js';
import {
  blocking,
  byWallClock,
  calibrate,
  calibrationOf,
  longest,
  recordTasks,
  type Recording,
} from '../harness/trace.js';

export interface VisitOptions {
  readonly url: string;
  readonly condition: Condition;
  /** The texts to wait for, by figure name. */
  readonly texts: Readonly<Record<string, string>>;
  /** Whether the parser creates the page's shadow roots. */
  readonly declarative: boolean;
}

const SETTLED = 'settled';

/** Loads the page, waits for its texts, and then until it is idle. */
export function visit(browser: Browser, options: VisitOptions): Promise<Figures> {
  const {url, condition, texts, declarative} = options;
  return withFreshPage(browser, async ({page, session}) => {
    await emulate(session, condition);
    await countMetrics(session);
    await session.send('Runtime.enable');
    for (const [name, text] of Object.entries(texts)) {
      await session.send('Runtime.addBinding', {name: bindingOf(name)});
      await page.evaluateOnNewDocument(watchFor, text, bindingOf(name), declarative);
    }
    await page.evaluateOnNewDocument(recordEntries);
    const stop = await recordTasks(page);
    const sightings = Object.keys(texts).map(async (name) => {
      const {shown} = await firstSighting(session, bindingOf(name));
      return [name, shown] as const;
    });
    const [shown] = await Promise.all([Promise.all(sightings), page.goto(url)]);
    await page.waitForNetworkIdle();
    await untilSettled(session);
    const times = Object.fromEntries(shown);
    const loaded = await page.evaluate(loadFigures, Math.min(...Object.values(times)), SETTLED);
    await calibrate(page);
    const recording = await stop();
    const wall = blockingFigures(byWallClock(recording));
    return {
      ...times,
      ...loaded,
      ...blockingFigures(recording),
      longestWall: wall.longest,
      blockingWall: wall.blocking,
    };
  });
}

/** Returns the longest task and the total blocking time of the load, as ratios to the calibration loop. */
function blockingFigures(recording: Recording) {
  const settled = recording.spans.find(({name}) => name === SETTLED)!;
  const tasks = recording.tasks.filter(({end}) => end < settled.start);
  const calibration = calibrationOf(recording);
  const most = longest(tasks);
  return {
    calibration,
    longest: most / calibration,
    /** Milliseconds since the start of the navigation, to find the task in a profile. */
    longestAt: tasks.find(({time}) => time === most)!.start,
    blocking: blocking(tasks) / calibration,
  };
}

const bindingOf = (name: string) => `shown_${name}`;

/** Records performance entries. Runs in the page before its own scripts. */
function recordEntries(): void {
  const entries: Record<string, PerformanceEntry[]> = {};
  for (const type of ['paint', 'largest-contentful-paint', 'layout-shift']) {
    entries[type] = [];
    new PerformanceObserver((list) => entries[type]!.push(...list.getEntries())).observe({
      type,
      buffered: true,
    });
  }
  Object.assign(globalThis, {entries});
}

/** Marks the end of the load, and returns its figures. Runs in the page. */
function loadFigures(text: number, mark: string): Figures {
  performance.mark(mark);
  const {entries} = globalThis as unknown as {entries: Record<string, PerformanceEntry[]>};
  const paint = entries['paint']!.find(({name}) => name === 'first-contentful-paint');
  const shifts = entries['layout-shift'] as (PerformanceEntry & {value: number})[];
  const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const scripts = resources.filter(
    // Chunks have a fragment.
    ({name, responseEnd}) => new URL(name).pathname.endsWith('.js') && responseEnd <= text,
  );
  return {
    fcp: paint?.startTime ?? NaN,
    lcp: entries['largest-contentful-paint']!.at(-1)?.startTime ?? NaN,
    shift: shifts.reduce((sum, {value}) => sum + value, 0),
    scripts: scripts.reduce((sum, {encodedBodySize}) => sum + encodedBodySize, 0),
  };
}
