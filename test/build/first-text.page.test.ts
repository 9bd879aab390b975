/** What the page shows of a manifest before its wording was checked. */
import assert from 'node:assert/strict';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {minimal} from '../fixtures/manifests.js';
import {embedPage, heldBack, json, Site, text} from '../fixtures/site.js';

const ENGLISH = '/cdn/trust-center-lexicon-en.js';
const ISSUERS = '/cdn/trust-center-issuer.js';
const POSTURE = '1 topic: 1 current.';

const CONTROL = {id: 'a', title: 'Vendor’s topic', current: 'Vendor’s statement'};

/** Every text of it begins with "Vendor’s". */
const MANIFEST = minimal({
  title: 'Vendor’s title',
  summary: 'Vendor’s summary',
  organization: {name: 'Vendor’s name', product: 'Vendor’s product'},
  controls: [CONTROL],
});

let site: Site;
let browser: Browser | undefined;
let visit: Visit;
/** Sends the files that were held back. */
let release: () => void;

before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

beforeEach(async () => {
  site = await Site.open({'/trust.json': json(MANIFEST)});
  visit = await Visit.open(browser!);
});
afterEach(async () => {
  await visit.page.close();
  await site.stop();
});

/** Holds back a file until `release` is called. */
function holdBack(path: string): void {
  const held = heldBack(site.routes.get(path)!);
  site.routes.set(path, held.reply);
  ({release} = held);
}

async function open(attributes = '', children = ''): Promise<void> {
  const tag = `<arqen-trust-center src="/trust.json" ${attributes}>${children}</arqen-trust-center>`;
  site.routes.set('/', text(embedPage(tag)));
  // Scripts that are held back also hold back the page's load event.
  await visit.page.goto(site.origin, {waitUntil: 'domcontentloaded'});
}

const shownText = () => visit.textOf('arqen-trust-center');
const loadState = () =>
  visit.evaluate(() => document.querySelector('arqen-trust-center')!.loadState);

describe('while what checks the wording is on its way', () => {
  beforeEach(() => holdBack(ENGLISH));

  it('the summary’s sentence is shown, and no text of the manifest', async () => {
    await open('', '<p>Write to us.</p>');
    await visit.waitForSelector('.posture');
    const shown = await shownText();
    assert.match(shown, new RegExp(POSTURE));
    assert.doesNotMatch(shown, /Vendor’s/);
    assert.equal(await visit.evaluate(() => document.querySelector('p')!.checkVisibility()), false);
    assert.equal(await loadState(), 'loading');
    release();
    await visit.waitForSelector('.prose');
    assert.match(await shownText(), /Vendor’s name.*Vendor’s title.*Vendor’s summary/s);
  });

  it('nothing moves when the texts arrive, if they fit into one line', async () => {
    await visit.setViewport(1280);
    await open();
    await visit.waitForSelector('.posture');
    const top = () => visit.evaluate(() => inPage.all('.posture')[0]!.getBoundingClientRect().top);
    const before = await top();
    release();
    await visit.waitForSelector('.prose');
    assert.equal(await top(), before);
  });

  it('no event reports the manifest, and no record can be saved', async () => {
    await open();
    await visit.waitForSelector('.posture');
    assert.equal(await visit.count('.save > button:disabled'), 1);
    await visit.evaluate(() => {
      const {dataset} = document.body;
      document.addEventListener('trust-load', () => {
        dataset['loaded'] = String(inPage.all('.save > button:disabled').length);
      });
    });
    release();
    await visit.waitForSelector('.save > button:enabled');
    assert.equal(await visit.evaluate(() => document.body.dataset['loaded']), '1');
  });

  it('an expired manifest is said to be expired', async () => {
    site.routes.set('/trust.json', json({...MANIFEST, expiresAt: '2026-01-02'}));
    await open();
    await visit.waitForSelector('.posture');
    assert.equal(await visit.count('[data-banner="expired"]'), 1);
  });

  for (const [what, attributes, children] of [
    ['the summary does not come first', 'sections="controls summary"', ''],
    [
      'the page has a layout of its own',
      '',
      '<h2>Ours</h2><arqen-trust-summary></arqen-trust-summary>',
    ],
  ] as const)
    it(`nothing is shown if ${what}`, async () => {
      await open(attributes, children);
      await site.waitForRequests(ENGLISH, 1);
      await visit.evaluate(() => document.querySelector('arqen-trust-center')!.updateComplete);
      assert.equal(await visit.count('.posture'), 0);
      release();
      await visit.waitForSelector('.posture');
    });
});

it('a manifest that names issuers has no sentence before they were told from the vendor', async () => {
  const evidence = [
    {
      id: 'report',
      title: 'Report',
      kind: 'report',
      issuer: 'Auditor',
      issuedAt: '2026-01-01',
      expiresAt: '2999-01-01',
      access: 'nda',
    },
  ];
  const controls = [{...CONTROL, evidence: ['report']}];
  site.routes.set('/trust.json', json({...MANIFEST, evidence, controls}));
  holdBack(ISSUERS);
  const releaseIssuers = release;
  holdBack(ENGLISH);
  await open();
  await site.waitForRequests(ISSUERS, 1);
  assert.equal(await visit.count('.posture'), 0);
  releaseIssuers();
  await visit.waitForSelector('.posture');
  assert.match(await shownText(), /another party’s attestation/);
  assert.equal(await loadState(), 'loading');
});

it('the second manifest of a center is shown after all checks', async () => {
  await open();
  await visit.waitForSelector('.prose');
  const GERMAN = '/cdn/trust-center-lexicon-de.js';
  holdBack(GERMAN);
  site.routes.set('/second.json', json({...MANIFEST, language: 'de'}));
  await visit.evaluate(() => {
    document.querySelector('arqen-trust-center')!.src = '/second.json';
  });
  await site.waitForRequests(GERMAN, 1);
  assert.equal(await visit.count('.posture'), 0);
  release();
  await visit.waitForSelector('.prose');
});
