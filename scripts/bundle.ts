/**
 * The script-tag build: the entry, and the files that it has loaded when they are needed. A reader's
 * page may pin the entry by its digest; the entry lets no other file run than those it was built with.
 *
 * Rolldown parts the code at each `import()`. Its parts import each other by name, which a browser
 * would fetch unverified, and twice where the entry's address has a query. So each part becomes a
 * function of the parts that it needs, and whoever loads it hands them over.
 */
import {createHash} from 'node:crypto';
import {basename} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build, type Plugin, type Rolldown} from 'vite';
import {foldTemplates} from './fold-templates.js';

export const root = fileURLToPath(new URL('..', import.meta.url));

export const ENTRY = 'trust-center.js';
export const RENDERER = 'trust-center-renderer.js';

/** A Subresource Integrity digest of a file's text. */
export const digest = (code: string): string =>
  `sha384-${createHash('sha384').update(code).digest('base64')}`;

/** A bundled file, and the code that each module has in it before minification. */
export interface Bundle {
  readonly code: string;
  readonly modules: Readonly<Record<string, string>>;
}

/** What is written otherwise in a library's files. Where one is no longer as it was, the build fails. */
type Rewriting = readonly [files: RegExp, found: RegExp, instead: string];

/**
 * Lit makes a Trusted Types policy when it loads, and dies where the page does not allow its name. In
 * this build the policy has the element's own name, and a refusal only means that nothing is rendered.
 */
const OWN_POLICY: Rewriting = [
  /\/lit-html\/lit-html\.js$/,
  /(\w+)\.createPolicy\("lit-html",\s*(\{createHTML:\s*\w+\s*=>\s*\w+\})\)/,
  '(()=>{try{return $1.createPolicy("arqen-trust-center",$2)}catch{}})()',
];

/**
 * Lit's copies on a page are counted in globals, and what standard decorators say of properties is kept
 * in another. Nobody here asks how many copies there are, and the decorators here are the older ones.
 */
const NO_GLOBALS: readonly Rewriting[] = [
  [
    /\/(?:lit-html|lit-element|reactive-element)\.js$/,
    /\(\w+\.\w+Versions\?\?=\[\]\)\.push\("[\d.]+"\)/,
    '0',
  ],
  [
    /\/reactive-element\.js$/,
    /Symbol\.metadata\?\?=Symbol\("metadata"\),\w+\.litPropertyMetadata\?\?=new WeakMap;/,
    '',
  ],
  [
    /\/reactive-element\.js$/,
    /const (\w)=this\[Symbol\.metadata\];if\(null!==\1\)\{const (\w)=litPropertyMetadata\.get\(\1\);if\(void 0!==\2\)for[^}]+\}/,
    '',
  ],
  [/\/decorators\/property\.js$/, /"object"==typeof (\w)\?\w\(\w,\w,\1\):/, ''],
];

const rewriteLibraries: Plugin = {
  name: 'rewrite-libraries',
  transform(code, id) {
    const rewritings = [OWN_POLICY, ...NO_GLOBALS].filter(([files]) => files.test(id));
    if (!rewritings.length) return undefined;
    return rewritings.reduce((text, [, found, instead]) => {
      if (!found.test(text)) throw new Error(`${id} is written in another way: mend this file`);
      return text.replace(found, instead);
    }, code);
  },
};

/** Vite has every `import()` preload what the part needs. Here that is what `chunk-loader.ts` does. */
const noPreloads: Plugin = {
  name: 'no-preloads',
  enforce: 'pre',
  load: (id) =>
    id === '\0vite/preload-helper.js'
      ? 'export const __vitePreload = (load) => load();'
      : undefined,
};

const folded: Plugin = {
  name: 'fold-templates',
  enforce: 'pre',
  transform: (code, id) => (id.startsWith(`${root}src/`) ? foldTemplates(id, code) : undefined),
};

/**
 * Modules of a few lines that hold no state, and that what takes over a server's markup shares with other
 * parts. It has copies: else each would become a file of its own, on which those parts would wait.
 */
const COPIED = /\/(?:lit-html\/directive(?:-helpers)?\.js|src\/version\.ts)$/;
const HYDRATION = /\/ssr-client\/|\/hydration\/server-state\.ts$/;

const ownCopies: Plugin = {
  name: 'own-copies',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (!importer || !HYDRATION.test(importer)) return undefined;
    const resolved = await this.resolve(source, importer, {skipSelf: true});
    return resolved && COPIED.test(resolved.id) ? `${resolved.id}?copy` : resolved;
  },
};

/** The name of the part that begins with a module. */
function chunkName(module: string): string {
  const locale = /\/locales\/(\w+)\.ts$/.exec(module)?.[1];
  if (locale) return `trust-center-locale-${locale}`;
  const name = module.includes('/marked/') ? 'markdown' : basename(module, '.ts');
  return `trust-center-${name}`;
}

/** Everything of the script-tag build, by the files' names. */
export async function bundleAll(): Promise<Readonly<Record<string, Bundle>>> {
  const chunks = await roll(`${root}src/entries/index.ts`);
  const entry = chunks.find(({isEntry}) => isEntry)!;
  const others = chunks.filter((chunk) => chunk !== entry);
  const bundles = others.map((chunk) => [chunk.fileName, asChunkFile(chunk)] as const);
  const table = Object.fromEntries(
    others.map(({fileName, imports}, i) => [fileName, [digest(bundles[i]![1].code), imports]]),
  );
  const [loader] = await roll(`${root}src/cdn/chunk-loader.ts`, {CHUNKS: JSON.stringify(table)});
  if (entry.imports.length) throw new Error(`The entry imports ${entry.imports.join(' and ')}`);
  const code = `const {importChunk: ${IMPORT_CHUNK}, own: $own} = (() => {${asFunctionBody(loader!)}})();${tellingItsExports(withChunkImports(entry.code))}`;
  const unverified = code.match(/\bimport\s*[("'{*`]/g)?.length;
  if (unverified !== 1)
    throw new Error('The entry imports something besides the parts it verifies');
  return {
    [entry.fileName]: {code, modules: {...modulesOf(entry), ...modulesOf(loader!)}},
    ...Object.fromEntries(bundles),
  };
}

/** The script of the page for an `<iframe>`, which is loaded after the entry. */
export async function bundleEmbed(): Promise<Bundle> {
  const [chunk] = await roll(`${root}src/embed/embed.ts`);
  return {code: chunk!.code, modules: modulesOf(chunk!)};
}

async function roll(
  input: string,
  define: Readonly<Record<string, string>> = {},
): Promise<readonly Rolldown.OutputChunk[]> {
  const {output} = (await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    define: {...define, 'process.env.NODE_ENV': '"production"'},
    plugins: [folded, ownCopies, rewriteLibraries, noPreloads],
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      modulePreload: false,
      rolldownOptions: {
        input,
        // What parts share with the entry is exported by it, instead of parted from it.
        preserveEntrySignatures: 'allow-extension',
        output: {
          format: 'es',
          entryFileNames: ENTRY,
          chunkFileNames: ({facadeModuleId, name}) => `${chunkName(facadeModuleId ?? name)}.js`,
        },
      },
    },
  })) as Rolldown.RolldownOutput;
  return output.filter((file) => file.type === 'chunk');
}

/** What stands for `import()` in the built files: longer than any name that the minifier gives. */
const IMPORT_CHUNK = '$importChunk';

const withChunkImports = (code: string) =>
  code.replace(
    /\bimport\("\.\/([^"]+)"\)|\bimport\(`\.\/([^`]+)`\)/g,
    (_, a?: string, b?: string) => `${IMPORT_CHUNK}("${a ?? b}")`,
  );

/**
 * A chunk as a function of what it imports: see `chunk-loader.ts`. It stands in parentheses, which has V8
 * compile it while it arrives; without them it is read once more, on the main thread, when it is called.
 */
function asChunkFile(chunk: Rolldown.OutputChunk): Bundle {
  const code = `export default (function (${IMPORT_CHUNK}, $needed) {${asFunctionBody(chunk)}});`;
  return {code, modules: modulesOf(chunk)};
}

/** A chunk's code, its imports taken from `$needed` in their order, and what it exports returned. */
function asFunctionBody({fileName, code, imports}: Rolldown.OutputChunk): string {
  const body = withChunkImports(code)
    .replace(/\bimport\{([^}]*)\}from"\.\/([^"]+)";/g, (_, names: string, file: string) => {
      return `const{${pairs(names, ([from, as]) => `${from}:${as}`)}}=$needed[${imports.indexOf(file)}];`;
    })
    .replace(EXPORTS, (_, names: string) => `return${exportsOf(names)}`);
  const left = /\b(?:import|export)\s*["'{*]/.exec(body);
  if (left)
    throw new Error(
      `${fileName} has an import or export of another form: ${body.slice(left.index, left.index + 80)}`,
    );
  return body;
}

/**
 * The entry, which hands what its parts need to its loader. Pages are given only what `src/entries/index.ts`
 * exports: the minifier shortens the names of all else.
 */
const tellingItsExports = (code: string): string =>
  code.replace(EXPORTS, (_, names: string) => {
    const shown = names.split(',').filter((name) => /\w{3,}$/.test(name));
    return `Object.assign($own,${exportsOf(names)});export{${shown.join()}};`;
  });

const EXPORTS = /\bexport\{([^}]*)\};\s*$/;
const exportsOf = (names: string) => `{${pairs(names, ([from, as]) => `${as}:${from}`)}}`;

/** The names of an import or export clause, each as what it is and what it is called. */
const pairs = (clause: string, write: (pair: readonly [from: string, as: string]) => string) =>
  clause
    .split(',')
    .map((name) => name.trim().split(/\s+as\s+/))
    .map(([from, as]) => write([from!, as ?? from!]))
    .join();

const modulesOf = (chunk: Rolldown.OutputChunk): Bundle['modules'] =>
  Object.fromEntries(
    Object.entries(chunk.modules).map(([id, {code}]) => [id.replace(root, ''), code ?? '']),
  );
