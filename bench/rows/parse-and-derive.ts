/**
 * Times the steps from a manifest's text to its posture, without rendering: parsing, validating, deriving,
 * each for the first time in a fresh page, as in a reader's browser. For comparison it times `JSON.parse` of
 * the same text, the minimum for any consumer. For Node.
 */
import type {Browser} from 'puppeteer-core';
import {folder, page} from '../harness/files.js';
import {withFreshPage} from '../harness/browser.js';
import type {Cell, Figures} from '../harness/sample.js';
import type {Answer} from '../harness/server.js';
import type * as ManifestModule from '../../src/entries/manifest.js';

const VALIBOT = new URL('./', import.meta.resolve('valibot'));

/** Returns the modules of the npm build, and an empty page that can import them. */
export const modulePages = (dist: URL): Map<string, Answer> =>
  new Map([
    ...folder('/dist', dist),
    ...folder('/valibot', VALIBOT),
    [
      '/modules',
      page(`<!doctype html>
<script type="importmap">{"imports": {"valibot": "/valibot/index.mjs"}}</script>`),
    ],
  ]);

/** Returns two cells for a manifest of `rows` rows: `parse` is `JSON.parse` alone, `derive` every step. */
export const parseAndDeriveCells = (browser: Browser, origin: string, rows: number): Cell[] =>
  [onlyParse, parseAndDerive].map((run) => ({
    name: `${run === onlyParse ? 'parse' : 'derive'} ${rows}`,
    measure: () =>
      withFreshPage(browser, async ({page}) => {
        await page.goto(`${origin}/modules`);
        return page.evaluate(run, `/${rows}/trust.json`);
      }),
  }));

/** Runs in the page. */
async function onlyParse(url: string): Promise<Figures> {
  const before = performance.now();
  const text = await (await fetch(url)).text();
  const fetched = performance.now();
  const value: unknown = JSON.parse(text);
  const parse = performance.now() - fetched;
  if (!value) throw new Error('Nothing was parsed.');
  return {fetch: fetched - before, parse};
}

/** Runs in the page. */
async function parseAndDerive(url: string): Promise<Figures> {
  const module = '/dist/entries/manifest.js';
  const {parseManifest, derivePosture} = (await import(module)) as typeof ManifestModule;
  const before = performance.now();
  const text = await (await fetch(url)).text();
  const fetched = performance.now();
  const read = parseManifest(text);
  if (read.status === 'refused')
    throw new Error(`The manifest was refused: ${JSON.stringify(read.problems[0])}`);
  const parsed = performance.now();
  const {controls} = derivePosture(read.manifest, new Map(), Date.now());
  const derived = performance.now();
  if (!controls.length) throw new Error('No control was derived.');
  return {
    fetch: fetched - before,
    validate: parsed - fetched,
    derive: derived - parsed,
    total: derived - fetched,
  };
}
