/** The browser's own metrics of a page: times, nodes, listeners. For Node. */
import type {CDPSession} from 'puppeteer-core';

/** Milliseconds between two checks for idleness, and the number of idle checks in a row that settle it. */
const INTERVAL = 150;
const IDLE_CHECKS = 2;

/** Seconds of work between two checks that still count as idle. */
const NEGLIGIBLE = 0.005;

/** Metrics by their DevTools protocol name; durations are in seconds. */
export type Metrics = Readonly<Record<string, number>>;

/** Enables the metrics, in processor time, which hardly depends on other load on the machine. */
export async function countMetrics(session: CDPSession): Promise<void> {
  await session.send('Performance.enable', {timeDomain: 'threadTicks'});
}

export async function metricsOf(session: CDPSession): Promise<Metrics> {
  const {metrics} = await session.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({name, value}) => [name, value]));
}

/**
 * Waits until a page is idle, and returns its metrics. It checks from outside, because a check inside the
 * page would itself be work.
 */
export async function untilSettled(session: CDPSession): Promise<Metrics> {
  let before = await metricsOf(session);
  for (let idle = 0; idle < IDLE_CHECKS;) {
    await pause(INTERVAL);
    const now = await metricsOf(session);
    const busy = now['TaskDuration']! - before['TaskDuration']! > NEGLIGIBLE;
    idle = busy || now['Nodes'] !== before['Nodes'] ? 0 : idle + 1;
    before = now;
  }
  return before;
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
