/** The script-tag build: one file for the elements, and marked in a chunk of its own that it verifies. */
import {createHash} from 'node:crypto';
import {fileURLToPath} from 'node:url';
import {build, type Plugin, type Rolldown} from 'vite';
import {LOCALE_IMPORTS} from '../src/elements/import-locale.js';

export const root = fileURLToPath(new URL('..', import.meta.url));

export const ENTRY = 'trust-center.js';
export const MARKED = 'trust-center-markdown.js';
const localeFile = (language: string) => `trust-center-locale-${language}.js`;

/** A Subresource Integrity digest of a file's text. */
export const digest = (code: string): string =>
  `sha384-${createHash('sha384').update(code).digest('base64')}`;

/** A bundled file, and the code that each module has in it before minification. */
export interface Bundle {
  readonly code: string;
  readonly modules: Readonly<Record<string, string>>;
}

/**
 * Lit makes a Trusted Types policy when it loads, and dies where the page does not allow its name. In
 * this build the policy has the element's own name, and a refusal only means that nothing is rendered.
 */
const ownTrustedTypesPolicy: Plugin = {
  name: 'own-trusted-types-policy',
  transform(code, id) {
    if (!id.includes('/lit-html/lit-html.js')) return undefined;
    const call = /(\w+)\.createPolicy\("lit-html",\s*(\{createHTML:\s*\w+\s*=>\s*\w+\})\)/;
    if (!call.test(code))
      throw new Error('lit-html makes its policy in another way: mend this file');
    return code.replace(
      call,
      '(()=>{try{return $1.createPolicy("arqen-trust-center",$2)}catch{}})()',
    );
  },
};

/** Puts the verified files in the place of plain imports, of marked and of the locales. */
const verifiedImports: Plugin = {
  name: 'verified-imports',
  enforce: 'pre',
  resolveId: (source) => {
    if (source.endsWith('/import-marked.js')) return `${root}src/text/import-marked-verified.ts`;
    if (source.endsWith('/import-locale.js'))
      return `${root}src/elements/import-locale-verified.ts`;
    return undefined;
  },
};

/** Templates and style sheets keep their line breaks through the minifier; the browser needs none. */
const fold = (code: string) => code.replace(/\s*\n\s*/g, ' ').trim() + '\n';

/** The chunk of marked alone: with any of our own modules in it, the entry would be loaded twice. */
const bundleMarked = (): Promise<Bundle> => bundle(`${root}node_modules/marked/lib/marked.esm.js`);

/** The words of each language besides English, in a file of their own, by the language. */
async function bundleLocales(): Promise<Readonly<Record<string, Bundle>>> {
  const locales: Record<string, Bundle> = {};
  for (const language of Object.keys(LOCALE_IMPORTS))
    locales[language] = await bundle(`${root}src/locales/${language}.ts`);
  return locales;
}

/** Everything of the script-tag build: the entry lets no other file run than those with these texts. */
export async function bundleAll(): Promise<Readonly<Record<string, Bundle>>> {
  const marked = await bundleMarked();
  const locales = Object.entries(await bundleLocales());
  const files = locales.map(([language, {code}]) => [
    language,
    [localeFile(language), digest(code)],
  ]);
  const {code, modules} = await bundle(`${root}src/index.ts`, {
    plugins: [ownTrustedTypesPolicy, verifiedImports],
    define: {
      MARKED_FILE: JSON.stringify(MARKED),
      MARKED_INTEGRITY: JSON.stringify(digest(marked.code)),
      LOCALE_FILES: JSON.stringify(Object.fromEntries(files)),
    },
  });
  return {
    [ENTRY]: {code: fold(code), modules},
    [MARKED]: marked,
    ...Object.fromEntries(locales.map(([language, locale]) => [localeFile(language), locale])),
  };
}

async function bundle(
  input: string,
  {plugins = [], define = {}}: {plugins?: Plugin[]; define?: Record<string, string>} = {},
): Promise<Bundle> {
  const output = (await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    define: {...define, 'process.env.NODE_ENV': '"production"'},
    plugins,
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      modulePreload: false,
      rolldownOptions: {input, preserveEntrySignatures: 'strict', output: {format: 'es'}},
    },
  })) as Rolldown.RolldownOutput;
  const [chunk, ...rest] = output.output;
  if (rest.length) throw new Error(`${input} fell into ${rest.length + 1} files`);
  const modules = Object.entries(chunk.modules).map(
    ([id, {code}]) => [id.replace(root, ''), code ?? ''] as const,
  );
  return {code: chunk.code, modules: Object.fromEntries(modules)};
}
