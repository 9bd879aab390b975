/** A snapshot as a table for spreadsheets: RFC 4180, in codes, one row for each thing. */
import type {StateReason} from './reasons.js';
import type {ObservationRow, Snapshot} from './snapshot.js';

/**
 * The columns, in their order. What a cell has many of is parted by spaces.
 *
 * | kind | id | title | state | at | until | text |
 * | --- | --- | --- | --- | --- | --- | --- |
 * | `record` | the manifest's | organization, product | load state | taken | expires | `name=value` lines |
 * | `control` | its own | its title | its state | | | `current` or `notApplicable` |
 * | `gate` | its own | its title | `met`, `unmet` | met | | `kind:id` of all that it holds back |
 * | `guard` | its own | its title | verdict | checked | | `name=value` lines |
 * | `roadmap` | its own | its title | stage | | target | |
 * | `readiness` | its own | framework | `issued`, `none` | | | the evidence named as the report |
 * | `requirement` | `framework/its own` | its title | its state | | | |
 * | `evidence` | its own | its title | freshness | issued | expires | `name=value` lines |
 * | `problem` | JSON Pointer | | severity | | | message |
 * | `limit` | | | | | | what is not proven |
 *
 * `assurance` is a control's, and the signature of a `record`; `agreement` a guard's. `reason` says why
 * a guard's verdict is what it is, why a `record` has an error, or which rule a problem breaks. `gates`
 * are those named by a control, awaited by a roadmap item, or unmet as a guard answers. `reasons` are
 * `rule` or `rule:id`. `gated` is a control's second statement. `url` and `sha256` are of the manifest,
 * of evidence, or where a guard was asked.
 */
export const CSV_COLUMNS = [
  ...(['kind', 'id', 'title', 'state', 'assurance', 'agreement', 'reason', 'at', 'until'] as const),
  ...(['gates', 'flags', 'reasons', 'text', 'gated', 'url', 'sha256'] as const),
] as const;

type Row = Partial<Record<(typeof CSV_COLUMNS)[number], string | null>>;

/** The record as a table. A cell that a spreadsheet would run has an apostrophe before it. */
export function snapshotCsv(snapshot: Snapshot): string {
  const rows = [...rowsOf(snapshot)].map((row) => CSV_COLUMNS.map((column) => row[column] ?? ''));
  return [CSV_COLUMNS, ...rows].map((cells) => cells.map(cell).join(',') + '\r\n').join('');
}

/**
 * What begins a formula, in ASCII or full width, also behind quotes and what cannot be seen (OWASP, “CSV
 * Injection”); and what a spreadsheet may leave out to come upon one.
 */
const FORMULA = /^(?:[\s\p{Cf}'"‘’“”]*[=+\-@＝＋－＠]|[\t\r\n])/u;

/** The same behind what parts cells where a country's separator is no comma: there quotes keep nothing together. */
const INNER_FORMULA = /(?<=[;\t\r\n])(?=[\s\p{Cf}'"‘’“”]*[=+\-@＝＋－＠])/gu;

/** Always quoted, with whatever a spreadsheet might run made text by an apostrophe. */
const cell = (text: string) => {
  const [lead] = /^\s*/.exec(text)!;
  const inert = lead + text.slice(lead.length).replace(INNER_FORMULA, "'");
  return `"${(FORMULA.test(text) ? `'${inert}` : inert).replaceAll('"', '""')}"`;
};

const words = (items: readonly string[]) => items.join(' ');

const rules = (reasons: readonly StateReason[]) =>
  words(reasons.map(({rule, id}) => (id === null ? rule : `${rule}:${id}`)));

/** Whatever is known of these, a line each. */
const lines = (facts: Readonly<Record<string, string | number | boolean | null>>) =>
  Object.entries(facts)
    .flatMap(([name, value]) => (value === null ? [] : `${name}=${value}`))
    .join('\n');

function* rowsOf(snapshot: Snapshot): Generator<Row> {
  yield recordRow(snapshot);
  for (const {id, title, state, assurance, gates, flags, reasons, ...said} of snapshot.controls) {
    yield {
      ...{kind: 'control', id, title, state, assurance, gates: words(gates), flags: words(flags)},
      reasons: rules(reasons),
      text: said.current ?? said.notApplicable,
      gated: said.gated,
    };
  }
  for (const {id, title, state, metAt: at, flags, reasons, holdsBack} of snapshot.gates) {
    const {controls, guards, roadmap, requirements} = holdsBack;
    const held = [
      ...controls.map((it) => `control:${it}`),
      ...guards.map((it) => `guard:${it}`),
      ...roadmap.map((it) => `roadmap:${it}`),
      ...requirements.map((it) => `requirement:${it}`),
    ];
    const text = words(held);
    yield {kind: 'gate', id, title, state, at, flags: words(flags), reasons: rules(reasons), text};
  }
  yield* snapshot.observations.map(guardRow);
  for (const {id, title, stage: state, target: until, after, flags} of snapshot.roadmap)
    yield {kind: 'roadmap', id, title, state, until, gates: words(after), flags: words(flags)};
  for (const {id, framework, report, reportEvidence, flags, requirements} of snapshot.readiness) {
    yield {
      ...{kind: 'readiness', id, title: framework, state: report, flags: words(flags)},
      text: reportEvidence,
    };
    for (const {id: own, title, state, flags, reasons} of requirements) {
      yield {
        ...{kind: 'requirement', id: `${id}/${own}`, title, state, flags: words(flags)},
        reasons: rules(reasons),
      };
    }
  }
  for (const it of snapshot.evidence) {
    const {id, title, freshness: state, issuedAt: at, expiresAt: until, href: url, sha256} = it;
    const text = lines({kind: it.kind, issuer: it.issuer, access: it.access, scope: it.scope});
    yield {
      ...{kind: 'evidence', id, title, state, at, until, url, sha256, text},
      flags: words(it.flags),
    };
  }
  for (const {path: id, rule: reason, severity: state, message: text} of snapshot.problems)
    yield {kind: 'problem', id, state, reason, text};
  for (const text of snapshot.limits) yield {kind: 'limit', text};
}

function recordRow({organization, manifest, error, ...record}: Snapshot): Row {
  const {id, url, sha256, sha256Reason, loadState, signature, expiresAt} = manifest;
  const {name, product} = organization ?? {};
  return {
    ...{kind: 'record', id, title: [name, product].filter(Boolean).join(', ')},
    ...{state: loadState, reason: error?.reason ?? null},
    ...{at: record.takenAt, until: expiresAt, url, sha256},
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
    }),
  };
}

function guardRow({guard, title, verdict, agreement, reason, ...it}: ObservationRow): Row {
  const {contradiction, effects} = it;
  return {
    ...{kind: 'guard', id: guard, title, state: verdict, agreement, reason, at: it.checkedAt},
    ...{gates: words(it.unmetGates), flags: words(it.flags), url: it.endpoint},
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
