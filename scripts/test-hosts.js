/**
 * Builds the applications in `test/hosts/` against the packed package, each by its own tool, and opens
 * them in a browser: `node --import tsx scripts/test-hosts.js [name...]`, by default all of them. Needs
 * `npm run build`, and the npm registry.
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
  console.error(`No host is called ${unknown.join(' or ')}. There are: ${hosts.join(' ')}.`);
  process.exitCode = 2;
} else {
  process.env['HOSTS'] = (named.length ? named : hosts).join(' ');
  runTests('hosts', [`${folder}every-host.ts`], 1);
}
