/**
 * Prints the brotli size of each file of the script-tag build, and fails if one exceeds its budget. The entry
 * is everything that a page needs before its first text, besides the manifest and what checks its claims.
 *
 *     npm run size                the size of each file
 *     npm run size -- --modules   also each module's share of the entry and the chunk of the rest
 */
import {brotliCompressSync} from 'node:zlib';
import {minifySync} from 'vite';
import {bundleAll, bundleEmbed, REST, ENTRY, type Bundle} from './bundle.js';

/** The budget of every other chunk, in brotli bytes. A page loads the phrases and the lexicon of one language. */
const CHUNK = 6_144;
/** The budget of a lexicon in another language than English. */
const LEXICON = 5_120;
const BUDGETS: Readonly<Record<string, number>> = {
  [ENTRY]: 40_960,
  [REST]: 20_480,
  'trust-center-save-snapshot.js': 6_656,
  'trust-center-scan.js': 9_216,
  'trust-center-markdown.js': 14_848,
};

/** The budget of the `<iframe>` page's own script. */
const EMBED = 4_096;

const brotli = (code: string) => brotliCompressSync(code).byteLength;

/** Returns how many bytes each module adds to its file, largest first. */
function shares({modules}: Bundle): [name: string, bytes: number][] {
  const codes = Object.entries(modules).map(
    ([name, code]) => [name, minifySync(name.replace(/\.ts$/, '.js'), code).code] as const,
  );
  const sizeWithout = (omitted?: string) =>
    brotli(codes.map(([name, code]) => (name === omitted ? '' : code)).join(''));
  const total = sizeWithout();
  return codes
    .map(([name]): [string, number] => [name.replace('\0', ''), total - sizeWithout(name)])
    .sort(([, a], [, b]) => b - a);
}

function weigh(name: string, bytes: number, budget: number): void {
  const over = bytes - budget;
  const verdict = over > 0 ? `OVER by ${over}` : 'fits';
  console.log(`${String(bytes).padStart(7)} of ${String(budget).padStart(6)}  ${name}: ${verdict}`);
  if (over > 0) process.exitCode = 1;
}

const budgetOf = (name: string) => (/-lexicon-(?!en)/.test(name) ? LEXICON : CHUNK);

const files = await bundleAll();
if (process.argv.includes('--modules'))
  for (const name of [ENTRY, REST]) {
    console.log(`\nBytes that each module adds to ${name}:`);
    for (const [module, bytes] of shares(files[name]!))
      if (bytes > 0) console.log(`${String(bytes).padStart(7)}  ${module}`);
  }

console.log('\nBytes with brotli, and the budget:');
const sizes = Object.entries(files).map(([name, {code}]) => [name, brotli(code)] as const);
for (const [name, bytes] of sizes) weigh(name, bytes, BUDGETS[name] ?? budgetOf(name));
weigh('embed.js', brotli((await bundleEmbed()).code), EMBED);
