import {Option, type Command} from 'commander';
import {snapshotCsv} from '../../export/snapshot-csv.js';
import {snapshotMarkdown} from '../../export/snapshot-markdown.js';
import type {Snapshot} from '../../export/snapshot.js';
import {accept} from '../check/accept.js';
import {write} from '../files.js';
import {createCommand, nowOption, parseWebUrl} from '../options.js';
import {say, takeRecord} from '../record.js';
import {readSource} from '../source.js';
import {printable, type Terminal} from '../terminal.js';

interface Options {
  readonly as: keyof typeof FORMS;
  readonly output?: string;
  readonly base?: string;
  readonly now?: number;
}

const FORMS = {
  csv: (record: Snapshot) => snapshotCsv(record),
  markdown: (record: Snapshot) => snapshotMarkdown(record, say),
} as const;

/** `export`: writes a manifest and its derived states in another form. */
export const exportCommand = (terminal: Terminal): Command =>
  createCommand(
    'export',
    'Write a manifest, with the states that follow from it, in another form.',
    [
      ['export trust.json --as markdown', 'a document to read or to paste'],
      ['export trust.json --as csv -o trust.csv', 'a table, one row for each entry'],
    ],
  )
    .argument('<manifest>', 'a file or a URL; - reads standard input')
    .addOption(
      new Option('--as <form>', 'the form').choices(Object.keys(FORMS)).makeOptionMandatory(),
    )
    .option('-o, --output <file>', 'write to a file')
    .option('--base <url>', 'the URL of the manifest, for relative links', parseWebUrl)
    .addOption(nowOption())
    .action(async (manifest: string, options: Options) => run(manifest, options, terminal));

async function run(name: string, options: Options, terminal: Terminal): Promise<void> {
  const {as, output, base, now = Date.now()} = options;
  const source = await readSource(name);
  const report = accept(source, now, 'Nothing was exported', terminal);
  if (!report) return;
  const text = FORMS[as](await takeRecord(report, now, source.url ?? base));
  if (output === undefined) {
    terminal.print(text);
    return;
  }
  await write(output, text);
  terminal.print(`${terminal.style(printable(output), 'bold')}: written`);
}
