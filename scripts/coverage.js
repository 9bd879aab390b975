/**
 * Enforces the line coverage of each folder behind the posture that readers see. The test runner has one
 * threshold for all files, under which a well-tested folder could hide a poorly tested one.
 *
 * Run `node scripts/coverage.js` after `web-test-runner --coverage` has written `coverage/lcov.info`. Only
 * lines of code count: blank lines and comments would count as covered and raise the result. A file that
 * no test loads is missing from the report; here all of its lines count as missed.
 */
import {readdirSync, readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import ts from 'typescript';

const FOLDERS = ['src/text', 'src/manifest', 'src/posture', 'src/guard'];
const THRESHOLD = 95;

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Parses an lcov tracefile: returns how often each line ran, by file and line number.
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
 * Returns the numbers of the lines that contain code.
 *
 * @param {string} source
 */
function codeLines(source) {
  const lines = source.split('\n').map((text, index) => ({text, number: index + 1}));
  return lines.filter(({text}) => !/^\s*($|\/\/|\/?\*)/.test(text)).map(({number}) => number);
}

/**
 * Returns whether a source file has any code at run time. A file that contains only types has none.
 *
 * @param {string} source
 */
function hasCode(source) {
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
    if (!hasCode(source)) continue;
    const code = codeLines(source);
    const uncovered = code.filter((line) => !hits.get(file)?.get(line));
    lines += code.length;
    covered += code.length - uncovered.length;
    if (uncovered.length)
      missed.push(`${folder}/${name}: ${hits.has(file) ? ranges(uncovered) : 'loaded by no test'}`);
  }
  return {percent: lines ? (100 * covered) / lines : 0, missed};
}

/**
 * Formats line numbers as ranges: `[3, 4, 5, 9]` becomes `3-5, 9`.
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
  const passes = percent >= THRESHOLD;
  console.log(
    `${passes ? '✓' : '✗'} ${folder}: ${percent.toFixed(1)} % of lines, at least ${THRESHOLD} %`,
  );
  for (const line of missed) console.log(`    ${line}`);
  if (!passes) process.exitCode = 1;
}
