/** One visit to a page of rows: the cost of its load and of each keystroke in its filter. For Node. */
import type {Browser, Page} from 'puppeteer-core';
import {withFreshPage} from '../harness/browser.js';
import {countMetrics, untilSettled, type Metrics} from '../harness/metrics.js';
import type {Figures} from '../harness/sample.js';
import {typeQuery, type Keystroke} from './typing.js';

/** Records performance entries. Runs in the page before its own scripts. */
function recordEntries(): void {
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

/** Visits a page, waits until it is idle, and types the keystrokes, if any. */
export function visit(browser: Browser, url: string, keys: readonly Keystroke[]): Promise<Figures> {
  return withFreshPage(browser, async ({page, session}) => {
    await page.evaluateOnNewDocument(recordEntries);
    await countMetrics(session);
    await page.goto(url);
    const metrics = await untilSettled(session);
    const loaded = await page.evaluate(loadFigures);
    const typed = keys.length ? await typeQuery(page, keys) : {};
    return {...loaded, script: scriptTime(metrics), ...typed};
  });
}

/**
 * Returns the main thread's milliseconds without style and layout. (Chromium's own `ScriptDuration` omits
 * code that runs after an `await`, which is nearly all of it here.)
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

/** A row as a page renders it. */
export interface RenderedRow {
  readonly text: string;
  readonly elements: number;
}

/**
 * Returns the rows with these ids. If `rowFirst`, asserts that the first row existed at the first paint, so
 * that no page wins by painting nothing useful. (A streamed page may paint before its rows arrive.)
 *
 * @throws {Error} if the page painted before its first row existed
 */
export function renderedRows(
  browser: Browser,
  url: string,
  ids: readonly string[],
  rowFirst: boolean,
): Promise<RenderedRow[]> {
  return withFreshPage(browser, async ({page, session}) => {
    await page.evaluateOnNewDocument(recordEntries);
    await page.evaluateOnNewDocument(noteFirstRow);
    await countMetrics(session);
    await page.goto(url);
    await untilSettled(session);
    const {paint, row} = await page.evaluate(firstTimes);
    if (rowFirst && !(row <= paint))
      throw new Error(`${url} painted after ${paint} ms, and had no row before ${row} ms.`);
    return Promise.all(ids.map((id) => rowOf(page, id)));
  });
}

/** Records when the first row exists, checked before each frame. Runs in the page. */
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

/** Runs in the page. */
function firstTimes() {
  const {entries, firstRow} = globalThis as unknown as {
    entries: Record<string, PerformanceEntry[]>;
    firstRow: number;
  };
  const paint = entries['paint']!.find(({name}) => name === 'first-contentful-paint');
  return {paint: paint?.startTime ?? NaN, row: firstRow};
}

const rowOf = (page: Page, id: string) =>
  page.evaluate((id) => {
    const center = document.querySelector('arqen-trust-center')!.shadowRoot!;
    const controls = center.querySelector('arqen-trust-controls')!.shadowRoot!;
    const row = controls.querySelector<HTMLElement>(`[data-id="${id}"]`)!;
    return {
      // Not `innerText`, which is empty for content that `content-visibility` skips.
      text: row.textContent.replace(/\s+/g, ''),
      elements: row.querySelectorAll('*').length,
    };
  }, id);
