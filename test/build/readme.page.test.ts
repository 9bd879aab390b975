/** The snippets of README.md, pasted unchanged. */
import assert from 'node:assert/strict';
import {cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {Browser} from 'puppeteer-core';
import {preview, type PreviewServer} from 'vite';
import {openBrowser, Visit} from '../fixtures/browser-page.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');

/** Returns the first code block in a language. */
function block(language: string): string {
  const found = new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'm').exec(readme)?.[1];
  assert.ok(found, `README.md has a ${language} block`);
  return found;
}

describe('the snippet in README.md', () => {
  let folder: string;
  let server: PreviewServer | undefined;
  let browser: Browser | undefined;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trust-center-paste-'));
    const html = block('html');
    const [, path] = /src="\/(.*)\/trust-center\.js"/.exec(html) ?? [];
    assert.ok(path, 'the snippet has the path of the script');
    for (const file of readdirSync(`${root}dist/cdn`).filter((name) => name.endsWith('.js')))
      cpSync(`${root}dist/cdn/${file}`, join(folder, path, file));
    writeFileSync(join(folder, 'trust.json'), block('json'));
    writeFileSync(join(folder, 'index.html'), html);
    // A plain static file server.
    server = await preview({
      configFile: false,
      logLevel: 'silent',
      root: folder,
      build: {outDir: folder},
      preview: {host: '127.0.0.1', port: 0, strictPort: false},
    });
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, {recursive: true, force: true});
  });

  it('shows the vendor’s posture, and logs nothing to the console', async () => {
    const visit = await Visit.open(browser!);
    await visit.page.goto(server!.resolvedUrls!.local[0]!);
    await visit.waitForSelector('[data-load-state="ready"]');
    await visit.waitForSelector('[data-kind="control"][data-state="current"]');
    assert.match(await visit.textOf('arqen-trust-summary'), /Sample vendor/);
    assert.match(
      await visit.textOf('arqen-trust-controls'),
      /Encryption.+Public traffic uses HTTPS/,
    );
    assert.match(await visit.textOf('arqen-trust-disclosure'), /security@vendor\.example/);
    const center = await visit.evaluate(() =>
      document
        .querySelector('arqen-trust-center')!
        .snapshot()
        .then(({controls}) => controls.length),
    );
    assert.equal(center, 1);
    // Browsers request an icon from every site.
    const icon = /^error: Failed to load resource.*404/;
    assert.deepEqual(
      visit.console.filter((line) => !icon.test(line)),
      [],
    );
    assert.deepEqual(visit.exceptions, []);
  });

  it('shows a readable fallback if scripts do not run', async () => {
    const visit = await Visit.open(browser!);
    await visit.disableScripts();
    await visit.page.goto(server!.resolvedUrls!.local[0]!);
    const text = await visit.page.$eval('arqen-trust-center', (it) => it.textContent);
    assert.match(text, /To report a vulnerability, write to\s+security@vendor\.example/);
    await visit.page.close();
  });
});
