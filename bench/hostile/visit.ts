/**
 * One visit to a page that shows a hostile manifest: the longest task while it loads, is scrolled to its end,
 * and is filtered, and the time to its answer. For Node.
 */
import type {Browser, CDPSession, Page} from 'puppeteer-core';
import {withFreshPage} from '../harness/browser.js';
import {countMetrics, pause, untilSettled} from '../harness/metrics.js';
import type {Figures} from '../harness/sample.js';
import {
  calibrate,
  calibrationOf,
  longest,
  recordTasks,
  type Recording,
  type Task,
} from '../harness/trace.js';

/** The manifest's path, relative to its page. */
export const MANIFEST = 'trust.json';

/** Milliseconds after which a page that keeps working, in whatever tasks, is scrolled and filtered anyway. */
const SETTLING = 15_000;

const PARSING = 'JSON.parse';
/** The parts of a visit, in order. */
const PHASES = ['load', 'scroll', 'type'] as const;
type Phase = (typeof PHASES)[number];
const END = 'end';

/**
 * Visits a page with one center, which shows the manifest at `trust.json`.
 *
 * @throws {Error} if the page had an uncaught error
 */
export function visit(browser: Browser, url: string): Promise<Figures> {
  return withFreshPage(browser, async ({page, session}) => {
    await countMetrics(session);
    await page.evaluateOnNewDocument(watch, PARSING);
    const stop = await recordTasks(page);
    await page.goto(url);
    await page.waitForFunction(() => Reflect.has(globalThis, 'answeredAt'));
    await settle(session);
    await mark(page, 'scroll');
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await settle(session);
    await mark(page, 'type');
    if (await page.evaluate(focusFilter)) await page.keyboard.type('e');
    await settle(session);
    await mark(page, END);
    await calibrate(page);
    const answer = await page.evaluate(answerFigures, MANIFEST);
    return {...blockingFigures(await stop()), ...answer};
  });
}

const settle = (session: CDPSession) => Promise.race([untilSettled(session), pause(SETTLING)]);

const mark = (page: Page, name: Phase | typeof END) =>
  page.evaluate((name) => void performance.mark(name), name);

/**
 * Records when the center answered, and times the page's first `JSON.parse` of a manifest, which is longer than
 * the sample that the element reads to warm up. Runs in the page before its own scripts.
 */
function watch(parsing: string): void {
  const {parse} = JSON;
  let timed = false;
  JSON.parse = (text: string, reviver) => {
    if (timed || text.length < 2_000) return parse(text, reviver) as unknown;
    timed = true;
    const start = performance.now();
    try {
      return parse(text, reviver) as unknown;
    } finally {
      performance.measure(parsing, {start});
    }
  };
  const answered = ({type}: Event) =>
    Object.assign(globalThis, {
      answeredAt: performance.now(),
      accepted: type === 'trust-load' ? 1 : 0,
    });
  document.addEventListener('trust-load', answered);
  document.addEventListener('trust-error', answered);
}

/** Focuses the filter's search field, and returns whether there is one. Runs in the page. */
function focusFilter(): boolean {
  const field = document
    .querySelector('arqen-trust-center')
    ?.shadowRoot?.querySelector('arqen-trust-controls')
    ?.shadowRoot?.querySelector<HTMLInputElement>('input[type=search]');
  field?.focus();
  return !!field;
}

/** Times `JSON.parse` of the same text, and the answer from the arrival of its last byte. Runs in the page. */
async function answerFigures(manifest: string): Promise<Figures> {
  const {answeredAt, accepted} = globalThis as unknown as Record<'answeredAt' | 'accepted', number>;
  const [entry] = performance.getEntriesByName(new URL(manifest, location.href).href);
  const arrivedAt = (entry as PerformanceResourceTiming).responseEnd;
  const text = await (await fetch(manifest)).text();
  const times = [1, 2, 3].map(() => {
    const start = performance.now();
    try {
      JSON.parse(text);
    } catch {
      // Some manifests are no JSON.
    }
    return performance.now() - start;
  });
  const parse = times.sort((a, b) => a - b)[1]!;
  const answer = answeredAt - arrivedAt;
  return {accepted, answer, parse, answerRatio: answer / parse};
}

function blockingFigures(recording: Recording): Figures {
  const {tasks, spans} = recording;
  const calibration = calibrationOf(recording);
  const begins = [
    0,
    ...[...PHASES.slice(1), END].map((name) => spans.find((span) => span.name === name)!.start),
  ];
  const measured = withoutParsing(tasks, recording);
  const phases = PHASES.map((phase, i) => {
    const within = measured.filter(({start}) => start >= begins[i]! && start < begins[i + 1]!);
    return [phase, longest(within) / calibration] as const;
  });
  return {
    calibration,
    ...Object.fromEntries(phases),
    longest: Math.max(...phases.map(([, ratio]) => ratio)),
  };
}

/**
 * Subtracts the page's first `JSON.parse`, that of the manifest's bytes, from the task that contains it: as large
 * a part of its processor time as of its wall-clock time, because the processor time of the span is not known.
 */
function withoutParsing(tasks: readonly Task[], {spans}: Recording): readonly Task[] {
  const parsing = spans.find(({name}) => name === PARSING);
  if (!parsing) return tasks;
  return tasks.map((task) => {
    const {start, end, time} = task;
    if (parsing.start < start || parsing.end > end) return task;
    return {...task, time: time * (1 - (parsing.end - parsing.start) / (end - start))};
  });
}
