import type {Command} from 'commander';
import {accept} from '../check/accept.js';
import {write} from '../files.js';
import {createCommand} from '../options.js';
import {isExposed, PRIVATE_FILE, readPrivateKey} from '../signing/keys.js';
import {signDetached} from '../signing/sign.js';
import {readSource} from '../source.js';
import {printable, type Terminal} from '../terminal.js';

interface Options {
  readonly key: string;
  readonly output?: string;
}

/** `sign`: writes the detached signature of a manifest. */
export const signCommand = (terminal: Terminal): Command =>
  createCommand(
    'sign',
    'Sign a manifest; the signature is a file of its own, to be served beside it.',
    [
      ['sign trust.json', 'writes trust.json.jws'],
      ['sign trust.json --key signing-key.pem', 'with a key that openssl made'],
    ],
  )
    .argument('<manifest>', 'the file, as it will be served: the signature covers its exact bytes')
    .option('--key <file>', 'the private key, as a JWK or as PEM', PRIVATE_FILE)
    .option('-o, --output <file>', 'where to write the signature (default: the manifest with .jws)')
    .action(async (manifest: string, options: Options) => sign(manifest, options, terminal));

async function sign(file: string, options: Options, terminal: Terminal): Promise<void> {
  const {key: keyFile, output = `${file}.jws`} = options;
  const source = await readSource(file);
  if (!accept(source, Date.now(), 'Nothing was signed', terminal)) return;
  const key = await readPrivateKey(keyFile);
  if (await isExposed(keyFile))
    terminal.note(`warning: others can read ${printable(keyFile)}; run chmod 600 on it.`);
  await write(output, await signDetached(source.bytes, key));
  const by = key.kid === undefined ? '' : ` by key ${printable(key.kid)}`;
  terminal.print(
    `${terminal.style(printable(output), 'bold')}: the signature${by}. ` +
      'Serve it beside the manifest, and sign again after each change.',
  );
}
