/**
 * Builds everything that is published into `dist/`: the modules with their declarations, the published
 * JSON Schema, and the script-tag build in `dist/cdn/` with its digests.
 */
import {mkdir, rm, writeFile} from 'node:fs/promises';
import {manifestJsonSchema} from '../src/manifest/json-schema.js';
import {bundleAll, digest, ENTRY, root} from './bundle.js';
import {emitModules} from './modules.js';
import {styleSheet} from './style-sheet.js';

const dist = `${root}dist/`;
const writeJson = (name: string, value: unknown) =>
  writeFile(dist + name, JSON.stringify(value, null, 2) + '\n');

await rm(dist, {recursive: true, force: true});
emitModules(`${root}tsconfig.build.json`);
await writeJson('trust-manifest.schema.json', manifestJsonSchema());
await writeFile(`${dist}trust-center.css`, styleSheet());

const files = Object.entries(await bundleAll());
await mkdir(`${dist}cdn`, {recursive: true});
for (const [name, {code}] of files) await writeFile(`${dist}cdn/${name}`, code);
const digests = Object.fromEntries(files.map(([name, {code}]) => [name, digest(code)]));
await writeJson('cdn/integrity.json', digests);
console.log(`dist/cdn/${ENTRY} integrity="${digests[ENTRY]}"`);
