/**
 * Builds everything that is published into `dist/`: the modules with their declarations, the published
 * JSON Schema, the script-tag build in `dist/cdn/` with its digests, and in `dist/embed/` a page for an
 * `<iframe>`.
 */
import {execFileSync} from 'node:child_process';
import {copyFile, mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import {VERSION} from '../src/export/version.js';
import {manifestJsonSchema} from '../src/manifest/json-schema.js';
import {bundleAll, bundleEmbed, digest, ENTRY, root} from './bundle.js';

const dist = `${root}dist/`;
const writeJson = (name: string, value: unknown) =>
  writeFile(dist + name, JSON.stringify(value, null, 2) + '\n');

await rm(dist, {recursive: true, force: true});
const tsc = `${root}node_modules/typescript/bin/tsc`;
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {cwd: root, stdio: 'inherit'});
await writeJson('trust-manifest.schema.json', manifestJsonSchema());

const files = Object.entries(await bundleAll());
await mkdir(`${dist}cdn`, {recursive: true});
for (const [name, {code}] of files) await writeFile(`${dist}cdn/${name}`, code);
const digests = Object.fromEntries(files.map(([name, {code}]) => [name, digest(code)]));
await writeJson('cdn/integrity.json', digests);
console.log(`dist/cdn/${ENTRY} integrity="${digests[ENTRY]}"`);

// A folder to upload as it is. What is named after the release may be cached for good; the page names the
// release that it belongs to, and its list of what it may show is the host's own, never overwritten.
const embed = await bundleEmbed();
const release = `${dist}embed/${VERSION}/`;
await mkdir(release, {recursive: true});
for (const [name, {code}] of files) await writeFile(release + name, code);
await writeFile(`${release}embed.js`, embed.code);
await copyFile(`${root}src/embed/embed.css`, `${release}embed.css`);
await copyFile(`${root}src/embed/embed.example.json`, `${dist}embed/embed.example.json`);
const page = await readFile(`${root}src/embed/index.html`, 'utf8');
await writeFile(
  `${dist}embed/index.html`,
  page
    .replaceAll('%VERSION%', VERSION)
    .replace('%TRUST_CENTER%', digests[ENTRY]!)
    .replace('%EMBED%', digest(embed.code)),
);
