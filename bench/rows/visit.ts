/** One visit to a page of rows: what its load costs, and what each keystroke of a filter. For Node. */
import type {Browser, Page} from 'puppeteer-core';
import {withFreshPage} from '../harness/browser.js';
import {countMetrics, untilSettled, type Metrics} from '../harness/metrics.js';
import type {Figures} from '../harness/sample.js';
import {typeQuery, type Keystroke} from './typing.js';

/** Runs in the page before anything of its own does. */
function watch(): void {
  const entries: Record<string, PerformanceEntry[]> = {};
  for (const type of ['longtask', 'layout-shift', 'paint']) {
    entries[type] = [];
    new PerformanceObserver((list) => entries[type]!.push(...list.getEntries())).observe({
      type,
      buffered: true,
    });
  }
  Object.assign(globalThis, {entries});
}

/** Visits a page, waits until it has nothing left to do, and types where keystrokes are given. */
export function visit(browser: Browser, url: string, keys: readonly Keystroke[]): Promise<Figures> {
  return withFreshPage(browser, async ({page, session}) => {
    await page.evaluateOnNewDocument(watch);
    await countMetrics(session);
    await page.goto(url);
    const metrics = await untilSettled(session);
    const loaded = await page.evaluate(loadFigures);
    const typed = keys.length ? await typeQuery(page, keys) : {};
    return {...loaded, script: scriptTime(metrics), ...typed};
  });
}

/**
 * Milliseconds of the main thread besides style and layout. (Chromium's own `ScriptDuration` leaves out
 * whatever runs after an `await`, which is nearly everything here.)
 */
const scriptTime = (metrics: Metrics) =>
  1000 *
  (metrics['TaskDuration']! -
    metrics['LayoutDuration']! -
    metrics['RecalcStyleDuration']! -
    metrics['DevToolsCommandDuration']!);

/** Runs in the page. */
async function loadFigures() {
  const {entries} = globalThis as unknown as {entries: Record<string, PerformanceEntry[]>};
  const paint = entries['paint']!.find(({name}) => name === 'first-contentful-paint');
  if (!paint) throw new Error('Nothing was painted.');
  const shifts = entries['layout-shift'] as (PerformanceEntry & {value: number})[];
  const {bytes} = await (
    performance as Performance & {
      measureUserAgentSpecificMemory(): Promise<{bytes: number}>;
    }
  ).measureUserAgentSpecificMemory();
  return {
    paint: paint.startTime,
    blocking: entries['longtask']!.reduce((sum, {duration}) => sum + Math.max(0, duration - 50), 0),
    shift: shifts.reduce((sum, {value}) => sum + value, 0),
    memory: bytes / 2 ** 20,
  };
}

/** What a page shows of a row. */
export interface Shown {
  readonly text: string;
  readonly elements: number;
}

/**
 * What the first group's first and last row say. Where `rowFirst`, the first row was there when something
 * was painted first: nobody may win by an empty page. (A page that is streamed may be painted before.)
 */
export function rowsShown(
  browser: Browser,
  url: string,
  ids: readonly string[],
  rowFirst: boolean,
): Promise<Shown[]> {
  return withFreshPage(browser, async ({page, session}) => {
    await page.evaluateOnNewDocument(watch);
    await page.evaluateOnNewDocument(noteFirstRow);
    await countMetrics(session);
    await page.goto(url);
    await untilSettled(session);
    const {paint, row} = await page.evaluate(firstMoments);
    if (rowFirst && !(row <= paint))
      throw new Error(`${url} painted after ${paint} ms, and had no row before ${row} ms.`);
    return Promise.all(ids.map((id) => shownOf(page, id)));
  });
}

/** Runs in the page: before each frame it looks whether there is a row that this frame will paint. */
function noteFirstRow(): void {
  const look = () => {
    const center = document.querySelector('arqen-trust-center')?.shadowRoot;
    const row = center
      ?.querySelector('arqen-trust-controls')
      ?.shadowRoot?.querySelector('[data-kind="control"]');
    if (row) Object.assign(globalThis, {firstRow: performance.now()});
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

function firstMoments() {
  const {entries, firstRow} = globalThis as unknown as {
    entries: Record<string, PerformanceEntry[]>;
    firstRow: number;
  };
  const paint = entries['paint']!.find(({name}) => name === 'first-contentful-paint');
  return {paint: paint?.startTime ?? NaN, row: firstRow};
}

const shownOf = (page: Page, id: string) =>
  page.evaluate((id) => {
    const center = document.querySelector('arqen-trust-center')!.shadowRoot!;
    const controls = center.querySelector('arqen-trust-controls')!.shadowRoot!;
    const row = controls.querySelector<HTMLElement>(`[data-id="${id}"]`)!;
    return {
      // Not `innerText`: of what is skipped while it is out of sight that is nothing.
      text: row.textContent.replace(/\s+/g, ''),
      elements: row.querySelectorAll('*').length,
    };
  }, id);
