import type {Command} from 'commander';
import {existsSync} from 'node:fs';
import {findProblems} from '../check/find.js';
import {write} from '../files.js';
import {asContact, askQuestions} from '../init/ask.js';
import {starterManifest, type Answers} from '../init/starter-manifest.js';
import {createCommand, nowOption} from '../options.js';
import {printable, type Terminal} from '../terminal.js';
import {UsageError} from '../usage-error.js';

interface Options extends Partial<Answers> {
  readonly output: string;
  readonly now?: number;
}

/** `init`: writes a small manifest that says only what the author has said. */
export const initCommand = (terminal: Terminal): Command =>
  createCommand('init', 'Start a manifest, from answers or from options.', [
    ['init', 'asks a few questions, and writes trust.json'],
    [
      'init --name Vendor --url https://vendor.example/ --contact security@vendor.example \\\n' +
        '      --current "Encryption in transit: Public traffic uses HTTPS." \\\n' +
        '      --gated "Backups: Data can be restored." --gate "Restore test passed"',
      'asks nothing',
    ],
  ])
    .option('--name <name>', 'the name of the organization')
    .option('--url <url>', 'the website that the manifest speaks for')
    .option('--contact <address>', 'where vulnerabilities are reported', asContact)
    .option('--current <text...>', 'what is true today, each as "Topic: statement"')
    .option('--gated <text...>', 'what is not true yet, each as "Topic: statement"')
    .option('--gate <title>', 'what has to happen first')
    .option('-o, --output <file>', 'where to write the manifest', 'trust.json')
    .addOption(nowOption())
    .action(async (options: Options) => init(options, terminal));

async function init({output, now = Date.now(), ...given}: Options, terminal: Terminal) {
  if (existsSync(output))
    throw new UsageError(`${output} exists already. Name another file with --output.`);
  const judge = (answers: Partial<Answers>) => problemIn(draft(answers, now), now);
  const problem = judge(given);
  if (problem !== undefined) {
    terminal.note(`${problem}\nNothing was written.`);
    terminal.exitCode = 1;
    return;
  }
  const {name, url, contact} = given;
  const isComplete = !!name && !!url && !!contact && (!given.gated?.length || !!given.gate);
  const answers = isComplete ? given : await askQuestions(given, judge, terminal);
  await write(output, draft(answers, now));
  const file = printable(output);
  terminal.print(
    [
      `${terminal.style(file, 'bold')}: a manifest without problems. It expires in 180 days: readers then see that it needs a review.`,
      '',
      `Next: add your topics to it, and run trust-center check ${file}`,
    ].join('\n'),
  );
}

/** Returns the manifest with samples for what is not known yet, so that each answer can be judged at once. */
const draft = (answers: Partial<Answers>, now: number): string =>
  starterManifest(
    {
      name: 'Vendor',
      url: 'https://vendor.example/',
      contact: 'mailto:security@vendor.example',
      current: [],
      gated: [],
      gate: undefined,
      ...answers,
    },
    now,
  );

/** Returns the first problem of a manifest, with its remedy. */
function problemIn(text: string, now: number): string | undefined {
  const bytes = new TextEncoder().encode(text);
  const [finding] = findProblems({name: '', bytes, url: undefined}, now).findings;
  return finding && printable([finding.message, finding.remedy].filter(Boolean).join('. '));
}
