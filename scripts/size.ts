/** Prints what the script-tag build weighs as a reader gets it, and fails where it is over its budget. */
import {readFile} from 'node:fs/promises';
import {brotliCompressSync} from 'node:zlib';

const BUDGET = {'trust-center.js': 16_384, 'trust-center-markdown.js': 14_848};

for (const [name, budget] of Object.entries(BUDGET)) {
  const code = await readFile(new URL(`../dist/cdn/${name}`, import.meta.url)).catch(() => {
    throw new Error(`dist/cdn/${name} is not there: run "npm run build" first`);
  });
  const size = brotliCompressSync(code).byteLength;
  const over = size > budget;
  console.log(`${name}: ${size} of ${budget} bytes, brotli${over ? ', OVER BUDGET' : ''}`);
  if (over) process.exitCode = 1;
}
