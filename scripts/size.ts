/**
 * Prints what the script-tag build weighs as a reader gets it, with brotli, and what each module adds;
 * fails where a file is over its budget.
 *
 * `--ratchet` fails only where the entry has grown past what it weighed when it last landed: the entry
 * is over the budget of the design (see CHANGELOG), and until it is not, this keeps it from growing.
 */
import {brotliCompressSync} from 'node:zlib';
import {minifySync} from 'vite';
import {bundleAll, ENTRY, MARKED} from './bundle.js';

const brotli = (code: string) => brotliCompressSync(code).byteLength;

/** What the whole would weigh less without each module, most first. */
function shares(modules: Readonly<Record<string, string>>): [name: string, bytes: number][] {
  const codes = Object.entries(modules).map(
    ([name, code]) => [name, minifySync(name.replace(/\.ts$/, '.js'), code).code] as const,
  );
  const without = (left?: string) =>
    brotli(codes.map(([name, code]) => (name === left ? '' : code)).join(''));
  const whole = without();
  return codes
    .map(([name]): [string, number] => [name, whole - without(name)])
    .sort(([, a], [, b]) => b - a);
}

const files = await bundleAll();

for (const [name, bytes] of shares(files[ENTRY]!.modules)) {
  if (bytes > 0) console.log(`${String(bytes).padStart(6)}  ${name}`);
}
const ratchet = process.argv.includes('--ratchet');
/** Of a reader's language one file is loaded; English is in the entry. */
const LOCALE = {budget: 6_144, landed: 6_144};
const BUDGETS: Readonly<Record<string, {readonly budget: number; readonly landed: number}>> = {
  [ENTRY]: {budget: 16_384, landed: 52_500},
  [MARKED]: {budget: 14_848, landed: 14_848},
};
for (const [name, {code}] of Object.entries(files)) {
  const {budget, landed} = BUDGETS[name] ?? LOCALE;
  const bytes = brotli(code);
  const over = bytes - (ratchet ? landed : budget);
  const verdict = over > 0 ? `OVER by ${over}` : 'fits';
  console.log(`${name}: ${bytes} bytes; budget ${budget}, landed with ${landed}: ${verdict}`);
  if (over > 0) process.exitCode = 1;
}
