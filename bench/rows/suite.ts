/**
 * Measures a matrix of 8 to 10,000 rows, in the element and in three reference pages: the time to first
 * paint, its cost, and the time from a keystroke in the filter to its result. For Node.
 */
import type {Browser} from 'puppeteer-core';
import {folder} from '../harness/files.js';
import {sample, type Cell, type Summaries} from '../harness/sample.js';
import {ISOLATED, serve, type Routes} from '../harness/server.js';
import type {Suite} from '../harness/suite.js';
import {manifestOf} from './manifest.js';
import {materialOf, type Material, type RowsManifest} from './material.js';
import {elementPages, KINDS, pageScripts, referencePages, type Kind} from './pages.js';
import {modulePages, parseAndDeriveCells} from './parse-and-derive.js';
import {keystrokesOver, withWorstKeystroke, type Keystroke} from './typing.js';
import {renderedRows, visit} from './visit.js';

const COLUMNS = {
  paint: 'ms',
  script: 'ms',
  blocking: 'ms',
  shift: '',
  memory: 'MiB',
  filterWorst: 'ms',
  filterMedian: 'ms',
  focus: 'ms',
  fetch: 'ms',
  parse: 'ms',
  validate: 'ms',
  derive: 'ms',
};

export const rows: Suite = async (browser, {samples, rows: sizes, dist}) => {
  const summaries: Record<string, Summaries[string]> = {};
  // One size after another: only pages of equal size are compared, and this takes less memory.
  for (const size of sizes) Object.assign(summaries, await measure(browser, dist, size, samples));
  return {suite: 'rows', summaries, columns: COLUMNS};
};

async function measure(browser: Browser, dist: URL, size: number, samples: number) {
  const text = manifestOf(size);
  const manifest = JSON.parse(text) as RowsManifest;
  const element = new Map([
    ...folder('/cdn', new URL('cdn/', dist)),
    ...elementPages(`/${size}`, text),
  ]);
  const material = await withServer(element, (origin) =>
    materialOf(browser, `${origin}/${size}/E`, manifest),
  );
  const all = [element, referencePages(`/${size}`, material), pageScripts(), modulePages(dist)];
  return withServer(new Map(all.flatMap((routes) => [...routes])), async (origin) => {
    await compareRows(browser, `${origin}/${size}`, size);
    const keys = keysOf(manifest, material);
    const cells = KINDS.map((kind): Cell => ({
      name: `${kind} ${size}`,
      measure: () => visit(browser, `${origin}/${size}/${kind}`, keys[kind]),
    }));
    process.stderr.write(`${size} rows `);
    const all = [...cells, ...parseAndDeriveCells(browser, origin, size)];
    const entries = Object.entries(await sample(all, samples));
    return Object.fromEntries(entries.map(([name, found]) => [name, withWorstKeystroke(found)]));
  });
}

async function withServer<T>(routes: Routes, use: (origin: string) => Promise<T>): Promise<T> {
  const server = await serve(routes, {headers: ISOLATED});
  try {
    return await use(server.origin);
  } finally {
    await server.close();
  }
}

/**
 * Asserts that all pages show the same first and last row of the first group, with equally many elements.
 *
 * @throws {Error} if a row differs
 */
async function compareRows(browser: Browser, base: string, size: number): Promise<void> {
  const ids = [0, Math.min(size, 10) - 1].map((i) => `control-${i}`);
  const expected = await renderedRows(browser, `${base}/E`, ids, true);
  for (const kind of KINDS.slice(1)) {
    const rendered = await renderedRows(browser, `${base}/${kind}`, ids, kind !== 'S');
    for (const [i, row] of rendered.entries())
      if (JSON.stringify(row) !== JSON.stringify(expected[i]))
        throw new Error(
          `${base}/${kind} shows ${JSON.stringify(row)}, not ${JSON.stringify(expected[i])}`,
        );
  }
}

/**
 * Returns the keystrokes for each page, with the rows expected after each. P searches the text it renders,
 * E and V search the manifest; S has no filter.
 */
function keysOf(manifest: RowsManifest, material: Material): Record<Kind, readonly Keystroke[]> {
  const gates = new Map(manifest.gates.map(({id, title}) => [id, title]));
  const evidence = new Map(manifest.evidence.map(({id, title}) => [id, title]));
  const dataTexts = manifest.controls.map((control) => {
    const {title, category, summary, current, gated, ownerRole, mappings} = control;
    const texts = [
      title,
      category,
      summary,
      current,
      gated,
      ownerRole,
      ...mappings.map(({framework, ref}) => `${framework} ${ref}`),
      ...control.gates.map((id) => gates.get(id)),
      ...control.evidence.map((id) => evidence.get(id)),
    ];
    return [control.id, texts.join('\n').toLowerCase()] as const;
  });
  const renderedTexts = dataTexts.map(([id], i) => [id, material.texts[i]!] as const);
  const keys = keystrokesOver(new Map(dataTexts));
  return {E: keys, S: [], P: keystrokesOver(new Map(renderedTexts)), V: keys};
}
