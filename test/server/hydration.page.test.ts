/**
 * What a server drew, and how the element takes it over: in a real browser, by the built files. The script-tag
 * build is what runs here; the package as applications bundle it does the same in `test/hosts`, with React, Next.js
 * and Astro (“comes to life without replacing an element”).
 */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import type * as Server from '../../src/entries/server.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {minimal} from '../fixtures/manifests.js';
import {built, embedding, hanging, json, Site, text} from '../fixtures/site.js';

const {renderTrustCenter} = (await import(
  new URL('../../dist/entries/server.js', import.meta.url).href
)) as typeof Server;

const ARQEN = readFileSync(new URL('../../demo/arqen.trust.json', import.meta.url), 'utf8');
const policy = (styles: string) =>
  [
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:",
    `style-src ${styles}; require-trusted-types-for 'script'; trusted-types arqen-trust-center`,
  ].join(';');
/** Elements of every kind that a reader sees, behind shadow roots too. */
const SEEN = '.base, section, [data-kind], p, summary, a, button, svg, time';

/** Marks what the parser brought, before any script of the page has run. */
function markDrawn(selector: string): void {
  document.addEventListener('readystatechange', () => {
    if (document.readyState !== 'interactive') return;
    for (const element of inPage.all(selector)) Reflect.set(element, 'drawn', true);
  });
}

/** A manifest of which nothing holds for ever, with links that are relative to it. */
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
    '/trust-center.css': text(built('trust-center.css'), 'text/css'),
    // What a guard answers makes nodes of its own.
    '/api/production-write/guard': hanging,
    '/api/production-access/guard': hanging,
  });
  visit = await Visit.begin(browser!);
  await visit.page.evaluateOnNewDocument(markDrawn, SEEN);
});
afterEach(async () => {
  await visit.page.close();
  await site.stop();
});

/** The tag as a server writes it for this site's manifest. */
const drawn = (options: Partial<Server.RenderOptions> = {}) =>
  renderTrustCenter({
    src: '/trust.json',
    base: `${site.origin}/trust.json`,
    manifest: ARQEN,
    stylesheet: '/trust-center.css',
    ...options,
  });

async function open(tag: string, {styles = "'self'", lang = 'en'} = {}): Promise<void> {
  const headers = {'Content-Security-Policy': policy(styles)};
  site.routes.set('/', text(embedding(tag, {lang}), undefined, headers));
  await visit.page.goto(site.origin);
}

/** How many elements that are seen the parser brought, and how many came later. */
const kept = () =>
  visit.ask((selector) => {
    const all = inPage.all(selector);
    const drawn = all.filter((element) => Reflect.has(element, 'drawn'));
    return {drawn: drawn.length, later: all.length - drawn.length};
  }, SEEN);

/** Every row with its states, as `kind/id: states`. */
const rows = () =>
  visit.ask(() =>
    inPage
      .all('[data-kind]')
      .map(({dataset: {kind, id, state, assurance, stage}}) =>
        JSON.stringify([kind, id, state, assurance, stage]),
      ),
  );

/** Everything that can be read of the center, with single spaces. */
const said = () => visit.textOf('arqen-trust-center');

describe('without scripts', () => {
  beforeEach(() => visit.page.setJavaScriptEnabled(false));

  it('everything that the page would show can be read, and the moment of derivation', async () => {
    await open(await drawn({now: Date.UTC(2026, 10, 24, 9, 15)}));
    // What is hidden, and what is folded, is left out but for the titles that can be unfolded.
    const words = await visit.ask(() => {
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
      assert.ok(words.includes(title), title);
    assert.match(words, /Derived by the server at November 24, 2026 at 9:15:00.AM UTC/);
    assert.match(words, /Not verified: no answer yet/);
    for (const control of [/Save a record/, /Find controls/, /Copy/, /Search/])
      assert.doesNotMatch(words, control);
  });
});

describe('what a server drew', () => {
  for (const [way, dress, styles] of [
    ['a style sheet', {}, "'self'"],
    ['a nonce', {stylesheet: undefined, nonce: 'bm9uY2U'}, "'nonce-bm9uY2U'"],
  ] as const)
    it(`is taken over without a node replaced, under a strict policy with ${way}`, async () => {
      await open(await drawn(dress), {styles});
      await visit.untilThere('[data-load-state="ready"]');
      const {drawn: nodes, later} = await kept();
      assert.ok(nodes > 300, `${nodes} nodes`);
      assert.equal(later, 0);
      assert.deepEqual(await visit.ask(() => inPage.violations), []);
      assert.deepEqual(visit.exceptions, []);
      // Nothing of the server's own is left, such as a moment that no longer holds.
      assert.equal(await visit.count('[data-ssr], [data-derived-at]'), 0);
      assert.equal(
        await visit.ask(
          () =>
            inPage.all('link, style, template').filter((it) => it.getRootNode() !== document)
              .length,
        ),
        0,
      );
    });

  it('has the rows and states that the page derives itself', async () => {
    await open(await drawn());
    await visit.untilThere('[data-load-state="ready"]');
    const takenOver = await rows();
    await open('<arqen-trust-center src="/trust.json"></arqen-trust-center>');
    await visit.untilThere('[data-load-state="ready"]');
    assert.ok(takenOver.length > 20);
    assert.deepEqual(takenOver, await rows());
  });

  it('looks as what the page draws itself', async () => {
    const looks = () =>
      visit.ask(() =>
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
    site.routes.set('/trust.json', hanging);
    await open(await drawn());
    await visit.until(
      () => document.querySelector('arqen-trust-center')!.loadState === 'loading',
      [],
    );
    const byServer = await looks();
    site.routes.set('/trust.json', json(ARQEN));
    await open('<arqen-trust-center src="/trust.json"></arqen-trust-center>');
    await visit.untilThere('[data-load-state="ready"]');
    assert.ok(byServer.length > 100);
    assert.deepEqual(byServer, await looks());
  });

  it('is taken over where its page is seen elsewhere than the server thought, and leads there', async () => {
    const manifest = JSON.stringify(DATED);
    site.routes.set('/trust.json', json(manifest));
    await open(await drawn({manifest, base: 'https://vendor.example/trust.json'}));
    await visit.untilThere('[data-load-state="ready"]');
    assert.equal((await kept()).later, 0);
    const links = await visit.ask(() =>
      inPage.all('[data-kind="control"] a').map((link) => (link as HTMLAnchorElement).href),
    );
    assert.deepEqual(links, [
      `${site.origin}/policy.html`,
      `${site.origin}/evidence/pen-test.html`,
    ]);
    assert.match(await said(), new RegExp(`${site.origin}/trust.json`));
  });

  it('is judged by the clock of its reader, however old it is', async () => {
    const manifest = JSON.stringify(DATED);
    site.routes.set('/trust.json', json(manifest));
    const tag = await drawn({manifest, now: Date.UTC(2020, 5, 1)});
    assert.match(tag, /data-assurance="attested"/);
    assert.doesNotMatch(tag, /data-banner="expired"/);
    await open(tag);
    await visit.untilThere('[data-kind="control"][data-assurance="stated"]');
    await visit.untilThere('[data-banner="expired"]');
    assert.equal(await visit.count('[data-assurance="attested"]'), 0);
    assert.match(await said(), /It leans on evidence that has expired/);
    const {drawn: nodes, later} = await kept();
    assert.ok(nodes > 20 && later < 20, `${nodes} nodes, ${later} later`);
  });

  it('tells times in the zone of its reader', async () => {
    await visit.page.emulateTimezone('Asia/Kolkata');
    await open(await drawn({now: Date.UTC(2026, 10, 24, 9, 15)}));
    await visit.untilThere('[data-load-state="ready"]');
    const source = () => visit.textOf('.source');
    assert.match(await source(), /Loaded .* GMT\+5:30/);
    assert.doesNotMatch(await source(), /UTC/);
    assert.equal((await kept()).later, 0);
  });

  it('stays while the manifest is on its way, and the load state says so', async () => {
    site.routes.set('/trust.json', hanging);
    await open(await drawn());
    await visit.until(
      () => document.querySelector('arqen-trust-center')!.loadState === 'loading',
      [],
    );
    await site.untilAsked('/cdn/trust-center-renderer.js', 1);
    await visit.until(() => customElements.get('arqen-trust-summary'), []);
    assert.equal((await kept()).later, 0);
    assert.equal(await visit.count('[data-load-state="derived"]'), 1);
  });

  for (const [come, end] of [
    ['nothing', 'shadowrootmode="open">'],
    ['half', '<arqen-trust-gates'],
  ] as const)
    it(`is there once, where ${come} of it has come when the script runs`, async () => {
      // The script comes as soon as the parser has made the root, and not before.
      const script = `<script>
        const wait = setInterval(() => {
          if (!document.querySelector('arqen-trust-center')?.shadowRoot) return;
          clearInterval(wait);
          const script = document.createElement('script');
          Object.assign(script, {type: 'module', src: '/cdn/trust-center.js'});
          document.head.append(script);
        }, 5);
      </script>`;
      const page = embedding(await drawn(), {script});
      const at = page.indexOf(end) + end.length;
      const upgraded = site.untilAsked('/cdn/trust-center-hydrate.js', 1);
      site.routes.set('/', (_, response) => {
        response.writeHead(200, {'Content-Type': 'text/html; charset=utf-8'});
        response.write(page.slice(0, at));
        void upgraded.then(() => response.end(page.slice(at)));
      });
      await visit.page.goto(site.origin);
      await visit.untilThere('[data-load-state="ready"]');
      assert.equal(await visit.count('.base'), 1);
      const drawnRows = await rows();
      assert.equal(new Set(drawnRows).size, drawnRows.length);
      assert.equal(await visit.count('p.label:not([aria-hidden])'), 0);
      assert.equal(site.count('/trust.json'), 1);
    });

  it('is replaced where it was drawn of another manifest', async () => {
    const other = ARQEN.replace('2026.11.23', '2026.11.22');
    await open(await drawn({manifest: other}));
    await visit.untilThere('[data-load-state="ready"]');
    assert.equal((await kept()).drawn, 0);
    assert.equal(await visit.count('[data-ssr], [data-derived-at]'), 0);
    assert.match(await said(), /Manifest 2026\.11\.23/);
    assert.doesNotMatch(await said(), /Derived by the server/);
  });

  it('is replaced by the error where the manifest cannot be had', async () => {
    site.routes.delete('/trust.json');
    await open(await drawn());
    await visit.untilThere('[data-load-state="failed"] [role="alert"]');
    assert.equal(await visit.count('[data-kind]'), 0);
    assert.equal((await kept()).drawn, 0);
  });

  it('goes where the page dropped the manifest that it was drawn of', async () => {
    const tag = await drawn({src: undefined, base: `${site.origin}/`});
    await open(tag.replace(/<script.*<\/script>/s, ''));
    await visit.untilThere('[data-load-state="idle"]');
    assert.equal(await visit.count('[data-kind]'), 0);
    assert.equal(await visit.count('[data-ssr], [data-derived-at]'), 0);
  });

  it('is replaced where what takes it over is another file', async () => {
    site.routes.set('/cdn/trust-center-hydrate.js', text('', 'text/javascript'));
    await open(await drawn());
    await visit.untilThere('[data-load-state="ready"]');
    assert.equal((await kept()).drawn, 0);
    assert.ok((await rows()).length > 20);
  });

  it('is drawn anew where a script put it in, without its shadow roots', async () => {
    site.routes.set('/', text(embedding('')));
    await visit.page.goto(site.origin);
    await visit.ask((tag) => (document.querySelector('main')!.innerHTML = tag), await drawn());
    await visit.untilThere('[data-load-state="ready"]');
    assert.equal(await visit.count('[data-ssr], [data-derived-at]'), 0);
    assert.ok((await rows()).length > 20);
    assert.doesNotMatch(await said(), /Derived by the server/);
  });

  it('goes at once where the page names another manifest meanwhile', async () => {
    site.routes.set('/trust.json', hanging);
    site.routes.set('/other.json', hanging);
    await open(await drawn());
    await visit.until(
      () => document.querySelector('arqen-trust-center')!.loadState === 'loading',
      [],
    );
    await visit.ask(() => (document.querySelector('arqen-trust-center')!.src = '/other.json'));
    await visit.untilThere('[data-load-state="loading"]');
    assert.equal(await visit.count('[data-kind]'), 0);
  });

  for (const [locale, dir] of [
    ['de', 'ltr'],
    ['ar', 'rtl'],
  ] as const)
    it(`is taken over in the server's language, ${locale}`, async () => {
      await open(await drawn({locale}), {lang: locale});
      await visit.untilThere('[data-load-state="ready"]');
      assert.equal((await kept()).later, 0);
      assert.equal(await visit.count(`.base[lang="${locale}"]`), 1);
      assert.equal(await visit.count(`.sections[dir="${dir}"]`), 1);
    });

  it('is taken over of an inline manifest, with whatever stands in its texts', async () => {
    const manifest = JSON.parse(ARQEN) as {summary: string};
    manifest.summary = 'Nothing here ends a </script> or <!-- begins anything.';
    await open(await drawn({src: undefined, base: `${site.origin}/`, manifest}));
    await visit.untilThere('[data-load-state="ready"]');
    assert.equal((await kept()).later, 0);
    assert.match(await said(), /ends a <\/script> or <!-- begins/);
  });

  it('is taken over under another name, where the page has given it one', async () => {
    const script = 'import {define} from "/cdn/trust-center.js"; define("acme-trust");';
    site.routes.set('/acme.js', text(script, 'text/javascript'));
    const tag = await drawn({tag: 'acme-trust'});
    assert.match(tag, /^<acme-trust .*<acme-trust-summary .*<\/acme-trust>$/s);
    await open(`${tag}<script type="module" src="/acme.js"></script>`);
    await visit.untilThere('[data-load-state="ready"]');
    assert.equal((await kept()).later, 0);
    assert.ok((await rows()).length > 20);
  });

  it("goes on live: the guards are asked, times are the reader's, a record is as ever", async () => {
    await open(await drawn());
    await visit.untilThere('[data-verdict]:not([data-verdict="unchecked"])');
    assert.equal(await visit.count('.label[aria-hidden="true"]'), 1);
    const record = await visit.ask(() => document.querySelector('arqen-trust-center')!.snapshot());
    assert.equal(record.manifest.loadState, 'ready');
    assert.ok(record.controls.length && record.manifest.sha256);
  });
});
