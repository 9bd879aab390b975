/** What every command has in common: help, exit codes and colours. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {PassThrough} from 'node:stream';
import {describe, it} from 'node:test';
import {Terminal} from '../../src/cli/terminal.js';
import {VERSION} from '../../src/version.js';
import {newAuthor} from '../fixtures/command-line.js';

/** Returns the names of the commands that the help lists. */
const commandsIn = (help: string): string[] =>
  [
    ...help
      .split('Commands:')[1]!
      .split('Examples:')[0]!
      .matchAll(/^ {2}([a-z-]+) /gm),
  ].map(([, name]) => name!);

/** A stream that is a terminal, or a pipe. */
const stream = (isTTY: boolean): NodeJS.WriteStream =>
  Object.assign(new PassThrough(), {
    isTTY,
    hasColors: () => true,
    getColorDepth: () => 8,
  }) as unknown as NodeJS.WriteStream;

describe('trust-center', () => {
  const {run, write} = newAuthor();

  it('prints its version', async () => {
    assert.deepEqual(await run(['--version']), {code: 0, stdout: `${VERSION}\n`, stderr: ''});
  });

  it('teaches each command by examples that begin with its name', async () => {
    const {code, stdout: help} = await run(['--help']);
    assert.equal(code, 0);
    const commands = commandsIn(help);
    assert.ok(commands.includes('check'));
    for (const name of commands) {
      const {code, stdout} = await run([name, '--help']);
      assert.equal(code, 0);
      const examples = stdout.split('Examples:')[1]!;
      assert.match(examples, new RegExp(`^ {2}# .+\\n {2}\\$ trust-center ${name}`, 'm'));
    }
  });

  it('has every command and option that the guide and the README use', async () => {
    const lines = ['README.md', 'docs/command-line.md', 'docs/manifest.md'].flatMap((file) => {
      const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
      return text.match(/(?<=trust-center )(?!\S+:)[a-z-]+ .*--.*$/gm) ?? [];
    });
    assert.ok(lines.length > 5);
    for (const line of lines) {
      const [name = ''] = line.split(' ');
      const {stdout} = await run([name, '--help']);
      for (const [option] of line.matchAll(/ --[a-z-]+/g))
        assert.ok(stdout.includes(option), `${name} has no${option}: ${line}`);
    }
  });

  it('exits with 2 for wrong use, says what is wrong, and where help is', async () => {
    for (const [args, message] of [
      [[], /Usage: trust-center/],
      [['chekc'], /Did you mean check\?/],
      [['check'], /missing required argument/],
      [['check', '--formt', 'json', 'a'], /Did you mean --format\?/],
      [['check', '--format', 'xml', 'a'], /Allowed choices are pretty, json/],
      [['check', '--now', '2027-02-30', 'a'], /Write it as 2026-11-23/],
      [['check', '--within', '1 month', 'a'], /such as 30d/],
      [['check', '--base', 'trust.json', 'a'], /Write an absolute URL/],
    ] as const) {
      const {code, stdout, stderr} = await run(args);
      assert.deepEqual([code, stdout], [2, ''], args.join(' '));
      assert.match(stderr, message);
      assert.match(stderr, /--help/);
    }
  });

  it('prints no colours into a pipe', async () => {
    write('trust.json', '{}');
    const {stdout} = await run(['check', 'trust.json']);
    assert.ok(!stdout.includes('\u001b'));
  });

  it('prints colours and progress on a terminal only', async () => {
    for (const isTTY of [true, false]) {
      const [stdout, stderr] = [stream(isTTY), stream(isTTY)];
      const terminal = new Terminal({stdout, stderr});
      terminal.print(terminal.style('text', 'bold', 'red'));
      await terminal.whileShowing('Working', Promise.resolve());
      assert.equal(String(stdout.read()).includes('\u001b[31m'), isTTY);
      assert.equal(String(stderr.read()).startsWith('Working…'), isTTY);
    }
  });
});
