/** Reports the results: as tables for people, as JSON for comparison. For Node. */
import {mkdir, writeFile} from 'node:fs/promises';
import {cpus, release, totalmem, type as system} from 'node:os';
import type {Browser} from 'puppeteer-core';
import type {Summary} from './sample.js';
import type {SuiteResult} from './suite.js';

const RESULTS = new URL('../results/', import.meta.url);

/** Returns a Markdown table with aligned columns; all but the first contain numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, i) =>
    Math.max(3, cell.length, ...rows.map((row) => row[i]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, i) => (i ? (cells[i] ?? '').padStart(width) : cells[i]!.padEnd(width))).join(' | ')} |`;
  const rule = `| ${widths.map((width, i) => (i ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** Returns a table of a suite's cells: each median, with the quartiles in parentheses. */
export function suiteTable({summaries, columns}: SuiteResult): string {
  const names = Object.keys(columns);
  const head = [
    'cell',
    ...names.map((name) => (columns[name] ? `${name}, ${columns[name]}` : name)),
  ];
  const rows = Object.entries(summaries).map(([cell, figures]) => [
    cell,
    ...names.map((name) => formatted(figures[name])),
  ]);
  return table(head, rows);
}

function formatted(summary: Summary | undefined): string {
  // A ratio to no time at all is no figure.
  if (!summary?.samples.length) return '';
  const {median, quartiles} = summary;
  const [lower, upper] = quartiles.map(short) as [string, string];
  return lower === upper ? short(median) : `${short(median)} (${lower}–${upper})`;
}

/** Returns a number with about three significant digits. */
export const short = (value: number): string => {
  if (value === 0 || Math.abs(value) >= 100) return String(Math.round(value));
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
};

/** Describes the machine: absolute figures are meaningless on another one. */
export async function machine(browser: Browser): Promise<string> {
  const memory = Math.round(totalmem() / 2 ** 30);
  const model = cpus()[0]?.model ?? 'unknown';
  const version = await browser.version();
  return `${cpus().length} cores (${model}), ${memory} GiB, ${system()} ${release()}, Node ${process.version}, ${version}`;
}

/** Writes a suite's figures, with every sample, to `bench/results/`. */
export async function writeResult(result: SuiteResult, on: string): Promise<void> {
  await mkdir(RESULTS, {recursive: true});
  const whole = {date: new Date().toISOString(), machine: on, ...result};
  await writeFile(new URL(`${result.suite}.json`, RESULTS), JSON.stringify(whole, null, 2) + '\n');
}
