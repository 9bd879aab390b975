import type {Command} from 'commander';
import {writeFile} from 'node:fs/promises';
import {findProblems} from '../check/find.js';
import {prettyReport} from '../check/pretty.js';
import {createCommand} from '../options.js';
import {isExposed, PRIVATE_FILE, readPrivateKey} from '../signing/keys.js';
import {signDetached} from '../signing/sign.js';
import {readBytes, reasonOf} from '../source.js';
import {printable, type Terminal} from '../terminal.js';
import {UsageError} from '../usage-error.js';

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
  const bytes = await readBytes(file);
  const report = findProblems({name: file, bytes, url: undefined}, Date.now());
  if (!report.manifest) {
    terminal.note(prettyReport(report, terminal));
    terminal.note('Nothing was signed, because no page would show this manifest.');
    terminal.exitCode = 1;
    return;
  }
  const key = await readPrivateKey(keyFile);
  if (await isExposed(keyFile))
    terminal.note(`warning: others can read ${printable(keyFile)}; run chmod 600 on it.`);
  const jws = await signDetached(bytes, key);
  try {
    await writeFile(output, jws);
  } catch (error) {
    throw new UsageError(`${output} cannot be written: ${reasonOf(error)}.`);
  }
  const overclaims = report.findings.filter(({severity}) => severity === 'overclaim').length;
  if (overclaims)
    terminal.note(
      `warning: it is signed with ${overclaims} overclaims; trust-center check lists them.`,
    );
  terminal.print(
    `${terminal.style(printable(output), 'bold')}: the signature${key.kid === undefined ? '' : ` by key ${printable(key.kid)}`}. Serve it beside the manifest, and sign again after each change.`,
  );
}
