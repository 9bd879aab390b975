/**
 * Holds the line coverage of each folder that decides what a reader is told. The test runner knows
 * only one threshold for everything, under which one well-tested folder hides another.
 *
 * `node scripts/coverage.js`, after `web-test-runner --coverage` has written `coverage/lcov.info`.
 * Lines are lines of code: blank ones and comments would count as covered and flatter the sum. A
 * file that no test loads is missing from the report; here all of its lines are missed.
 */
import {readdirSync, readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import ts from 'typescript';

const FOLDERS = ['src/text', 'src/manifest', 'src/posture', 'src/guard'];
const THRESHOLD = 95;

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * How often each line ran, by file and line number, from an lcov tracefile.
 *
 * @param {string} lcov
 */
function parse(lcov) {
  /** @type {Map<string, Map<number, number>>} */
  const files = new Map();
  for (const record of lcov.split('end_of_record')) {
    const file = /^SF:(.+)$/m.exec(record)?.[1];
    if (!file) continue;
    const hits = record.matchAll(/^DA:(\d+),(\d+)/gm);
    files.set(
      resolve(root, file),
      new Map(Array.from(hits, ([, line, n]) => [Number(line), Number(n)])),
    );
  }
  return files;
}

/**
 * The numbers of the lines that hold code.
 *
 * @param {string} source
 */
function codeLines(source) {
  const lines = source.split('\n').map((text, index) => ({text, number: index + 1}));
  return lines.filter(({text}) => !/^\s*($|\/\/|\/?\*)/.test(text)).map(({number}) => number);
}

/**
 * Whether anything of a source file is left at run time: types alone leave nothing.
 *
 * @param {string} source
 */
function runs(source) {
  const options = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    removeComments: true,
  };
  const {outputText} = ts.transpileModule(source, {compilerOptions: options});
  return outputText.replace('export {};', '').trim() !== '';
}

/** @param {Map<string, Map<number, number>>} hits @param {string} folder */
function measure(hits, folder) {
  let lines = 0;
  let covered = 0;
  const missed = [];
  for (const name of readdirSync(join(root, folder), {recursive: true, encoding: 'utf8'}).sort()) {
    const file = join(root, folder, name);
    if (!name.endsWith('.ts')) continue;
    const source = readFileSync(file, 'utf8');
    if (!runs(source)) continue;
    const code = codeLines(source);
    const gone = code.filter((line) => !hits.get(file)?.get(line));
    lines += code.length;
    covered += code.length - gone.length;
    if (gone.length)
      missed.push(`${folder}/${name}: ${hits.has(file) ? ranges(gone) : 'loaded by no test'}`);
  }
  return {percent: lines ? (100 * covered) / lines : 0, missed};
}

/**
 * `[3, 4, 5, 9]` as `3-5, 9`.
 *
 * @param {number[]} lines
 */
function ranges(lines) {
  /** @type {[number, number][]} */
  const spans = [];
  for (const line of lines) {
    const last = spans.at(-1);
    if (last?.[1] === line - 1) last[1] = line;
    else spans.push([line, line]);
  }
  return spans.map(([from, to]) => (from === to ? from : `${from}-${to}`)).join(', ');
}

const hits = parse(readFileSync(join(root, 'coverage/lcov.info'), 'utf8'));
for (const folder of FOLDERS) {
  const {percent, missed} = measure(hits, folder);
  const good = percent >= THRESHOLD;
  console.log(
    `${good ? '✓' : '✗'} ${folder}: ${percent.toFixed(1)} % of lines, at least ${THRESHOLD} %`,
  );
  for (const line of missed) console.log(`    ${line}`);
  if (!good) process.exitCode = 1;
}
