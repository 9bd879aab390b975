/**
 * Builds the script-tag files: the entry, and the chunks it loads on demand. A page can pin the entry by
 * its digest; the entry runs only the chunks it was built with.
 *
 * Rolldown splits the code at each `import()`. Its chunks import each other by name, which a browser
 * would fetch unverified, and twice if the entry's URL has a query. So each chunk becomes a function of
 * the chunks it needs, and the chunk loader passes them in.
 */
import {createHash} from 'node:crypto';
import {basename} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build, type Plugin, type Rolldown} from 'vite';
import {foldTemplates} from './fold-templates.js';

export const root = fileURLToPath(new URL('..', import.meta.url));

export const ENTRY = 'trust-center.js';
export const REST = 'trust-center-rest.js';

/** Returns the Subresource Integrity digest of a file's text. */
export const digest = (code: string): string =>
  `sha384-${createHash('sha384').update(code).digest('base64')}`;

/** A bundled file, and the code of each of its modules before minification. */
export interface Bundle {
  readonly code: string;
  readonly modules: Readonly<Record<string, string>>;
}

/** The names that the chunk loader has in the built files. The minifier assigns only shorter names. */
const IMPORT_CHUNK = '$importChunk';
const POLICY = '$policy';

/**
 * Lit creates a Trusted Types policy when it loads, and throws if the page does not allow its name. In this
 * build it uses that of the chunk loader.
 */
const OWN_POLICY = {
  file: /\/lit-html\/lit-html\.js$/,
  code: /\w+\.createPolicy\("lit-html",\s*\{createHTML:\s*\w+\s*=>\s*\w+\}\)/,
  replacement: POLICY,
};

/**
 * Lit parses its templates with the page's own parser, which in XHTML is that of XML: it rejects them. A
 * template of an HTML document is parsed as HTML.
 */
const HTML_PARSER = {
  code: /(\w+)\.createElement\("template"\)/,
  replacement:
    '($1.contentType=="text/html"?$1:$1.implementation.createHTMLDocument()).createElement("template")',
};

const patchedLit: Plugin = {
  name: 'patched-lit',
  transform(code, id) {
    if (!OWN_POLICY.file.test(id)) return undefined;
    if (!OWN_POLICY.code.test(code) || !HTML_PARSER.code.test(code))
      throw new Error(`${id} no longer matches OWN_POLICY and HTML_PARSER: update the patterns`);
    return [OWN_POLICY, HTML_PARSER].reduce(
      (changed, {code, replacement}) => changed.replace(code, replacement),
      code,
    );
  },
};

/** Removes Vite's preloading of each chunk's dependencies, which `chunk-loader.ts` does instead. */
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
 * Short stateless modules that the hydration chunk shares with other chunks. The hydration chunk gets
 * copies; otherwise each module would become a file of its own, and those chunks would wait for it.
 */
const COPIED = /\/(?:lit-html\/directive(?:-helpers)?\.js|src\/version\.ts)$/;
const HYDRATION = /\/ssr-client\/|\/hydration\/server-state\.ts$/;

const hydrationCopies: Plugin = {
  name: 'hydration-copies',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (!importer || !HYDRATION.test(importer)) return undefined;
    const resolved = await this.resolve(source, importer, {skipSelf: true});
    return resolved && COPIED.test(resolved.id) ? `${resolved.id}?copy` : resolved;
  },
};

/** Returns the name of the chunk whose first module this is. */
function chunkName(module: string): string {
  const locale = /\/locales\/(\w+)\.ts$/.exec(module)?.[1];
  if (locale) return `trust-center-locale-${locale}`;
  const lexicon = /\/lexicons\/(\w+)\.ts$/.exec(module)?.[1];
  if (lexicon) return `trust-center-lexicon-${lexicon}`;
  const name = module.includes('/marked/') ? 'markdown' : basename(module, '.ts');
  return `trust-center-${name}`;
}

/** Builds every script-tag file, keyed by file name. */
export async function bundleAll(): Promise<Readonly<Record<string, Bundle>>> {
  const chunks = await bundleFrom(`${root}src/entries/index.ts`);
  const entry = chunks.find(({isEntry}) => isEntry)!;
  const others = chunks.filter((chunk) => chunk !== entry);
  const bundles = others.map((chunk) => [chunk.fileName, asChunkFile(chunk)] as const);
  const table = Object.fromEntries(
    others.map(({fileName, imports}, i) => [fileName, [digest(bundles[i]![1].code), imports]]),
  );
  const [loader] = await bundleFrom(`${root}src/cdn/chunk-loader.ts`, {
    CHUNKS: JSON.stringify(table),
  });
  if (entry.imports.length) throw new Error(`The entry imports ${entry.imports.join(' and ')}`);
  const code = `const {importChunk: ${IMPORT_CHUNK}, own: $own, policy: ${POLICY}} = (() => {${asFunctionBody(loader!)}})();${withSharedExports(withChunkImports(entry.code))}`;
  const unverified = code.match(/\bimport\s*[("'{*`]/g)?.length;
  if (unverified !== 1)
    throw new Error('The entry imports something other than the chunks it verifies');
  return {
    [entry.fileName]: {code, modules: {...modulesOf(entry), ...modulesOf(loader!)}},
    ...Object.fromEntries(bundles),
  };
}

/** Builds the script of the `<iframe>` page, which loads after the entry. */
export async function bundleEmbed(): Promise<Bundle> {
  const [chunk] = await bundleFrom(`${root}src/embed/embed.ts`);
  return {code: chunk!.code, modules: modulesOf(chunk!)};
}

async function bundleFrom(
  input: string,
  define: Readonly<Record<string, string>> = {},
): Promise<readonly Rolldown.OutputChunk[]> {
  const {output} = (await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    define: {...define, 'process.env.NODE_ENV': '"production"'},
    plugins: [folded, hydrationCopies, patchedLit, noPreloads],
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      modulePreload: false,
      rolldownOptions: {
        input,
        // The entry exports the modules it shares with chunks, instead of splitting them off.
        preserveEntrySignatures: 'allow-extension',
        output: {
          format: 'es',
          codeSplitting: {
            groups: [
              {name: 'entry', tags: ['$initial']},
              // What several chunks need and the entry does not, in one file instead of one for each module.
              {name: 'text', test: /\/src\/text\//},
            ],
          },
          entryFileNames: ENTRY,
          chunkFileNames: ({facadeModuleId, name}) => `${chunkName(facadeModuleId ?? name)}.js`,
        },
      },
    },
  })) as Rolldown.RolldownOutput;
  return output.filter((file) => file.type === 'chunk');
}

const withChunkImports = (code: string) =>
  code.replace(
    /\bimport\("\.\/([^"]+)"\)|\bimport\(`\.\/([^`]+)`\)/g,
    (_, a?: string, b?: string) => `${IMPORT_CHUNK}("${a ?? b}")`,
  );

/**
 * Wraps a chunk as a function of its imports: see `chunk-loader.ts`. The parentheses make V8 compile the
 * function while it downloads; without them V8 parses it again, on the main thread, when it is called.
 */
function asChunkFile(chunk: Rolldown.OutputChunk): Bundle {
  const code = `export default (function (${IMPORT_CHUNK}, $needed) {${asFunctionBody(chunk)}});`;
  return {code, modules: modulesOf(chunk)};
}

/** Returns a chunk's code with its imports read from `$needed`, in order, and its exports returned. */
function asFunctionBody({fileName, code, imports}: Rolldown.OutputChunk): string {
  const body = withChunkImports(code)
    .replace(/\bimport\{([^}]*)\}from"\.\/([^"]+)";/g, (_, names: string, file: string) => {
      return `const{${pairs(names, ([from, as]) => `${from}:${as}`)}}=$needed[${imports.indexOf(file)}];`;
    })
    .replace(EXPORTS, (_, names: string) => `return${exportsOf(names)}`);
  const left = /\b(?:import|export)\s*["'{*]/.exec(body);
  if (left)
    throw new Error(
      `${fileName} has an unexpected import or export: ${body.slice(left.index, left.index + 80)}`,
    );
  return body;
}

/**
 * Passes the entry's exports to its loader, for the chunks that need them. Pages get only the exports of
 * `src/entries/index.ts`: the minifier shortens all other names.
 */
const withSharedExports = (code: string): string =>
  code.replace(EXPORTS, (_, names: string) => {
    const published = names.split(',').filter((name) => /\w{3,}$/.test(name));
    return `Object.assign($own,${exportsOf(names)});export{${published.join()}};`;
  });

const EXPORTS = /\bexport\{([^}]*)\};\s*$/;
const exportsOf = (names: string) => `{${pairs(names, ([from, as]) => `${as}:${from}`)}}`;

/** Rewrites the names of an import or export clause, each given as its source and its local name. */
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
