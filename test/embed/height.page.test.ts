/** A page that embeds the one for an `<iframe>`, by what the guide has people paste. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import type {Browser, Frame} from 'puppeteer-core';
import {VERSION} from '../../src/version.js';
import type {HeightMessage} from '../../src/embed/height.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {GUARD_PATH, openEmbedSite} from '../fixtures/embed-site.js';
import {json, Site, text} from '../fixtures/site.js';

const BLOCKED = '[data-kind="guard"][data-verdict="blocked"][data-agreement="agrees"]';
const PORTAL_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'nonce-portal'; frame-src http://127.0.0.1:*; img-src 'self'";

const guide = readFileSync(new URL('../../docs/embed-page.md', import.meta.url), 'utf8');
/** The frame, and the script that gives it its height. */
const [FRAME, FOLLOW] = [...guide.matchAll(/```html\n(.*?)```/gs)].map(([, code]) => code!);

/** What the embedding page was told, in its order. */
declare global {
  var told: {origin: string; data: unknown}[];
}
const LISTEN = `<script nonce="portal">
  globalThis.told = [];
  addEventListener('message', ({origin, data}) => told.push({origin, data}));
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
  listed([portal.origin]);
  visit = await Visit.begin(browser!);
  await visit.page.setViewport({width: 900, height: 700});
});
afterEach(async () => {
  await visit.page.close();
  await Promise.all([host.stop(), portal.stop()]);
});

function listed(embedders: readonly string[]): void {
  host.routes.set('/embed/embed.json', json({manifests: [{src: '/trust.json'}], embedders}));
}

/** Opens a portal under a policy of its own, with the guide's frame and script, and waits for the frame. */
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

/** Waits for something in a frame, behind shadow roots too. */
const untilThere = (frame: Frame, selector: string) =>
  frame.waitForFunction((selector) => inPage.all(selector).length > 0, {polling: 20}, selector);

/** Waits until the frame is just as tall as what is in it, and gives that height. */
const untilFollowed = async (frame: Frame, not = 0): Promise<number> => {
  const inside = () => document.documentElement.getBoundingClientRect().height;
  const outside = () => document.querySelector('iframe')!.clientHeight;
  const signal = AbortSignal.timeout(15_000);
  for (;;) {
    const [content, given] = [await frame.evaluate(inside), await visit.ask(outside)];
    if (Math.ceil(content) === given && given !== not) return given;
    if (signal.aborted) throw new Error(`${content} px of content are in a frame of ${given} px`);
  }
};

const heights = () => visit.ask(() => told.map(({data}) => (data as {height: number}).height));

/** Two frames of the page, after which whatever was under way is drawn. */
const drawn = () =>
  new Promise<void>((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });

describe('a portal that embeds the page', () => {
  it('gives it the height that it tells, and follows it', async () => {
    const frame = await embed();
    await untilThere(frame, BLOCKED);
    const closed = await untilFollowed(frame, 900);
    const scrolls = () =>
      document.scrollingElement!.scrollHeight > document.scrollingElement!.clientHeight;
    assert.equal(await frame.evaluate(scrolls), false);

    await frame.evaluate(() => {
      for (const details of inPage.all('details')) details.toggleAttribute('open', true);
    });
    const opened = await untilFollowed(frame, closed);
    assert.ok(opened > closed, `${opened} px`);
    await frame.evaluate(() => {
      for (const details of inPage.all('details')) details.toggleAttribute('open', false);
    });
    assert.equal(await untilFollowed(frame, opened), closed);

    await visit.look(360, 'dark');
    assert.ok((await untilFollowed(frame, closed)) > closed);
    assert.deepEqual(await visit.ask(() => inPage.violations), []);
    assert.deepEqual(await frame.evaluate(() => inPage.violations), []);
    assert.deepEqual(visit.exceptions, []);
  });

  it('is told in one form, by the origin of the page', async () => {
    const frame = await embed();
    const height = await untilFollowed(frame, 900);
    const message: HeightMessage = {type: 'arqen-trust-center:height', height};
    assert.deepEqual(await visit.ask(() => told.at(-1)), {origin: host.origin, data: message});
  });

  it('is told nothing twice, and nothing because it has followed', async () => {
    const frame = await embed();
    await untilThere(frame, BLOCKED);
    await untilFollowed(frame, 900);
    await frame.evaluate(drawn);
    const before = await heights();
    // Whatever height it gives, what is in the frame stays as tall.
    for (const height of ['5000', '100', String(before.at(-1))]) {
      await visit.ask((height) => {
        document.querySelector('iframe')!.height = height;
      }, height);
      await visit.ask(drawn);
      await frame.evaluate(drawn);
    }
    const after = await heights();
    assert.deepEqual(after.slice(0, before.length), before);
    // A scroll bar may make it narrower for a while.
    assert.equal(after.at(-1), before.at(-1));
    assert.ok(after.every((height, i) => height !== after[i - 1]));
    assert.ok(after.length <= before.length + 4, after.join());
  });

  it('is told nothing until there is something to read', async () => {
    const frame = await embed();
    await untilFollowed(frame, 900);
    const [first] = await heights();
    assert.ok(first! > 400, `${first} px is told first`);
  });

  it('is told how tall it is, too, when there is nothing to show', async () => {
    host.routes.delete('/trust.json');
    const frame = await embed();
    await untilThere(frame, '[data-load-state="failed"]');
    assert.ok((await untilFollowed(frame, 900)) < 400);
  });

  it('is told nothing where the page’s list does not name it', async () => {
    listed(['https://portal.example', host.origin]);
    const frame = await embed();
    await untilThere(frame, BLOCKED);
    await frame.evaluate(drawn);
    await visit.ask(drawn);
    assert.deepEqual(await visit.ask(() => told), []);
    assert.equal(await visit.ask(() => document.querySelector('iframe')!.clientHeight), 900);
    const lines = visit.console.filter((line) => line.includes('"embedders" in embed.json'));
    assert.equal(lines.length, 1);
    assert.ok(lines[0]!.includes(portal.origin), lines[0]);
  });

  it('is told by its origin, whether it hides its address from the frame or not', async () => {
    const frame = await embed({referrer: 'referrerpolicy="no-referrer"'});
    await untilFollowed(frame, 900);
  });

  it('is scrolled to the row that the frame’s hash names', async () => {
    const frame = await embed({hash: '#trust/gate/tenant-isolation'});
    await untilFollowed(frame, 900);
    await frame.waitForFunction(
      () =>
        inPage
          .all('[data-kind="gate"][data-id="tenant-isolation"]')
          .some((row) => (row.getRootNode() as ShadowRoot).activeElement === row),
      {polling: 20},
    );
    await visit.until(() => scrollY > 0, []);
  });

  it('is left and entered by the keyboard, and the page used by it', async () => {
    const frame = await embed();
    await untilThere(frame, BLOCKED);
    await visit.page.focus('a');
    const inFrame = () => visit.ask(() => document.activeElement instanceof HTMLIFrameElement);
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
    assert.ok(await summary(), 'something is there to be opened');
    await visit.page.keyboard.press('Enter');
    assert.equal(await summary(), false);
    for (let stops = 0; stops < 100 && (await inFrame()); stops++)
      await visit.page.keyboard.press('Tab');
    assert.equal(await visit.ask(() => document.activeElement?.textContent), 'after');
  });
});

describe('a frame in a sandbox', () => {
  const scripts = {sandbox: 'sandbox="allow-scripts"'};

  it('without an origin of its own shows it, guards live, where all files may be read by all', async () => {
    const frame = await embed(scripts);
    await untilThere(frame, BLOCKED);
    assert.equal(await frame.evaluate(() => self.origin), 'null');
    const asked = host.seen.filter(({path}) => path.startsWith(GUARD_PATH));
    assert.equal(asked[0]!.headers.origin, 'null');
    assert.deepEqual(await frame.evaluate(() => inPage.violations), []);
    assert.deepEqual(visit.exceptions, []);
    // The script of the guide goes by the origin, too: that has to be "null" then.
    await visit.until(() => told.length, []);
    assert.equal((await visit.ask(() => told[0]!)).origin, 'null');
    assert.equal(await visit.ask(() => document.querySelector('iframe')!.clientHeight), 900);
  });

  it('follows its hash there, too', async () => {
    const frame = await embed({...scripts, hash: '#trust/gate/tenant-isolation'});
    await untilThere(frame, BLOCKED);
    const chip = '.chip[href$="#trust/gate/authentication"]';
    await untilThere(frame, chip);
    await frame.evaluate((chip) => inPage.all(chip)[0]!.click(), chip);
    await frame.waitForFunction(() => location.hash === '#trust/gate/authentication');
    assert.deepEqual(visit.exceptions, []);
  });

  /** What can be read in the frame where nothing of the center comes. */
  const fallback = (frame: Frame) =>
    frame.waitForFunction(
      () => document.readyState === 'complete' && document.querySelector('main > p > a'),
      {polling: 20},
    );

  it('with an origin of its own shows it, and is followed', async () => {
    const frame = await embed({sandbox: 'sandbox="allow-scripts allow-same-origin"'});
    await untilThere(frame, BLOCKED);
    await untilFollowed(frame, 900);
  });

  it('keeps its line and its link where files are for their own origin alone', async () => {
    await host.stop();
    host = await openEmbedSite({cors: false});
    listed([portal.origin]);
    const frame = await embed(scripts);
    await fallback(frame);
    assert.deepEqual(
      host.log.filter((line) => !line.includes(VERSION)).map((line) => line.split('?')[0]),
      ['GET /embed/'],
    );
  });

  it('keeps them where no script may run', async () => {
    const frame = await embed({sandbox: 'sandbox'});
    const words = await frame.$eval('main', ({innerText}) => innerText);
    assert.match(words, /open this page in a window of its own/);
  });
});
