import type {Severity} from '../../manifest/problem.js';
import type {Finding, Report} from './find.js';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning'>> = {
  error: 'error',
  overclaim: 'error',
  warning: 'warning',
};

/** Returns the findings as workflow commands, which GitHub shows beside the lines of a pull request. */
export const githubReport = (reports: readonly Report[]): string =>
  reports
    .flatMap(({source, findings}) => findings.map((finding) => commandOf(finding, source.name)))
    .join('\n');

function commandOf({severity, rule, message, remedy, range}: Finding, file: string): string {
  const properties = Object.entries({
    file,
    line: range?.start.line,
    endLine: range?.end.line,
    // GitHub accepts columns only within one line.
    ...(range?.start.line === range?.end.line && {
      col: range?.start.column,
      endColumn: range?.end.column,
    }),
    title: `${severity}: ${rule}`,
  }).flatMap(([name, value]) => (value === undefined ? [] : `${name}=${property(String(value))}`));
  const text = remedy ? `${message}\nTo fix: ${remedy}` : message;
  return `::${LEVELS[severity]} ${properties.join(',')}::${data(text)}`;
}

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
