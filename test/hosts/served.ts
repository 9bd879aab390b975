/** Reads a page as its server sent it, and compares it after hydration. For Node. */
import type {Browser, HTTPRequest} from 'puppeteer-core';
import type {TrustCenter} from '../../src/elements/center/trust-center.js';
import {Visit} from '../fixtures/browser-page.js';

/** A row as shown without scripts. */
export interface ServedRow {
  readonly kind: string;
  readonly id: string;
  /** `data-state`, `data-stage` or `data-verdict`. */
  readonly state: string;
  /** Whether it is visible and has text. */
  readonly readable: boolean;
}

/** Returns the rows that a page shows without scripts, in order. */
export async function readServed(browser: Browser, url: string): Promise<ServedRow[]> {
  const page = await browser.newPage();
  try {
    await page.setJavaScriptEnabled(false);
    await page.goto(url);
    // As in `Visit.open`.
    await page.evaluate('globalThis.__name = (named) => named');
    return await page.evaluate(() => {
      const rowsIn = (root: ParentNode): ServedRow[] =>
        [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) => [
          ...(element.dataset['kind'] ? [rowOf(element)] : []),
          ...(element.shadowRoot ? rowsIn(element.shadowRoot) : []),
        ]);
      const rowOf = (row: HTMLElement): ServedRow => {
        const {kind = '', id = '', state, stage, verdict} = row.dataset;
        // Off-screen rows are not laid out yet, but a reader can scroll to them.
        const visible = row.checkVisibility({opacityProperty: true, visibilityProperty: true});
        const readable = visible && row.textContent.trim() !== '';
        return {kind, id, state: state ?? stage ?? verdict ?? '', readable};
      };
      return rowsIn(document);
    });
  } finally {
    await page.close();
  }
}

declare global {
  var servedElements: Element[];
}

/**
 * Opens a page and counts the elements in the center's server markup, then lets the scripts run and returns
 * the elements that were replaced. Requests to guards are held back, because their answers change the page.
 */
export async function hydrate(
  browser: Browser,
  url: string,
): Promise<{readonly served: number; readonly replaced: string[]}> {
  const visit = await Visit.open(browser);
  const {page} = visit;
  const held: HTTPRequest[] = [];
  let isHeld = (request: HTTPRequest) => request.resourceType() === 'script';
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (isHeld(request)) held.push(request);
    else void request.continue();
  });
  try {
    const loaded = page.goto(url);
    // The held scripts do not block parsing: only inline scripts do on these pages.
    await page.waitForFunction(
      (url) => location.href === url && document.readyState !== 'loading',
      {},
      url,
    );
    const served = await visit.evaluate(() => {
      const [center] = inPage.all('arqen-trust-center');
      // Hydration removes the server-only nodes: the marker template and the style sheet.
      globalThis.servedElements = center?.shadowRoot
        ? inPage.all(':not(template, link, style)', center.shadowRoot)
        : [];
      return servedElements.length;
    });
    isHeld = (request) => new URL(request.url()).pathname.endsWith('/guard');
    for (const script of held.splice(0)) void script.continue();
    await loaded;
    await visit.waitFor(async () => {
      const center = inPage.all('arqen-trust-center')[0] as TrustCenter;
      await customElements.whenDefined(center.localName);
      await center.updateComplete;
      return center.loadState === 'ready';
    }, []);
    const replaced = await visit.evaluate(() =>
      servedElements.filter((it) => !it.isConnected).map((it) => it.outerHTML.slice(0, 200)),
    );
    return {served, replaced};
  } finally {
    await page.close();
  }
}
