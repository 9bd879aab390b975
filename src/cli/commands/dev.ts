import {InvalidArgumentError, type Command} from 'commander';
import {once} from 'node:events';
import {startDevServer} from '../dev/server.js';
import {readBytes} from '../files.js';
import {createCommand} from '../options.js';
import {printable, type Terminal} from '../terminal.js';
import {UsageError} from '../usage-error.js';

/** `dev`: shows a manifest while it is written. */
export const devCommand = (terminal: Terminal): Command =>
  createCommand(
    'dev',
    'Show a manifest while you write it: the page reloads as the file changes.',
    [
      ['dev trust.json', 'then open the address that it prints'],
      ['dev trust.json --port 8080', 'at a port of your own'],
    ],
  )
    .argument('<file>', 'the manifest')
    .option('--port <port>', 'the port on this machine (0: any free one)', parsePort, 4747)
    .action(async (file: string, {port}: {port: number}) => dev(file, port, terminal));

async function dev(file: string, port: number, terminal: Terminal): Promise<void> {
  // Fails now and not in the browser.
  await readBytes(file);
  const {url, close} = await startDevServer(file, port).catch((error: unknown) => {
    const {code} = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE') throw error;
    throw new UsageError(`Port ${port} is in use. Choose another with --port.`);
  });
  terminal.print(`${printable(file)} at ${terminal.style(url, 'bold')} (stop with Ctrl+C)`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  close();
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('Write a number up to 65535.');
  return port;
}
