/** The page for an `<iframe>`: what of it its address may choose, and whom it asks. */
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
import {built, json, Site, text} from '../fixtures/site.js';

const BLOCKED = '[data-kind="guard"][data-verdict="blocked"][data-agreement="agrees"]';
const READY = '[data-load-state="ready"] arqen-trust-disclosure';

let browser: Browser | undefined;
/** The site that hosts the page, and another vendor's. */
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
  listed({manifests: [{src: '/trust.json'}]});
  visit = await Visit.begin(browser!);
});
afterEach(async () => {
  await visit.page.close();
  await Promise.all([host.stop(), other.stop()]);
});

const listed = (list: unknown) => host.routes.set('/embed/embed.json', json(list));
const open = (address = '') => visit.page.goto(`${host.origin}/embed/${address}`);

/** What was asked for besides the files of the release. */
const asked = ({log}: Site) => log.filter((line) => !line.includes(VERSION));

/** A browser writes a line for every 403 of a guard. */
const ownWords = () => visit.console.filter((line) => !line.includes('status of 403'));

describe('dist/embed', () => {
  it('holds the page, an example of its list, and a folder named after the release', () => {
    const folder = EMBED_FILES.filter((file) => !file.startsWith(`${VERSION}/`));
    assert.deepEqual(folder.sort(), ['embed.example.json', 'index.html']);
    for (const file of ['embed.js', 'embed.css', 'trust-center.js', 'trust-center-renderer.js'])
      assert.ok(EMBED_FILES.includes(`${VERSION}/${file}`), file);
  });

  it('holds the same files as dist/cdn', () => {
    const copies = EMBED_FILES.filter((file) => file.includes('/trust-center'));
    const scripts = readdirSync(new URL('../../dist/cdn/', import.meta.url)).filter((file) =>
      file.endsWith('.js'),
    );
    assert.deepEqual(copies.map((file) => file.replace(`${VERSION}/`, '')).sort(), scripts.sort());
    for (const file of copies)
      assert.deepEqual(built(`embed/${file}`), built(file.replace(VERSION, 'cdn')), file);
  });

  it('has an example that may be taken as it is', async () => {
    listed(built('embed/embed.example.json').toString());
    await open();
    await visit.untilThere(READY);
  });
});

describe('the page', () => {
  it('shows the first manifest of its list, its guards live, and its policy is broken nowhere', async () => {
    await open();
    await visit.untilThere(BLOCKED);
    assert.equal(await visit.ask(() => document.title), 'Sample vendor, Security and trust');
    assert.equal(await visit.count('h1'), 1);
    assert.deepEqual(await visit.ask(() => inPage.violations), []);
    assert.deepEqual(ownWords(), []);
    assert.deepEqual(visit.exceptions, []);
    const {violations} = await visit.axe();
    assert.deepEqual(violations, []);
  });

  it('asks for its own files, its list, the manifest and the guards, and tells no one where from', async () => {
    await open();
    await visit.untilThere(BLOCKED);
    const files = host.log.filter((line) => line.includes(VERSION)).sort();
    assert.deepEqual(
      files,
      ['embed.css', 'embed.js', 'trust-center-renderer.js', 'trust-center.js'].map(
        (file) => `GET /embed/${VERSION}/${file}`,
      ),
    );
    assert.deepEqual(
      asked(host).filter((line) => !line.includes('favicon')),
      ['GET /embed/', 'GET /embed/embed.json', 'GET /trust.json', `GET ${GUARD_PATH}?challenge`],
    );
    for (const {path, headers} of host.seen) assert.equal(headers.referer, undefined, path);
  });

  it('takes colours and language from its address', async () => {
    for (const theme of ['dark', 'light'] as const) {
      await open(`?theme=${theme}&locale=de-AT`);
      await visit.until(
        () => inPage.text().includes('Was heute gilt') && document.documentElement.lang === 'de',
        [],
      );
      // A reader whose system has it the other way round.
      await visit.look(800, theme === 'dark' ? 'light' : 'dark');
      const backgrounds = await visit.ask(() =>
        [document.documentElement, inPage.all('[part~=base]')[0]!].map(
          (it) => getComputedStyle(it).backgroundColor,
        ),
      );
      const wanted = theme === 'dark' ? 'rgb(19, 21, 25)' : 'rgb(251, 251, 249)';
      assert.deepEqual(backgrounds, [wanted, wanted]);
    }
  });

  it('takes sections, their order and the level of headings from its address', async () => {
    await open('?sections=gates,summary&heading-level=3');
    await visit.untilThere('arqen-trust-gates');
    const tags = await visit.ask(() => inPage.all('.sections > *').map(({localName}) => localName));
    assert.deepEqual(tags, ['arqen-trust-gates', 'arqen-trust-summary']);
    assert.equal(await visit.count('h1, h2'), 0);
    assert.ok(await visit.count('h3'));
  });

  it('lets nothing of its address reach the page that is not of its form', async () => {
    const bad = encodeURIComponent('"><img src=x onerror=alert(1)>');
    const names = ['theme', 'locale', 'sections', 'heading-level', 'onload', 'style'];
    await open(`?${names.map((name) => `${name}=${bad}`).join('&')}#${bad}`);
    await visit.untilThere(READY);
    assert.equal(await visit.count('img, [onload], [style]'), 0);
    const center = await visit.ask(() => {
      const {theme, locale, sections, headingLevel} = document.querySelector('arqen-trust-center')!;
      return [theme, locale ?? null, sections, headingLevel, document.documentElement.lang];
    });
    assert.deepEqual(center, ['auto', null, '', 1, 'en']);
    assert.equal(await visit.ask(() => inPage.text().includes('onerror')), false);
    assert.deepEqual(visit.exceptions, []);
  });

  it('begins at the row that its hash names, and its links between rows change the hash', async () => {
    await open('#trust/gate/tenant-isolation');
    await visit.until(() => {
      const row = inPage.all('[data-kind="gate"][data-id="tenant-isolation"]')[0];
      return (row?.getRootNode() as ShadowRoot | undefined)?.activeElement === row;
    }, []);
    const chip = '.chip[href$="#trust/gate/authentication"]';
    await visit.untilThere(chip);
    await visit.ask((chip) => inPage.all(chip)[0]!.click(), chip);
    await visit.until(() => location.hash === '#trust/gate/authentication', []);
  });

  it('opens links in windows of their own, which know nothing of it', async () => {
    listed({manifests: [{src: '/linked.json'}]});
    const url = `${other.origin}/elsewhere`;
    other.routes.set('/elsewhere', text('<title>Elsewhere</title>'));
    host.routes.set(
      '/linked.json',
      json(vendorManifest({disclosure: {contacts: ['mailto:a@vendor.example'], policy: url}})),
    );
    await open();
    await visit.untilThere(`a[href="${url}"]`);
    const opened = browser!.waitForTarget((target) => target.url() === url);
    await visit.ask((url) => inPage.all(`a[href="${url}"]`)[0]!.click(), url);
    const page = await (await opened).page();
    assert.notEqual(page, visit.page);
    assert.equal(await page!.evaluate(() => window.opener as unknown), null);
    await page!.close();
    assert.equal(visit.page.url(), `${host.origin}/embed/`);
  });
});

describe('the list of what may be shown', () => {
  const alert = async (trouble: string) => {
    await visit.untilThere(`[role="alert"][data-trouble="${trouble}"]`);
    assert.equal(await visit.count('arqen-trust-center'), 0);
    return visit.textOf('[role="alert"]');
  };

  it('names other manifests, with the origins of their guards', async () => {
    const guards = await Site.open({[GUARD_PATH]: vendorGuard});
    const [guard] = vendorManifest()['guards'] as [object];
    other.routes.set(
      '/trust.json',
      json(vendorManifest({guards: [{...guard, url: guards.origin + GUARD_PATH}]})),
    );
    const src = `${other.origin}/trust.json`;
    listed({manifests: [{src: '/trust.json'}, {src, guardOrigins: [guards.origin]}]});
    await open(`?src=${encodeURIComponent(src)}`);
    await visit.untilThere(BLOCKED);
    assert.equal(host.count('/trust.json'), 0);
    assert.equal(guards.count(GUARD_PATH), 1);
    assert.deepEqual(await visit.ask(() => inPage.violations), []);
    await guards.stop();
  });

  it('is found in, however an address is written', async () => {
    await open('?src=./../trust.json');
    await visit.untilThere(READY);
  });

  for (const src of [
    '/other.json',
    '//127.0.0.1:1/trust.json',
    '',
    'javascript:alert(1)',
    '/trust.json?',
  ])
    it(`keeps “${src}” from being asked for, in words that do not repeat it`, async () => {
      const before = other.seen.length;
      await open(`?locale=de&src=${encodeURIComponent(src)}`);
      const words = await alert('not-listed');
      assert.match(words, /^Diese Seite darf nicht zeigen/);
      if (src) assert.doesNotMatch(words, /json|script/);
      assert.deepEqual(
        asked(host).filter((line) => !line.includes('favicon') && !line.startsWith('GET /embed/?')),
        ['GET /embed/embed.json'],
      );
      assert.equal(other.seen.length, before);
      assert.equal(
        host.log.some((line) => line.includes('engine')),
        false,
      );
    });

  it('keeps another vendor’s manifest from being asked for', async () => {
    await open(`?src=${encodeURIComponent(`${other.origin}/trust.json`)}`);
    await alert('not-listed');
    assert.deepEqual(other.log, []);
  });

  it('makes the browser refuse whatever else would be asked', async () => {
    await open();
    await visit.untilThere(READY);
    const refused = await visit.ask(
      (url) =>
        fetch(url).then(
          () => false,
          () => true,
        ),
      `${other.origin}/trust.json`,
    );
    assert.ok(refused);
    assert.deepEqual(await visit.ask(() => inPage.violations), [
      `connect-src: ${other.origin}/trust.json`,
    ]);
    assert.deepEqual(other.log, []);
  });

  /** How a list can be none, and what the console must name. */
  const BAD: Readonly<Record<string, readonly [list: unknown, place: RegExp]>> = {
    'that is no JSON': ['{"manifests": [', /embed\.json must list .* JSON/],
    'that lists nothing': [{manifests: []}, /manifests: /],
    'that is empty': [{}, /manifests/],
    'with a word misspelt': [{manifests: [{src: '/trust.json'}], embeders: []}, /embeders/],
    'with a demand misspelt': [
      {manifests: [{src: '/trust.json', 'min-version': '2'}]},
      /manifests\.0\.min-version/,
    ],
    'whose origin is an address': [
      {manifests: [{src: '/trust.json'}], embedders: ['https://portal.example/page']},
      /embedders\.0: Expected an origin/,
    ],
    'that lets everybody': [{manifests: [{src: '/trust.json'}], embedders: ['*']}, /embedders\.0/],
  };
  for (const [what, [list, place]] of Object.entries(BAD))
    it(`${what} shows nothing, and the console names the place`, async () => {
      listed(list);
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
    assert.equal(await visit.ask(() => document.querySelector('p')!.dir), 'rtl');
    assert.ok(visit.console.some((line) => /embed\.json .* 404/.test(line)));
  });

  const DEMANDS: Readonly<Record<string, object>> = {
    integrity: {integrity: `sha256-${'A'.repeat(43)}=`},
    signature: {signingKeys: []},
    version: {minVersion: '9'},
  };
  for (const [reason, demand] of Object.entries(DEMANDS))
    it(`holds a manifest to its ${reason}`, async () => {
      listed({manifests: [{src: '/trust.json', ...demand}]});
      await open();
      await visit.untilThere(
        `[data-load-state="failed"] [data-reason="${reason === 'integrity' ? 'network' : reason}"]`,
      );
      assert.equal(await visit.count('[data-kind]'), 0);
    });
});

describe('without what it needs', () => {
  const fallback = () =>
    visit.ask(() => {
      const link = document.querySelector('main a') as HTMLAnchorElement;
      return link.checkVisibility() && [link.href, link.textContent.replace(/\s+/g, ' ')];
    });

  it('scripts, it has a link to itself', async () => {
    await visit.page.setJavaScriptEnabled(false);
    await open('?theme=dark');
    assert.deepEqual(await fallback(), [
      `${host.origin}/embed/?theme=dark`,
      'open this page in a window of its own',
    ]);
  });

  it('the element of its own release, it keeps that link, and asks nobody', async () => {
    const entry = `/embed/${VERSION}/trust-center.js`;
    host.routes.set(entry, text('globalThis.tampered = true', 'text/javascript'));
    await open();
    await visit.until(() => document.readyState === 'complete', []);
    assert.ok(await fallback());
    assert.equal(await visit.ask(() => 'tampered' in globalThis), false);
    assert.equal(host.count('/embed/embed.json'), 0);
  });
});
