/** The code in each host's README is part of the tested application. */
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));

const spaced = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Lists the handwritten files of a host. */
const filesOf = (host: string): string[] =>
  readdirSync(join(folder, host), {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile() && !/README\.md|package-lock\.json/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (file) => !/[\\/](?:node_modules|dist|build|cache)[\\/]/.test(file.slice(folder.length)),
    );

for (const {name: host} of readdirSync(folder, {withFileTypes: true}).filter((it) =>
  it.isDirectory(),
)) {
  describe(`the recipe for ${host}`, () => {
    const recipe = readFileSync(join(folder, host, 'README.md'), 'utf8');
    const blocks = [...recipe.matchAll(/^```(\w*)\n(.*?)^```$/gms)]
      .filter(([, language]) => language !== 'sh')
      .map(([, , code]) => code!);

    it('contains code', () => assert.ok(blocks.length > 0));

    it('quotes only the application’s own lines', () => {
      const sources = filesOf(host).map((file) => spaced(readFileSync(file, 'utf8')));
      const invented = blocks.filter(
        (code) => !sources.some((source) => source.includes(spaced(code))),
      );
      assert.deepEqual(invented, []);
    });
  });
}
