/** What the browser itself counts of a page: times, nodes, listeners. For Node. */
import type {CDPSession} from 'puppeteer-core';

/** How long a page must have had nothing to do, in milliseconds, and how often that is looked for. */
const QUIET = 150;
const TIMES = 2;

/** Up to so much of that is not worth the word, in seconds. */
const NOTHING = 0.005;

/** By the name that the DevTools protocol gives it; durations in seconds. */
export type Metrics = Readonly<Record<string, number>>;

/** Begins to count: processor time, which says the same however busy the machine is. */
export async function countMetrics(session: CDPSession): Promise<void> {
  await session.send('Performance.enable', {timeDomain: 'threadTicks'});
}

export async function metricsOf(session: CDPSession): Promise<Metrics> {
  const {metrics} = await session.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({name, value}) => [name, value]));
}

/**
 * Waits until a page has nothing left to do. It looks from outside, for who looks from inside has work
 * done.
 */
export async function untilSettled(session: CDPSession): Promise<Metrics> {
  let before = await metricsOf(session);
  for (let quiet = 0; quiet < TIMES;) {
    await pause(QUIET);
    const now = await metricsOf(session);
    const busy = now['TaskDuration']! - before['TaskDuration']! > NOTHING;
    quiet = busy || now['Nodes'] !== before['Nodes'] ? 0 : quiet + 1;
    before = now;
  }
  return before;
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
