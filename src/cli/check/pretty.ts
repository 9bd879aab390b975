import type {Severity} from '../../manifest/problem.js';
import {printable, type Terminal} from '../terminal.js';
import type {Finding, Report} from './find.js';
import type {Positions} from './positions.js';

const STYLES = {error: 'red', overclaim: 'red', warning: 'yellow'} as const;

/** Returns the findings and a summary for a person. */
export const prettyReport = (report: Report, terminal: Terminal): string =>
  [...prettyFindings(report, terminal), summaryOf(report, terminal)].join('\n\n') + '\n';

/** Returns each finding with its place, the lines around it and its remedy. */
export const prettyFindings = (report: Report, terminal: Terminal): string[] =>
  report.findings.map((finding) => prettyFinding(finding, report, terminal));

function prettyFinding(
  {path, rule, severity, message, range, remedy}: Finding,
  {source, positions}: Report,
  terminal: Terminal,
): string {
  const {line, column} = range?.start ?? {};
  const place = [printable(source.name), line, column].filter((part) => part !== undefined);
  const label = terminal.style(`${severity} ${rule}`, 'bold', STYLES[severity]);
  const lines = [`${terminal.style(place.join(':'), 'bold')} ${label}`, `  ${printable(message)}`];
  if (range) lines.push('', ...frame({severity, range}, positions, terminal), '');
  if (remedy) lines.push(`  To fix: ${remedy}`);
  if (path) lines.push(terminal.style(`  at ${printable(path)}`, 'dim'));
  return lines.join('\n');
}

/** Returns the line of a finding with one before it, numbered, and a mark under the place. */
function frame(
  {severity, range}: Pick<Finding, 'severity'> & {range: NonNullable<Finding['range']>},
  positions: Positions,
  terminal: Terminal,
): string[] {
  const {start, end} = range;
  const digits = String(start.line).length;
  const width = Math.max(40, terminal.columns - digits - 7);
  const lines: string[] = [];
  const before = positions.line(start.line - 1);
  const text = positions.line(start.line) ?? '';
  const gutter = (label: string | number) => `${String(label).padStart(digits)} | `;
  if (before !== undefined)
    lines.push(
      terminal.style(`    ${gutter(start.line - 1)}${crop(before, 0, width).text}`, 'dim'),
    );
  // The mark ends with its line, and where the line is cropped.
  const last = end.line === start.line ? end.column : text.length + 1;
  const {text: shown, offset} = crop(text, start.column - 1, width);
  const from = Math.min(start.column - 1 - offset, shown.length);
  const to = Math.max(from + 1, Math.min(last - 1 - offset, shown.length));
  lines.push(`  ${terminal.style('>', STYLES[severity])} ${gutter(start.line)}${shown}`);
  lines.push(
    `    ${gutter('')}${' '.repeat(columnsOf(shown.slice(0, from)))}` +
      terminal.style('^'.repeat(Math.max(1, columnsOf(shown.slice(from, to)))), STYLES[severity]),
  );
  return lines;
}

/** Crops a line to a width such that a place in it is visible: a minified manifest is a single line. */
function crop(line: string, place: number, width: number): {text: string; offset: number} {
  const start = place < width - 20 ? 0 : place - 20;
  const text = line.slice(start, start + width);
  // Each of these is replaced by one character, so that the mark stays in its place.
  const shown = text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]/gu, (character) =>
    character === '\t' ? ' ' : '\ufffd',
  );
  const [left, right] = [start > 0, start + width < line.length];
  return {
    text: `${left ? '…' : ''}${shown.slice(left ? 1 : 0, right ? -1 : undefined)}${right ? '…' : ''}`,
    offset: start,
  };
}

/** Returns how many columns a terminal gives a text: two to each East Asian letter and emoji. */
const columnsOf = (text: string): number =>
  text.replace(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]|\p{Emoji_Presentation}/gu,
    '  ',
  ).length;

const MEANINGS: Readonly<Record<Severity, string>> = {
  error: 'the manifest is not rendered',
  overclaim: 'readers see it beside the statement',
  warning: 'only authors see it',
};

/** Returns the counts of each severity, and what they mean for readers. */
function summaryOf(report: Report, terminal: Terminal): string {
  const {source, manifest, findings, omitted, guards} = report;
  const name = terminal.style(printable(source.name), 'bold');
  const agreeing = guards?.filter(({agreement}) => agreement === 'agrees').length;
  const asked = guards
    ? `; ${agreeing} of ${plural(guards.length, 'guard')} answered as the manifest says`
    : '';
  if (!findings.length)
    return `${name}: ${terminal.style('no problems', 'green')} in ${contentsOf(manifest!)}${asked}`;
  const counts = (['error', 'overclaim', 'warning'] as const).flatMap((severity) => {
    const {length} = findings.filter((finding) => finding.severity === severity);
    const label = `${plural(length, severity)} (${MEANINGS[severity]})`;
    return length ? terminal.style(label, STYLES[severity]) : [];
  });
  const more = omitted ? `; ${omitted} more are not listed` : '';
  return `${name}: ${counts.join(', ')}${more}${asked}`;
}

const contentsOf = ({controls, gates, guards, evidence}: NonNullable<Report['manifest']>): string =>
  [
    plural(controls.length, 'control'),
    plural(gates.length, 'gate'),
    plural(guards.length, 'guard'),
    // "Evidence" has no plural.
    `${evidence.length} evidence`,
  ].join(', ');

const plural = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
