import {Command, CommanderError} from 'commander';
import {VERSION} from '../version.js';
import {checkCommand} from './commands/check.js';
import {devCommand} from './commands/dev.js';
import {diffCommand} from './commands/diff.js';
import {exportCommand} from './commands/export.js';
import {initCommand} from './commands/init.js';
import {keygenCommand} from './commands/keygen.js';
import {renderCommand} from './commands/render.js';
import {securityTxtCommand} from './commands/security-txt.js';
import {signCommand} from './commands/sign.js';
import {verifyCommand} from './commands/verify.js';
import {printable, Terminal} from './terminal.js';
import {UsageError} from './usage-error.js';

const COMMANDS = [
  initCommand,
  checkCommand,
  devCommand,
  diffCommand,
  keygenCommand,
  signCommand,
  verifyCommand,
  renderCommand,
  exportCommand,
  securityTxtCommand,
];

/** Runs the command line with its arguments, and returns the exit code. */
export async function runCommandLine(
  args: readonly string[],
  terminal = new Terminal(),
): Promise<number> {
  try {
    await createProgram(terminal).parseAsync(args, {from: 'user'});
    return terminal.exitCode;
  } catch (error) {
    // Commander has printed its own message or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof UsageError)) throw error;
    terminal.note(`error: ${printable(error.message)}`);
    return 2;
  } finally {
    terminal.close();
  }
}

function createProgram(terminal: Terminal): Command {
  const program = new Command('trust-center')
    .description('Write, check, sign and publish a trust manifest.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help; also after a command')
    .helpCommand(false)
    .addHelpText(
      'after',
      `
Examples:
  # start a manifest, by answering a few questions
  $ trust-center init

  # see it while you write it
  $ trust-center dev trust.json

  # find overclaims before readers do
  $ trust-center check trust.json

  # prove that the file is yours: create a key once, sign after each change
  $ trust-center keygen
  $ trust-center sign trust.json

  # publish it as a static site
  $ trust-center render trust.json -o site --url https://vendor.example/trust/

Exit codes: 0 fine, 1 problems found, 2 wrong use or a file that cannot be read.`,
    );
  for (const create of COMMANDS) program.addCommand(create(terminal));
  for (const command of [program, ...program.commands])
    command
      .exitOverride()
      .showHelpAfterError(
        `See trust-center ${command === program ? '' : `${command.name()} `}--help.`,
      )
      .configureOutput({
        writeOut: (text) => terminal.print(text),
        writeErr: (text) => terminal.note(text),
      });
  return program;
}
