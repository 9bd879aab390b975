/** The npm package: the packed tarball, file by file, and its entries in plain Node, without a DOM. */
import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const {exports, types, bin, dependencies, version, ...fields} = JSON.parse(
  readFileSync(`${root}package.json`, 'utf8'),
) as {
  exports: Record<string, string | {types: string; default: string} | null>;
  types: string;
  bin: Record<string, string>;
  version: string;
  dependencies: Record<string, string>;
  customElements: string;
  'web-types': string;
  jsdelivr: string;
  unpkg: string;
};

/** The file behind an entry of the exports; for a pattern, one such file. */
const sample = (entry: string | {default: string}) =>
  (typeof entry === 'string' ? entry : entry.default).replace('*', 'de').replace('./', '');

/** Sources that only the build or the script-tag build uses. The sources of `dist/embed` are not packed. */
const NOT_BUILT = ['manifest/json-schema', 'manifest/field-meanings', 'cdn/chunk-loader'];

/** The script-tag build. */
const SCRIPTS = [
  'trust-center-find-problems.js',
  'trust-center-rest.js',
  'trust-center-signature.js',
  'trust-center-hydrate.js',
  'trust-center-issuer.js',
  'trust-center-lexicon-ar.js',
  'trust-center-lexicon-de.js',
  'trust-center-lexicon-en.js',
  'trust-center-lexicon-es.js',
  'trust-center-lexicon-fr.js',
  'trust-center-lexicon-ja.js',
  'trust-center-locale-ar.js',
  'trust-center-locale-de.js',
  'trust-center-locale-es.js',
  'trust-center-locale-fr.js',
  'trust-center-locale-ja.js',
  'trust-center-markdown.js',
  'trust-center-save-snapshot.js',
  'trust-center-scan.js',
  'trust-center-text.js',
  'trust-center.js',
];

/** Every packed file, except the sources and the four files built from each. */
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

/** A temporary folder in which the tarball is installed, with this project's dependencies. */
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

/** Runs a module in plain Node next to the installed package: no loader, no DOM. */
function inNode(code: string): string {
  const {status, stdout, stderr} = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', code],
    {cwd: host, encoding: 'utf8', env: {...process.env, NODE_OPTIONS: ''}},
  );
  assert.deepEqual([status, stderr], [0, '']);
  return stdout;
}

/** Runs a development tool, and fails with the tool's output. */
function assertPasses(tool: string, ...args: readonly string[]): void {
  const {status, stdout, stderr} = spawnSync(
    process.execPath,
    [join(root, 'node_modules', tool), ...args],
    {cwd: root, encoding: 'utf8'},
  );
  assert.equal(status, 0, stdout + stderr);
}

describe('the package', () => {
  it('contains each source, its built files, and the files listed here, and nothing else', () => {
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

  it('contains every file that package.json names', () => {
    const named = [
      types,
      ...Object.values(bin),
      ...Object.values(exports).flatMap((entry) => (entry ? sample(entry) : [])),
      ...Object.values(FIELDS),
    ];
    for (const file of named) assert.ok(packed.includes(file.replace('./', '')), file);
  });

  it('contains the source of each source map', () => {
    for (const file of packed.filter((file) => file.endsWith('.map'))) {
      const {sources} = JSON.parse(readFileSync(join(installed, file), 'utf8')) as {
        sources: string[];
      };
      for (const source of sources)
        assert.ok(packed.includes(join(file, '..', source).replaceAll('\\', '/')), file);
    }
  });

  it('passes publint', () => assertPasses('publint/src/cli.js', '--strict', tarball));

  it('passes are-the-types-wrong as an ESM-only package', () => {
    const attw = '@arethetypeswrong/cli/dist/index.js';
    // A style sheet has no types.
    const without = ['--exclude-entrypoints', './trust-center.css'];
    assertPasses(attw, tarball, '--profile', 'esm-only', ...without);
  });
});

/** The fields that tools and CDNs read. */
const FIELDS = {
  customElements: fields.customElements,
  webTypes: fields['web-types'],
  jsdelivr: fields.jsdelivr,
  unpkg: fields.unpkg,
};

describe('in plain Node', () => {
  it('./manifest parses ARQEN’s manifest and derives its posture', () => {
    const output = inNode(`
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
    const [page, status, controls, agreements, empty] = JSON.parse(output) as unknown[];
    assert.deepEqual(
      [page, status, agreements, empty],
      ['undefined', 'accepted', ['undetermined', 'undetermined'], 'refused'],
    );
    assert.ok((controls as number) >= 12);
  });

  it('./guard answers as a handler', () => {
    const output = inNode(`
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
    assert.deepEqual(JSON.parse(output), [403, 'blocked', true]);
  });

  it('./elements exports the classes, and registers nothing', () => {
    const output = inNode(`
      const {TrustCenter, TrustGates} = await import('@arqen/trust-center/elements');
      const tags = ['arqen-trust-center', 'arqen-trust-gates'];
      console.log(JSON.stringify([
        typeof TrustCenter,
        typeof TrustGates,
        tags.filter((tag) => customElements.get(tag)),
      ]));
    `);
    assert.deepEqual(JSON.parse(output), ['function', 'function', []]);
  });

  it('. imports without side effects or output, as server-rendering frameworks need', () => {
    const output = inNode(`
      const {TrustCenter} = await import('@arqen/trust-center');
      console.log(typeof document, TrustCenter.observedAttributes.includes('src'));
    `);
    assert.equal(output, 'undefined true\n');
  });

  it('the types-only entries are empty modules', () => {
    const output = inNode(`
      const entries = ['jsx', 'vue', 'svelte'];
      for (const entry of entries)
        console.log(Object.keys(await import('@arqen/trust-center/' + entry)).length);
    `);
    assert.equal(output, '0\n0\n0\n');
  });

  it('trust-center runs as the package names it', () => {
    const command = join(installed, bin['trust-center']!);
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [command, ...args], {encoding: 'utf8'}).stdout;
    assert.match(readFileSync(command, 'utf8'), /^#!\/usr\/bin\/env node\n/);
    assert.equal(run('--version'), `${version}\n`);
    assert.match(run('check', `${root}demo/arqen.trust.json`), /no problems/);
  });

  it('each language can be imported on its own', () => {
    const output = inNode(`
      import {words} from '@arqen/trust-center/locales/de';
      console.log(Object.keys(words).length > 100);
    `);
    assert.equal(output, 'true\n');
  });

  it('the published schema is JSON Schema 2020-12', () => {
    const schema = JSON.parse(
      readFileSync(join(installed, sample(exports['./trust-manifest.schema.json']!)), 'utf8'),
    ) as {$schema: string};
    assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema');
  });
});
