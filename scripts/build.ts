/**
 * Builds `dist/`, everything that is published: the modules with their declarations, the JSON Schema, the
 * style sheet for server markup, the custom elements manifest with the editor data and template types made
 * from it, the script-tag build in `dist/cdn/` with its digests, and the `<iframe>` page in `dist/embed/`.
 */
import {mkdir, rm, writeFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import {manifestJsonSchema} from '../src/manifest/json-schema.js';
import {bundleAll, digest, ENTRY, root} from './bundle.js';
import {editorData} from './editor-data.js';
import {elementTypes} from './element-types.js';
import {elementsManifest, elementsOf} from './elements-manifest.js';
import {embedPage} from './embed-page.js';
import {writeLookAlikes} from './look-alikes.js';
import {emitModules} from './modules.js';
import {styleSheet} from './style-sheet.js';

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
await writeLookAlikes();
emitModules(`${root}tsconfig.build.json`);
await writeJson('trust-manifest.schema.json', manifestJsonSchema());
await writeFile(`${dist}trust-center.css`, styleSheet());

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
