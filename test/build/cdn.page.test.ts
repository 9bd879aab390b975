/**
 * The script-tag build: which files it loads, when, and that it runs only verified ones. One file, because
 * every suite tampers with the same site.
 */
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readdirSync} from 'node:fs';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import {marked} from 'marked';
import type {Browser} from 'puppeteer-core';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {holdTimeouts, passTime} from '../fixtures/hold-timeouts.js';
import {minimal} from '../fixtures/manifests.js';
import {
  builtFile,
  embedPage,
  json,
  neverAnswers,
  Site,
  text,
  type Reply,
} from '../fixtures/site.js';

const ENTRY = 'trust-center.js';
const REST = 'trust-center-rest.js';
const SNAPSHOT = 'trust-center-save-snapshot.js';
const HYDRATION = 'trust-center-hydrate.js';
const MARKDOWN = 'trust-center-markdown.js';
const FIND_PROBLEMS = 'trust-center-find-problems.js';
const SIGNATURE = 'trust-center-signature.js';
const LOCALES = ['ar', 'de', 'es', 'fr', 'ja'].map(
  (language) => `trust-center-locale-${language}.js`,
);
const LEXICONS = ['ar', 'de', 'en', 'es', 'fr', 'ja'].map(
  (language) => `trust-center-lexicon-${language}.js`,
);
/** What checks the wording of a manifest in English. */
const CHECKS = ['trust-center-lexicon-en.js', 'trust-center-scan.js', 'trust-center-text.js'];
const CHUNKS = [
  REST,
  SNAPSHOT,
  HYDRATION,
  MARKDOWN,
  FIND_PROBLEMS,
  SIGNATURE,
  'trust-center-issuer.js',
  'trust-center-scan.js',
  'trust-center-text.js',
  ...LEXICONS,
  ...LOCALES,
];
const JAVASCRIPT = 'text/javascript';
const RAW = 'Nothing **bold** is claimed, see [the policy](https://vendor.example/policy).';
const CONTROLS = [{id: 'claims', title: 'Claims', current: RAW}];
const TAG = '<arqen-trust-center src="/trust.json" sections="controls"></arqen-trust-center>';

const digestOf = (file: string) =>
  `sha384-${createHash('sha384')
    .update(builtFile(`cdn/${file}`))
    .digest('base64')}`;
/** Replies with a built file that has code inserted at its start. */
const tampered = (file: string) =>
  text(`globalThis.tampered = true;${builtFile(`cdn/${file}`).toString()}`, JAVASCRIPT);
const integrity = () =>
  JSON.parse(builtFile('cdn/integrity.json').toString()) as Record<string, string>;

let site: Site;
let browser: Browser | undefined;
let visit: Visit;

before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

beforeEach(async () => {
  site = await Site.open({
    '/trust.json': json(minimal({controls: CONTROLS})),
    '/': text(embedPage(TAG)),
  });
  visit = await Visit.open(browser!);
});
afterEach(async () => {
  await visit.page.close();
  await site.stop();
});

describe('dist/cdn', () => {
  it('contains the entry, its chunks and their digests, and nothing else', () => {
    const folder = new URL('../../dist/cdn/', import.meta.url);
    const files = [ENTRY, ...CHUNKS];
    assert.deepEqual(readdirSync(folder).sort(), ['integrity.json', ...files].sort());
    assert.deepEqual(integrity(), Object.fromEntries(files.map((file) => [file, digestOf(file)])));
  });

  it('imports nothing statically, and pins every chunk by its digest', () => {
    const entry = builtFile(`cdn/${ENTRY}`).toString();
    assert.doesNotMatch(entry, /\bimport\s*["'{*]|\bfrom\s*["']/);
    for (const file of CHUNKS) {
      assert.ok(entry.includes(digestOf(file)), file);
      assert.doesNotMatch(builtFile(`cdn/${file}`).toString(), /\bimport\s*["'{*(]|\bfrom\s*["']/);
    }
  });
});

describe('the entry', () => {
  it('runs with the digest that the build prints, and with no other', async () => {
    const script = (digest: string) =>
      `<script type="module" src="/cdn/${ENTRY}" integrity="${digest}"></script>`;
    site.routes.set('/', text(embedPage(TAG, {script: script(integrity()[ENTRY]!)})));
    await visit.page.goto(site.origin);
    await visit.waitForSelector('[data-load-state="ready"]');
    site.routes.set('/', text(embedPage(TAG, {script: script(integrity()[MARKDOWN]!)})));
    await visit.page.goto(site.origin);
    assert.equal(await visit.evaluate(() => customElements.get('arqen-trust-center')), undefined);
  });

  /** Opens a page that pins the entry, which was tampered with. */
  async function openTampered(): Promise<void> {
    const script = `<script type="module" src="/cdn/${ENTRY}" integrity="${integrity()[ENTRY]!}"></script>`;
    const fallback = '<p>Write to security@vendor.example.</p>';
    const page = embedPage(TAG.replace('></', `>${fallback}</`), {script});
    site.routes.set('/', text(page));
    site.routes.set(`/cdn/${ENTRY}`, tampered(ENTRY));
    await visit.page.goto(site.origin);
  }

  it('does not run if it was tampered with: the fallback stays, and nothing is requested', async () => {
    await openTampered();
    assert.equal(await visit.evaluate(() => 'tampered' in globalThis), false);
    assert.equal(await visit.evaluate(() => customElements.get('arqen-trust-center')), undefined);
    assert.equal(await visit.evaluate(() => document.querySelector('p')!.checkVisibility()), true);
    assert.match(await visit.textOf('arqen-trust-center'), /^Write to security@vendor\.example/);
    assert.deepEqual(site.log, ['GET /', `GET /cdn/${ENTRY}`]);
  });

  it('does not run if it was tampered with: the browser says so in the console', async () => {
    await openTampered();
    assert.match(visit.console.join(), /integrity/);
  });

  it('loads each chunk once, and the markdown chunk after those that check the wording', async () => {
    await visit.page.goto(site.origin);
    await visit.waitForSelector('.prose strong');
    assert.equal(await visit.textOf('.prose'), 'Nothing bold is claimed, see the policy.');
    assert.equal(await visit.count('.prose a[href="https://vendor.example/policy"]'), 1);
    await visit.evaluate(() => document.querySelector('arqen-trust-center')!.reload());
    const log = site.log.filter((line) => !line.includes('trust.json'));
    assert.deepEqual(
      log.toSorted(),
      ['GET /', ...[ENTRY, REST, MARKDOWN, ...CHECKS].map((file) => `GET /cdn/${file}`)].toSorted(),
    );
    const checked = Math.max(...CHECKS.map((file) => log.indexOf(`GET /cdn/${file}`)));
    assert.ok(log.indexOf(`GET /cdn/${MARKDOWN}`) > checked, log.join());
    assert.deepEqual(visit.console, []);
  });

  it('loads the chunk of the rest while the manifest is on its way if there is no summary', async () => {
    site.routes.set('/trust.json', neverAnswers);
    await visit.page.goto(site.origin);
    await site.waitForRequests(`/cdn/${REST}`, 1);
    assert.equal(await visit.count('[data-load-state="loading"]'), 1);
  });

  it('passes its nonce on to its chunks', async () => {
    const script = `<script type="module" nonce="n0nce" src="/cdn/${ENTRY}"></script>`;
    const headers = {
      'Content-Security-Policy': "script-src 'nonce-n0nce' 'strict-dynamic'; img-src data:",
    };
    site.routes.set('/', text(embedPage(TAG, {script}), 'text/html', headers));
    await visit.page.goto(site.origin);
    await visit.waitForSelector('.prose strong');
    assert.deepEqual(await visit.evaluate(() => inPage.violations), []);
  });

  const markdown = () => builtFile(`cdn/${MARKDOWN}`);
  /** Ways in which a chunk can differ from the one the entry was built with. */
  const TAMPERED: Readonly<Record<string, () => Buffer>> = {
    'with one changed byte': () => {
      // In an error message, so that the code itself would still run.
      const bytes = markdown();
      const at = bytes.indexOf('input parameter');
      assert.ok(at > 0, 'marked contains that error message');
      bytes[at]! ^= 1;
      return bytes;
    },
    'with added code': () =>
      Buffer.concat([Buffer.from('globalThis.tampered = true;'), markdown()]),
    'that is empty': () => Buffer.alloc(0),
  };
  for (const [what, bytes] of Object.entries(TAMPERED)) {
    it(`does not run a chunk ${what}: the text stays plain`, async () => {
      site.routes.set(`/cdn/${MARKDOWN}`, text(bytes(), JAVASCRIPT));
      await visit.page.goto(site.origin);
      await untilRefused();
      assert.equal(await visit.textOf('.prose'), RAW);
      assert.equal(await visit.evaluate(() => 'tampered' in globalThis), false);
      assert.deepEqual(visit.exceptions, []);
    });
  }

  /** Ways in which a browser may have loaded a chunk without its digest before the entry asks for it. */
  const PRELOADED: Readonly<Record<string, () => void>> = {
    'the page': () => {
      const link = `<link rel="modulepreload" href="/cdn/${MARKDOWN}">`;
      const script = `${link}<script type="module" src="/cdn/${ENTRY}"></script>`;
      site.routes.set('/', text(embedPage(TAG, {script})));
    },
    'a header of the entry': () => {
      const headers = {Link: `</cdn/${MARKDOWN}>; rel=modulepreload`};
      const entry = text(builtFile(`cdn/${ENTRY}`), JAVASCRIPT, headers);
      site.routes.set(`/cdn/${ENTRY}`, entry);
    },
  };
  for (const [who, preload] of Object.entries(PRELOADED))
    it(`does not run a chunk with added code that ${who} has preloaded`, async () => {
      preload();
      site.routes.set(`/cdn/${MARKDOWN}`, tampered(MARKDOWN));
      await visit.page.goto(site.origin);
      await untilRefused();
      assert.equal(await visit.evaluate(() => 'tampered' in globalThis), false);
      assert.equal(await visit.textOf('.prose'), RAW);
    });

  it('shows plain text if the markdown chunk is missing', async () => {
    site.routes.delete(`/cdn/${MARKDOWN}`);
    await visit.page.goto(site.origin);
    await untilRefused();
    assert.equal(await visit.textOf('.prose'), RAW);
    assert.deepEqual(visit.exceptions, []);
  });

  /** Ways in which the chunk of the rest can be unusable. */
  const BROKEN_REST: Readonly<Record<string, () => void>> = {
    'was tampered with': () => site.routes.set(`/cdn/${REST}`, tampered(REST)),
    'is missing': () => void site.routes.delete(`/cdn/${REST}`),
  };
  const INLINE = `<arqen-trust-center><script type="application/json">${JSON.stringify(minimal({controls: CONTROLS}))}</script></arqen-trust-center>`;
  for (const [fault, breakIt] of Object.entries(BROKEN_REST))
    for (const [kind, tag] of Object.entries({'a src': TAG, 'an inline manifest': INLINE}))
      it(`shows only the summary of ${kind} if the chunk of the rest ${fault}, and an error`, async () => {
        breakIt();
        site.routes.set('/', text(embedPage(tag.replace('s="controls"', 's="summary controls"'))));
        await visit.page.goto(site.origin);
        await untilRefused(REST, '[data-reason="chunk-missing"]');
        assert.equal(await visit.evaluate(() => 'tampered' in globalThis), false);
        assert.equal(await visit.count('[data-load-state="ready"] [role="alert"]'), 1);
        assert.match(await visit.textOf('.posture'), /1 topic: 1 current\./);
        assert.equal(await visit.count('[data-kind]'), 0);
        assert.deepEqual(visit.exceptions, []);
      });

  /** The chunks without which a manifest cannot be read, each with a page whose manifest needs it. */
  const NEEDED: Readonly<Record<string, () => void>> = {
    [FIND_PROBLEMS]: () =>
      site.routes.set('/trust.json', json({...minimal({controls: CONTROLS}), unknown: true})),
    [SIGNATURE]: () => {
      const keys = JSON.stringify([{kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43)}]);
      const signed = TAG.replace('src=', `signing-keys='${keys}' src=`);
      site.routes.set('/', text(embedPage(signed)));
      site.routes.set('/trust.json.jws', text('a.b.c'));
    },
  };
  for (const [file, needIt] of Object.entries(NEEDED))
    it(`shows nothing of a manifest that needs ${file} if that was tampered with, and an error`, async () => {
      needIt();
      site.routes.set(`/cdn/${file}`, tampered(file));
      await visit.page.goto(site.origin);
      await untilRefused(file, '[data-load-state="failed"] [data-reason="chunk-missing"]');
      assert.equal(await visit.evaluate(() => 'tampered' in globalThis), false);
      assert.equal(await visit.count('[data-kind]'), 0);
      assert.deepEqual(visit.exceptions, []);
    });

  it('loads the snapshot chunk on the first snapshot, and shows an error if it is refused', async () => {
    const record = () =>
      visit.evaluate(() =>
        document
          .querySelector('arqen-trust-center')!
          .snapshot()
          .then(
            ({controls}) => controls.map(({id}) => id),
            (error: unknown) => String(error),
          ),
      );
    await visit.page.goto(site.origin);
    await visit.waitForSelector('.prose strong');
    assert.equal(site.count(`/cdn/${SNAPSHOT}`), 0);
    assert.deepEqual(await record(), ['claims']);
    assert.deepEqual(await record(), ['claims']);
    assert.equal(site.count(`/cdn/${SNAPSHOT}`), 1);
    site.routes.set(`/cdn/${SNAPSHOT}`, tampered(SNAPSHOT));
    site.routes.set('/', text(embedPage(TAG.replace('controls', 'summary'))));
    await visit.page.goto(site.origin);
    await visit.waitForSelector('[data-format="json"]');
    assert.match(String(await record()), /is not the file that this build was made with/);
    await visit.evaluate(() => inPage.all('[data-format="json"]')[0]!.click());
    await visit.waitForSelector('[data-banner="record"][role="alert"]');
    assert.match(await visit.textOf('[data-banner="record"]'), /^The record could not be saved/);
    assert.equal(await visit.evaluate(() => 'tampered' in globalThis), false);
    assert.deepEqual(visit.exceptions, []);
  });

  it('pinned by its digest runs no other code, even if every other chunk was tampered with', async () => {
    const script = `<script type="module" src="/cdn/${ENTRY}" integrity="${integrity()[ENTRY]!}"></script>`;
    const chunks = [SNAPSHOT, MARKDOWN, ...LOCALES];
    for (const file of chunks) site.routes.set(`/cdn/${file}`, tampered(file));
    for (const [before, lang] of ['ar', 'de', 'es', 'fr', 'ja'].entries()) {
      site.routes.set('/', text(embedPage(TAG, {script, lang})));
      await visit.page.goto(site.origin);
      await untilRefused(`trust-center-locale-${lang}.js`);
      await site.waitForRequests(`/cdn/${MARKDOWN}`, before + 1);
      await untilRefused();
      const record = await visit.evaluate(() =>
        document
          .querySelector('arqen-trust-center')!
          .snapshot()
          .then(() => 'made', String),
      );
      assert.match(record, /is not the file that this build was made with/);
      assert.equal(await visit.evaluate(() => 'tampered' in globalThis), false, lang);
      // Only verified content is shown: English phrases, and the text without markdown.
      assert.equal(await visit.count('.base[lang="en"]'), 1);
      assert.equal(await visit.textOf('.prose'), RAW);
    }
    for (const file of chunks) assert.ok(site.count(`/cdn/${file}`) > 0, file);
    assert.deepEqual(visit.exceptions, []);
  });

  const MANIFESTS: Readonly<Record<string, (bytes: string) => string>> = {
    'with one changed letter': (bytes) => bytes.replace('Claims', 'Clains'),
    'with an added space': (bytes) => `${bytes} `,
    'that is empty': () => '',
  };
  for (const [what, tamper] of Object.entries(MANIFESTS))
    it(`renders nothing of a pinned manifest ${what}, and shows an error`, async () => {
      const controls = [{id: 'claims', title: 'Claims', current: RAW}];
      const bytes = JSON.stringify(minimal({controls}));
      const sha256 = `sha256-${createHash('sha256').update(bytes).digest('base64')}`;
      const pinned = TAG.replace('src=', `integrity="${sha256}" src=`);
      site.routes.set('/', text(embedPage(pinned.replace('></', '><p>Fallback</p></'))));
      site.routes.set('/trust.json', json(bytes));
      await visit.page.goto(site.origin);
      await visit.waitForSelector('[data-kind="control"]');
      site.routes.set('/trust.json', json(tamper(bytes)));
      await visit.page.goto(site.origin);
      await visit.waitForSelector('[data-load-state="failed"] [role="alert"]');
      assert.match(
        await visit.textOf('[role="alert"]'),
        /Nothing from the manifest is shown.+does not match the "integrity" digests/,
      );
      assert.equal(await visit.count('[data-kind]'), 0);
      assert.equal(
        await visit.evaluate(() => document.querySelector('p')!.checkVisibility()),
        false,
      );
    });

  it('requests the chunk of the rest again on reload if it was missing, and then follows the link to a row', async () => {
    site.routes.delete(`/cdn/${REST}`);
    site.routes.set('/', text(embedPage(TAG.replace('src=', 'deep-links src='))));
    await visit.page.goto(`${site.origin}/#trust/control/claims`);
    await untilRefused(REST, '[data-reason="chunk-missing"]');
    site.routes.set(`/cdn/${REST}`, text(builtFile(`cdn/${REST}`), JAVASCRIPT));
    await visit.evaluate(() => document.querySelector('arqen-trust-center')!.reload());
    await visit.waitForSelector('.prose strong');
    await visit.waitForSelector('[data-kind="control"]:focus');
  });

  /** Ways in which a page asks for a missing chunk again. */
  const RETURNS: Readonly<Record<string, () => unknown>> = {
    'when the page is online again': () => dispatchEvent(new Event('online')),
    'when the reader asks for it': () => document.querySelector('arqen-trust-center')!.tryAgain(),
  };
  for (const [when, ask] of Object.entries(RETURNS))
    it(`requests the chunk of the rest, but not the manifest, again ${when}`, async () => {
      site.routes.delete(`/cdn/${REST}`);
      await visit.page.goto(site.origin);
      await untilRefused(REST, '[data-banner="failed"] button');
      site.routes.set(`/cdn/${REST}`, text(builtFile(`cdn/${REST}`), JAVASCRIPT));
      await visit.evaluate(ask);
      await visit.waitForSelector('[data-kind="control"]');
      assert.equal(await visit.count('[part="banner"]'), 0);
      assert.equal(site.count('/trust.json'), 1);
    });

  it('requests the markdown chunk again when the page is online again', async () => {
    site.routes.delete(`/cdn/${MARKDOWN}`);
    await visit.page.goto(site.origin);
    await untilRefused(MARKDOWN, '[data-kind="control"]');
    site.routes.set(`/cdn/${MARKDOWN}`, text(builtFile(`cdn/${MARKDOWN}`), JAVASCRIPT));
    await visit.evaluate(() => dispatchEvent(new Event('online')));
    await visit.waitForSelector('.prose strong');
    assert.equal(site.count('/trust.json'), 1);
  });

  const GERMAN = 'trust-center-locale-de.js';
  /** Chunks that a page can do without at first, and what shows that each has loaded. */
  const LATER: Readonly<Record<string, string>> = {
    [REST]: '[data-kind="control"]',
    [MARKDOWN]: '.prose strong',
    [GERMAN]: '.base[lang="de"]',
  };
  /** Ways in which a server can keep a browser waiting. */
  const STALLS: Readonly<Record<string, (file: string) => Reply>> = {
    'never answers': () => neverAnswers,
    'stops in a body that browsers may keep': (file) => (_, response) => {
      response.writeHead(200, {'Content-Type': JAVASCRIPT, 'Cache-Control': 'max-age=600'});
      const bytes = builtFile(`cdn/${file}`);
      response.write(bytes.subarray(0, bytes.length >> 1));
    },
  };
  for (const [file, loaded] of Object.entries(LATER))
    for (const [how, stall] of Object.entries(STALLS))
      it(`requests ${file} again if its server ${how}`, async () => {
        site.routes.set('/', text(embedPage(TAG, {lang: file === GERMAN ? 'de' : 'en'})));
        site.routes.set(`/cdn/${file}`, stall(file));
        await visit.page.evaluateOnNewDocument(holdTimeouts);
        // The `load` event waits for chunks.
        await visit.page.goto(site.origin, {waitUntil: 'domcontentloaded'});
        await site.waitForRequests(`/cdn/${file}`, 1);
        await visit.waitForSelector('[data-load-state="ready"]');
        assert.equal(await visit.count(loaded), 0);
        site.routes.set(`/cdn/${file}`, text(builtFile(`cdn/${file}`), JAVASCRIPT));
        await passTime(visit);
        if (file === REST) await visit.waitForSelector('[data-reason="chunk-missing"]');
        await visit.evaluate(() => dispatchEvent(new Event('online')));
        await visit.waitForSelector(loaded);
        assert.equal(await visit.count('[part="banner"]'), 0);
        assert.equal(site.count('/trust.json'), 1);
      });

  it('requests the phrases of a language again when the page is online again', async () => {
    site.routes.set('/', text(embedPage(TAG, {lang: 'de'})));
    site.routes.delete(`/cdn/${GERMAN}`);
    await visit.page.goto(site.origin);
    await untilRefused(GERMAN, '[data-kind="control"]');
    site.routes.set(`/cdn/${GERMAN}`, text(builtFile(`cdn/${GERMAN}`), JAVASCRIPT));
    await visit.evaluate(() => dispatchEvent(new Event('online')));
    await visit.waitForSelector('.base[lang="de"]');
    assert.equal(site.count('/trust.json'), 1);
  });

  /** Ways to load the entry other than by its own URL. */
  const WAYS: Readonly<Record<string, [src: string, requested: string[]]>> = {
    'a query': [`/cdn/${ENTRY}?release=1`, [`/cdn/${ENTRY}?release=1`]],
    'a redirect': ['/latest.js', ['/latest.js', `/cdn/${ENTRY}`]],
  };
  for (const [way, [src, requested]] of Object.entries(WAYS))
    it(`shares its exports with its chunks if loaded through ${way}, and is not loaded twice`, async () => {
      const Location = `/cdn/${ENTRY}`;
      site.routes.set('/latest.js', text('', JAVASCRIPT, {Location}, 302));
      const script = `<script type="module" nonce="n0nce" src="${src}"></script>`;
      const policy = "script-src 'nonce-n0nce' 'strict-dynamic'; img-src data:";
      const headers = {'Content-Security-Policy': policy};
      site.routes.set('/', text(embedPage(TAG, {script}), 'text/html', headers));
      await visit.page.goto(site.origin);
      await visit.waitForSelector('.prose strong');
      assert.deepEqual(
        site.log.filter((line) => line.includes(ENTRY) || line.includes('latest')),
        requested.map((path) => `GET ${path}`),
      );
      assert.deepEqual(await visit.evaluate(() => inPage.violations), []);
    });
});

describe('the chunks', () => {
  /** Imports a chunk in Node, as its loader does; `needed` are the exports of the chunks it needs. */
  async function importChunk<T>(file: string, needed: readonly unknown[] = []): Promise<T> {
    const url = new URL(`../../dist/cdn/${file}`, import.meta.url).href;
    const {default: chunk} = (await import(url)) as {
      default: (importChunk: unknown, needed: readonly unknown[]) => T;
    };
    return chunk(undefined, needed);
  }

  const TEXTS = [
    '- one\n- two\n- three',
    '1. one\n\n   more\n2. two',
    '| a | b |\n|---|---|\n| 1 | 2 |',
    '> a\n> b\n\nc',
    '```\na\n  b\n```',
    'a  \nb **c** `d` [e](/f)\n\n***\n\n# g',
  ];

  it('parse markdown as marked does', async () => {
    const built = await importChunk<{marked: typeof marked}>(MARKDOWN);
    for (const text of TEXTS)
      assert.deepEqual(built.marked.lexer(text, {gfm: true}), marked.lexer(text, {gfm: true}));
  });

  it('write snapshots as CSV and Markdown', async () => {
    await visit.page.goto(site.origin);
    await visit.waitForSelector('.prose strong');
    const saved = await visit.evaluate(async () => {
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

describe('the phrases of another language', () => {
  const GERMAN = 'trust-center-locale-de.js';
  const title = () => visit.textOf('[part=heading]');
  const german = () => text(builtFile(`cdn/${GERMAN}`), JAVASCRIPT);

  beforeEach(() => {
    site.routes.set('/', text(embedPage(TAG, {lang: 'de'})));
  });

  it('load as one chunk, once, and only if needed', async () => {
    site.routes.set(`/cdn/${GERMAN}`, german());
    await visit.page.goto(site.origin);
    await visit.waitForSelector('.base[lang="de"]');
    await visit.waitForSelector('[part=heading]');
    assert.equal(await title(), 'Kontrollen');
    await visit.evaluate(() => document.querySelector('arqen-trust-center')!.reload());
    assert.equal(site.count(`/cdn/${GERMAN}`), 1);
    // The lexicon of the page's language is requested before the manifest's is known.
    const files = [ENTRY, REST, GERMAN, MARKDOWN, 'trust-center-lexicon-de.js', ...CHECKS];
    assert.deepEqual(
      site.log.filter((line) => line.includes('/cdn/')).toSorted(),
      files.map((file) => `GET /cdn/${file}`).toSorted(),
    );
    assert.deepEqual([...visit.console, ...visit.exceptions], []);
  });

  it('are not requested on an English page', async () => {
    site.routes.set('/', text(embedPage(TAG)));
    await visit.page.goto(site.origin);
    await visit.waitForSelector('.prose strong');
    assert.deepEqual(
      site.log.filter((line) => line.includes('locale')),
      [],
    );
  });

  const FAULTS: Readonly<Record<string, () => void>> = {
    'were tampered with': () =>
      site.routes.set(
        `/cdn/${GERMAN}`,
        text(`globalThis.tampered = true;${builtFile(`cdn/${GERMAN}`).toString()}`, JAVASCRIPT),
      ),
    'are missing': () => void site.routes.delete(`/cdn/${GERMAN}`),
  };
  for (const [fault, breakIt] of Object.entries(FAULTS))
    it(`that ${fault} never run: the page stays in English and declares \`lang="en"\``, async () => {
      breakIt();
      await visit.page.goto(site.origin);
      await untilRefused(GERMAN);
      assert.equal(await visit.evaluate(() => 'tampered' in globalThis), false);
      assert.equal(await visit.count('.base[lang="en"]'), 1);
      assert.equal(await title(), 'Controls');
      assert.deepEqual(visit.exceptions, []);
    });
});

/** Waits until the browser has refused or failed to load a chunk, and the page has reacted. */
async function untilRefused(file = MARKDOWN, shown = '.prose'): Promise<void> {
  await visit.waitForSelector(shown);
  await site.waitForRequests(`/cdn/${file}`, 1);
  await visit.evaluate(
    (src, integrity) =>
      new Promise<void>((resolve) => {
        const again = document.createElement('script');
        // A second script with the same file and digest ends as the first one did, and later.
        const finish = () => requestAnimationFrame(() => setTimeout(resolve));
        again.addEventListener('error', finish);
        again.addEventListener('load', finish);
        Object.assign(again, {type: 'module', integrity, src});
        document.head.append(again);
      }),
    `/cdn/${file}#again`,
    digestOf(file),
  );
}
