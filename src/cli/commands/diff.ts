import {Option, type Command} from 'commander';
import {diffManifests, type Change, type Effect} from '../../export/diff.js';
import {code, plain} from '../../export/escape-markdown.js';
import {derivePosture} from '../../posture/at-once.js';
import {shorten} from '../../text/shorten.js';
import {accept} from '../check/accept.js';
import {createCommand, jsonOption, nowOption} from '../options.js';
import {readSource} from '../source.js';
import {printable, type Terminal} from '../terminal.js';

interface Options {
  readonly format: keyof typeof FORMATS;
  readonly now?: number;
}

const FORMATS = {
  pretty: (changes: readonly Change[], terminal: Terminal) => prettyDiff(changes, terminal),
  markdown: (changes: readonly Change[]) => markdownDiff(changes),
  json: (changes: readonly Change[]) => JSON.stringify({changes}, null, 2),
} as const;

/** `diff`: shows what changes for a reader. */
export const diffCommand = (terminal: Terminal): Command =>
  createCommand('diff', 'Show what changes for a reader, losses before gains.', [
    ['diff https://vendor.example/trust.json trust.json', 'what publishing this file would change'],
    ['diff --format markdown old.json new.json', 'a comment for a pull request'],
  ])
    .argument('<old>', 'a file or a URL')
    .argument('<new>', 'a file or a URL; - reads standard input')
    .addOption(
      new Option('--format <format>', 'how to print the changes')
        .choices(Object.keys(FORMATS))
        .default('pretty'),
    )
    .addOption(jsonOption().implies({format: 'json'}))
    .addOption(nowOption())
    .action(async (before: string, after: string, options: Options) => {
      const {now = Date.now(), format} = options;
      const [left, right] = [
        await readSide(before, now, terminal),
        await readSide(after, now, terminal),
      ];
      if (left && right) terminal.print(FORMATS[format](diffManifests(left, right), terminal));
    });

async function readSide(name: string, now: number, terminal: Terminal) {
  const report = accept(await readSource(name), now, 'Nothing was compared', terminal);
  if (!report) return undefined;
  const {manifest} = report;
  return {manifest, posture: derivePosture(manifest, new Map(), now)};
}

const HEADINGS: Readonly<Record<Effect, string>> = {
  loss: 'Losses for readers',
  gain: 'Gains for readers',
  other: 'Other changes',
};

const EFFECTS = Object.keys(HEADINGS) as Effect[];
const STYLES = {loss: 'red', gain: 'green', other: 'bold'} as const;

/** A text of a manifest may be long, and a line is for a glance. */
const SHOWN = 120;

function prettyDiff(changes: readonly Change[], terminal: Terminal): string {
  const blocks = EFFECTS.flatMap((effect) => {
    const lines = changes
      .filter((change) => change.effect === effect)
      .map((change) => `  ${terminal.style(placeOf(change), 'bold')}  ${sentenceOf(change)}`);
    const heading = terminal.style(`${HEADINGS[effect]} (${lines.length})`, STYLES[effect]);
    return lines.length ? [heading, ...lines, ''] : [];
  });
  return blocks.length ? blocks.join('\n').trimEnd() : 'Nothing changes for readers.';
}

const placeOf = ({section, id}: Change): string => (id === null ? section : `${section}/${id}`);

function sentenceOf({title, fact, before, after}: Change): string {
  const text = (value: string | null) =>
    value === null ? 'none' : shorten(printable(value), SHOWN);
  const name = shorten(printable(title), SHOWN);
  if (fact !== 'entry') return `${name}: ${fact}: ${text(before)} → ${text(after)}`;
  return before === null ? `${name}: added (${text(after)})` : `${name}: removed (${text(before)})`;
}

function markdownDiff(changes: readonly Change[]): string {
  if (!changes.length) return 'Nothing changes for readers.';
  return EFFECTS.flatMap((effect) => {
    const rows = changes.filter((change) => change.effect === effect).map(markdownRow);
    return rows.length
      ? [
          `### ${HEADINGS[effect]}`,
          ['| Entry | What | Before | After |', '| --- | --- | --- | --- |', ...rows].join('\n'),
        ]
      : [];
  }).join('\n\n');
}

function markdownRow(change: Change): string {
  const {title, fact, before, after} = change;
  const text = (value: string | null) => (value === null ? '–' : plain(value));
  const what = fact === 'entry' ? (before === null ? 'added' : 'removed') : fact;
  return `| ${plain(title)} (${code(placeOf(change))}) | ${what} | ${text(before)} | ${text(after)} |`;
}
