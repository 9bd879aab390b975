/** The table of promises in SECURITY.md names tests that exist. */
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';

const root = new URL('../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

const policy = read('SECURITY.md');
const rows = policy
  .slice(policy.indexOf('## Which test enforces which promise'))
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2);

describe('a promise of SECURITY.md', () => {
  it('stands in a row of its own', () => {
    assert.ok(rows.length > 30);
    const promises = rows.map((row) => row.split('|')[1]!.trim());
    assert.equal(new Set(promises).size, rows.length);
  });

  for (const row of rows) {
    const [, promise, cell] = row.split('|').map((it) => it.trim());
    it(`is held by a test: ${promise}`, () => {
      const [, file, title] = /^`(test\/[^`]+\.test\.ts)`: “([^”]+)”$/.exec(cell!) ?? [];
      assert.ok(file && title, cell);
      assert.ok(existsSync(fileURLToPath(new URL(file, root))), `${file} exists`);
      // Only in a title, be it that of one test or the start of those of many.
      const titles = [
        ...read(file).matchAll(/\b(?:it|describe)\(\s*(['`])((?:\\.|(?!\1)[^\\])*)\1/gs),
      ];
      const promises = [...read(file).matchAll(/\bpromise: '([^']*)'/g)];
      const named = [...titles.map((match) => match[2]!), ...promises.map((match) => match[1]!)];
      assert.ok(
        named.some((it) => it.includes(title)),
        `${file} contains a test “${title}”`,
      );
    });
  }
});
