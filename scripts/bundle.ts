/** The script-tag build: one file for the elements, and marked in a chunk of its own that it verifies. */
import {createHash} from 'node:crypto';
import {fileURLToPath} from 'node:url';
import {build, type Plugin, type Rolldown} from 'vite';

export const root = fileURLToPath(new URL('..', import.meta.url));

export const ENTRY = 'trust-center.js';
export const MARKED = 'trust-center-markdown.js';

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

/** Puts the verified chunk in the place of the plain import of marked. */
const verifiedMarked: Plugin = {
  name: 'verified-marked',
  enforce: 'pre',
  resolveId: (source) =>
    source.endsWith('/import-marked.js') ? `${root}src/text/import-marked-verified.ts` : undefined,
};

/** Templates and style sheets keep their line breaks through the minifier; the browser needs none. */
const fold = (code: string) => code.replace(/\s*\n\s*/g, ' ').trim() + '\n';

/** The chunk of marked alone: with any of our own modules in it, the entry would be loaded twice. */
export const bundleMarked = (): Promise<Bundle> =>
  bundle(`${root}node_modules/marked/lib/marked.esm.js`);

/** The entry, which lets no other chunk run than the one with this text. */
export async function bundleEntry(marked: string): Promise<Bundle> {
  const {code, modules} = await bundle(`${root}src/index.ts`, {
    plugins: [ownTrustedTypesPolicy, verifiedMarked],
    define: {
      MARKED_FILE: JSON.stringify(MARKED),
      MARKED_INTEGRITY: JSON.stringify(digest(marked)),
    },
  });
  return {code: fold(code), modules};
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
