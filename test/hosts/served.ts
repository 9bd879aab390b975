/** What a page holds as its server sent it, and what becomes of that when its scripts run. For Node. */
import type {Browser, HTTPRequest} from 'puppeteer-core';
import type {TrustCenter} from '../../src/elements/center/trust-center.js';
import {Visit} from '../fixtures/browser-page.js';

/** A row as it can be read without scripts. */
export interface ServedRow {
  readonly kind: string;
  readonly id: string;
  /** `data-state`, `data-stage` or `data-verdict`. */
  readonly state: string;
  /** Whether it can be seen and says something. */
  readonly readable: boolean;
}

/** The rows that a reader without scripts has before them, in their order. */
export async function readServed(browser: Browser, url: string): Promise<ServedRow[]> {
  const page = await browser.newPage();
  try {
    await page.setJavaScriptEnabled(false);
    await page.goto(url);
    // As for every page that is visited: see `Visit.begin`.
    await page.evaluate('globalThis.__name = (named) => named');
    return await page.evaluate(() => {
      const rowsIn = (root: ParentNode): ServedRow[] =>
        [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) => [
          ...(element.dataset['kind'] ? [rowOf(element)] : []),
          ...(element.shadowRoot ? rowsIn(element.shadowRoot) : []),
        ]);
      const rowOf = (row: HTMLElement): ServedRow => {
        const {kind = '', id = '', state, stage, verdict} = row.dataset;
        // Rows that are off the screen are not laid out yet, but can be scrolled to.
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
 * Opens a page, and counts the elements that the center was served with; then lets the scripts run, and
 * names those that did not stay. Guards are asked once that was seen, for their answers change what is shown.
 */
export async function hydrate(
  browser: Browser,
  url: string,
): Promise<{readonly served: number; readonly replaced: string[]}> {
  const visit = await Visit.begin(browser);
  const {page} = visit;
  const held: HTTPRequest[] = [];
  let holds = (request: HTTPRequest) => request.resourceType() === 'script';
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (holds(request)) held.push(request);
    else void request.continue();
  });
  try {
    const loaded = page.goto(url);
    // What a page waits for while it is parsed are scripts that are not held: those within it.
    await page.waitForFunction(
      (url) => location.href === url && document.readyState !== 'loading',
      {},
      url,
    );
    const served = await visit.ask(() => {
      const [center] = inPage.all('arqen-trust-center');
      // What stands there for want of a script goes: the marks of the drawing, and its style sheet.
      globalThis.servedElements = center?.shadowRoot
        ? inPage.all(':not(template, link, style)', center.shadowRoot)
        : [];
      return servedElements.length;
    });
    holds = (request) => new URL(request.url()).pathname.endsWith('/guard');
    for (const script of held.splice(0)) void script.continue();
    await loaded;
    await visit.until(async () => {
      const center = inPage.all('arqen-trust-center')[0] as TrustCenter;
      await customElements.whenDefined(center.localName);
      await center.updateComplete;
      return center.loadState === 'ready';
    }, []);
    const replaced = await visit.ask(() =>
      servedElements.filter((it) => !it.isConnected).map((it) => it.outerHTML.slice(0, 200)),
    );
    return {served, replaced};
  } finally {
    await page.close();
  }
}
