/**
 * A matrix of 8 to 10,000 rows, in the element and in three controls: how soon it is painted, what that
 * costs, and how soon a keystroke in the filter is answered. For Node.
 */
import type {Browser} from 'puppeteer-core';
import {folder} from '../harness/files.js';
import {sample, type Cell, type Summaries} from '../harness/sample.js';
import {ISOLATED, serve, type Routes} from '../harness/server.js';
import type {Suite} from '../harness/suite.js';
import {engineCells, enginePages} from './engine.js';
import {manifestOf} from './manifest.js';
import {materialOf, type Material, type RowsManifest} from './material.js';
import {elementPages, KINDS, otherPages, pageScripts, type Kind} from './pages.js';
import {keystrokesOver, withWorstKeystroke, type Keystroke} from './typing.js';
import {rowsShown, visit} from './visit.js';

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
  // One size after another: what is compared is taken in turn, and less is held in memory.
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
  const material = await serving(element, (origin) =>
    materialOf(browser, `${origin}/${size}/E`, manifest),
  );
  const all = [element, otherPages(`/${size}`, material), pageScripts(), enginePages(dist)];
  return serving(new Map(all.flatMap((routes) => [...routes])), async (origin) => {
    await compareRows(browser, `${origin}/${size}`, size);
    const keys = keysOf(manifest, material);
    const cells = KINDS.map((kind): Cell => ({
      name: `${kind} ${size}`,
      measure: () => visit(browser, `${origin}/${size}/${kind}`, keys[kind]),
    }));
    process.stderr.write(`${size} rows `);
    const measured = await sample([...cells, ...engineCells(browser, origin, size)], samples);
    const named = Object.entries(measured);
    return Object.fromEntries(named.map(([name, found]) => [name, withWorstKeystroke(found)]));
  });
}

async function serving<T>(routes: Routes, use: (origin: string) => Promise<T>): Promise<T> {
  const server = await serve(routes, {headers: ISOLATED});
  try {
    return await use(server.origin);
  } finally {
    await server.close();
  }
}

/** All must show the same in the first and the last row of the first group, out of as many elements. */
async function compareRows(browser: Browser, base: string, size: number): Promise<void> {
  const ids = [0, Math.min(size, 10) - 1].map((i) => `control-${i}`);
  const expected = await rowsShown(browser, `${base}/E`, ids, true);
  for (const kind of KINDS.slice(1)) {
    const shown = await rowsShown(browser, `${base}/${kind}`, ids, kind !== 'S');
    for (const [i, row] of shown.entries())
      if (JSON.stringify(row) !== JSON.stringify(expected[i]))
        throw new Error(
          `${base}/${kind} shows ${JSON.stringify(row)}, not ${JSON.stringify(expected[i])}`,
        );
  }
}

/** What is typed, and what must be seen then: P looks into what it shows, the others into what they were given. */
function keysOf(manifest: RowsManifest, material: Material): Record<Kind, readonly Keystroke[]> {
  const gates = new Map(manifest.gates.map(({id, title}) => [id, title]));
  const evidence = new Map(manifest.evidence.map(({id, title}) => [id, title]));
  const given = manifest.controls.map((control) => {
    const {title, category, summary, current, gated, ownerRole, mappings} = control;
    const said = [
      ...[title, category, summary, current, gated, ownerRole],
      ...mappings.map(({framework, ref}) => `${framework} ${ref}`),
      ...control.gates.map((id) => gates.get(id)),
      ...control.evidence.map((id) => evidence.get(id)),
    ];
    return [control.id, said.join('\n').toLowerCase()] as const;
  });
  const seen = given.map(([id], i) => [id, material.texts[i]!] as const);
  const keys = keystrokesOver(new Map(given));
  return {E: keys, S: [], P: keystrokesOver(new Map(seen)), V: keys};
}
