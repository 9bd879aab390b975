/** A browser to measure in, and pages in it that know nothing of one another. For Node. */
import {launch, type Browser, type CDPSession, type Page} from 'puppeteer-core';
import {launchOptions} from '../../scripts/browser.js';

export const VIEWPORT = {width: 1280, height: 800} as const;

/** How long anything may take, in milliseconds: on a busy machine 10,000 rows are much. */
const PATIENCE = 300_000;

/** The loader that runs this names functions by a helper that no page has. */
const NAMING = 'globalThis.__name = (named) => named';

/** A page with an empty cache, and the line to its browser. */
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
      // Asked how much memory a page takes, it answers at once instead of after its next collection.
      '--enable-blink-features=ForceEagerMeasureMemory',
      // A page in the background of another would be slowed down.
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
      ...flags,
    ],
    protocolTimeout: PATIENCE,
  });
}

/** Opens a page in an incognito context of its own, hands it over, and closes both whatever happens. */
export async function withFreshPage<T>(
  browser: Browser,
  use: (fresh: FreshPage) => Promise<T>,
): Promise<T> {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    const trouble: string[] = [];
    page.on('pageerror', (error) => trouble.push(String(error)));
    await page.setViewport(VIEWPORT);
    page.setDefaultTimeout(PATIENCE);
    await page.evaluateOnNewDocument(NAMING);
    await page.evaluate(NAMING);
    await page.evaluate(untilSteady);
    const result = await use({page, session: await page.createCDPSession()});
    // A page that failed half-way is quick: no figure of it may count.
    if (trouble.length) throw new Error(`The page failed: ${trouble.join('; ')}`);
    return result;
  } finally {
    await context.close();
  }
}

/**
 * Runs in the page. A context is a window of its own, which has much to do when it opens: what is measured
 * begins when ten frames in a row were on time, or soon, where the machine is too busy for that.
 */
function untilSteady(): Promise<void> {
  const [enough, onTime, soon] = [10, 25, 1_500];
  const begun = performance.now();
  return new Promise((resolve) => {
    const look = (before: number, frames: number) =>
      requestAnimationFrame((now) => {
        const steady = now - before < onTime ? frames + 1 : 0;
        if (steady === enough || now - begun > soon) resolve();
        else look(now, steady);
      });
    look(begun, 0);
  });
}
