/**
 * Long work in short slices. A task that runs for longer than a frame freezes the page, so work whose
 * length depends on the manifest is written as steps, between which the page may handle input and paint.
 */

/** Work that may pause at each `yield`, and returns its result at the end. */
export type Steps<T> = Generator<void, T, void>;

/** The length of a slice, in milliseconds. Half a frame leaves the other half to the page. */
const SLICE = 8;

/** Runs all steps at once, for callers that need the result now and have no page to hold up. */
export function runAtOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * Runs the steps in slices and lets the page work between them. If everything fits into one slice, it
 * resolves without yielding. Steps may also yield a promise, which is awaited before the next one.
 *
 * @throws The signal's reason, if it aborts before the last step.
 */
export async function runInSlices<T>(
  steps: Generator<Promise<void> | void, T, void>,
  signal?: AbortSignal,
): Promise<T> {
  for (;;) {
    if (signal?.aborted) throw signal.reason as Error;
    const step = runSlice(steps);
    if (step.done) return step.value;
    await (step.value ?? yieldToPage());
  }
}

/** Runs steps until one slice has passed or one yields a promise, and returns the last of them. */
export function runSlice<Pause, T>(steps: Generator<Pause, T, void>): IteratorResult<Pause, T> {
  const end = performance.now() + SLICE;
  let step;
  do step = steps.next();
  while (!step.done && !step.value && performance.now() < end);
  return step;
}

/** Maps a list, with a pause after each item. */
export function* mapInSteps<T, U>(
  items: readonly T[],
  compute: (item: T, index: number) => U,
): Steps<U[]> {
  const results: U[] = [];
  for (const [index, item] of items.entries()) {
    results.push(compute(item, index));
    yield;
  }
  return results;
}

/**
 * Visits each item of a list, `perStep` items per step. The default suits visits that take microseconds,
 * as a pause for each item would cost as much again.
 */
export function* forEachInSteps<T>(
  items: readonly T[],
  visit: (item: T, index: number) => void,
  perStep = 64,
): Steps<void> {
  for (let start = 0; start < items.length; start += perStep) {
    visitRange(items, start, Math.min(items.length, start + perStep), visit);
    yield;
  }
}

/** A function of its own, because engines optimize the loop of a generator late. */
function visitRange<T>(
  items: readonly T[],
  start: number,
  end: number,
  visit: (item: T, index: number) => void,
): void {
  for (let i = start; i < end; i++) visit(items[i]!, i);
}

/** Browsers with prioritized task scheduling (WICG) resume a yielding task before others of its kind. */
interface Scheduling {
  readonly scheduler?: {yield?: () => Promise<void>};
}

/**
 * Resolves in a later task, so that the page can handle input and paint first. Uses a message channel
 * if there is no `scheduler.yield`: timers would wait for 4 ms, and for a second in background tabs.
 */
export function yieldToPage(): Promise<void> {
  const yielded = (globalThis as Scheduling).scheduler?.yield?.();
  if (yielded) return yielded;
  return new Promise((resolve) => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => {
      // An open port would keep Node running.
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
