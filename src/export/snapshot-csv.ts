/** Exports a snapshot as a CSV table (RFC 4180), mostly of codes, with one row per entry. */
import type {Problem} from '../manifest/problem.js';
import type {StateReason} from './reasons.js';
import type {
  ControlRow,
  EvidenceRow,
  GateRow,
  ObservationRow,
  ReadinessRow,
  RequirementRow,
  RoadmapRow,
  Snapshot,
} from './snapshot.js';

/**
 * The columns, in order. Multiple values in a cell are space-separated.
 *
 * | kind | id | title | state | at | until | text |
 * | --- | --- | --- | --- | --- | --- | --- |
 * | `record` | the manifest's | organization, product | load state | taken | expires | `name=value` lines |
 * | `control` | its own | its title | its state | | | `current` or `notApplicable` |
 * | `gate` | its own | its title | `met`, `unmet` | met | | `kind:id` of each entry it holds back |
 * | `guard` | its own | its title | verdict | checked | | `name=value` lines |
 * | `roadmap` | its own | its title | stage | | target | |
 * | `readiness` | its own | framework | `issued`, `none` | | | id of the evidence named as the report |
 * | `requirement` | `framework/its own` | its title | its state | | | |
 * | `evidence` | its own | its title | freshness | issued | expires | `name=value` lines |
 * | `problem` | JSON Pointer | | severity | | | message |
 * | `limit` | | | | | | what the record does not prove |
 *
 * `assurance` is set for controls, `agreement` for guards. `reason` is the reason for a guard's verdict or a
 * record's error, or the rule that a problem breaks. `gates` are the gates of a control or a roadmap item, or
 * those that a guard's answer names as unmet. `reasons` are `rule` or `rule:id`. `gated` is a control's gated
 * statement. `backing` says in words what backs a control, or who attests by evidence. `url` and `sha256` belong to the manifest or to evidence; a guard's `url` is its endpoint.
 */
export const CSV_COLUMNS = [
  ...(['kind', 'id', 'title', 'state', 'assurance', 'agreement', 'reason', 'at', 'until'] as const),
  ...(['gates', 'flags', 'reasons', 'text', 'gated', 'url', 'sha256', 'backing'] as const),
] as const;

type Row = Partial<Record<(typeof CSV_COLUMNS)[number], string | null>>;

/** Returns the record as CSV. A cell that a spreadsheet would evaluate is prefixed with an apostrophe. */
export function snapshotCsv(snapshot: Snapshot): string {
  const rows = rowsOf(snapshot).map((row) =>
    CSV_COLUMNS.map((column) => (Object.hasOwn(row, column) && row[column]) || ''),
  );
  return [CSV_COLUMNS, ...rows].map((cells) => cells.map(cell).join(',') + '\r\n').join('');
}

/** The first character of a formula, in any width (OWASP, “CSV Injection”). */
const SIGN = /[-=+@＝＋－＠﹦﹢﹣﹫⁼₌⁺₊⁻₋−]/;

/** Splits a line into cells if the locale's separator is `;`: then quotes do not keep a cell together. */
const SEPARATOR = /[;\p{Cc}\u2028\u2029]/gu;

/** What may stand before a formula: separators, quotes, and characters that draw nothing. */
const LEAD = /[;\s\p{C}\p{DI}\u2800'"＂＇‚„\p{Pi}\p{Pf}]+|^/gu;

/** Quotes a cell, and defuses formulas with an apostrophe. A leading tab or line break may be dropped. */
const cell = (text: string) => {
  const inert = text.replace(LEAD, (lead, at: number) => {
    const isFormula = SIGN.test(text.charAt(at + lead.length));
    const start = !at && (isFormula || /^[\t\r\n]/.test(lead)) ? "'" : '';
    return start + (isFormula ? lead.replace(SEPARATOR, "$&'") : lead);
  });
  return `"${inert.replaceAll('"', '""')}"`;
};

const joined = (items: readonly string[]) => items.join(' ');

const rules = (reasons: readonly StateReason[]) =>
  joined(reasons.map(({rule, id}) => (id === null ? rule : `${rule}:${id}`)));

/** Returns `name=value` lines of the facts that are not `null`. */
const lines = (facts: Readonly<Record<string, string | number | boolean | null>>) =>
  Object.entries(facts)
    .flatMap(([name, value]) => (value === null ? [] : `${name}=${value}`))
    .join('\n');

const rowsOf = (snapshot: Snapshot): readonly Row[] => [
  recordRow(snapshot),
  ...snapshot.controls.map(controlRow),
  ...snapshot.gates.map(gateRow),
  ...snapshot.observations.map(guardRow),
  ...snapshot.roadmap.map(roadmapRow),
  ...snapshot.readiness.flatMap(readinessRows),
  ...snapshot.evidence.map(evidenceRow),
  ...snapshot.problems.map(problemRow),
  ...snapshot.limits.map((text) => ({kind: 'limit', text})),
];

function recordRow({organization, manifest, error, ...record}: Snapshot): Row {
  const {id, url, sha256, sha256Reason, loadState, signature, expiresAt} = manifest;
  const {name, product} = organization ?? {};
  return {
    kind: 'record',
    id,
    title: [name, product].filter(Boolean).join(', '),
    state: loadState,
    reason: error?.reason ?? null,
    at: record.takenAt,
    until: expiresAt,
    url,
    sha256,
    text: lines({
      version: manifest.version,
      schemaVersion: manifest.schemaVersion,
      publishedAt: manifest.publishedAt,
      fetchedAt: manifest.fetchedAt,
      signature,
      sha256Reason,
      page: record.page,
      element: record.element,
      language: record.language,
      error: error?.message ?? null,
      problemsOmitted: record.problemsOmitted || null,
    }),
  };
}

function controlRow({id, title, state, assurance, backing, ...it}: ControlRow): Row {
  return {
    kind: 'control',
    id,
    title,
    state,
    assurance,
    gates: joined(it.gates),
    flags: joined(it.flags),
    reasons: rules(it.reasons),
    text: it.current ?? it.notApplicable,
    gated: it.gated,
    backing,
  };
}

function gateRow({id, title, state, metAt: at, flags, reasons, holdsBack}: GateRow): Row {
  const {controls, guards, roadmap, requirements} = holdsBack;
  const held = [
    ...controls.map((it) => `control:${it}`),
    ...guards.map((it) => `guard:${it}`),
    ...roadmap.map((it) => `roadmap:${it}`),
    ...requirements.map((it) => `requirement:${it}`),
  ];
  const text = joined(held);
  return {kind: 'gate', id, title, state, at, flags: joined(flags), reasons: rules(reasons), text};
}

const roadmapRow = ({id, title, stage: state, target: until, after, flags}: RoadmapRow): Row => ({
  kind: 'roadmap',
  id,
  title,
  state,
  until,
  gates: joined(after),
  flags: joined(flags),
});

/** Returns the row of a framework, then those of its requirements. */
const readinessRows = ({
  id,
  framework: title,
  report: state,
  reportEvidence: text,
  flags,
  requirements,
}: ReadinessRow): readonly Row[] => [
  {kind: 'readiness', id, title, state, flags: joined(flags), text},
  ...requirements.map((requirement) => requirementRow(requirement, id)),
];

const requirementRow = (
  {id, title, state, flags, reasons}: RequirementRow,
  readiness: string,
): Row => ({
  kind: 'requirement',
  id: `${readiness}/${id}`,
  title,
  state,
  flags: joined(flags),
  reasons: rules(reasons),
});

function evidenceRow({id, title, href: url, sha256, flags, ...it}: EvidenceRow): Row {
  return {
    kind: 'evidence',
    id,
    title,
    state: it.freshness,
    at: it.issuedAt,
    until: it.expiresAt,
    url,
    sha256,
    text: lines({
      kind: it.kind,
      issuer: it.issuer,
      issuerUrl: it.issuerUrl,
      access: it.access,
      scope: it.scope,
    }),
    flags: joined(flags),
    backing: it.attestation,
  };
}

const problemRow = ({path: id, rule: reason, severity: state, message: text}: Problem): Row => ({
  kind: 'problem',
  id,
  state,
  reason,
  text,
});

function guardRow({guard, title, verdict, agreement, reason, ...it}: ObservationRow): Row {
  const {contradiction, effects} = it;
  return {
    kind: 'guard',
    id: guard,
    title,
    state: verdict,
    agreement,
    reason,
    at: it.checkedAt,
    gates: joined(it.unmetGates),
    flags: joined(it.flags),
    url: it.endpoint,
    text: lines({
      route: it.route,
      expected: it.expected,
      proven: it.proven,
      status: it.status,
      lastVerifiedAt: it.lastVerifiedAt,
      contradiction: contradiction
        ? `${contradiction.verdict} ${contradiction.reason} ${contradiction.checkedAt}`
        : null,
      effects: effects
        ? Object.entries(effects)
            .map(([name, value]) => `${name}:${value}`)
            .join(' ')
        : null,
      clockSkew: it.clockSkew,
      release: it.release,
    }),
  };
}
