/** What a server drew, and how the element takes it over: in a real browser, by the built files. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {built, embedding, json, Site, text} from '../fixtures/site.js';

const {renderTrustCenter} = (await import(
  new URL('../../dist/server.js', import.meta.url).href
)) as typeof import('../../src/server.js');

const ARQEN = readFileSync(new URL('../../demo/arqen.trust.json', import.meta.url), 'utf8');
const POLICY =
  `default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src data:;
  require-trusted-types-for 'script'; trusted-types arqen-trust-center`.replaceAll('\n', ' ');

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
  });
  visit = await Visit.begin(browser!);
  // Everything that the parser brings, before any script of the page.
  await visit.page.evaluateOnNewDocument(() => {
    document.addEventListener('readystatechange', () => {
      if (document.readyState !== 'interactive') return;
      for (const element of inPage.all(
        'arqen-trust-center, .base, section, [data-kind], p, summary',
      ))
        (element as unknown as {drawn: boolean}).drawn = true;
    });
  });
});
afterEach(async () => {
  await visit.page.close();
  await site.stop();
});

const options = () => ({
  src: '/trust.json',
  base: `${site.origin}/trust.json`,
  manifest: ARQEN,
  stylesheet: '/trust-center.css',
});

describe('what a server drew', () => {
  it('is taken over without a node replaced, under a strict policy', async () => {
    const tag = await renderTrustCenter(options());
    site.routes.set('/', text(embedding(tag), undefined, {'Content-Security-Policy': POLICY}));
    await visit.page.goto(site.origin);
    await visit.untilThere('[data-load-state="ready"]');
    console.log(
      await visit.ask(() => {
        const all = inPage.all('.base, section, [data-kind], p, summary');
        const drawn = all.filter((it) => (it as unknown as {drawn?: boolean}).drawn);
        return [
          all.length,
          drawn.length,
          all
            .filter((it) => !(it as unknown as {drawn?: boolean}).drawn)
            .map((it) => it.outerHTML.slice(0, 200)),
        ];
      }),
    );
    console.log(
      visit.console,
      visit.exceptions,
      await visit.ask(() => inPage.violations),
      site.log,
    );
  });
});
