/**
 * What assistive technology is told of every state of the interface, as text: `trees/<scenario>.txt`.
 * `UPDATE_TREES=1 npm run test:pages -- test/demo/tree.page.test.ts` writes all of them anew.
 */
import assert from 'node:assert/strict';
import {mkdir, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {SCENARIOS} from '../../demo/scenarios.js';
import {accessibleTrees, withoutChance} from '../fixtures/accessible-tree.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {serveDemo} from '../fixtures/demo-server.js';
import {untilStatesSettle} from '../fixtures/settled.js';
import type {LoopbackServer} from '../fixtures/verdict-server.js';

const FOLDER = new URL('trees/', import.meta.url);
const CURE =
  'Read the difference; if it is meant, run UPDATE_TREES=1 npm run test:pages -- test/demo/tree.page.test.ts';

const names = Object.values(SCENARIOS)
  .flat()
  .map(({name}) => name);
const fileOf = (name: string) => new URL(`${name}.txt`, FOLDER);

let server: LoopbackServer | undefined;
let browser: Browser | undefined;
const trees = new Map<string, string>();

before(async () => {
  [server, browser] = await Promise.all([serveDemo(), openBrowser()]);
  const visit = await Visit.begin(browser);
  const {page} = visit;
  await page.evaluateOnNewDocument(withoutChance);
  await page.emulateTimezone('UTC');
  // So high that nothing is put off for being out of sight.
  await page.setViewport({width: 1440, height: 16_000});
  await page.goto(`${server.origin}/states.html`);
  await untilStatesSettle(visit);
  const frames = await Promise.all(
    names.map(async (name) => (await page.$(`figure:has(> #${name})`))!),
  );
  const found = await accessibleTrees(page, frames);
  names.forEach((name, i) => trees.set(name, found[i]!));
  if (!process.env['UPDATE_TREES']) return;
  await rm(FOLDER, {recursive: true, force: true});
  await mkdir(FOLDER);
  for (const [name, tree] of trees) await writeFile(fileOf(name), tree);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

describe('what assistive technology is told', () => {
  it('is written down for each state, and for nothing else', async () => {
    const files = await readdir(FOLDER);
    assert.deepEqual(files.sort(), names.map((name) => `${name}.txt`).sort(), CURE);
  });

  for (const name of names) {
    it(`is of ${name} what is written down`, async () => {
      assert.equal(trees.get(name), await readFile(fileOf(name), 'utf8'), CURE);
    });
  }
});
