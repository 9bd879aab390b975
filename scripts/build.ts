/**
 * Builds everything that is published into `dist/`: the modules with their declarations, the published
 * JSON Schema, what tools and templates are told of the elements, the script-tag build in `dist/cdn/` with
 * its digests, and in `dist/embed/` a page for an `<iframe>`.
 */
import {execFileSync} from 'node:child_process';
import {mkdir, rm, writeFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import {manifestJsonSchema} from '../src/manifest/json-schema.js';
import {bundleAll, digest, ENTRY, root} from './bundle.js';
import {editorData} from './editor-data.js';
import {elementTypes} from './element-types.js';
import {elementsManifest, elementsOf} from './elements-manifest.js';
import {embedPage} from './embed-page.js';

const dist = `${root}dist/`;
const writeJson = (name: string, value: unknown) =>
  writeFile(dist + name, JSON.stringify(value, null, 2) + '\n');
async function writeAll(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const path = dist + folder + name;
    await mkdir(dirname(path), {recursive: true});
    await writeFile(path, text);
  }
}

await rm(dist, {recursive: true, force: true});
const tsc = `${root}node_modules/typescript/bin/tsc`;
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {cwd: root, stdio: 'inherit'});
await writeJson('trust-manifest.schema.json', manifestJsonSchema());

const elements = elementsManifest();
await writeJson('custom-elements.json', elements);
await writeAll('', editorData(elements));
await writeAll('types/', elementTypes(elementsOf(elements)));

const bundles = Object.entries(await bundleAll()).map(([name, {code}]) => [name, code] as const);
await writeAll('cdn/', Object.fromEntries(bundles));
const digests = Object.fromEntries(bundles.map(([name, code]) => [name, digest(code)]));
await writeJson('cdn/integrity.json', digests);
await writeAll('embed/', await embedPage(Object.fromEntries(bundles)));
console.log(`dist/cdn/${ENTRY} integrity="${digests[ENTRY]}"`);
