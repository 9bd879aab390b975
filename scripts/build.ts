/**
 * Builds everything that is published into `dist/`: the modules with their declarations, the published
 * JSON Schema, and the script-tag build in `dist/cdn/` with its digests.
 */
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdir, rm, writeFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {build, type Plugin, type Rolldown} from 'vite';
import {manifestJsonSchema} from '../src/manifest/json-schema.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = `${root}dist/`;
const MARKED = 'trust-center-markdown.js';
const ENTRY = 'trust-center.js';

const digest = (code: string) => `sha384-${createHash('sha384').update(code).digest('base64')}`;

/**
 * Lit makes a Trusted Types policy when it loads, and dies where the page does not allow its name. In
 * this build the policy has the element's own name, and a refusal only means that nothing is rendered.
 */
const ownTrustedTypesPolicy: Plugin = {
  name: 'own-trusted-types-policy',
  transform(code, id) {
    if (!/lit-html\/lit-html\.js/.test(id)) return undefined;
    const call = /(\w+)\.createPolicy\("lit-html",\s*(\{createHTML:\s*\w+\s*=>\s*\w+\})\)/;
    if (!call.test(code))
      throw new Error('lit-html makes its policy in another way now: mend scripts/build.ts');
    return code.replace(
      call,
      '(()=>{try{return $1.createPolicy("arqen-trust-center",$2)}catch{}})()',
    );
  },
};

/** Templates and style sheets keep their line breaks through the minifier; the browser needs none. */
const foldTemplates: Plugin = {
  name: 'fold-templates',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk') chunk.code = chunk.code.replace(/\s*\n\s*/g, ' ').trim() + '\n';
    }
  },
};

/** Puts the verified chunk in the place of the plain import of marked. */
const verifiedMarked: Plugin = {
  name: 'verified-marked',
  enforce: 'pre',
  resolveId: (source) =>
    source.endsWith('/import-marked.js') ? `${root}src/text/import-marked-verified.ts` : undefined,
};

async function bundle(
  input: string,
  options: {plugins?: Plugin[]; define?: Record<string, string>} = {},
) {
  const output = (await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    define: {...options.define, 'process.env.NODE_ENV': '"production"'},
    plugins: options.plugins ?? [],
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
  if (process.env.DBG)
    (await import('node:fs')).writeFileSync(
      '/tmp/mods.json',
      JSON.stringify(
        Object.fromEntries(
          Object.entries(chunk.modules).map(([i, m]) => [i.replace(root, ''), m.code]),
        ),
      ),
    );
  if (process.env.DBGX)
    for (const [id, m] of Object.entries(chunk.modules)
      .sort((a, b) => b[1].renderedLength - a[1].renderedLength)
      .slice(0, 60))
      console.log(m.renderedLength, id.replace(root, ''));
  return chunk.code;
}

await rm(dist, {recursive: true, force: true});
execFileSync(
  process.execPath,
  [`${root}node_modules/typescript/bin/tsc`, '-p', 'tsconfig.build.json'],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
await writeFile(
  `${dist}trust-manifest.schema.json`,
  JSON.stringify(manifestJsonSchema(), null, 2) + '\n',
);

const marked = await bundle(`${root}node_modules/marked/lib/marked.esm.js`);
const entry = await bundle(`${root}src/index.ts`, {
  plugins: [ownTrustedTypesPolicy, verifiedMarked, foldTemplates],
  define: {MARKED_FILE: JSON.stringify(MARKED), MARKED_INTEGRITY: JSON.stringify(digest(marked))},
});

const files = {[ENTRY]: entry, [MARKED]: marked};
const integrity = Object.fromEntries(
  Object.entries(files).map(([name, code]) => [name, digest(code)]),
);
await mkdir(`${dist}cdn`, {recursive: true});
for (const [name, code] of Object.entries(files)) await writeFile(`${dist}cdn/${name}`, code);
await writeFile(`${dist}cdn/integrity.json`, JSON.stringify(integrity, null, 2) + '\n');
console.log(`dist/cdn/${ENTRY} integrity="${integrity[ENTRY]}"`);
