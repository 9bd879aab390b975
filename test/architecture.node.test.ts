/**
 * Enforces what the compiler cannot: the direction of imports, where Lit and the DOM may be used, and that
 * no text becomes markup or code. Samples prove that each rule can fail. One file, because all rules read
 * the same sources.
 */
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join, posix, relative, sep} from 'node:path';
import {describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import ts from 'typescript';

/** Source texts, by path from the project's root, such as `src/guard/verdict.ts`. */
type Files = Readonly<Record<string, string>>;

const DOMAIN = ['text', 'slices', 'manifest', 'guard', 'posture'];
const INTERFACE = [...DOMAIN, 'locales', 'i18n', 'styles'];

/** The leaves of `elements/`, which import nothing else of it. */
const ELEMENT_LEAVES = ['contexts', 'events', 'tags', 'can-render'].map(
  (name) => `elements/${name}`,
);

/**
 * The folders of src, each with the folders or single modules that it may import besides itself. A file
 * belongs to the folder with the longest matching path.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  text: [],
  locales: [],
  styles: [],
  cdn: [],
  manifest: ['text', 'slices'],
  guard: ['text', 'manifest'],
  posture: ['text', 'slices', 'manifest', 'guard'],
  export: [...DOMAIN, 'locales', 'version'],
  i18n: ['manifest', 'locales'],
  elements: [...INTERFACE],
  ...Object.fromEntries(ELEMENT_LEAVES.map((leaf) => [leaf, INTERFACE])),
  'elements/ui': [...INTERFACE, ...ELEMENT_LEAVES],
  'elements/sections': [...INTERFACE, ...ELEMENT_LEAVES, 'elements/ui'],
  'elements/hydration': [
    ...INTERFACE,
    ...ELEMENT_LEAVES,
    ...['host', 'load-rest', 'locale-controller', 'options'].map(
      (name) => `elements/center/${name}`,
    ),
    'elements/ui/clear-rendering',
    'elements/ui/claim-reading',
    'elements/ui/markdown',
    'version',
  ],
  'elements/center': [
    ...INTERFACE,
    ...ELEMENT_LEAVES,
    'elements/ui',
    'elements/sections',
    'elements/hydration',
    'export',
    'version',
  ],
  server: [...INTERFACE, 'export', 'elements'],
  embed: ['text/links', 'elements/center/trust-center', 'elements/tags'],
  cli: [...DOMAIN, 'export', 'locales', 'i18n', 'server', 'version'],
  entries: [...INTERFACE, 'export', 'elements', 'server'],
};

/** Packages that only some folders may import. */
const PACKAGES: readonly {named: RegExp; only: RegExp}[] = [
  {named: /^@lit-labs\//, only: /^src\/(elements|server)\//},
  {
    named: /^(lit|lit-html|lit-element|@lit)(\/|$)/,
    only: /^src\/(elements|server|styles)\//,
  },
  {
    named: /^marked$/,
    only: /^src\/(elements\/ui\/markdown|posture\/(at-once|claims\/reading)|text\/rendered-text)/,
  },
  {named: /^node:/, only: /^src\/(server|cli)\//},
  // Nothing imports `cli`, so these are in no page's bundle.
  {named: /^(commander|jose|jsonc-parser)$/, only: /^src\/cli\//},
];

/** Folders that may use the DOM. Everything else also runs in Node, in a worker or on an edge platform. */
const HAS_DOM = /^src\/(cdn|elements|embed|server)\//;

/** APIs that turn text into markup, style or code, or that store data about a reader. */
const BANNED: readonly {pattern: RegExp; sample: string; except?: string}[] = [
  {pattern: /\bunsafeStatic\b/, sample: 'html`<${unsafeStatic(text)}></${unsafeStatic(text)}>`'},
  // The only template that is no literal explains why it is safe.
  {
    pattern: /\bhtml\(/,
    sample: 'html(strings, text)',
    except: 'src/elements/center/section-tag.ts',
  },
  {pattern: /\bunsafe(HTML|SVG|MathML)\b/, sample: 'html`${unsafeHTML(text)}`'},
  {pattern: /\binnerHTML\b/, sample: 'row.innerHTML = text'},
  {pattern: /\bouterHTML\b/, sample: 'html`<p .outerHTML=${text}></p>`'},
  {pattern: /\binsertAdjacentHTML\b/, sample: "row.insertAdjacentHTML('beforeend', text)"},
  {pattern: /\b(set|parse)HTMLUnsafe\b/, sample: 'row.setHTMLUnsafe(text)'},
  // The chunk loader creates a script from its own table of chunks, and explains why.
  {
    pattern: /\bcreateContextualFragment\b/,
    sample: 'range.createContextualFragment(text)',
    except: 'src/cdn/chunk-loader.ts',
  },
  {pattern: /\bsrcdoc\b/, sample: 'html`<iframe srcdoc=${text}></iframe>`'},
  {pattern: /\bdocument\s*\.\s*write(ln)?\b/, sample: 'document.write(text)'},
  {pattern: /\beval\s*\(/, sample: 'eval(text)'},
  {pattern: /(?<!\.)\bFunction\s*\(/, sample: 'new Function(text)()'},
  {pattern: /\bstyleMap\b/, sample: 'html`<p class=${styleMap(styles)}></p>`'},
  {pattern: /<[a-z]([^>]|=>)*\sstyle\s*=/, sample: 'html`<p @click=${() => go()} style=${a}>`'},
  {pattern: /\b(local|session)Storage\b/, sample: "localStorage.setItem('seen', text)"},
  {pattern: /\bindexedDB\b/, sample: 'indexedDB.open(text)'},
  {pattern: /\bdocument\s*\.\s*cookie\b|\bcookieStore\b/, sample: 'document.cookie = text'},
];

interface Rule {
  readonly promise: string;
  readonly finds: (files: Files) => readonly string[];
  /** Each must be reported. */
  readonly bad: readonly Files[];
  /** None may be reported. */
  readonly good: readonly Files[];
}

const RULES: readonly Rule[] = [
  {
    promise: 'imports point in one direction',
    finds: (files) =>
      importsOf(files).flatMap(({file, from, target}) =>
        !from || !target || mayImport(file, target) ? [] : `${file} imports ${target}`,
      ),
    bad: [
      {'src/manifest/a.ts': "import {b} from '../posture/b.js';"},
      {'src/guard/a.ts': "import type {B} from '../elements/b.js';"},
      {'src/posture/a.ts': "export * from '../export/b.js';"},
      {'src/export/a.ts': "const b = await import('../elements/b.js');"},
      {'src/posture/a.ts': "let b: import('../elements/b.js').B;"},
      {'src/text/links.ts': "import {b} from '../manifest/schema.js';"},
      {'src/locales/de.ts': "import {b} from '../i18n/intl.js';"},
      {'src/i18n/messages.ts': "import {b} from '../elements/events.js';"},
      {'src/elements/sections/a.ts': "import {b} from '../../cli/b.js';"},
      {'src/elements/sections/a.ts': "import type {B} from '../center/host.js';"},
      {'src/elements/sections/controls/row.ts': "import {b} from '../../define.js';"},
      {'src/elements/ui/a.ts': "import type {B} from '../sections/trust-section.js';"},
      {'src/elements/contexts.ts': "import type {B} from './ui/b.js';"},
      {'src/elements/tags.ts': "import {b} from './events.js';"},
      {'src/elements/a.ts': "import '../entries/index.js';"},
      {'src/entries/a.ts': "import {b} from '../cli/b.js';"},
      {'src/elements/a.ts': "import {b} from '../../demo/b.js';"},
      {'src/utils/a.ts': "import {b} from '../manifest/b.js';"},
    ],
    good: [
      {'src/posture/a.ts': "import {b} from '../guard/b.js'; import {c} from './c.js';"},
      {'src/manifest/schema.ts': "import {resolveLink} from '../text/links.js';"},
      {'src/elements/sections/controls/row.ts': "import {b} from '../../ui/evidence.js';"},
      {'src/entries/index.ts': "import '../elements/define.js'; import '../guard/handler.js';"},
      {'src/manifest/a.ts': "// import {b} from '../posture/b.js';"},
    ],
  },
  {
    promise: 'imports form no cycle, including type imports',
    finds: cyclesOf,
    bad: [
      {
        'src/guard/a.ts': "import type {B} from './b.js';",
        'src/guard/b.ts': "import {a} from './a.js';",
      },
      {
        'src/elements/a.ts': "const b = await import('./b.js');",
        'src/elements/b.ts': "import {c} from './ui/c.js';",
        'src/elements/ui/c.ts': "export type A = import('../a.js').A;",
      },
    ],
    good: [
      {
        'src/guard/a.ts': "import {c} from './c.js'; import {b} from './b.js';",
        'src/guard/b.ts': "import {c} from './c.js';",
        'src/guard/c.ts': 'export const c = 1;',
      },
    ],
  },
  {
    promise:
      'Lit, marked, Node and the libraries of the command line are imported only where allowed',
    finds: (files) =>
      importsOf(files).flatMap(({file, from, specifier}) =>
        from && PACKAGES.some(({named, only}) => named.test(specifier) && !only.test(file))
          ? `${file} imports ${specifier}`
          : [],
      ),
    bad: [
      {'src/guard/a.ts': "import {nothing} from 'lit';"},
      {'src/i18n/intl.ts': "import {html} from 'lit/html.js';"},
      {'src/posture/a.ts': "import {createContext} from '@lit/context';"},
      {'src/export/a.ts': "import {render} from '@lit-labs/ssr';"},
      {'src/elements/ui/prose.ts': "const {lexer} = await import('marked');"},
      {'src/manifest/a.ts': "import {readFile} from 'node:fs/promises';"},
      {'src/server/a.ts': "import {FlattenedSign} from 'jose';"},
    ],
    good: [
      {'src/elements/ui/markdown.ts': "import {html} from 'lit'; import {lexer} from 'marked';"},
      {'src/styles/tokens.ts': "import {css} from 'lit';"},
      {'src/server/render.ts': "import {render} from '@lit-labs/ssr';"},
      {'src/manifest/a.ts': "import * as v from 'valibot';"},
      {'src/cli/a.ts': "import {Command} from 'commander';"},
    ],
  },
  {
    promise: 'only elements, the server, the embed page and the chunk loader use the DOM',
    finds: (files) => namesUnknownToWorkers(files),
    bad: [
      {'src/posture/a.ts': 'export const title = document.title;'},
      {'src/guard/a.ts': "window.addEventListener('online', () => {});"},
      {'src/export/a.ts': 'export const tag = (element: HTMLElement) => element.tagName;'},
      {'src/manifest/a.ts': 'export type Root = ShadowRoot | Element;'},
      {'src/text/a.ts': 'export const parser = new DOMParser();'},
    ],
    good: [
      {'src/elements/a.ts': 'export const title = document.title;'},
      {'src/export/a.ts': 'for (const document of [{title: "a"}]) console.log(document.title);'},
      {
        'src/guard/a.ts':
          'export const ask = (url: URL) => fetch(url, {signal: AbortSignal.timeout(1)});',
      },
    ],
  },
  {
    promise: 'no text becomes markup, style or code, and no data is stored',
    finds: (files) =>
      inSource(files).flatMap(([file, source]) => {
        const code = withoutComments(source);
        return BANNED.flatMap(({pattern, except}) => {
          const found = except === file ? null : pattern.exec(code);
          return found ? `${file}: ${found[0]}` : [];
        });
      }),
    bad: BANNED.map(({sample}) => ({'src/elements/a.ts': sample})),
    good: [
      {'src/elements/a.ts': '/** Never innerHTML. */ element.style.setProperty("--width", width);'},
      {'src/elements/a.ts': 'const style = css`:host {color: red}`; type Check = Function;'},
      {'test/elements/a.test.ts': 'expect(element.shadowRoot.innerHTML).to.equal(text);'},
    ],
  },
  {
    promise: 'no test is skipped or runs exclusively',
    finds: (files) =>
      Object.entries(files).flatMap(([file, source]) =>
        file.startsWith('test/') ? callsThatHide(source).map((call) => `${file}: ${call}`) : [],
      ),
    // Assembled from pieces, so that a search for skipped tests does not find these samples.
    bad: [
      ...['only', 'skip', 'todo'].flatMap((word) => [
        `it.${word}('holds', () => {});`,
        `describe.${word}('all', () => {});`,
        `test('holds', {${word}: true}, () => {});`,
        `it('holds', function () { this.${word}(); });`,
      ]),
      ...['it', 'describe'].map((call) => `x${call}('holds', () => {});`),
    ].map((sample) => ({'test/a.test.ts': sample})),
    good: [{'test/a.test.ts': "it('never skips', () => { const only = list.filter(Boolean); });"}],
  },
];

const root = fileURLToPath(new URL('..', import.meta.url));
const project = {...read('src'), ...read('test')};

for (const {promise, finds, bad, good} of RULES) {
  describe(promise, () => {
    it('holds in this project', () => assert.deepEqual(finds(project), []));
    it('reports each bad sample and no good one', () => {
      for (const sample of bad) assert.notDeepEqual(finds(sample), [], JSON.stringify(sample));
      for (const sample of good) assert.deepEqual(finds(sample), []);
    });
  });
}

function read(folder: string): Files {
  const files = readdirSync(join(root, folder), {recursive: true, encoding: 'utf8'});
  return Object.fromEntries(
    files
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `${folder}/${file.replaceAll(sep, '/')}`)
      .map((file) => [file, readFileSync(join(root, file), 'utf8')]),
  );
}

function inSource(files: Files): [file: string, source: string][] {
  return Object.entries(files).filter(([file]) => file.startsWith('src/'));
}

/** Returns the folder of a file in src, such as `elements/ui`; `undefined` for any other file. */
function folderOf(file: string): string | undefined {
  return /^src\/(.+)\//.exec(file)?.[1];
}

/** Returns every import of the files in src: static, dynamic, type-only and re-exports. */
function importsOf(files: Files) {
  return inSource(files).flatMap(([file, source]) =>
    ts.preProcessFile(source, true, true).importedFiles.map(({fileName: specifier}) => ({
      file,
      /** The importing folder. */
      from: folderOf(file),
      specifier,
      /** The imported module's path from the project's root, without extension; `undefined` for a package. */
      target: specifier.startsWith('.')
        ? posix.join(dirname(file), specifier).replace(/\.js$/, '')
        : undefined,
    })),
  );
}

/** Returns each import cycle once, as its files in alphabetical order. */
function cyclesOf(files: Files): string[] {
  const targets = new Map<string, string[]>();
  for (const {file, target} of importsOf(files))
    if (target) targets.set(file, [...(targets.get(file) ?? []), `${target}.ts`]);
  const cycles = new Set<string>();
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) cycles.add(path.slice(start).sort().join(' '));
    if (start >= 0 || done.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return [...cycles];
}

function mayImport(file: string, target: string): boolean {
  const room = roomOf(file.replace(/\.ts$/, ''));
  if (!room) return false;
  const allowed = [...MAY_IMPORT[room]!, room];
  return allowed.some(
    (place) => target === `src/${place}` || `${roomOf(target)}/`.startsWith(`${place}/`),
  );
}

/** Returns the entry of `MAY_IMPORT` with the longest path that contains a file or folder. */
function roomOf(path: string): string | undefined {
  return Object.keys(MAY_IMPORT)
    .filter((room) => `${path}/`.startsWith(`src/${room}/`))
    .sort((a, b) => b.length - a.length)[0];
}

/** Removes types and comments; templates stay unchanged. */
function withoutComments(source: string): string {
  const options = {target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext};
  return ts.transpileModule(source, {
    compilerOptions: {...options, removeComments: true, verbatimModuleSyntax: true},
  }).outputText;
}

/** TypeScript's libraries, parsed once for all samples because parsing them takes most of the time. */
const libraries = new Map<string, ts.SourceFile | undefined>();

/**
 * Returns the names that the compiler cannot find in a web worker's scope, which has `fetch`, `URL` and
 * `crypto` like every modern platform, but no document.
 */
function namesUnknownToWorkers(files: Files): string[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2023.d.ts', 'lib.webworker.d.ts'],
    types: ['node'],
    skipLibCheck: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const fromDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (path, version) => {
    const source = files[relative(root, path).replaceAll(sep, '/')];
    if (source !== undefined) return ts.createSourceFile(path, source, version);
    if (!libraries.has(path)) libraries.set(path, fromDisk(path, version));
    return libraries.get(path);
  };
  const checked = Object.keys(files).filter((file) => folderOf(file) && !HAS_DOM.test(file));
  const program = ts.createProgram(
    checked.map((file) => join(root, file)),
    options,
    host,
  );
  return checked.flatMap((file) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(join(root, file)))
      .map(({messageText}) => ts.flattenDiagnosticMessageText(messageText, ' '))
      .filter((message) => message.startsWith('Cannot find name'))
      .map((message) => `${file}: ${message}`),
  );
}

/** Returns calls with which a test runner skips the test itself or all others. */
function callsThatHide(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const callee = node.expression.getText(file);
      const options = node.arguments
        .filter(ts.isObjectLiteralExpression)
        .flatMap(({properties}) => [...properties]);
      const hides =
        /^x(it|describe|context)$|\.(only|skip|todo)$/.test(callee) ||
        (/^(it|test|describe|suite)$/.test(callee) &&
          options.some(({name}) => name && /^(only|skip|todo)$/.test(name.getText(file))));
      if (hides) found.push(callee);
    }
    ts.forEachChild(node, visit);
  };
  const file = ts.createSourceFile('test.ts', source, ts.ScriptTarget.ESNext);
  visit(file);
  return found;
}
