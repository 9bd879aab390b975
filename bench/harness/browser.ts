/** The browser for the benchmarks, and isolated pages in it. For Node. */
import {launch, type Browser, type CDPSession, type Page} from 'puppeteer-core';
import {launchOptions} from '../../scripts/browser.js';

export const VIEWPORT = {width: 1280, height: 800} as const;

/** Milliseconds that any step may take: 10,000 rows are slow on a busy machine. */
const TIMEOUT = 300_000;

/** The TypeScript loader inserts calls of a `__name` helper, which pages do not have. */
const NAME_HELPER = 'globalThis.__name = (named) => named';

/** A page with an empty cache, and its DevTools session. */
export interface FreshPage {
  readonly page: Page;
  readonly session: CDPSession;
}

export function openBrowser(flags: readonly string[] = []): Promise<Browser> {
  const {executablePath, args} = launchOptions();
  return launch({
    executablePath,
    args: [
      ...args,
      // Measure memory at once, instead of after the next garbage collection.
      '--enable-blink-features=ForceEagerMeasureMemory',
      // Chrome would slow down a page behind another one.
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
      ...flags,
    ],
    protocolTimeout: TIMEOUT,
  });
}

/**
 * Opens a page in its own incognito context, passes it to `use`, and closes both in any case.
 *
 * @throws {Error} if the page had an uncaught error
 */
export async function withFreshPage<T>(
  browser: Browser,
  use: (fresh: FreshPage) => Promise<T>,
): Promise<T> {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.setViewport(VIEWPORT);
    page.setDefaultTimeout(TIMEOUT);
    await page.evaluateOnNewDocument(NAME_HELPER);
    await page.evaluate(NAME_HELPER);
    await page.evaluate(untilSteady);
    const result = await use({page, session: await page.createCDPSession()});
    // A page that fails halfway is fast, so its figures must not count.
    if (errors.length) throw new Error(`The page failed: ${errors.join('; ')}`);
    return result;
  } finally {
    await context.close();
  }
}

/**
 * Waits until ten frames in a row are on time, or 1.5 s have passed on a machine too busy for that: a new
 * context is a new window, which is busy when it opens. Runs in the page.
 */
function untilSteady(): Promise<void> {
  const [enough, onTime, timeout] = [10, 25, 1_500];
  const begun = performance.now();
  return new Promise((resolve) => {
    const check = (before: number, frames: number) =>
      requestAnimationFrame((now) => {
        const steady = now - before < onTime ? frames + 1 : 0;
        if (steady === enough || now - begun > timeout) resolve();
        else check(now, steady);
      });
    check(begun, 0);
  });
}
