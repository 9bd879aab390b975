/** Navigates away from a center and back with the page's own router, without a reload. For Node. */
import type {Browser} from 'puppeteer-core';
import {Visit} from '../fixtures/browser-page.js';

declare global {
  /** The pending timers of a page. */
  var waitingTimers: Set<unknown>;
}

/** Runs in the page before its own scripts. */
function watchTimers(): void {
  const waiting = new Set<unknown>();
  const starts = {
    apply(
      start: typeof setTimeout,
      page: Window,
      [callback, ...rest]: Parameters<typeof setTimeout>,
    ) {
      const fire = (...args: unknown[]) => {
        // An interval stays pending.
        if (start.name === 'setTimeout') waiting.delete(timer);
        (callback as (...args: unknown[]) => void)(...args);
      };
      const timer = Reflect.apply(start, page, [fire, ...rest]);
      waiting.add(timer);
      return timer;
    },
  };
  const clears = {
    apply(clear: typeof clearTimeout, page: Window, [timer]: Parameters<typeof clearTimeout>) {
      waiting.delete(timer);
      Reflect.apply(clear, page, [timer]);
    },
  };
  Object.assign(globalThis, {
    setTimeout: new Proxy(setTimeout, starts),
    setInterval: new Proxy(setInterval as typeof setTimeout, starts),
    clearTimeout: new Proxy(clearTimeout, clears),
    clearInterval: new Proxy(clearInterval, clears),
    waitingTimers: waiting,
  });
}

const guardsAsked = (visit: Visit): number =>
  visit.requests.filter((address) => new URL(address).pathname.endsWith('/guard')).length;

/**
 * Opens a page, follows its link to the path `away`, dispatches the events there that would make a center
 * check its guards, and goes back. `live` resolves once the guards of a page have answered. Resolves to the
 * number of requests to guards while away and on return, and to the finished visit; times out if a timer
 * stays pending. `reloads` states whether the link loads a whole document instead of using a router.
 */
export async function leaveAndReturn(
  browser: Browser,
  url: string,
  {away, reloads}: {readonly away: string; readonly reloads: boolean},
  live: (visit: Visit) => Promise<void>,
): Promise<{readonly away: number; readonly returned: number; readonly visit: Visit}> {
  const visit = await Visit.open(browser);
  const {page} = visit;
  const untilNoTimer = () => visit.waitFor(() => waitingTimers.size === 0, []);
  try {
    await page.evaluateOnNewDocument(watchTimers);
    await page.goto(url);
    await live(visit);
    const before = guardsAsked(visit);
    const loadedAt = await visit.evaluate(() => performance.timeOrigin);
    const arrival = reloads ? page.waitForNavigation() : undefined;
    await visit.evaluate((path) => {
      document.querySelector<HTMLElement>(`a[href="${path}"]`)!.click();
    }, away);
    await arrival;
    await visit.waitFor(() => inPage.all('arqen-trust-center').length === 0, []);
    await untilNoTimer();
    await visit.evaluate(() => {
      document.dispatchEvent(new Event('visibilitychange'));
      window.dispatchEvent(new Event('online'));
    });
    await untilNoTimer();
    const left = guardsAsked(visit);
    await page.goBack();
    await live(visit);
    const reloaded = (await visit.evaluate(() => performance.timeOrigin)) !== loadedAt;
    if (reloaded && !reloads)
      throw new Error(`${url} was reloaded: its link to ${away} does not use its router`);
    return {away: left - before, returned: guardsAsked(visit) - left, visit};
  } finally {
    await page.close();
  }
}
