/** Records the tasks of a page's main thread in a browser trace, and times a loop to compare them with. For Node. */
import type {Page} from 'puppeteer-core';
import {summaryOf} from './sample.js';

/** A task of the main thread. Times are in milliseconds. */
export interface Task {
  /** Since the start of the navigation. */
  readonly start: number;
  /** The wall-clock time at the end, on the same clock. */
  readonly end: number;
  /** The processor time, which hardly depends on other load on the machine. */
  readonly time: number;
}

/** A user timing: a mark has no length. Times are in milliseconds since the start of the navigation. */
export interface Span {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export interface Recording {
  readonly tasks: readonly Task[];
  readonly spans: readonly Span[];
}

/** The part of a trace event that is read here. Times are in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly id2?: {readonly local?: string};
  readonly args: {readonly data?: {readonly documentLoaderURL?: string}};
}

const USER_TIMING = 'blink.user_timing';
const CATEGORIES = ['-*', 'disabled-by-default-devtools.timeline', USER_TIMING];

/** Starts recording; call this before the navigation. The returned function stops, and returns the recording. */
export async function recordTasks(page: Page): Promise<() => Promise<Recording>> {
  await page.tracing.start({categories: CATEGORIES});
  return async () => {
    const trace = JSON.parse(Buffer.from((await page.tracing.stop())!).toString()) as {
      traceEvents: TraceEvent[];
    };
    return recordingOf(trace.traceEvents, page.url());
  };
}

function recordingOf(events: readonly TraceEvent[], url: string): Recording {
  // Only the origin, because a page may change the rest of its URL.
  const {origin} = new URL(url);
  const navigation = events.findLast(
    ({name, args}) =>
      name === 'navigationStart' && args.data?.documentLoaderURL?.startsWith(`${origin}/`),
  );
  if (!navigation) throw new Error(`The trace has no navigation to ${origin}.`);
  const since = (ts: number) => (ts - navigation.ts) / 1000;
  const own = events.filter(({pid, tid}) => pid === navigation.pid && tid === navigation.tid);
  const tasks = own
    .filter(({name, ph}) => name === 'RunTask' && ph === 'X')
    .map(({ts, dur = 0, tdur = dur}) => ({
      start: since(ts),
      end: since(ts + dur),
      time: tdur / 1000,
    }));
  const timings = own.filter(({cat}) => cat === USER_TIMING);
  // A browser uses an id again once a span has ended.
  const endOf = ({name, ts, id2}: TraceEvent) =>
    timings
      .filter((end) => end.ph === 'e' && end.name === name && end.id2?.local === id2?.local)
      .reduce((first, end) => (end.ts >= ts ? Math.min(first, end.ts) : first), Infinity);
  const spans = timings
    .filter(({ph}) => ph !== 'e')
    .map((event) => ({
      name: event.name,
      start: since(event.ts),
      end: since(event.ph === 'b' ? endOf(event) : event.ts),
    }));
  return {
    tasks: tasks.filter(({end}) => end > 0).sort((a, b) => a.start - b.start),
    spans,
  };
}

/** Returns the recording with wall-clock times in place of processor times, for a machine without other load. */
export const byWallClock = ({tasks, spans}: Recording): Recording => ({
  tasks: tasks.map((task) => ({...task, time: task.end - task.start})),
  spans,
});

/** Returns the time of the longest task, or 0 if there is none. */
export const longest = (tasks: readonly Task[]): number =>
  tasks.reduce((most, {time}) => Math.max(most, time), 0);

/** Milliseconds before a task counts as blocking. */
const LONG_TASK = 50;

/** Returns the total blocking time: the parts of all tasks beyond 50 ms each. */
export const blocking = (tasks: readonly Task[]): number =>
  tasks.reduce((sum, {time}) => sum + Math.max(0, time - LONG_TASK), 0);

const CALIBRATION = 'calibration';
const LOOPS = 5;

/** Runs the calibration loop a few times, each as a task of its own, while the page is being recorded. */
export async function calibrate(page: Page): Promise<void> {
  for (let i = 0; i < LOOPS; i++) await page.evaluate(loop, CALIBRATION);
  // A task is recorded at its end, which is after the loop's result has arrived here.
  await page.evaluate(() => undefined);
}

/** Returns the median time of the calibration loop, in milliseconds. */
export function calibrationOf({tasks, spans}: Recording): number {
  const times = spans
    .filter(({name}) => name === CALIBRATION)
    .map(({start, end}) => longest(tasks.filter((task) => task.start < end && task.end > start)));
  if (times.length !== LOOPS) throw new Error(`The trace has ${times.length} calibration loops.`);
  return summaryOf(times).median;
}

/**
 * Increments a counter twenty million times. It is a property, so every step reads and writes memory: the
 * optimizing compiler cannot drop the loop, and hardly changes its speed. Runs in the page.
 */
function loop(name: string): void {
  const start = performance.now();
  const counter = {count: 0};
  for (let i = 0; i < 20_000_000; i++) counter.count++;
  if (counter.count !== 20_000_000) throw new Error('The loop was cut short.');
  performance.measure(name, {start});
}
