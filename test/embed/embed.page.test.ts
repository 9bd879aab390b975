/**
 * The `<iframe>` page: the options in its URL, the list of allowed manifests, and its requests. One file,
 * because all tests share the vendor's site and its list.
 */
import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {VERSION} from '../../src/version.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {
  EMBED_FILES,
  GUARD_PATH,
  openEmbedSite,
  vendorGuard,
  vendorManifest,
} from '../fixtures/embed-site.js';
import {builtFile, json, Site, text} from '../fixtures/site.js';

const BLOCKED = '[data-kind="guard"][data-verdict="blocked"][data-agreement="agrees"]';
const READY = '[data-load-state="ready"] arqen-trust-disclosure';

let browser: Browser | undefined;
/** The site that hosts the page, and another vendor's site. */
let host: Site;
let other: Site;
let visit: Visit;

before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

beforeEach(async () => {
  host = await openEmbedSite();
  other = await Site.open({'/trust.json': json(vendorManifest()), [GUARD_PATH]: vendorGuard});
  setList({manifests: [{src: '/trust.json'}]});
  visit = await Visit.open(browser!);
});
afterEach(async () => {
  await visit.page.close();
  await Promise.all([host.stop(), other.stop()]);
});

const setList = (list: unknown) => host.routes.set('/embed/embed.json', json(list));
const open = (address = '') => visit.page.goto(`${host.origin}/embed/${address}`);

/** Returns the requests other than those for the files of the release. */
const requestsOf = ({log}: Site) => log.filter((line) => !line.includes(VERSION));

/** Returns the console lines without those that the browser logs for a guard's 403. */
const consoleWithout403 = () => visit.console.filter((line) => !line.includes('status of 403'));

describe('dist/embed', () => {
  it('contains the page, an example list, and a folder named after the release', () => {
    const folder = EMBED_FILES.filter((file) => !file.startsWith(`${VERSION}/`));
    assert.deepEqual(folder.sort(), ['embed.example.json', 'index.html']);
    for (const file of ['embed.js', 'embed.css', 'trust-center.js', 'trust-center-rest.js'])
      assert.ok(EMBED_FILES.includes(`${VERSION}/${file}`), file);
  });

  it('contains the same files as dist/cdn', () => {
    const copies = EMBED_FILES.filter((file) => file.includes('/trust-center'));
    const scripts = readdirSync(new URL('../../dist/cdn/', import.meta.url)).filter((file) =>
      file.endsWith('.js'),
    );
    assert.deepEqual(copies.map((file) => file.replace(`${VERSION}/`, '')).sort(), scripts.sort());
    for (const file of copies)
      assert.deepEqual(builtFile(`embed/${file}`), builtFile(file.replace(VERSION, 'cdn')), file);
  });

  it('contains an example list that works unchanged', async () => {
    setList(builtFile('embed/embed.example.json').toString());
    await open();
    await visit.waitForSelector(READY);
  });
});

describe('the page', () => {
  it('shows the first manifest of its list with live guards and no policy violation', async () => {
    await open();
    await visit.waitForSelector(BLOCKED);
    assert.equal(await visit.evaluate(() => document.title), 'Sample vendor, Security and trust');
    assert.equal(await visit.count('h1'), 1);
    assert.deepEqual(await visit.evaluate(() => inPage.violations), []);
    assert.deepEqual(consoleWithout403(), []);
    assert.deepEqual(visit.exceptions, []);
    const {violations} = await visit.axe();
    assert.deepEqual(violations, []);
  });

  it('requests only its files, its list, the manifest and the guards, without a referrer', async () => {
    await open();
    await visit.waitForSelector(BLOCKED);
    const files = host.log.filter((line) => line.includes(VERSION)).sort();
    assert.deepEqual(
      files,
      [
        'embed.css',
        'embed.js',
        'trust-center-lexicon-en.js',
        'trust-center-rest.js',
        'trust-center-scan.js',
        'trust-center-text.js',
        'trust-center.js',
      ].map((file) => `GET /embed/${VERSION}/${file}`),
    );
    assert.deepEqual(
      requestsOf(host).filter((line) => !line.includes('favicon')),
      ['GET /embed/', 'GET /embed/embed.json', 'GET /trust.json', `GET ${GUARD_PATH}?challenge`],
    );
    for (const {path, headers} of host.requests) assert.equal(headers.referer, undefined, path);
  });

  it('takes the theme and language from its URL', async () => {
    for (const theme of ['dark', 'light'] as const) {
      await open(`?theme=${theme}&locale=de-AT`);
      await visit.waitFor(
        () => inPage.text().includes('Veröffentlicht am') && document.documentElement.lang === 'de',
        [],
      );
      // The reader's system prefers the opposite colour scheme.
      await visit.setAppearance(800, theme === 'dark' ? 'light' : 'dark');
      const backgrounds = await visit.evaluate(() =>
        [document.documentElement, inPage.all('[part~=base]')[0]!].map(
          (it) => getComputedStyle(it).backgroundColor,
        ),
      );
      const expected = theme === 'dark' ? 'rgb(19, 21, 25)' : 'rgb(251, 251, 249)';
      assert.deepEqual(backgrounds, [expected, expected]);
    }
  });

  it('takes the sections, their order and the heading level from its URL', async () => {
    await open('?sections=gates,summary&heading-level=3');
    await visit.waitForSelector('arqen-trust-gates');
    const tags = await visit.evaluate(() =>
      inPage.all('.sections > *').map(({localName}) => localName),
    );
    assert.deepEqual(tags, ['arqen-trust-gates', 'arqen-trust-summary']);
    // The sections render one after another.
    await visit.waitForSelector('h3');
    assert.equal(await visit.count('h1, h2'), 0);
  });

  it('ignores invalid values in its URL', async () => {
    const bad = encodeURIComponent('"><img src=x onerror=alert(1)>');
    const names = ['theme', 'locale', 'sections', 'heading-level', 'onload', 'style'];
    await open(`?${names.map((name) => `${name}=${bad}`).join('&')}#${bad}`);
    await visit.waitForSelector(READY);
    assert.equal(await visit.count('img, [onload], :is(html, body, arqen-trust-center)[style]'), 0);
    const center = await visit.evaluate(() => {
      const {theme, locale, sections, headingLevel} = document.querySelector('arqen-trust-center')!;
      return [theme, locale ?? null, sections, headingLevel, document.documentElement.lang];
    });
    assert.deepEqual(center, ['auto', null, '', 1, 'en']);
    assert.equal(await visit.evaluate(() => inPage.text().includes('onerror')), false);
    assert.deepEqual(visit.exceptions, []);
  });

  it('opens at the row in its hash, and its links between rows change the hash', async () => {
    await open('#trust/gate/tenant-isolation');
    await visit.waitFor(() => {
      const row = inPage.all('[data-kind="gate"][data-id="tenant-isolation"]')[0];
      return (row?.getRootNode() as ShadowRoot | undefined)?.activeElement === row;
    }, []);
    const chip = '.chip[href$="#trust/gate/authentication"]';
    await visit.waitForSelector(chip);
    await visit.evaluate((chip) => inPage.all(chip)[0]!.click(), chip);
    await visit.waitFor(() => location.hash === '#trust/gate/authentication', []);
  });

  it('opens links in new windows without access to the opener', async () => {
    setList({manifests: [{src: '/linked.json'}]});
    const url = `${other.origin}/elsewhere`;
    other.routes.set('/elsewhere', text('<title>Elsewhere</title>'));
    host.routes.set(
      '/linked.json',
      json(vendorManifest({disclosure: {contacts: ['mailto:a@vendor.example'], policy: url}})),
    );
    await open();
    await visit.waitForSelector(`a[href="${url}"]`);
    const opened = browser!.waitForTarget((target) => target.url() === url);
    await visit.evaluate((url) => inPage.all(`a[href="${url}"]`)[0]!.click(), url);
    const page = await (await opened).page();
    assert.notEqual(page, visit.page);
    assert.equal(await page!.evaluate(() => window.opener as unknown), null);
    await page!.close();
    assert.equal(visit.page.url(), `${host.origin}/embed/`);
  });
});

describe('the list of allowed manifests', () => {
  const alert = async (trouble: string) => {
    await visit.waitForSelector(`[role="alert"][data-trouble="${trouble}"]`);
    assert.equal(await visit.count('arqen-trust-center'), 0);
    return visit.textOf('[role="alert"]');
  };

  it('allows other manifests, with the origins of their guards', async () => {
    const guards = await Site.open({[GUARD_PATH]: vendorGuard});
    const [guard] = vendorManifest()['guards'] as [object];
    other.routes.set(
      '/trust.json',
      json(vendorManifest({guards: [{...guard, url: guards.origin + GUARD_PATH}]})),
    );
    const src = `${other.origin}/trust.json`;
    setList({manifests: [{src: '/trust.json'}, {src, guardOrigins: [guards.origin]}]});
    await open(`?src=${encodeURIComponent(src)}`);
    await visit.waitForSelector(BLOCKED);
    assert.equal(host.count('/trust.json'), 0);
    assert.equal(guards.count(GUARD_PATH), 1);
    assert.deepEqual(await visit.evaluate(() => inPage.violations), []);
    await guards.stop();
  });

  it('matches equivalent forms of a URL', async () => {
    await open('?src=./../trust.json');
    await visit.waitForSelector(READY);
  });

  for (const src of [
    '/other.json',
    '//127.0.0.1:1/trust.json',
    '',
    'javascript:alert(1)',
    '/trust.json?',
  ])
    it(`prevents a request to “${src}”, with a message that does not repeat it`, async () => {
      const before = other.requests.length;
      await open(`?locale=de&src=${encodeURIComponent(src)}`);
      const message = await alert('not-listed');
      assert.match(message, /^Diese Seite darf nicht zeigen/);
      if (src) assert.doesNotMatch(message, /json|script/);
      assert.deepEqual(
        requestsOf(host).filter(
          (line) => !line.includes('favicon') && !line.startsWith('GET /embed/?'),
        ),
        ['GET /embed/embed.json'],
      );
      assert.equal(other.requests.length, before);
      assert.equal(
        host.log.some((line) => line.includes('renderer')),
        false,
      );
    });

  it('prevents requests for another vendor’s manifest', async () => {
    await open(`?src=${encodeURIComponent(`${other.origin}/trust.json`)}`);
    await alert('not-listed');
    assert.deepEqual(other.log, []);
  });

  it('makes the browser refuse every other request', async () => {
    await open();
    await visit.waitForSelector(READY);
    const refused = await visit.evaluate(
      (url) =>
        fetch(url).then(
          () => false,
          () => true,
        ),
      `${other.origin}/trust.json`,
    );
    assert.ok(refused);
    assert.deepEqual(await visit.evaluate(() => inPage.violations), [
      `connect-src: ${other.origin}/trust.json`,
    ]);
    assert.deepEqual(other.log, []);
  });

  /** Invalid lists, and the place that the console must report. */
  const BAD: Readonly<Record<string, readonly [list: unknown, place: RegExp]>> = {
    'that is not JSON': ['{"manifests": [', /embed\.json must list .* SyntaxError/],
    'that lists nothing': [{manifests: []}, /manifests: /],
    'that is empty': [{}, /manifests/],
    'with a misspelt key': [{manifests: [{src: '/trust.json'}], embeders: []}, /embeders/],
    'with a misspelt verification option': [
      {manifests: [{src: '/trust.json', 'min-version': '2'}]},
      /manifests\.0\.min-version/,
    ],
    'with a URL instead of an origin': [
      {manifests: [{src: '/trust.json'}], embedders: ['https://portal.example/page']},
      /embedders\.0: Expected an origin/,
    ],
    'that allows every embedder': [
      {manifests: [{src: '/trust.json'}], embedders: ['*']},
      /embedders\.0/,
    ],
  };
  for (const [fault, [list, place]] of Object.entries(BAD))
    it(`${fault} shows nothing, and the console reports the place`, async () => {
      setList(list);
      await open();
      assert.match(await alert('no-list'), /^Nothing can be shown here/);
      assert.equal(host.count('/trust.json'), 0);
      const errors = visit.console.filter((line) => line.startsWith('error'));
      assert.equal(errors.length, 1);
      assert.match(errors[0]!, place);
      assert.match(errors[0]!, /embed\.example\.json/);
    });

  it('that is missing shows nothing', async () => {
    host.routes.delete('/embed/embed.json');
    await open('?locale=ar');
    await alert('no-list');
    assert.equal(await visit.evaluate(() => document.querySelector('p')!.dir), 'rtl');
    assert.ok(visit.console.some((line) => /embed\.json .* 404/.test(line)));
  });

  const OPTIONS: Readonly<Record<string, object>> = {
    integrity: {integrity: `sha256-${'A'.repeat(43)}=`},
    signature: {signingKeys: []},
    version: {minVersion: '9'},
  };
  for (const [reason, option] of Object.entries(OPTIONS))
    it(`enforces the ${reason} of a manifest`, async () => {
      setList({manifests: [{src: '/trust.json', ...option}]});
      await open();
      await visit.waitForSelector(`[data-load-state="failed"] [data-reason="${reason}"]`);
      assert.equal(await visit.count('[data-kind]'), 0);
    });
});

describe('the fallback of the page', () => {
  const fallback = () =>
    visit.evaluate(() => {
      const link = document.querySelector('main a') as HTMLAnchorElement;
      return link.checkVisibility() && [link.href, link.textContent.replace(/\s+/g, ' ')];
    });

  it('links to the page itself if scripts are disabled', async () => {
    await visit.disableScripts();
    await open('?theme=dark');
    assert.deepEqual(await fallback(), [
      `${host.origin}/embed/?theme=dark`,
      'open it in its own window',
    ]);
  });

  it('stays, and nothing is requested, if the element is not of the same release', async () => {
    const entry = `/embed/${VERSION}/trust-center.js`;
    host.routes.set(entry, text('globalThis.tampered = true', 'text/javascript'));
    await open();
    await visit.waitFor(() => document.readyState === 'complete', []);
    assert.ok(await fallback());
    assert.equal(await visit.evaluate(() => 'tampered' in globalThis), false);
    assert.equal(host.count('/embed/embed.json'), 0);
  });
});
