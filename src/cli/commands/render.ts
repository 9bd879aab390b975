import type {Command} from 'commander';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {accept} from '../check/accept.js';
import {addProblems} from '../check/find.js';
import {prettyFindings} from '../check/pretty.js';
import {readText, write} from '../files.js';
import {createCommand, jsonOption, nowOption, parseWebUrl} from '../options.js';
import {renderSite} from '../site/render-site.js';
import {readSource} from '../source.js';
import {printable, type Terminal} from '../terminal.js';

interface Options {
  readonly output: string;
  readonly url: string;
  readonly signature?: string;
  readonly now?: number;
  readonly json?: true;
}

/** `render`: writes a static site. */
export const renderCommand = (terminal: Terminal): Command =>
  createCommand(
    'render',
    'Write a static site: the page, readable without scripts, and its other forms.',
    [
      ['render trust.json -o site --url https://vendor.example/trust/', 'then upload the folder'],
      [
        'render trust.json -o site --url https://vendor.example/trust/ --now 2026-11-23',
        'the same bytes on every machine',
      ],
    ],
  )
    .argument('<manifest>', 'a file or a URL; - reads standard input')
    .requiredOption('-o, --output <folder>', 'where to write the site')
    .requiredOption('--url <url>', 'where the folder will be served', parseWebUrl)
    .option(
      '--signature <file>',
      'the signature (default: the manifest with .jws, if there is one)',
    )
    .addOption(nowOption())
    .addOption(jsonOption())
    .action(async (manifest: string, options: Options) => run(manifest, options, terminal));

async function run(name: string, options: Options, terminal: Terminal): Promise<void> {
  const {output, json, now = Date.now()} = options;
  const report = accept(await readSource(name), now, 'Nothing was rendered', terminal);
  if (!report) return;
  const beside = existsSync(`${name}.jws`) ? `${name}.jws` : undefined;
  const signatureFile = options.signature ?? beside;
  const signature = signatureFile === undefined ? undefined : await readText(signatureFile);
  const url = options.url.endsWith('/') ? options.url : `${options.url}/`;
  const rendered = renderSite(report, {now, url, signature});
  const {files, problems} = await terminal.whileShowing('Rendering', rendered);
  for (const [file, content] of files) await write(join(output, file), content);
  for (const text of prettyFindings(addProblems({...report, findings: []}, problems), terminal))
    terminal.note(`${text}\n`);
  if (!files.has('.well-known/security.txt'))
    terminal.note('warning: the site has no security.txt, because of the above.');
  if (json) {
    terminal.print(JSON.stringify({folder: output, files: [...files.keys()]}, null, 2));
    return;
  }
  const texts = [...files.keys()].filter((file) => !file.includes('trust-center/'));
  terminal.print(
    [
      `${terminal.style(printable(output), 'bold')}: ${files.size} files, to be served at ${printable(url)}`,
      ...texts.map((file) => `  ${file}`),
      `  and ${files.size - texts.length} scripts and styles of the element`,
    ].join('\n'),
  );
}
