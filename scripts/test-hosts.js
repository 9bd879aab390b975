/**
 * Builds the applications in `test/hosts/` with the packed package, each with its own tools, and opens
 * them in a browser: `node --import tsx scripts/test-hosts.js [name...]`, by default all of them. Needs
 * `npm run build` first, and the npm registry.
 */
import {readdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {runTests} from './run-tests.js';

const folder = fileURLToPath(new URL('../test/hosts/', import.meta.url));

const hosts = readdirSync(folder, {withFileTypes: true})
  .filter((entry) => entry.isDirectory())
  .map(({name}) => name);
const named = process.argv.slice(2);
const unknown = named.filter((name) => !hosts.includes(name));

if (unknown.length) {
  console.error(`Unknown host: ${unknown.join(', ')}. Available hosts: ${hosts.join(', ')}.`);
  process.exitCode = 2;
} else {
  process.env['HOSTS'] = (named.length ? named : hosts).join(' ');
  runTests('hosts', [`${folder}every-host.ts`], 1);
}
