/** A page whose router takes the center away and brings it back, without the page being loaded anew. For Node. */
import type {Browser} from 'puppeteer-core';
import {Visit} from '../fixtures/browser-page.js';

declare global {
  /** The timers of a page that have not gone off yet. */
  var waitingTimers: Set<unknown>;
}

/** Runs in the page before anything of its own does. */
function watchTimers(): void {
  const waiting = new Set<unknown>();
  const begins = {
    apply(
      begin: typeof setTimeout,
      page: Window,
      [callback, ...rest]: Parameters<typeof setTimeout>,
    ) {
      const goOff = (...given: unknown[]) => {
        // An interval waits on.
        if (begin.name === 'setTimeout') waiting.delete(timer);
        (callback as (...given: unknown[]) => void)(...given);
      };
      const timer = Reflect.apply(begin, page, [goOff, ...rest]);
      waiting.add(timer);
      return timer;
    },
  };
  const ends = {
    apply(end: typeof clearTimeout, page: Window, [timer]: Parameters<typeof clearTimeout>) {
      waiting.delete(timer);
      Reflect.apply(end, page, [timer]);
    },
  };
  Object.assign(globalThis, {
    setTimeout: new Proxy(setTimeout, begins),
    setInterval: new Proxy(setInterval as typeof setTimeout, begins),
    clearTimeout: new Proxy(clearTimeout, ends),
    clearInterval: new Proxy(clearInterval, ends),
    waitingTimers: waiting,
  });
}

const guardsAsked = (visit: Visit): number =>
  visit.requests.filter((address) => new URL(address).pathname.endsWith('/guard')).length;

/**
 * Opens a page, follows its link to the page at the path `away`, does there what has a center check its
 * guards, and goes back. `live` resolves once the guards of a page have answered. Resolves to how many
 * times guards were asked on the way out and on return; waits in vain where a timer never ends.
 */
export async function leaveAndReturn(
  browser: Browser,
  url: string,
  away: string,
  live: (visit: Visit) => Promise<void>,
): Promise<{readonly away: number; readonly returned: number}> {
  const visit = await Visit.begin(browser);
  const {page} = visit;
  const untilNothingWaits = () => visit.until(() => waitingTimers.size === 0, []);
  try {
    await page.evaluateOnNewDocument(watchTimers);
    await page.goto(url);
    await live(visit);
    const before = guardsAsked(visit);
    const loadedAt = await visit.ask(() => performance.timeOrigin);
    await visit.ask((path) => {
      document.querySelector<HTMLElement>(`a[href="${path}"]`)!.click();
    }, away);
    await visit.until(() => inPage.all('arqen-trust-center').length === 0, []);
    await untilNothingWaits();
    await visit.ask(() => {
      document.dispatchEvent(new Event('visibilitychange'));
      window.dispatchEvent(new Event('online'));
    });
    await untilNothingWaits();
    const left = guardsAsked(visit);
    await page.goBack();
    await live(visit);
    if ((await visit.ask(() => performance.timeOrigin)) !== loadedAt)
      throw new Error(`${url} was loaded anew: its link to ${away} is none of its router's`);
    return {away: left - before, returned: guardsAsked(visit) - left};
  } finally {
    await page.close();
  }
}
