/**
 * Prints what the script-tag build weighs as a reader gets it, with brotli, and what each module adds to
 * its file; fails where a file, or what a page needs before its first whole paint, is over its budget.
 *
 *     npm run size                what each file weighs
 *     npm run size -- --modules   and what each module adds to the entry and the engine, most first
 */
import {brotliCompressSync} from 'node:zlib';
import {minifySync} from 'vite';
import {bundleAll, bundleEmbed, RENDERER, ENTRY, type Bundle} from './bundle.js';

/** Bytes, with brotli. Of a reader's language one file is loaded; English is in the entry. */
const LOCALE = 6_144;
const BUDGETS: Readonly<Record<string, number>> = {
  [ENTRY]: 20_480,
  [RENDERER]: 32_768,
  'trust-center-save-snapshot.js': 6_656,
  'trust-center-markdown.js': 14_848,
};

/** What the page for an `<iframe>` has besides. */
const EMBED = 4_096;

/** The entry and the engine come before anything of a manifest is shown. */
const FIRST_PAINT = 53_248;

const brotli = (code: string) => brotliCompressSync(code).byteLength;

/** What a file would weigh less without each of its modules, most first. */
function shares({modules}: Bundle): [name: string, bytes: number][] {
  const codes = Object.entries(modules).map(
    ([name, code]) => [name, minifySync(name.replace(/\.ts$/, '.js'), code).code] as const,
  );
  const without = (left?: string) =>
    brotli(codes.map(([name, code]) => (name === left ? '' : code)).join(''));
  const whole = without();
  return codes
    .map(([name]): [string, number] => [name.replace('\0', ''), whole - without(name)])
    .sort(([, a], [, b]) => b - a);
}

function weigh(name: string, bytes: number, budget: number): void {
  const over = bytes - budget;
  const verdict = over > 0 ? `OVER by ${over}` : 'fits';
  console.log(`${String(bytes).padStart(7)} of ${String(budget).padStart(6)}  ${name}: ${verdict}`);
  if (over > 0) process.exitCode = 1;
}

const files = await bundleAll();
if (process.argv.includes('--modules'))
  for (const name of [ENTRY, RENDERER]) {
    console.log(`\nWhat each module adds to ${name}, in bytes:`);
    for (const [module, bytes] of shares(files[name]!))
      if (bytes > 0) console.log(`${String(bytes).padStart(7)}  ${module}`);
  }

console.log('\nBytes with brotli, of the budget:');
const sizes = Object.entries(files).map(([name, {code}]) => [name, brotli(code)] as const);
for (const [name, bytes] of sizes) weigh(name, bytes, BUDGETS[name] ?? LOCALE);
const sizeOf = new Map(sizes);
weigh('before the first whole paint', sizeOf.get(ENTRY)! + sizeOf.get(RENDERER)!, FIRST_PAINT);
weigh('embed.js', brotli((await bundleEmbed()).code), EMBED);
