import {readdir} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {readBytes} from '../files.js';
import {UsageError} from '../usage-error.js';

/** The built files of this package, whether this module runs from `dist` or from `src`. */
const DIST = new URL('../../../dist/', import.meta.url);

/** Reads a built file, such as `trust-center.css`. */
export const builtFile = (path: string): Promise<Uint8Array<ArrayBuffer>> =>
  readBytes(fileURLToPath(new URL(path, DIST)));

/** Returns the names of the element's scripts, in alphabetical order. */
export async function scriptNames(): Promise<string[]> {
  const names = await readdir(new URL('cdn/', DIST)).catch(() => {
    throw new UsageError('The scripts of this package are missing: run npm run build.');
  });
  return names.filter((name) => name.endsWith('.js')).sort();
}
