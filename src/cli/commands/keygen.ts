import type {Command} from 'commander';
import {existsSync} from 'node:fs';
import {createCommand, jsonOption} from '../options.js';
import {
  generateKey,
  PRIVATE_FILE,
  PUBLIC_FILE,
  publicPart,
  readPublicKeys,
  writePrivateKey,
  writePublicKeys,
} from '../signing/keys.js';
import {printable, type Terminal} from '../terminal.js';

interface Options {
  readonly key: string;
  readonly keys: string;
  readonly json?: true;
}

/** `keygen`: creates a key pair to sign manifests with. */
export const keygenCommand = (terminal: Terminal): Command =>
  createCommand('keygen', 'Create a key to sign manifests with (Ed25519).', [
    ['keygen', 'the first key'],
    [
      'keygen --key trust-key-2.private.json',
      'a second one to rotate to; the public keys then list both',
    ],
  ])
    .option('--key <file>', 'where to write the private key', PRIVATE_FILE)
    .option('--keys <file>', 'where to add the public key', PUBLIC_FILE)
    .addOption(jsonOption())
    .action(async (options: Options) => keygen(options, terminal));

async function keygen({key: file, keys: publicFile, json}: Options, terminal: Terminal) {
  // Read first, so that no private key is written for a file that cannot be added to.
  const others = existsSync(publicFile) ? await readPublicKeys(publicFile) : [];
  const key = await generateKey();
  await writePrivateKey(file, key);
  const keys = [...others, publicPart(key)];
  await writePublicKeys(publicFile, keys);
  if (json) {
    terminal.print(
      JSON.stringify({kid: key.kid, privateKey: file, publicKeys: publicFile, keys}, null, 2),
    );
    return;
  }
  const [name, publicName] = [printable(file), printable(publicFile)];
  const count = keys.length > 1 ? `, ${keys.length} keys in all` : '';
  terminal.print(
    [
      `${terminal.style(name, 'bold')}: the private key. Only you can read it; keep it out of the repository.`,
      `${terminal.style(publicName, 'bold')}: the public key${count}. Give it to embedders, for the attribute "signing-keys".`,
      '',
      `Next: trust-center sign trust.json${file === PRIVATE_FILE ? '' : ` --key ${name}`}`,
    ].join('\n'),
  );
}
