/** The built file for a script tag: what it loads, what it lets run, and how it gets on with others. */
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readdirSync} from 'node:fs';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import {marked} from 'marked';
import type {Browser} from 'puppeteer-core';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {minimal} from '../fixtures/manifests.js';
import {built, embedding, json, Site, text} from '../fixtures/site.js';

const ENTRY = 'trust-center.js';
const RENDERER = 'trust-center-renderer.js';
const SNAPSHOTS = 'trust-center-save-snapshot.js';
const HYDRATION = 'trust-center-hydrate.js';
const CHUNK = 'trust-center-markdown.js';
const LOCALES = ['ar', 'de', 'es', 'fr', 'ja'].map(
  (language) => `trust-center-locale-${language}.js`,
);
const JAVASCRIPT = 'text/javascript';
const RAW = 'Nothing **bold** is claimed, see [the policy](https://vendor.example/policy).';
const TAG = '<arqen-trust-center src="/trust.json" sections="controls"></arqen-trust-center>';

const digestOf = (file: string) =>
  `sha384-${createHash('sha384')
    .update(built(`cdn/${file}`))
    .digest('base64')}`;
/** A file of the build with code before its own. */
const tampered = (file: string) =>
  text(`globalThis.tampered = true;${built(`cdn/${file}`).toString()}`, JAVASCRIPT);
const integrity = () =>
  JSON.parse(built('cdn/integrity.json').toString()) as Record<string, string>;

let site: Site;
let browser: Browser | undefined;
let visit: Visit;

before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

beforeEach(async () => {
  const controls = [{id: 'claims', title: 'Claims', current: RAW}];
  site = await Site.open({'/trust.json': json(minimal({controls})), '/': text(embedding(TAG))});
  visit = await Visit.begin(browser!);
});
afterEach(async () => {
  await visit.page.close();
  await site.stop();
});

describe('dist/cdn', () => {
  it('holds the entry, its parts, the locales and their digests, and nothing else', () => {
    const folder = new URL('../../dist/cdn/', import.meta.url);
    const files = [ENTRY, RENDERER, SNAPSHOTS, HYDRATION, CHUNK, ...LOCALES];
    assert.deepEqual(readdirSync(folder).sort(), ['integrity.json', ...files].sort());
    assert.deepEqual(integrity(), Object.fromEntries(files.map((file) => [file, digestOf(file)])));
  });

  it('imports nothing statically, and names what it imports later with its digest', () => {
    const entry = built(`cdn/${ENTRY}`).toString();
    assert.doesNotMatch(entry, /\bimport\s*["'{*]|\bfrom\s*["']/);
    for (const file of [RENDERER, SNAPSHOTS, HYDRATION, CHUNK, ...LOCALES]) {
      assert.ok(entry.includes(digestOf(file)), file);
      assert.doesNotMatch(built(`cdn/${file}`).toString(), /\bimport\s*["'{*(]|\bfrom\s*["']/);
    }
  });
});

describe('the entry', () => {
  it('runs under the digest that the build prints, and under no other', async () => {
    const script = (digest: string) =>
      `<script type="module" src="/cdn/${ENTRY}" integrity="${digest}"></script>`;
    site.routes.set('/', text(embedding(TAG, {script: script(integrity()[ENTRY]!)})));
    await visit.page.goto(site.origin);
    await visit.untilThere('[data-load-state="ready"]');
    site.routes.set('/', text(embedding(TAG, {script: script(integrity()[CHUNK]!)})));
    await visit.page.goto(site.origin);
    assert.equal(await visit.ask(() => customElements.get('arqen-trust-center')), undefined);
  });

  it('tampered with never runs under its digest: the fallback stays, and nothing is asked for', async () => {
    const script = `<script type="module" src="/cdn/${ENTRY}" integrity="${integrity()[ENTRY]!}"></script>`;
    const fallback = '<p>Write to security@vendor.example.</p>';
    const page = embedding(TAG.replace('></', `>${fallback}</`), {script});
    site.routes.set('/', text(page));
    site.routes.set(`/cdn/${ENTRY}`, tampered(ENTRY));
    await visit.page.goto(site.origin);
    assert.equal(await visit.ask(() => 'tampered' in globalThis), false);
    assert.equal(await visit.ask(() => customElements.get('arqen-trust-center')), undefined);
    assert.equal(await visit.ask(() => document.querySelector('p')!.checkVisibility()), true);
    assert.match(await visit.textOf('arqen-trust-center'), /^Write to security@vendor\.example/);
    assert.deepEqual(site.log, ['GET /', `GET /cdn/${ENTRY}`]);
    // Who runs the page is told by the browser.
    assert.match(visit.console.join(), /integrity/);
  });

  it('loads the engine beside the manifest, once, the chunk after it, and markdown is rendered', async () => {
    await visit.page.goto(site.origin);
    await visit.untilThere('.prose strong');
    assert.equal(await visit.textOf('.prose'), 'Nothing bold is claimed, see the policy.');
    assert.equal(await visit.count('.prose a[href="https://vendor.example/policy"]'), 1);
    await visit.ask(() => document.querySelector('arqen-trust-center')!.reload());
    assert.deepEqual(
      site.log.filter((line) => !line.includes('trust.json')),
      ['GET /', `GET /cdn/${ENTRY}`, `GET /cdn/${RENDERER}`, `GET /cdn/${CHUNK}`],
    );
    assert.deepEqual(visit.console, []);
  });

  it('hands its nonce on to the chunk', async () => {
    const script = `<script type="module" nonce="n0nce" src="/cdn/${ENTRY}"></script>`;
    const headers = {
      'Content-Security-Policy': "script-src 'nonce-n0nce' 'strict-dynamic'; img-src data:",
    };
    site.routes.set('/', text(embedding(TAG, {script}), 'text/html', headers));
    await visit.page.goto(site.origin);
    await visit.untilThere('.prose strong');
    assert.deepEqual(await visit.ask(() => inPage.violations), []);
  });

  const chunk = () => built(`cdn/${CHUNK}`);
  /** How a chunk can be another than the one that the entry was built with. */
  const TAMPERED: Readonly<Record<string, () => Buffer>> = {
    'of which one byte was changed': () => {
      // In the text of an error, so that the code would run as well as before.
      const bytes = chunk();
      const at = bytes.indexOf('input parameter');
      assert.ok(at > 0, 'marked has the text of that error');
      bytes[at]! ^= 1;
      return bytes;
    },
    'to which code was added': () =>
      Buffer.concat([Buffer.from('globalThis.tampered = true;'), chunk()]),
    'of which nothing is left': () => Buffer.alloc(0),
  };
  for (const [what, bytes] of Object.entries(TAMPERED)) {
    it(`never runs a chunk ${what}, and the text stays plain`, async () => {
      site.routes.set(`/cdn/${CHUNK}`, text(bytes(), JAVASCRIPT));
      await visit.page.goto(site.origin);
      await refusal();
      assert.equal(await visit.textOf('.prose'), RAW);
      assert.equal(await visit.ask(() => 'tampered' in globalThis), false);
      assert.deepEqual(visit.exceptions, []);
    });
  }

  it('shows the text plain where the chunk is not there', async () => {
    site.routes.delete(`/cdn/${CHUNK}`);
    await visit.page.goto(site.origin);
    await refusal();
    assert.equal(await visit.textOf('.prose'), RAW);
    assert.deepEqual(visit.exceptions, []);
  });

  /** How the engine can be none of this release. */
  const NO_ENGINE: Readonly<Record<string, () => void>> = {
    'was tampered with': () => site.routes.set(`/cdn/${RENDERER}`, tampered(RENDERER)),
    'is not there': () => void site.routes.delete(`/cdn/${RENDERER}`),
  };
  const INLINE = `<arqen-trust-center><script type="application/json">${JSON.stringify(minimal())}</script></arqen-trust-center>`;
  for (const [fault, set] of Object.entries(NO_ENGINE))
    for (const [kind, tag] of Object.entries({'a src': TAG, 'an inline manifest': INLINE}))
      it(`shows nothing of ${kind} by an engine that ${fault}, and says so`, async () => {
        set();
        site.routes.set('/', text(embedding(tag)));
        await visit.page.goto(site.origin);
        await refusal(RENDERER, '[data-reason="chunk-missing"]');
        assert.equal(await visit.ask(() => 'tampered' in globalThis), false);
        assert.equal(await visit.count('[data-load-state="failed"] [role="alert"]'), 1);
        assert.equal(await visit.count('[data-kind]'), 0);
        assert.deepEqual(visit.exceptions, []);
      });

  it('makes a record by a part that comes when one is asked for, and says so where it does not', async () => {
    const record = () =>
      visit.ask(() =>
        document
          .querySelector('arqen-trust-center')!
          .snapshot()
          .then(
            ({controls}) => controls.map(({id}) => id),
            (error: unknown) => String(error),
          ),
      );
    await visit.page.goto(site.origin);
    await visit.untilThere('.prose strong');
    assert.equal(site.count(`/cdn/${SNAPSHOTS}`), 0);
    assert.deepEqual(await record(), ['claims']);
    assert.deepEqual(await record(), ['claims']);
    assert.equal(site.count(`/cdn/${SNAPSHOTS}`), 1);
    site.routes.set(`/cdn/${SNAPSHOTS}`, tampered(SNAPSHOTS));
    site.routes.set('/', text(embedding(TAG.replace('controls', 'summary'))));
    await visit.page.goto(site.origin);
    await visit.untilThere('[data-format="json"]');
    assert.match(String(await record()), /is not the file that this build was made with/);
    await visit.ask(() => inPage.all('[data-format="json"]')[0]!.click());
    await visit.untilThere('[data-banner="record"][role="alert"]');
    assert.match(await visit.textOf('[data-banner="record"]'), /^The record could not be made/);
    assert.equal(await visit.ask(() => 'tampered' in globalThis), false);
    assert.deepEqual(visit.exceptions, []);
  });

  it('pinned by its digest runs nothing else, whatever else of the release is another', async () => {
    const script = `<script type="module" src="/cdn/${ENTRY}" integrity="${integrity()[ENTRY]!}"></script>`;
    const parts = [SNAPSHOTS, CHUNK, ...LOCALES];
    for (const file of parts) site.routes.set(`/cdn/${file}`, tampered(file));
    for (const lang of ['ar', 'de', 'es', 'fr', 'ja']) {
      site.routes.set('/', text(embedding(TAG, {script, lang})));
      await visit.page.goto(site.origin);
      await refusal(`trust-center-locale-${lang}.js`);
      await refusal();
      const record = await visit.ask(() =>
        document
          .querySelector('arqen-trust-center')!
          .snapshot()
          .then(() => 'made', String),
      );
      assert.match(record, /is not the file that this build was made with/);
      assert.equal(await visit.ask(() => 'tampered' in globalThis), false, lang);
      // The words and the text are those that are verified: English, and as it is written.
      assert.equal(await visit.count('.base[lang="en"]'), 1);
      assert.equal(await visit.textOf('.prose'), RAW);
    }
    for (const file of parts) assert.ok(site.count(`/cdn/${file}`) > 0, file);
    assert.deepEqual(visit.exceptions, []);
  });

  const MANIFESTS: Readonly<Record<string, (bytes: string) => string>> = {
    'of which one letter was changed': (bytes) => bytes.replace('Claims', 'Clains'),
    'to which a blank was added': (bytes) => `${bytes} `,
    'of which nothing is left': () => '',
  };
  for (const [what, tamper] of Object.entries(MANIFESTS))
    it(`shows nothing of a manifest ${what} that has a digest to meet, and says so`, async () => {
      const controls = [{id: 'claims', title: 'Claims', current: RAW}];
      const bytes = JSON.stringify(minimal({controls}));
      const sha256 = `sha256-${createHash('sha256').update(bytes).digest('base64')}`;
      const pinned = TAG.replace('src=', `integrity="${sha256}" src=`);
      site.routes.set('/', text(embedding(pinned.replace('></', '><p>Fallback</p></'))));
      site.routes.set('/trust.json', json(bytes));
      await visit.page.goto(site.origin);
      await visit.untilThere('[data-kind="control"]');
      site.routes.set('/trust.json', json(tamper(bytes)));
      await visit.page.goto(site.origin);
      await visit.untilThere('[data-load-state="failed"] [role="alert"]');
      assert.match(
        await visit.textOf('[role="alert"]'),
        /Nothing of the manifest is shown.+its bytes are not those that "integrity" names/,
      );
      assert.equal(await visit.count('[data-kind]'), 0);
      assert.equal(await visit.ask(() => document.querySelector('p')!.checkVisibility()), false);
    });

  it('asks for the engine again where it did not come, once somebody loads again', async () => {
    site.routes.delete(`/cdn/${RENDERER}`);
    await visit.page.goto(site.origin);
    await refusal(RENDERER, '[data-reason="chunk-missing"]');
    site.routes.set(`/cdn/${RENDERER}`, text(built(`cdn/${RENDERER}`), JAVASCRIPT));
    await visit.ask(() => document.querySelector('arqen-trust-center')!.reload());
    await visit.untilThere('.prose strong');
  });

  /** How a page may come by the entry, besides by its own address. */
  const WAYS: Readonly<Record<string, [src: string, asked: string[]]>> = {
    'a query': [`/cdn/${ENTRY}?release=1`, [`/cdn/${ENTRY}?release=1`]],
    'a redirect': ['/latest.js', ['/latest.js', `/cdn/${ENTRY}`]],
  };
  for (const [way, [src, asked]] of Object.entries(WAYS))
    it(`hands its exports on behind ${way}, with the nonce, and is not loaded a second time`, async () => {
      const Location = `/cdn/${ENTRY}`;
      site.routes.set('/latest.js', text('', JAVASCRIPT, {Location}, 302));
      const script = `<script type="module" nonce="n0nce" src="${src}"></script>`;
      const policy = "script-src 'nonce-n0nce' 'strict-dynamic'; img-src data:";
      const headers = {'Content-Security-Policy': policy};
      site.routes.set('/', text(embedding(TAG, {script}), 'text/html', headers));
      await visit.page.goto(site.origin);
      await visit.untilThere('.prose strong');
      assert.deepEqual(
        site.log.filter((line) => line.includes(ENTRY) || line.includes('latest')),
        asked.map((path) => `GET ${path}`),
      );
      assert.deepEqual(await visit.ask(() => inPage.violations), []);
    });
});

describe('what is built', () => {
  /** Imports a part in Node, as its loader does; `needed` is what the parts that it needs export. */
  async function part<T>(file: string, needed: readonly unknown[] = []): Promise<T> {
    const url = new URL(`../../dist/cdn/${file}`, import.meta.url).href;
    const {default: make} = (await import(url)) as {
      default: (importPart: unknown, needed: readonly unknown[]) => T;
    };
    return make(undefined, needed);
  }

  const TEXTS = [
    '- one\n- two\n- three',
    '1. one\n\n   more\n2. two',
    '| a | b |\n|---|---|\n| 1 | 2 |',
    '> a\n> b\n\nc',
    '```\na\n  b\n```',
    'a  \nb **c** `d` [e](/f)\n\n***\n\n# g',
  ];

  it('reads markdown as marked does', async () => {
    const built = await part<{marked: typeof marked}>(CHUNK);
    for (const text of TEXTS)
      assert.deepEqual(built.marked.lexer(text, {gfm: true}), marked.lexer(text, {gfm: true}));
  });

  it('writes records as its modules do', async () => {
    await visit.page.goto(site.origin);
    await visit.untilThere('.prose strong');
    const saved = await visit.ask(async () => {
      const blobs: Blob[] = [];
      URL.createObjectURL = (blob: Blob) => `data:,${blobs.push(blob)}`;
      HTMLAnchorElement.prototype.click = () => undefined;
      const center = document.querySelector('arqen-trust-center')!;
      for (const format of ['csv', 'markdown'] as const)
        center.dispatchEvent(Object.assign(new Event('trust-save'), {format}));
      while (blobs.length < 2) await new Promise(requestAnimationFrame);
      return Promise.all(blobs.map((blob) => blob.text()));
    });
    const [csv, record] = saved as [string, string];
    const rows = csv.split('\r\n');
    assert.ok(rows.length > 3, csv);
    assert.match(rows[0]!, /^"?kind"?,/);
    assert.match(record, /^# .+\n\n/);
    assert.match(record, /\n\| --- \|/);
  });
});

describe('the words of another language', () => {
  const GERMAN = 'trust-center-locale-de.js';
  const title = () => visit.textOf('[part=heading]');
  const german = () => text(built(`cdn/${GERMAN}`), JAVASCRIPT);

  beforeEach(() => {
    site.routes.set('/', text(embedding(TAG, {lang: 'de'})));
  });

  it('come in one file, once, and only where they are needed', async () => {
    site.routes.set(`/cdn/${GERMAN}`, german());
    await visit.page.goto(site.origin);
    await visit.untilThere('.base[lang="de"]');
    assert.equal(await title(), 'Kontrollen');
    await visit.ask(() => document.querySelector('arqen-trust-center')!.reload());
    assert.equal(site.count(`/cdn/${GERMAN}`), 1);
    assert.equal(await visit.count('link[rel="modulepreload"]'), 3);
    assert.deepEqual([...visit.console, ...visit.exceptions], []);
  });

  it('are asked for in English pages by nobody', async () => {
    site.routes.set('/', text(embedding(TAG)));
    await visit.page.goto(site.origin);
    await visit.untilThere('.prose strong');
    assert.deepEqual(
      site.log.filter((line) => line.includes('locale')),
      [],
    );
  });

  const FAULTS: Readonly<Record<string, () => void>> = {
    'were tampered with': () =>
      site.routes.set(
        `/cdn/${GERMAN}`,
        text(`globalThis.tampered = true;${built(`cdn/${GERMAN}`).toString()}`, JAVASCRIPT),
      ),
    'are not there': () => void site.routes.delete(`/cdn/${GERMAN}`),
  };
  for (const [fault, set] of Object.entries(FAULTS))
    it(`that ${fault} never run, and the page speaks English and says so`, async () => {
      set();
      await visit.page.goto(site.origin);
      await refusal(GERMAN);
      assert.equal(await visit.ask(() => 'tampered' in globalThis), false);
      assert.equal(await visit.count('.base[lang="en"]'), 1);
      assert.equal(await title(), 'Controls');
      assert.deepEqual(visit.exceptions, []);
    });
});

/** Waits until the browser has refused or missed a part, and whatever follows from that is over. */
async function refusal(file = CHUNK, shown = '.prose'): Promise<void> {
  await visit.untilThere(shown);
  await visit.until((file) => !!document.querySelector(`link[href$="${file}"]`), [file]);
  await visit.ask(
    (file) =>
      new Promise<void>((resolve) => {
        const again = document.querySelector(`link[href$="${file}"]`)!.cloneNode();
        // The same address under the same digest ends as the one before it did, and later.
        const over = () => requestAnimationFrame(() => setTimeout(resolve));
        again.addEventListener('error', over);
        again.addEventListener('load', over);
        document.head.append(again);
      }),
    file,
  );
}
