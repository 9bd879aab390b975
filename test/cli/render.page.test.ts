/** The site that the built command line renders, in a browser. */
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {extname, join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {Browser} from 'puppeteer-core';
import {openBrowser} from '../fixtures/browser-page.js';
import {full} from '../fixtures/manifests.js';
import {serve, type LoopbackServer} from '../fixtures/verdict-server.js';

const COMMAND = fileURLToPath(new URL('../../dist/cli/trust-center.js', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

describe('a rendered site', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trust-center-'));
  let server: LoopbackServer;
  let browser: Browser;

  before(async () => {
    server = await serve(({url}, response) => {
      const path = new URL(url!, 'http://loopback.invalid').pathname;
      const file = path === '/' ? '/index.html' : path;
      try {
        const bytes = readFileSync(join(folder, 'site', file));
        response.setHeader('Content-Type', TYPES[extname(file)] ?? 'text/plain').end(bytes);
      } catch {
        response.writeHead(404).end();
      }
    });
    writeFileSync(join(folder, 'trust.json'), JSON.stringify(full()));
    execFileSync(
      process.execPath,
      [
        ...[COMMAND, 'render', join(folder, 'trust.json')],
        ...['-o', join(folder, 'site'), '--url', `${server.origin}/`],
      ],
      // A site at http: has no security.txt with relative links, which is told there.
      {stdio: 'ignore'},
    );
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await server.close();
    rmSync(folder, {recursive: true});
  });

  it('is readable without scripts', async () => {
    const page = await browser.newPage();
    await page.setJavaScriptEnabled(false);
    await page.goto(server.origin);
    const tree = JSON.stringify(await page.accessibility.snapshot());
    for (const text of ['Vendor', 'Traffic uses HTTPS.', 'Key custody', 'security@vendor.example'])
      assert.ok(tree.includes(text), text);
    await page.close();
  });

  it('is taken over by the element, under its own policy', async () => {
    const page = await browser.newPage();
    const messages: string[] = [];
    // The guard of this manifest does not exist.
    page.on('console', (message) => {
      if (!message.text().includes('404')) messages.push(message.text());
    });
    page.on('pageerror', (error) => messages.push(String(error)));
    await page.goto(server.origin);
    await page.waitForFunction(() =>
      document
        .querySelector('arqen-trust-center')
        ?.shadowRoot?.querySelector('[data-load-state="ready"]'),
    );
    assert.deepEqual(messages, []);
    await page.close();
  });
});
