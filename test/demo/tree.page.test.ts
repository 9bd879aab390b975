/**
 * The accessibility tree of every state of the interface, as text in `trees/<scenario>.txt`.
 * `UPDATE_TREES=1 npm run test:pages -- test/demo/tree.page.test.ts` regenerates all of them.
 */
import assert from 'node:assert/strict';
import {mkdir, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {SCENARIOS} from '../../demo/scenarios.js';
import {accessibleTrees, withoutRandomness} from '../fixtures/accessible-tree.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {serveDemo} from '../fixtures/demo-server.js';
import {untilStatesSettle} from '../fixtures/until-settled.js';
import type {LoopbackServer} from '../fixtures/verdict-server.js';

const FOLDER = new URL('trees/', import.meta.url);
const REMEDY =
  'Review the difference. If it is intended, run UPDATE_TREES=1 npm run test:pages -- test/demo/tree.page.test.ts';

const names = Object.values(SCENARIOS)
  .flat()
  .map(({name}) => name);
const fileOf = (name: string) => new URL(`${name}.txt`, FOLDER);

let server: LoopbackServer | undefined;
let browser: Browser | undefined;
const trees = new Map<string, string>();

before(async () => {
  [server, browser] = await Promise.all([serveDemo(), openBrowser()]);
  const visit = await Visit.open(browser);
  const {page} = visit;
  await page.evaluateOnNewDocument(withoutRandomness);
  await page.emulateTimezone('UTC');
  // Tall enough for everything to be in view, so that nothing is deferred.
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

describe('the accessibility tree', () => {
  it('is recorded for each state, and for nothing else', async () => {
    const files = await readdir(FOLDER);
    assert.deepEqual(files.sort(), names.map((name) => `${name}.txt`).sort(), REMEDY);
  });

  for (const name of names) {
    it(`of ${name} matches the recorded one`, async () => {
      assert.equal(trees.get(name), await readFile(fileOf(name), 'utf8'), REMEDY);
    });
  }
});
