import {InvalidArgumentError, Option, type Command} from 'commander';
import {oscalComponentDefinition} from '../../export/oscal.js';
import {snapshotCsv} from '../../export/snapshot-csv.js';
import {snapshotMarkdown} from '../../export/snapshot-markdown.js';
import {derivePosture} from '../../posture/at-once.js';
import {accept, type AcceptedReport} from '../check/accept.js';
import {addProblems} from '../check/find.js';
import {prettyFindings} from '../check/pretty.js';
import {write} from '../files.js';
import {createCommand, nowOption, parseWebUrl} from '../options.js';
import {say, takeRecord} from '../record.js';
import {readSource} from '../source.js';
import {printable, type Terminal} from '../terminal.js';

interface Options {
  readonly as: keyof typeof FORMS;
  readonly output?: string;
  readonly base?: string;
  readonly catalog?: Readonly<Record<string, string>>;
  readonly now?: number;
}

/** Writes a form; without a text, the problems that prevent it have been printed. */
type Form = (
  report: AcceptedReport,
  context: Options & {readonly now: number; readonly terminal: Terminal},
) => Promise<string | undefined>;

const FORMS = {
  csv: async (report, {now, base}) => snapshotCsv(await takeRecord(report, now, base)),
  markdown: async (report, {now, base}) =>
    snapshotMarkdown(await takeRecord(report, now, base), say),
  oscal: async (report, {now, base, catalog = {}, terminal}) => {
    const {manifest} = report;
    const posture = derivePosture(manifest, new Map(), now);
    const result = await oscalComponentDefinition(manifest, posture, {catalogs: catalog, base});
    if (result.status === 'ready') return JSON.stringify(result.document, null, 2);
    const missing = addProblems({...report, findings: []}, result.problems);
    for (const text of prettyFindings(missing, terminal)) terminal.note(`${text}\n`);
    return undefined;
  },
} as const satisfies Readonly<Record<string, Form>>;

/** `export`: writes a manifest and its derived states in another form. */
export const exportCommand = (terminal: Terminal): Command =>
  createCommand(
    'export',
    'Write a manifest, with the states that follow from it, in another form.',
    [
      ['export trust.json --as markdown', 'a document to read or to paste'],
      ['export trust.json --as csv -o trust.csv', 'a table, one row for each entry'],
      [
        'export trust.json --as oscal --catalog "SOC 2=https://vendor.example/soc-2.json"',
        'an OSCAL component definition; each framework in "mappings" needs the URI of its catalog',
      ],
    ],
  )
    .argument('<manifest>', 'a file or a URL; - reads standard input')
    .addOption(
      new Option('--as <form>', 'the form').choices(Object.keys(FORMS)).makeOptionMandatory(),
    )
    .option('-o, --output <file>', 'write to a file')
    .option('--base <url>', 'the URL of the manifest, for relative links', parseWebUrl)
    .option('--catalog <framework=uri>', 'where a framework is defined; repeatable', addCatalog)
    .addOption(nowOption())
    .action(async (manifest: string, options: Options) => run(manifest, options, terminal));

async function run(name: string, options: Options, terminal: Terminal): Promise<void> {
  const {as, output, now = Date.now()} = options;
  const source = await readSource(name);
  const report = accept(source, now, 'Nothing was exported', terminal);
  if (!report) return;
  const base = source.url ?? options.base;
  const text = await FORMS[as](report, {...options, now, base, terminal});
  if (text === undefined) {
    terminal.exitCode = 1;
  } else if (output === undefined) {
    terminal.print(text);
  } else {
    await write(output, text);
    terminal.print(`${terminal.style(printable(output), 'bold')}: written`);
  }
}

function addCatalog(
  text: string,
  others: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const [, framework, uri] = /^([^=]+)=(\S+)$/.exec(text) ?? [];
  if (!framework || !uri)
    throw new InvalidArgumentError('Write it as "SOC 2=https://vendor.example/soc-2.json".');
  return {...others, [framework.trim()]: uri};
}
