/** What npm users get: the files that the package names, and entries that need no page. */
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const {exports, types} = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  exports: Record<string, string | {types: string; default: string}>;
  types: string;
};

/** A file that an entry of the exports stands for. */
const sample = (entry: string | {default: string}) =>
  (typeof entry === 'string' ? entry : entry.default).replace('*', 'de');

/** Runs a module in plain Node: no loader, no page. */
const inNode = (code: string): string =>
  execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: root,
    encoding: 'utf8',
    env: {...process.env, NODE_OPTIONS: ''},
  });

describe('the package', () => {
  for (const [entry, target] of Object.entries(exports)) {
    const file = sample(target);
    it(`has what it exports as ${entry}`, () => {
      assert.ok(existsSync(root + file), file);
      const declaration = file.replace(/\.js$/, '.d.ts');
      if (file.endsWith('.js') && !file.includes('/cdn/'))
        assert.ok(existsSync(root + declaration), declaration);
    });
  }

  it('has the types that it names', () => assert.ok(existsSync(root + types), types));

  it('packs what its exports need, its sources and its licence, and no test, demo or script', () => {
    const [pack] = JSON.parse(
      execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
        cwd: root,
        encoding: 'utf8',
        shell: process.platform === 'win32',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    ) as [{files: {path: string}[]}];
    const files = pack.files.map(({path}) => path);
    for (const file of [...Object.values(exports).map(sample), types])
      assert.ok(files.includes(file.replace('./', '').replace(/^\.\//, '')), file);
    for (const file of ['package.json', 'LICENSE', 'dist/cdn/integrity.json', 'src/index.ts'])
      assert.ok(files.includes(file), file);
    const stray = files.filter(
      (file) => !/^(dist|src)\/|^(package\.json|LICENSE|README\.md|CHANGELOG\.md)$/.test(file),
    );
    assert.deepEqual(stray, []);
    assert.deepEqual(
      files.filter((file) => /test|fixture/i.test(file)),
      [],
    );
  });

  it('packs a source for every source map', () => {
    const map = JSON.parse(readFileSync(`${root}dist/index.js.map`, 'utf8')) as {sources: string[]};
    assert.deepEqual(map.sources, ['../src/index.ts']);
  });
});

describe('in plain Node', () => {
  it('./manifest reads and derives ARQEN’s manifest', () => {
    const said = inNode(`
      import {readFileSync} from 'node:fs';
      import {derivePosture, parseManifest} from '@arqen/trust-center/manifest';
      const parsed = parseManifest(readFileSync('demo/arqen.trust.json', 'utf8'));
      const {controls, guards} = derivePosture(parsed.manifest, new Map(), Date.now());
      console.log(JSON.stringify([
        typeof document,
        parsed.status,
        controls.length,
        guards.map(({agreement}) => agreement),
        parseManifest('{}').status,
      ]));
    `);
    const [page, status, controls, agreements, empty] = JSON.parse(said) as unknown[];
    assert.deepEqual(
      [page, status, agreements, empty],
      ['undefined', 'accepted', ['undetermined', 'undetermined'], 'refused'],
    );
    assert.ok((controls as number) >= 12);
  });

  it('./guard answers as a handler', () => {
    const said = inNode(`
      import {createGuardHandler} from '@arqen/trust-center/guard';
      const handler = createGuardHandler({
        id: 'production-write',
        route: '/api/production-write',
        gate: () => ({decision: 'blocked', unmetGates: ['tenant-isolation']}),
      });
      const challenge = 'A'.repeat(22);
      const response = await handler(new Request('https://vendor.example/?challenge=' + challenge));
      const {guard} = await response.json();
      console.log(JSON.stringify([response.status, guard.decision, guard.challenge === challenge]));
    `);
    assert.deepEqual(JSON.parse(said), [403, 'blocked', true]);
  });

  it('the published schema is JSON Schema 2020-12', () => {
    const schema = JSON.parse(
      readFileSync(root + sample(exports['./trust-manifest.schema.json']!), 'utf8'),
    ) as {$schema: string};
    assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema');
  });
});
