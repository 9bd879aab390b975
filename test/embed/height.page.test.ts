/** A portal that embeds the `<iframe>` page with the markup and script from the guide. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import type {Browser, Frame} from 'puppeteer-core';
import {VERSION} from '../../src/version.js';
import type {HeightMessage} from '../../src/embed/height.js';
import {openBrowser, Visit, waitIn} from '../fixtures/browser-page.js';
import {GUARD_PATH, openEmbedSite} from '../fixtures/embed-site.js';
import {json, Site, text} from '../fixtures/site.js';
import {untilRowsRendered} from '../fixtures/until-settled.js';

const BLOCKED = '[data-kind="guard"][data-verdict="blocked"][data-agreement="agrees"]';
const PORTAL_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'nonce-portal'; frame-src http://127.0.0.1:*; img-src 'self'";

const guide = readFileSync(new URL('../../docs/embed-page.md', import.meta.url), 'utf8');
/** The guide's frame, and its script that sets the frame's height. */
const [FRAME, FOLLOW] = [...guide.matchAll(/```html\n(.*?)```/gs)].map(([, code]) => code!);

declare global {
  /** The messages that the embedding page received, in order. */
  var messages: {origin: string; data: unknown}[];
}
const LISTEN = `<script nonce="portal">
  globalThis.messages = [];
  addEventListener('message', ({origin, data}) => messages.push({origin, data}));
</script>`;

let browser: Browser | undefined;
let host: Site;
let portal: Site;
let visit: Visit;

before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

beforeEach(async () => {
  [host, portal] = await Promise.all([openEmbedSite(), Site.open()]);
  setEmbedders([portal.origin]);
  visit = await Visit.open(browser!);
  await visit.setViewport(900, 700);
});
afterEach(async () => {
  await visit.page.close();
  await Promise.all([host.stop(), portal.stop()]);
});

function setEmbedders(embedders: readonly string[]): void {
  host.routes.set('/embed/embed.json', json({manifests: [{src: '/trust.json'}], embedders}));
}

/** Opens a portal with its own policy and the guide's frame and script, and waits for the frame. */
async function embed({sandbox = '', hash = '', referrer = ''} = {}): Promise<Frame> {
  const pasted = (FOLLOW! + FRAME!)
    .replaceAll('https://trust.vendor.example', host.origin)
    .replace('<script>', '<script nonce="portal">')
    .replace('locale=de"', `locale=en${hash}"`)
    .replace('<iframe', `<iframe ${sandbox} ${referrer}`);
  const around = `<h1>Portal</h1><a href="#">before</a>${LISTEN}${pasted}<a href="#">after</a>`;
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Portal</title>${around}`;
  portal.routes.set('/', text(page, undefined, {'Content-Security-Policy': PORTAL_POLICY}));
  await visit.page.goto(portal.origin, {waitUntil: 'domcontentloaded'});
  const frame = await visit.page.waitForFrame((frame) => frame.url().includes('/embed/'));
  return frame;
}

/** Waits until an element in a frame matches, inside shadow roots too. */
const waitForSelector = (frame: Frame, selector: string) =>
  waitIn(frame, (selector) => inPage.all(selector).length, [selector]);

/** Waits until the frame is exactly as tall as its content but not `previous` px; returns the height. */
const untilResized = async (frame: Frame, previous = 0): Promise<number> => {
  const inside = () => document.documentElement.getBoundingClientRect().height;
  const outside = () => document.querySelector('iframe')!.clientHeight;
  const signal = AbortSignal.timeout(15_000);
  for (;;) {
    const [content, height] = [await frame.evaluate(inside), await visit.evaluate(outside)];
    if (Math.ceil(content) === height && height !== previous) return height;
    if (signal.aborted)
      throw new Error(`The frame is ${height} px tall, its content ${content} px`);
  }
};

const heights = () =>
  visit.evaluate(() => messages.map(({data}) => (data as {height: number}).height));

/** Waits for two animation frames, after which pending changes have rendered. */
const rendered = () =>
  new Promise<void>((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });

describe('a portal that embeds the page', () => {
  it('sets the frame’s height to the reported one, and updates it', async () => {
    const frame = await embed();
    await waitForSelector(frame, BLOCKED);
    await untilRowsRendered({waitFor: (find, args) => waitIn(frame, find, args)});
    const closed = await untilResized(frame, 900);
    const scrolls = () =>
      document.scrollingElement!.scrollHeight > document.scrollingElement!.clientHeight;
    assert.equal(await frame.evaluate(scrolls), false);

    await frame.evaluate(() => {
      for (const details of inPage.all('details')) details.toggleAttribute('open', true);
    });
    const opened = await untilResized(frame, closed);
    assert.ok(opened > closed, `${opened} px`);
    await frame.evaluate(() => {
      for (const details of inPage.all('details')) details.toggleAttribute('open', false);
    });
    assert.equal(await untilResized(frame, opened), closed);

    await visit.setViewport(360);
    assert.ok((await untilResized(frame, closed)) > closed);
    assert.deepEqual(await visit.evaluate(() => inPage.violations), []);
    assert.deepEqual(await frame.evaluate(() => inPage.violations), []);
    assert.deepEqual(visit.exceptions, []);
  });

  it('receives one type of message, from the page’s origin', async () => {
    const frame = await embed();
    const height = await untilResized(frame, 900);
    const {origin, data} = await visit.evaluate(() => messages.at(-1)!);
    assert.equal(origin, host.origin);
    // The page may have grown since.
    const last = (data as HeightMessage).height;
    assert.ok(last >= height);
    const expected: HeightMessage = {type: 'arqen-trust-center:height', height: last};
    assert.deepEqual(data, expected);
  });

  it('never receives the same height twice in a row, nor one caused by its own resizing', async () => {
    const frame = await embed();
    await waitForSelector(frame, BLOCKED);
    await untilResized(frame, 900);
    await frame.evaluate(rendered);
    const before = await heights();
    // The height of the content does not depend on the frame's.
    for (const height of ['5000', '100', String(before.at(-1))]) {
      await visit.evaluate((height) => {
        document.querySelector('iframe')!.height = height;
      }, height);
      await visit.evaluate(rendered);
      await frame.evaluate(rendered);
    }
    const after = await heights();
    assert.deepEqual(after.slice(0, before.length), before);
    // A temporary scroll bar may make the content narrower.
    assert.equal(after.at(-1), before.at(-1));
    assert.ok(after.every((height, i) => height !== after[i - 1]));
    assert.ok(after.length <= before.length + 4, after.join());
  });

  it('receives no message until there is content', async () => {
    const frame = await embed();
    await untilResized(frame, 900);
    const [first] = await heights();
    assert.ok(first! > 400, `the first height is ${first} px`);
  });

  it('receives the height of an error as well', async () => {
    host.routes.delete('/trust.json');
    const frame = await embed();
    await waitForSelector(frame, '[data-load-state="failed"]');
    assert.ok((await untilResized(frame, 900)) < 400);
  });

  it('receives no message unless the page’s list names it', async () => {
    setEmbedders(['https://portal.example', host.origin]);
    const frame = await embed();
    await waitForSelector(frame, BLOCKED);
    await frame.evaluate(rendered);
    await visit.evaluate(rendered);
    assert.deepEqual(await visit.evaluate(() => messages), []);
    assert.equal(await visit.evaluate(() => document.querySelector('iframe')!.clientHeight), 900);
    const lines = visit.console.filter((line) => line.includes('"embedders" in embed.json'));
    assert.equal(lines.length, 1);
    assert.ok(lines[0]!.includes(portal.origin), lines[0]);
  });

  it('receives messages even if it sends the frame no referrer', async () => {
    const frame = await embed({referrer: 'referrerpolicy="no-referrer"'});
    await untilResized(frame, 900);
  });

  it('scrolls to the row in the frame’s hash', async () => {
    const frame = await embed({hash: '#trust/gate/tenant-isolation'});
    await untilResized(frame, 900);
    await visit.waitFor(() => scrollY > 0, []);
  });

  it('focuses the row in the frame’s hash', async () => {
    const frame = await embed({hash: '#trust/gate/tenant-isolation'});
    await waitIn(
      frame,
      () =>
        inPage
          .all('[data-kind="gate"][data-id="tenant-isolation"]')
          .some((row) => (row.getRootNode() as ShadowRoot).activeElement === row),
      [],
    );
  });

  it('lets the keyboard enter, use and leave the frame', async () => {
    const frame = await embed();
    await waitForSelector(frame, BLOCKED);
    await visit.page.focus('a');
    const inFrame = () => visit.evaluate(() => document.activeElement instanceof HTMLIFrameElement);
    await visit.page.keyboard.press('Tab');
    assert.ok(await inFrame());
    const summary = () =>
      frame.evaluate(() => {
        let active = document.activeElement;
        while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
        return active?.matches('details:not([open]) > summary');
      });
    for (let stops = 0; stops < 100 && !(await summary()); stops++)
      await visit.page.keyboard.press('Tab');
    assert.ok(await summary(), 'Tab reaches closed details');
    await visit.page.keyboard.press('Enter');
    assert.equal(await summary(), false);
    for (let stops = 0; stops < 100 && (await inFrame()); stops++)
      await visit.page.keyboard.press('Tab');
    assert.equal(await visit.evaluate(() => document.activeElement?.textContent), 'after');
  });
});

describe('a sandboxed frame', () => {
  const scripts = {sandbox: 'sandbox="allow-scripts"'};

  it('with an opaque origin shows the page with live guards, if any origin may read its files', async () => {
    const frame = await embed(scripts);
    await waitForSelector(frame, BLOCKED);
    assert.equal(await frame.evaluate(() => self.origin), 'null');
    const checks = host.requests.filter(({path}) => path.startsWith(GUARD_PATH));
    assert.equal(checks[0]!.headers.origin, 'null');
    assert.deepEqual(await frame.evaluate(() => inPage.violations), []);
    assert.deepEqual(visit.exceptions, []);
    // The guide's script compares origins as well; it would have to expect "null" here.
    await visit.waitFor(() => messages.length, []);
    assert.equal((await visit.evaluate(() => messages[0]!)).origin, 'null');
    assert.equal(await visit.evaluate(() => document.querySelector('iframe')!.clientHeight), 900);
  });

  it('with an opaque origin follows its hash', async () => {
    const frame = await embed({...scripts, hash: '#trust/gate/tenant-isolation'});
    await waitForSelector(frame, BLOCKED);
    const chip = '.chip[href$="#trust/gate/authentication"]';
    await waitForSelector(frame, chip);
    await frame.evaluate((chip) => inPage.all(chip)[0]!.click(), chip);
    await waitIn(frame, () => location.hash === '#trust/gate/authentication', []);
    assert.deepEqual(visit.exceptions, []);
  });

  /** Waits for the fallback link in the frame. */
  const fallback = (frame: Frame) =>
    waitIn(
      frame,
      () => document.readyState === 'complete' && !!document.querySelector('main > p > a'),
      [],
    );

  it('with its own origin shows the page and is resized', async () => {
    const frame = await embed({sandbox: 'sandbox="allow-scripts allow-same-origin"'});
    await waitForSelector(frame, BLOCKED);
    await untilResized(frame, 900);
  });

  it('keeps its fallback if only the site’s own origin may read its files', async () => {
    await host.stop();
    host = await openEmbedSite({cors: false});
    setEmbedders([portal.origin]);
    const frame = await embed(scripts);
    await fallback(frame);
    assert.deepEqual(
      host.log.filter((line) => !line.includes(VERSION)).map((line) => line.split('?')[0]),
      ['GET /embed/'],
    );
  });

  it('keeps its fallback if scripts may not run', async () => {
    const frame = await embed({sandbox: 'sandbox'});
    const text = await frame.$eval('main', ({innerText}) => innerText);
    assert.match(text, /open it in its own window/);
  });
});
