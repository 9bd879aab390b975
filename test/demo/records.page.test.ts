/** Records taken at the same time agree with the page and with each other, in every state. */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {SCENARIOS} from '../../demo/scenarios.js';
import type {TrustCenter} from '../../src/entries/elements.js';
import {CSV_COLUMNS, snapshotCsv} from '../../src/export/snapshot-csv.js';
import {snapshotMarkdown} from '../../src/export/snapshot-markdown.js';
import type {Snapshot} from '../../src/export/snapshot.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {serveDemo} from '../fixtures/demo-server.js';
import {untilStatesSettle} from '../fixtures/until-settled.js';
import {parseCsv, say, stateCodes} from '../fixtures/snapshots.js';
import type {LoopbackServer} from '../fixtures/verdict-server.js';

let server: LoopbackServer | undefined;
let browser: Browser | undefined;
let visit: Visit;

before(async () => {
  [server, browser] = await Promise.all([serveDemo(), openBrowser()]);
  visit = await Visit.open(browser);
  await visit.page.goto(`${server.origin}/states.html`);
  await untilStatesSettle(visit);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Takes a snapshot of one state, and reads the codes of its rows at the same time. */
const capture = (name: string) =>
  visit.evaluate(async (name) => {
    const center = document.getElementById(name) as TrustCenter;
    const snapshot = await center.snapshot();
    const rows = inPage
      .all(`#${name}`)
      .flatMap(({shadowRoot}) => [...shadowRoot!.querySelectorAll('*')])
      .flatMap((section) => [...(section.shadowRoot?.querySelectorAll('[data-kind]') ?? [])])
      .map((row) => {
        const {kind, id, state, stage, assurance, verdict, agreement} = (row as HTMLElement)
          .dataset;
        return [kind, id, state ?? stage, assurance, verdict, agreement].filter(Boolean).join(' ');
      });
    return {snapshot, rows, loadState: center.loadState};
  }, name);

const csvCodes = (snapshot: Snapshot): string[] => {
  const [, ...rows] = parseCsv(snapshotCsv(snapshot));
  const column = (name: (typeof CSV_COLUMNS)[number]) => CSV_COLUMNS.indexOf(name);
  return rows
    .filter(([kind]) => !/^(?:record|problem|limit)$/.test(kind!))
    .map((row) =>
      (['kind', 'id', 'state', 'assurance', 'agreement'] as const)
        .map((name) => row[column(name)])
        .filter(Boolean)
        .join(' '),
    );
};

describe('the records of every state', () => {
  for (const {name, title} of Object.values(SCENARIOS).flat()) {
    it(`agree with the page and with each other: ${title} (${name})`, async () => {
      const {snapshot, rows, loadState} = await capture(name);
      assert.equal(snapshot.manifest.loadState, loadState);
      const codes = stateCodes(snapshot);
      // A frame may show only some sections, but the record contains every row that it shows.
      for (const row of rows) assert.ok(codes.includes(row), `${row} in ${codes.join('; ')}`);
      for (const kind of new Set(rows.map((row) => row.split(' ')[0]!)))
        assert.equal(
          rows.filter((row) => row.startsWith(`${kind} `)).length,
          codes.filter((code) => code.startsWith(`${kind} `)).length,
        );
      assert.deepEqual(csvCodes(snapshot).sort(), [...codes].sort());
      const markdown = snapshotMarkdown(snapshot, say);
      for (const code of codes.flatMap((it) => it.split(' ').slice(2)))
        assert.ok(markdown.includes(`(\`${code}\`)`), code);
      assert.equal(
        markdown.match(/\*\*banner\.contradiction/g)?.length ?? 0,
        rows.some((row) => / contradicts$/.test(row)) ? 1 : 0,
      );
    });
  }
});
