import type {Command} from 'commander';
import {securityTxt} from '../../export/security-txt.js';
import {accept} from '../check/accept.js';
import {addProblems} from '../check/find.js';
import {prettyFindings} from '../check/pretty.js';
import {write} from '../files.js';
import {createCommand, nowOption, parseWebUrl} from '../options.js';
import {readSource} from '../source.js';
import {printable, type Terminal} from '../terminal.js';

interface Options {
  readonly output?: string;
  readonly base?: string;
  readonly now?: number;
}

/** `security-txt`: writes the disclosure section as RFC 9116 has it. */
export const securityTxtCommand = (terminal: Terminal): Command =>
  createCommand('security-txt', 'Write the disclosure section as security.txt (RFC 9116).', [
    ['security-txt trust.json', 'prints it'],
    ['security-txt trust.json -o site/.well-known/security.txt', 'writes it where scanners look'],
  ])
    .argument('<manifest>', 'a file or a URL; - reads standard input')
    .option('-o, --output <file>', 'write to a file')
    .option('--base <url>', 'the URL of the manifest, for relative links', parseWebUrl)
    .addOption(nowOption())
    .action(async (manifest: string, options: Options) => run(manifest, options, terminal));

async function run(name: string, options: Options, terminal: Terminal): Promise<void> {
  const {now = Date.now(), base, output} = options;
  const source = await readSource(name);
  const report = accept(source, now, 'Nothing was written', terminal);
  if (!report) return;
  const result = securityTxt(report.manifest, now, source.url ?? base);
  for (const text of prettyFindings(
    addProblems({...report, findings: []}, result.problems),
    terminal,
  ))
    terminal.note(`${text}\n`);
  if (result.status === 'refused') terminal.exitCode = 1;
  else if (output === undefined) terminal.print(result.text);
  else {
    await write(output, result.text);
    terminal.print(`${terminal.style(printable(output), 'bold')}: written`);
  }
}
