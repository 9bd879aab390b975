/** A third-party page with a strict content security policy embeds the built file by one script tag. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, describe, it} from 'node:test';
import type {Browser, HTTPResponse} from 'puppeteer-core';
import {guardHandlers} from '../../demo/guards.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {serveDemo} from '../fixtures/demo-server.js';
import {fromHandler, Site, text} from '../fixtures/site.js';
import type {LoopbackServer} from '../fixtures/verdict-server.js';
import {untilRowsRendered} from '../fixtures/until-settled.js';

const BLOCKED = '[data-kind="guard"][data-verdict="blocked"][data-agreement="agrees"]';

/** Drops the line that the browser logs for every 403. */
const without403 = (lines: readonly string[]) =>
  lines.filter((line) => !line.endsWith('responded with a status of 403 (Forbidden)'));

let browser: Browser | undefined;
before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

describe('a strict portal', () => {
  let server: LoopbackServer | undefined;
  let visit: Visit;
  let response: HTTPResponse | null;

  before(async () => {
    server = await serveDemo();
    visit = await Visit.open(browser!);
    response = await visit.page.goto(`${server.origin}/portal.html`);
    await visit.waitFor((blocked) => inPage.all(blocked).length === 2, [BLOCKED]);
    await untilRowsRendered(visit);
  });
  after(async () => {
    await visit.page.close();
    await server?.close();
  });

  it('has the strict policy that it claims', () => {
    const policy = response!.headers()['content-security-policy'];
    assert.deepEqual(policy?.split('; ').sort(), [
      "connect-src 'self'",
      "default-src 'none'",
      "img-src 'self'",
      "require-trusted-types-for 'script'",
      "script-src 'self'",
      "style-src 'self'",
      'trusted-types arqen-trust-center',
    ]);
  });

  it('shows the whole posture, with both guards blocked', async () => {
    assert.ok((await visit.count('[data-kind="control"]')) >= 12);
    assert.ok((await visit.count('[data-kind="gate"]')) >= 10);
    assert.equal(await visit.count('[data-kind="guard"]'), 2);
    assert.match(await visit.textOf('arqen-trust-disclosure'), /security@arqen-ai\.com/);
  });

  it('states that the demo’s own server answers for the guards, not ARQEN’s', async () => {
    assert.match(await visit.textOf('main > p'), /answered by this demo’s server, not by ARQEN’s/);
  });

  it('has no policy violation and no error', async () => {
    await visit.evaluate(() => document.querySelector('arqen-trust-center')!.checkGuards());
    for (const summary of await visit.page.$$('>>> summary'))
      await summary.evaluate((it) => it.click());
    assert.deepEqual(await visit.evaluate(() => inPage.violations), []);
    assert.deepEqual(without403(visit.console), []);
    assert.deepEqual(visit.exceptions, []);
  });

  it('detects a policy violation', async () => {
    await visit.evaluate(() => {
      const image = new Image();
      image.src = 'https://elsewhere.example/';
    });
    assert.deepEqual(await visit.waitFor(() => inPage.violations.length && inPage.violations, []), [
      'img-src: https://elsewhere.example/',
    ]);
  });

  it('does not restyle the element, despite its root font size and its resets', async () => {
    const styles = await visit.evaluate(() => {
      const of = (selector: string) => {
        const {fontSize, textTransform, backgroundColor, marginBlockStart} = getComputedStyle(
          inPage.all(selector, document.querySelector('arqen-trust-center')!.shadowRoot!)[0]!,
        );
        return {fontSize, textTransform, backgroundColor, marginBlockStart};
      };
      const root = getComputedStyle(document.documentElement).fontSize;
      return {root, text: of('.prose p'), heading: of('article h5'), button: of('button')};
    });
    assert.equal(styles.root, '10px');
    assert.equal(styles.text.fontSize, '16px');
    for (const {textTransform} of [styles.text, styles.heading])
      assert.equal(textTransform, 'none');
    assert.notEqual(styles.button.backgroundColor, 'rgb(220, 20, 60)');
  });

  it('is not restyled by the element', async () => {
    const hostStyles = (page: Visit) =>
      page.evaluate(() => {
        // These depend on the element's height.
        const sized = /^(block-size|height|perspective-origin|transform-origin)$/;
        return [...document.querySelectorAll('html, body, body *')]
          .filter((element) => !element.closest('arqen-trust-center'))
          .map((element) => {
            const style = getComputedStyle(element);
            const values = [...style].filter((name) => !sized.test(name));
            return [
              element.localName,
              ...values.map((it) => `${it}: ${style.getPropertyValue(it)}`),
            ];
          });
      });
    const without = await Visit.open(browser!);
    await without.page.setRequestInterception(true);
    without.page.on('request', (request) => {
      void (request.url().endsWith('.js') ? request.abort() : request.continue());
    });
    await without.page.goto(`${server!.origin}/portal.html`);
    const bare = await hostStyles(without);
    assert.ok(bare.length > 10);
    assert.equal(await without.count('[data-kind]'), 0);
    await without.page.close();
    assert.deepEqual(await hostStyles(visit), bare);
  });

  for (const width of [320, 1440]) {
    it(`does not overflow, ${width} px wide`, async () => {
      await visit.setAppearance(width, 'light');
      assert.deepEqual(await visit.overflows(), []);
    });
  }
});

describe('a portal', () => {
  const demo = (file: string) => readFileSync(new URL(`../../demo/${file}`, import.meta.url));
  const policy = (trustedTypes: string) =>
    `default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; ${trustedTypes}`;

  let site: Site;
  before(async () => {
    site = await Site.open({
      '/arqen.trust.json': text(demo('arqen.trust.json'), 'application/json'),
      '/portal.svg': text(demo('portal.svg'), 'image/svg+xml'),
      '/portal.css': text(demo('portal.css'), 'text/css'),
    });
    for (const [path, handler] of guardHandlers) site.routes.set(path, fromHandler(handler));
  });
  after(() => site.stop());

  async function under(trustedTypes: string): Promise<Visit> {
    const headers = {'Content-Security-Policy': policy(trustedTypes)};
    site.routes.set('/', text(demo('portal.html'), 'text/html; charset=utf-8', headers));
    const visit = await Visit.open(browser!);
    await visit.page.goto(site.origin);
    return visit;
  }

  it('that allows no Trusted Types policy keeps its fallback and logs one warning', async () => {
    const visit = await under("require-trusted-types-for 'script'; trusted-types 'none'");
    const {console} = visit;
    const fallback = await visit.evaluate(() => {
      const [paragraph] = inPage.all('arqen-trust-center > p');
      return paragraph!.checkVisibility() && paragraph!.getBoundingClientRect().height > 0;
    });
    assert.ok(fallback, 'the fallback is visible');
    assert.deepEqual(visit.exceptions, []);
    const own = console.filter((line) => line.includes('<arqen-trust-center>'));
    assert.equal(own.length, 1, console.join('\n'));
    assert.match(own[0]!, /^warn: .*trusted-types/);
    // All other lines are the browser's own about the policy.
    const rest = console.filter((line) => !own.includes(line));
    assert.ok(
      rest.every((line) => /TrustedTypePolicy|TrustedHTML/.test(line)),
      rest.join(),
    );
    assert.equal(site.count('/arqen.trust.json'), 0);
    await visit.page.close();
  });

  it('that does not require Trusted Types shows the element', async () => {
    const visit = await under('');
    await visit.waitForSelector(BLOCKED);
    assert.deepEqual(await visit.evaluate(() => inPage.violations), []);
    await visit.page.close();
  });
});
