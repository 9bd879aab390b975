/**
 * Hydration of server markup in a real browser, with the script-tag build. `test/hosts` covers the bundled
 * package with React, Next.js and Astro (“hydrates without replacing an element”). One file, because every
 * test renders the same manifest on the server and compares the nodes that stay.
 */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import type * as Server from '../../src/entries/server.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {minimal} from '../fixtures/manifests.js';
import {builtFile, embedPage, neverAnswers, json, Site, text} from '../fixtures/site.js';
import {untilRowsRendered} from '../fixtures/until-settled.js';

const {renderTrustCenter} = (await import(
  new URL('../../dist/entries/server.js', import.meta.url).href
)) as typeof Server;

const ARQEN = readFileSync(new URL('../../demo/arqen.trust.json', import.meta.url), 'utf8');
const policy = (styles: string) =>
  [
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:",
    `style-src ${styles}; require-trusted-types-for 'script'; trusted-types arqen-trust-center`,
  ].join(';');
/** Selects visible elements of every kind, inside shadow roots too. */
const VISIBLE = '.base, section, [data-kind], p, summary, a, button, svg, time';

/** Marks the elements that the parser created, before any script of the page runs. */
function markParsed(selector: string): void {
  document.addEventListener('readystatechange', () => {
    if (document.readyState !== 'interactive') return;
    for (const element of inPage.all(selector)) Reflect.set(element, 'parsed', true);
  });
}

/** A manifest in which everything expires, with links relative to its URL. */
const DATED = minimal({
  expiresAt: '2021-01-01',
  evidence: [
    {
      id: 'pen-test',
      title: 'Penetration test',
      kind: 'report',
      issuer: 'Sample assessor',
      issuedAt: '2020-01-01',
      expiresAt: '2021-01-01',
      access: 'public',
      href: 'evidence/pen-test.html',
    },
  ],
  controls: [
    {
      id: 'testing',
      title: 'Testing',
      current: 'It was tested, as [the policy](policy.html) asks.',
      evidence: ['pen-test'],
    },
  ],
});

let site: Site;
let browser: Browser | undefined;
let visit: Visit;

before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

beforeEach(async () => {
  site = await Site.open({
    '/trust.json': json(ARQEN),
    '/trust-center.css': text(builtFile('trust-center.css'), 'text/css'),
    // An answer would add nodes of its own.
    '/api/production-write/guard': neverAnswers,
    '/api/production-access/guard': neverAnswers,
  });
  visit = await Visit.open(browser!);
  await visit.page.evaluateOnNewDocument(markParsed, VISIBLE);
});
afterEach(async () => {
  await visit.page.close();
  await site.stop();
});

/** Renders the element for this site's manifest on the server. */
const serverMarkup = (options: Partial<Server.RenderOptions> = {}) =>
  renderTrustCenter({
    src: '/trust.json',
    base: `${site.origin}/trust.json`,
    manifest: ARQEN,
    stylesheet: '/trust-center.css',
    ...options,
  });

async function open(tag: string, {styles = "'self'", lang = 'en'} = {}): Promise<void> {
  const headers = {'Content-Security-Policy': policy(styles)};
  site.routes.set('/', text(embedPage(tag, {lang}), undefined, headers));
  await visit.page.goto(site.origin);
}

/** Counts the visible elements that the parser created and those that were added later. */
const nodeCounts = () =>
  visit.evaluate((selector) => {
    const all = inPage.all(selector);
    const parsed = all.filter((element) => Reflect.has(element, 'parsed'));
    return {parsed: parsed.length, later: all.length - parsed.length};
  }, VISIBLE);

/** Returns every row with its states, as JSON. */
const rows = () =>
  visit.evaluate(() =>
    inPage
      .all('[data-kind]')
      .map(({dataset: {kind, id, state, assurance, stage}}) =>
        JSON.stringify([kind, id, state, assurance, stage]),
      ),
  );

const allRowsRendered = () => untilRowsRendered(visit);

/** Returns the text of the center, with white space collapsed. */
const centerText = () => visit.textOf('arqen-trust-center');

describe('without scripts', () => {
  beforeEach(() => visit.disableScripts());

  it('server markup shows the whole posture and the time of derivation', async () => {
    await open(await serverMarkup({now: Date.UTC(2026, 10, 24, 9, 15)}));
    // Skips hidden and folded content, but not the summaries that unfold it.
    const text = await visit.evaluate(() => {
      const read = (node: Node): string => {
        if (node instanceof Text) return node.data;
        if (node instanceof Element && !node.checkVisibility()) return '';
        const own = [...node.childNodes].map(read).join('');
        return own + (node instanceof Element && node.shadowRoot ? read(node.shadowRoot) : '');
      };
      return read(document.body).replace(/\s+/g, ' ');
    });
    const {controls, gates, guards} = JSON.parse(ARQEN) as Record<string, {title: string}[]>;
    for (const {title} of [...controls!, ...gates!, ...guards!])
      assert.ok(text.includes(title), title);
    assert.match(text, /Derived by the server at November 24, 2026 at 9:15:00.AM UTC/);
    assert.match(text, /Not verified: no answer yet/);
    for (const control of [/Save a record/, /Find controls/, /Copy/, /Search/])
      assert.doesNotMatch(text, control);
  });
});

describe('server markup', () => {
  for (const [source, styleOptions, styles] of [
    ['a style sheet', {}, "'self'"],
    ['a nonce', {stylesheet: undefined, nonce: 'bm9uY2U'}, "'nonce-bm9uY2U'"],
  ] as const)
    it(`is hydrated without replacing a node, under a strict policy with ${source}`, async () => {
      await open(await serverMarkup(styleOptions), {styles});
      await visit.waitForSelector('[data-load-state="ready"]');
      const {parsed: nodes, later} = await nodeCounts();
      assert.ok(nodes > 300, `${nodes} nodes`);
      assert.equal(later, 0);
      assert.deepEqual(await visit.evaluate(() => inPage.violations), []);
      assert.deepEqual(visit.exceptions, []);
      // All server-only nodes are gone, such as the time of derivation.
      assert.equal(await visit.count('[data-ssr], [data-derived-at]'), 0);
      assert.equal(
        await visit.evaluate(
          () =>
            inPage.all('link, style, template').filter((it) => it.getRootNode() !== document)
              .length,
        ),
        0,
      );
    });

  it('has the same rows and states as a client render', async () => {
    await open(await serverMarkup());
    await visit.waitForSelector('[data-load-state="ready"]');
    const hydrated = await rows();
    await open('<arqen-trust-center src="/trust.json"></arqen-trust-center>');
    await visit.waitForSelector('[data-load-state="ready"]');
    await allRowsRendered();
    assert.ok(hydrated.length > 20);
    assert.deepEqual(hydrated, await rows());
  });

  it('looks the same as a client render', async () => {
    const styles = () =>
      visit.evaluate(() =>
        inPage
          .all('arqen-trust-center, [data-kind], .base, h2, h3, h4, p:not(.label), dl, ul')
          .map((element) => {
            const {color, fontSize, display, margin, padding, gap, gridTemplateColumns} =
              getComputedStyle(element);
            const {width} = element.getBoundingClientRect();
            return [element.localName, element.className].concat([
              color,
              fontSize,
              display,
              margin,
              padding,
              gap,
              gridTemplateColumns,
              `${width}`,
            ]);
          }),
      );
    site.routes.set('/trust.json', neverAnswers);
    await open(await serverMarkup());
    await visit.waitFor(
      () => document.querySelector('arqen-trust-center')!.loadState === 'loading',
      [],
    );
    const fromServer = await styles();
    site.routes.set('/trust.json', json(ARQEN));
    await open('<arqen-trust-center src="/trust.json"></arqen-trust-center>');
    await visit.waitForSelector('[data-load-state="ready"]');
    await allRowsRendered();
    assert.ok(fromServer.length > 100);
    assert.deepEqual(fromServer, await styles());
  });

  it('is hydrated at another URL than the server’s `base`, and links relative to the actual one', async () => {
    const manifest = JSON.stringify(DATED);
    site.routes.set('/trust.json', json(manifest));
    await open(await serverMarkup({manifest, base: 'https://vendor.example/trust.json'}));
    await visit.waitForSelector('[data-load-state="ready"]');
    assert.equal((await nodeCounts()).later, 0);
    await allRowsRendered();
    const links = await visit.evaluate(() =>
      inPage.all('[data-kind="control"] a').map((link) => (link as HTMLAnchorElement).href),
    );
    assert.deepEqual(links, [
      `${site.origin}/policy.html`,
      `${site.origin}/evidence/pen-test.html`,
    ]);
    assert.match(await centerText(), new RegExp(`${site.origin}/trust.json`));
  });

  it('is derived again with the reader’s clock, however old it is', async () => {
    const manifest = JSON.stringify(DATED);
    site.routes.set('/trust.json', json(manifest));
    const tag = await serverMarkup({manifest, now: Date.UTC(2020, 5, 1)});
    assert.match(tag, /data-assurance="attested"/);
    assert.doesNotMatch(tag, /data-banner="expired"/);
    await open(tag);
    await visit.waitForSelector('[data-kind="control"][data-assurance="stated"]');
    await visit.waitForSelector('[data-banner="expired"]');
    assert.equal(await visit.count('[data-assurance="attested"]'), 0);
    assert.match(await centerText(), /Relies on expired evidence/);
    const {parsed: nodes, later} = await nodeCounts();
    assert.ok(nodes > 20 && later < 20, `${nodes} nodes, ${later} later`);
  });

  it('shows times in the reader’s time zone', async () => {
    await visit.page.emulateTimezone('Asia/Kolkata');
    await open(await serverMarkup({now: Date.UTC(2026, 10, 24, 9, 15)}));
    await visit.waitForSelector('[data-load-state="ready"]');
    const source = () => visit.textOf('.source');
    assert.match(await source(), /Loaded .* GMT\+5:30/);
    assert.doesNotMatch(await source(), /UTC/);
    assert.equal((await nodeCounts()).later, 0);
  });

  it('stays while the manifest is loading, and the load state reports it', async () => {
    site.routes.set('/trust.json', neverAnswers);
    await open(await serverMarkup());
    await visit.waitFor(
      () => document.querySelector('arqen-trust-center')!.loadState === 'loading',
      [],
    );
    await visit.waitFor(() => !!customElements.get('arqen-trust-summary'), []);
    assert.equal((await nodeCounts()).later, 0);
    assert.equal(await visit.count('[data-load-state="derived"]'), 1);
  });

  for (const [amount, end] of [
    ['none', 'shadowrootmode="open">'],
    ['half', '<arqen-trust-gates'],
  ] as const)
    it(`is not duplicated if ${amount} of it has arrived when the script runs`, async () => {
      // Loads the script as soon as the parser has created the shadow root, and not before.
      const script = `<script>
        const wait = setInterval(() => {
          if (!document.querySelector('arqen-trust-center')?.shadowRoot) return;
          clearInterval(wait);
          const script = document.createElement('script');
          Object.assign(script, {type: 'module', src: '/cdn/trust-center.js'});
          document.head.append(script);
        }, 5);
      </script>`;
      const page = embedPage(await serverMarkup(), {script});
      const at = page.indexOf(end) + end.length;
      const upgraded = site.waitForRequests('/cdn/trust-center-hydrate.js', 1);
      site.routes.set('/', (_, response) => {
        response.writeHead(200, {'Content-Type': 'text/html; charset=utf-8'});
        response.write(page.slice(0, at));
        void upgraded.then(() => response.end(page.slice(at)));
      });
      await visit.page.goto(site.origin);
      await visit.waitForSelector('[data-load-state="ready"]');
      assert.equal(await visit.count('.base'), 1);
      const shownRows = await rows();
      assert.equal(new Set(shownRows).size, shownRows.length);
      assert.equal(await visit.count('p.label:not([aria-hidden])'), 0);
      assert.equal(site.count('/trust.json'), 1);
    });

  it('is replaced if it was rendered from another manifest', async () => {
    const other = ARQEN.replace('2026.11.23', '2026.11.22');
    await open(await serverMarkup({manifest: other}));
    await visit.waitForSelector('[data-load-state="ready"]');
    assert.equal((await nodeCounts()).parsed, 0);
    assert.equal(await visit.count('[data-ssr], [data-derived-at]'), 0);
    assert.match(await centerText(), /Manifest 2026\.11\.23/);
    assert.doesNotMatch(await centerText(), /Derived by the server/);
  });

  it('is replaced by the error if the manifest fails to load', async () => {
    site.routes.delete('/trust.json');
    await open(await serverMarkup());
    await visit.waitForSelector('[data-load-state="failed"] [role="alert"]');
    assert.equal(await visit.count('[data-kind]'), 0);
    assert.equal((await nodeCounts()).parsed, 0);
  });

  it('is removed if the page has dropped its inline manifest', async () => {
    const tag = await serverMarkup({src: undefined, base: `${site.origin}/`});
    await open(tag.replace(/<script.*<\/script>/s, ''));
    await visit.waitForSelector('[data-load-state="idle"]');
    assert.equal(await visit.count('[data-kind]'), 0);
    assert.equal(await visit.count('[data-ssr], [data-derived-at]'), 0);
  });

  it('is replaced if the hydration chunk is another file', async () => {
    site.routes.set('/cdn/trust-center-hydrate.js', text('', 'text/javascript'));
    await open(await serverMarkup());
    await visit.waitForSelector('[data-load-state="ready"]');
    assert.equal((await nodeCounts()).parsed, 0);
    await allRowsRendered();
    assert.ok((await rows()).length > 20);
  });

  it('is rendered again if a script inserted it without its shadow roots', async () => {
    site.routes.set('/', text(embedPage('')));
    await visit.page.goto(site.origin);
    await visit.evaluate(
      (tag) => (document.querySelector('main')!.innerHTML = tag),
      await serverMarkup(),
    );
    await visit.waitForSelector('[data-load-state="ready"]');
    assert.equal(await visit.count('[data-ssr], [data-derived-at]'), 0);
    await allRowsRendered();
    assert.ok((await rows()).length > 20);
    assert.doesNotMatch(await centerText(), /Derived by the server/);
  });

  it('is removed at once if `src` changes during the load', async () => {
    site.routes.set('/trust.json', neverAnswers);
    site.routes.set('/other.json', neverAnswers);
    await open(await serverMarkup());
    await visit.waitFor(
      () => document.querySelector('arqen-trust-center')!.loadState === 'loading',
      [],
    );
    await visit.evaluate(() => (document.querySelector('arqen-trust-center')!.src = '/other.json'));
    await visit.waitForSelector('[data-load-state="loading"]');
    assert.equal(await visit.count('[data-kind]'), 0);
  });

  for (const [locale, dir] of [
    ['de', 'ltr'],
    ['ar', 'rtl'],
  ] as const)
    it(`is hydrated in the server's language, ${locale}`, async () => {
      await open(await serverMarkup({locale}), {lang: locale});
      await visit.waitForSelector('[data-load-state="ready"]');
      assert.equal((await nodeCounts()).later, 0);
      assert.equal(await visit.count(`.base[lang="${locale}"]`), 1);
      assert.equal(await visit.count(`.sections[dir="${dir}"]`), 1);
    });

  it('is hydrated from an inline manifest whose text contains markup', async () => {
    const manifest = JSON.parse(ARQEN) as {summary: string};
    manifest.summary = 'Nothing here ends a </script> or <!-- begins anything.';
    await open(await serverMarkup({src: undefined, base: `${site.origin}/`, manifest}));
    await visit.waitForSelector('[data-load-state="ready"]');
    assert.equal((await nodeCounts()).later, 0);
    assert.match(await centerText(), /ends a <\/script> or <!-- begins/);
  });

  it('is hydrated under another tag name that the page has defined', async () => {
    const script = 'import {define} from "/cdn/trust-center.js"; define("acme-trust");';
    site.routes.set('/acme.js', text(script, 'text/javascript'));
    const tag = await serverMarkup({tag: 'acme-trust'});
    assert.match(tag, /^<acme-trust .*<acme-trust-summary .*<\/acme-trust>$/s);
    await open(`${tag}<script type="module" src="/acme.js"></script>`);
    await visit.waitForSelector('[data-load-state="ready"]');
    assert.equal((await nodeCounts()).later, 0);
    assert.ok((await rows()).length > 20);
  });

  it('is live after hydration: guards are checked and a record is complete', async () => {
    await open(await serverMarkup());
    await visit.waitForSelector('[data-verdict]:not([data-verdict="unchecked"])');
    assert.equal(await visit.count('.label[aria-hidden="true"]'), 1);
    const record = await visit.evaluate(() =>
      document.querySelector('arqen-trust-center')!.snapshot(),
    );
    assert.equal(record.manifest.loadState, 'ready');
    assert.ok(record.controls.length && record.manifest.sha256);
  });
});
