import {relative, sep} from 'node:path';
import {pathToFileURL} from 'node:url';
import type {Severity} from '../../manifest/problem.js';
import {VERSION} from '../../version.js';
import type {Finding, Report} from './find.js';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning'>> = {
  error: 'error',
  overclaim: 'error',
  warning: 'warning',
};

/** Returns the findings of all manifests as SARIF 2.1.0 (OASIS), which code scanning tools read. */
export function sarifReport(reports: readonly Report[]): string {
  const rules = [
    ...new Map(
      reports.flatMap(({findings}) => findings.map(({rule, remedy}) => [rule, remedy] as const)),
    ),
  ];
  const indexOf = new Map(rules.map(([id], index) => [id, index]));
  return JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'trust-center',
              version: VERSION,
              rules: rules.map(([id, remedy]) => ({
                id,
                ...(remedy && {help: {text: remedy}}),
              })),
            },
          },
          columnKind: 'utf16CodeUnits',
          results: reports.flatMap(({source, findings}) =>
            findings.map((finding) => ({
              ruleId: finding.rule,
              ruleIndex: indexOf.get(finding.rule),
              level: LEVELS[finding.severity],
              message: {text: finding.message},
              locations: [locationOf(finding, uriOf(source.name))],
            })),
          ),
        },
      ],
    },
    null,
    2,
  );
}

const locationOf = ({path, range}: Finding, uri: string) => ({
  physicalLocation: {
    artifactLocation: {uri},
    ...(range && {
      region: {
        startLine: range.start.line,
        startColumn: range.start.column,
        endLine: range.end.line,
        endColumn: range.end.column,
      },
    }),
  },
  logicalLocations: [{fullyQualifiedName: path || '/', kind: 'value'}],
});

/** Returns a URI relative to the working folder, which is where tools look for the files of a project. */
function uriOf(name: string): string {
  if (/^https?:\/\//i.test(name)) return name;
  const path = relative('', name);
  return path.startsWith('..') ? pathToFileURL(name).href : encodeURI(path.split(sep).join('/'));
}
