import {Option, type Command} from 'commander';
import {addGuards, findProblems, type Report} from '../check/find.js';
import {githubReport} from '../check/github.js';
import {jsonReport} from '../check/json.js';
import {prettyReport} from '../check/pretty.js';
import {probeGuards} from '../check/probe-guards.js';
import {sarifReport} from '../check/sarif.js';
import {createCommand, jsonOption, nowOption, parseDays, parseWebUrl} from '../options.js';
import {readSource} from '../source.js';
import {printable, type Terminal} from '../terminal.js';
import {UsageError} from '../usage-error.js';

interface Options {
  readonly format: keyof typeof FORMATS;
  readonly strict?: true;
  readonly now?: number;
  readonly within?: number;
  readonly probe?: true;
  readonly base?: string;
}

type Format = (reports: readonly Report[], context: Context) => string;

interface Context {
  readonly terminal: Terminal;
  readonly now: number;
  readonly fails: boolean;
}

const FORMATS = {
  pretty: (reports, {terminal}) =>
    reports.map((report) => prettyReport(report, terminal)).join('\n'),
  json: (reports, {now, fails}) => jsonReport(reports, now, fails),
  sarif: sarifReport,
  github: githubReport,
} as const satisfies Record<string, Format>;

/** `check`: finds every problem and overclaim of manifests. */
export const checkCommand = (terminal: Terminal): Command =>
  createCommand('check', 'Find the problems and overclaims of manifests.', [
    ['check trust.json', 'every problem, with its place and its remedy'],
    ['check --strict --within 30d trust.json', 'in CI, each day: also fail 30 days ahead'],
    [
      'check --probe https://vendor.example/trust.json',
      'what readers get, and what its guards answer',
    ],
    ['check --format sarif trust.json > trust.sarif', 'for code scanning'],
  ])
    .argument('<manifests...>', 'files or URLs; - reads standard input')
    .addOption(
      new Option('--format <format>', 'how to print what is found')
        .choices(Object.keys(FORMATS))
        .default('pretty'),
    )
    .addOption(jsonOption().implies({format: 'json'}))
    .option('--strict', 'fail on warnings, too')
    .addOption(nowOption())
    .option('--within <days>', 'also warn of what expires within days, such as 30d', parseDays)
    .option('--probe', 'ask the guards, and compare their answers with the manifest')
    .option('--base <url>', 'the URL of the manifest, for relative guard addresses', parseWebUrl)
    .action(async (names: string[], options: Options) => check(names, options, terminal));

async function check(names: string[], options: Options, terminal: Terminal): Promise<void> {
  const {now = Date.now(), within, strict, format} = options;
  const reports: Report[] = [];
  for (const name of names) {
    try {
      const read = terminal.whileShowing(`Reading ${printable(name)}`, readSource(name));
      const report = findProblems(await read, now, within);
      const {source, manifest} = report;
      if (options.probe && manifest) {
        const asked = probeGuards(manifest, source.url ?? options.base);
        reports.push(addGuards(report, await terminal.whileShowing('Asking the guards', asked)));
      } else reports.push(report);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      // The other manifests are checked all the same.
      terminal.note(`error: ${printable(error.message)}`);
      terminal.exitCode = 2;
    }
  }
  const fails = reports.some(({findings}) =>
    findings.some(({severity}) => strict || severity !== 'warning'),
  );
  if (fails) terminal.exitCode ||= 1;
  if (reports.length) terminal.print(FORMATS[format](reports, {terminal, now, fails}));
}
