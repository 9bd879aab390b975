/**
 * What npm users get: the tarball, file by file, as it is packed; and what it does in plain Node, where
 * there is no page.
 */
import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const {exports, types, dependencies, version, ...fields} = JSON.parse(
  readFileSync(`${root}package.json`, 'utf8'),
) as {
  exports: Record<string, string | {types: string; default: string} | null>;
  types: string;
  version: string;
  dependencies: Record<string, string>;
  customElements: string;
  'web-types': string;
  jsdelivr: string;
  unpkg: string;
};

/** The file that an entry of the exports stands for, or one of them. */
const sample = (entry: string | {default: string}) =>
  (typeof entry === 'string' ? entry : entry.default).replace('*', 'de').replace('./', '');

/** Sources of what only the build needs, or the script-tag build has: nobody imports them. Those of `dist/embed` are not packed. */
const NOT_BUILT = ['manifest/json-schema', 'manifest/field-meanings', 'cdn/chunk-loader'];

/** The script-tag build. */
const SCRIPTS = [
  'trust-center-renderer.js',
  'trust-center-hydrate.js',
  'trust-center-locale-ar.js',
  'trust-center-locale-de.js',
  'trust-center-locale-es.js',
  'trust-center-locale-fr.js',
  'trust-center-locale-ja.js',
  'trust-center-markdown.js',
  'trust-center-save-snapshot.js',
  'trust-center.js',
];

/** Everything that is packed besides the sources, and the four files that each of them becomes. */
const FILES = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'package.json',
  'dist/cdn/integrity.json',
  ...SCRIPTS.map((file) => `dist/cdn/${file}`),
  'dist/custom-elements.json',
  'dist/embed/embed.example.json',
  'dist/embed/index.html',
  ...['embed.css', 'embed.js', ...SCRIPTS].map((file) => `dist/embed/${version}/${file}`),
  'dist/trust-center.css',
  'dist/trust-manifest.schema.json',
  'dist/types/jsx.d.ts',
  'dist/types/jsx.js',
  'dist/types/svelte.d.ts',
  'dist/types/svelte.js',
  'dist/types/vue.d.ts',
  'dist/types/vue.js',
  'dist/vscode.css-custom-data.json',
  'dist/vscode.html-custom-data.json',
  'dist/web-types.json',
];

/** A folder in which the tarball is installed, with the dependencies of this one. */
const host = mkdtempSync(join(tmpdir(), 'trust-center-'));
const installed = join(host, 'node_modules', '@arqen', 'trust-center');
let tarball: string;
let packed: readonly string[];

before(() => {
  const [pack] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', host], {
      cwd: root,
      encoding: 'utf8',
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as [{filename: string; files: {path: string}[]}];
  tarball = join(host, pack.filename.replace('@', '').replace('/', '-'));
  packed = pack.files.map(({path}) => path);
  mkdirSync(installed, {recursive: true});
  execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1']);
  for (const name of Object.keys(dependencies)) {
    mkdirSync(join(host, 'node_modules', name, '..'), {recursive: true});
    symlinkSync(join(root, 'node_modules', name), join(host, 'node_modules', name), 'junction');
  }
});
after(() => rmSync(host, {recursive: true}));

/** Runs a module in plain Node beside the installed package: no loader, no page. */
function inNode(code: string): string {
  const {status, stdout, stderr} = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', code],
    {cwd: host, encoding: 'utf8', env: {...process.env, NODE_OPTIONS: ''}},
  );
  assert.deepEqual([status, stderr], [0, '']);
  return stdout;
}

/** Runs a tool of this project's. What it prints is the failure. */
function passes(tool: string, ...args: readonly string[]): void {
  const {status, stdout, stderr} = spawnSync(
    process.execPath,
    [join(root, 'node_modules', tool), ...args],
    {cwd: root, encoding: 'utf8'},
  );
  assert.equal(status, 0, stdout + stderr);
}

describe('the package', () => {
  it('packs each source with what it becomes, and besides that what is listed here, exactly', () => {
    const sources = readdirSync(`${root}src`, {recursive: true, encoding: 'utf8'})
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => file.endsWith('.ts') && !file.startsWith('embed/'))
      .map((file) => file.slice(0, -'.ts'.length));
    const built = sources
      .filter((file) => !NOT_BUILT.includes(file))
      .flatMap((file) =>
        ['.js', '.js.map', '.d.ts', '.d.ts.map'].map((end) => `dist/${file}${end}`),
      );
    assert.deepEqual(
      [...packed].sort(),
      [...FILES, ...built, ...sources.map((file) => `src/${file}.ts`)].sort(),
    );
  });

  it('packs whatever it names', () => {
    const named = [
      types,
      ...Object.values(exports).flatMap((entry) => (entry ? sample(entry) : [])),
      ...Object.values(FIELDS),
    ];
    for (const file of named) assert.ok(packed.includes(file.replace('./', '')), file);
  });

  it('packs the source that each source map names', () => {
    for (const file of packed.filter((file) => file.endsWith('.map'))) {
      const {sources} = JSON.parse(readFileSync(join(installed, file), 'utf8')) as {
        sources: string[];
      };
      for (const source of sources)
        assert.ok(packed.includes(join(file, '..', source).replaceAll('\\', '/')), file);
    }
  });

  it('is clean to publint', () => passes('publint/src/cli.js', '--strict', tarball));

  it('has types that are right to are-the-types-wrong, as modules alone', () => {
    const attw = '@arethetypeswrong/cli/dist/index.js';
    // A style sheet has none.
    const without = ['--exclude-entrypoints', './trust-center.css'];
    passes(attw, tarball, '--profile', 'esm-only', ...without);
  });
});

/** Fields by which tools and content networks find files. */
const FIELDS = {
  customElements: fields.customElements,
  webTypes: fields['web-types'],
  jsdelivr: fields.jsdelivr,
  unpkg: fields.unpkg,
};

describe('in plain Node', () => {
  it('./manifest reads and derives ARQEN’s manifest', () => {
    const said = inNode(`
      import {readFileSync} from 'node:fs';
      import {derivePosture, parseManifest} from '@arqen/trust-center/manifest';
      const parsed = parseManifest(readFileSync(${JSON.stringify(`${root}demo/arqen.trust.json`)}, 'utf8'));
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

  it('./elements has the classes, and registers nothing', () => {
    const said = inNode(`
      const {TrustCenter, TrustGates} = await import('@arqen/trust-center/elements');
      const tags = ['arqen-trust-center', 'arqen-trust-gates'];
      console.log(JSON.stringify([
        typeof TrustCenter,
        typeof TrustGates,
        tags.filter((tag) => customElements.get(tag)),
      ]));
    `);
    assert.deepEqual(JSON.parse(said), ['function', 'function', []]);
  });

  it('. is imported in silence, as frameworks do that render on a server', () => {
    const said = inNode(`
      const {TrustCenter} = await import('@arqen/trust-center');
      console.log(typeof document, TrustCenter.observedAttributes.includes('src'));
    `);
    assert.equal(said, 'undefined true\n');
  });

  it('the entries that have types alone are modules that do nothing', () => {
    const said = inNode(`
      const entries = ['jsx', 'vue', 'svelte'];
      for (const entry of entries)
        console.log(Object.keys(await import('@arqen/trust-center/' + entry)).length);
    `);
    assert.equal(said, '0\n0\n0\n');
  });

  it('each language comes by itself', () => {
    const said = inNode(`
      import {words} from '@arqen/trust-center/locales/de';
      console.log(Object.keys(words).length > 100);
    `);
    assert.equal(said, 'true\n');
  });

  it('the published schema is JSON Schema 2020-12', () => {
    const schema = JSON.parse(
      readFileSync(join(installed, sample(exports['./trust-manifest.schema.json']!)), 'utf8'),
    ) as {$schema: string};
    assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema');
  });
});
