/** Options that several commands share, and how commands are described. */
import {Command, InvalidArgumentError, Option} from 'commander';
import {instant} from '../manifest/dates.js';

/** Creates a command with a heading of examples in its help, each a command line and what it is for. */
export function createCommand(
  name: string,
  description: string,
  examples: readonly (readonly [line: string, purpose: string])[],
): Command {
  const lines = examples.map(([line, purpose]) => `  # ${purpose}\n  $ trust-center ${line}`);
  return new Command(name)
    .description(description)
    .addHelpText('after', `\nExamples:\n${lines.join('\n\n')}`);
}

/** Milliseconds since the epoch. */
export const nowOption = (): Option =>
  new Option('--now <date>', 'judge dates as of this day or time (RFC 3339) instead of the clock')
    .argParser(parseInstant)
    .default(undefined, 'now');

export const jsonOption = (): Option => new Option('--json', 'print JSON, for machines');

function parseInstant(text: string): number {
  const time = instant(text);
  if (isNaN(time))
    throw new InvalidArgumentError('Write it as 2026-11-23 or 2026-11-23T09:00:00Z.');
  return time;
}

/** Parses a number of days, such as `30d`, to milliseconds. */
export function parseDays(text: string): number {
  const days = /^(\d{1,4})d$/.exec(text)?.[1];
  if (!days) throw new InvalidArgumentError('Write it as a number of days, such as 30d.');
  return Number(days) * 86_400_000;
}

/** Parses an absolute `http:` or `https:` URL. */
export function parseWebUrl(text: string): string {
  let url: URL | undefined;
  try {
    url = new URL(text);
  } catch {
    // It is refused below.
  }
  if (!url || !/^https?:$/.test(url.protocol))
    throw new InvalidArgumentError(
      'Write an absolute URL, such as https://vendor.example/trust.json.',
    );
  return url.href;
}
