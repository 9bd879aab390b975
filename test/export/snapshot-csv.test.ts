import {expect} from '@open-wc/testing';
import {CSV_COLUMNS, snapshotCsv} from '../../src/export/snapshot-csv.js';
import type {Snapshot} from '../../src/export/snapshot.js';
import {VERSION} from '../../src/version.js';
import {full, minimal} from '../fixtures/manifests.js';
import {
  HOSTILE,
  OPEN,
  parseCsv,
  snapshotOf,
  sourceOf,
  snapshots,
  stateCodes,
} from '../fixtures/snapshots.js';

type Row = Readonly<Record<string, string>>;

const rowsOf = (snapshot: Snapshot): Row[] => {
  const [head, ...rows] = parseCsv(snapshotCsv(snapshot));
  return rows.map((cells) => Object.fromEntries(cells.map((cell, i) => [head![i]!, cell])));
};

const snapshotTitled = (title: string) =>
  snapshotOf(sourceOf(minimal({controls: [{id: 'it', title, current: title}]})));

describe('a record as CSV', () => {
  it('is a strict table: every row has the columns of its header', () => {
    for (const [name, , snapshot] of snapshots()) {
      const [head, ...rows] = parseCsv(snapshotCsv(snapshot));
      expect(head, name).to.deep.equal([...CSV_COLUMNS]);
      for (const row of rows) expect(row, name).to.have.lengthOf(CSV_COLUMNS.length);
    }
  });

  it('contains every state of the snapshot', () => {
    for (const [name, , snapshot] of snapshots()) {
      const rows = rowsOf(snapshot).filter(
        ({kind}) => kind !== 'record' && kind !== 'problem' && kind !== 'limit',
      );
      const states = rows.map(({kind, id, state, assurance, agreement}) =>
        [kind, id, state, assurance, agreement].filter(Boolean).join(' '),
      );
      expect(states, name).to.have.members(stateCodes(snapshot));
    }
  });

  it('has one row that identifies the organization, the manifest, the page and the time', () => {
    const [record, ...others] = rowsOf(snapshotOf(sourceOf(full())));
    expect(others.filter(({kind}) => kind === 'record')).to.deep.equal([]);
    expect(record).to.include({
      kind: 'record',
      id: 'https://vendor.example/trust',
      title: 'Vendor, Ledger',
      state: 'ready',
      assurance: '',
      at: '2027-05-20T12:00:00.000Z',
      until: '2027-11-22',
      url: 'https://vendor.example/trust/manifest.json',
      sha256: 'ab'.repeat(32),
      reason: '',
    });
    expect(record!['text']!.split('\n')).to.deep.equal([
      'version=2026.11.22',
      'schemaVersion=1.0',
      'publishedAt=2026-11-22T09:30:00Z',
      'fetchedAt=2027-05-20T11:59:55.000Z',
      'signature=unsigned',
      'page=https://portal.example/vendors?id=1',
      `element=${VERSION}`,
      'language=en',
    ]);
  });

  it('says who attests, and whose word that is', () => {
    const rows = rowsOf(snapshotOf(sourceOf(full())));
    const backing = (kind: string) => rows.find((row) => row.kind === kind)!.backing;
    expect(backing('control')).to.equal('assurance.attested Assessor');
    expect(backing('evidence')).to.equal('assurance.attested Assessor');
    expect(backing('gate')).to.equal('');
  });

  it('gives the reasons for each state', () => {
    const rows = rowsOf(snapshotOf(sourceOf(full(), [OPEN])));
    const rowOf = (kind: string, id: string) =>
      rows.find((row) => row['kind'] === kind && row['id'] === id);
    expect(rowOf('control', 'encryption')).to.include({
      state: 'contradicted',
      text: 'Traffic uses HTTPS.',
      gated: 'Encryption at rest.',
      gates: 'key-custody',
      flags: '',
      reasons:
        'guard-contradicts:production-write gated-statement current-statement gate-unmet:key-custody attested:pen-test',
    });
    expect(rowOf('control', 'payments')!['text']).to.equal('No payments are taken.');
    expect(rowOf('gate', 'key-custody')!['text']).to.equal(
      'control:encryption guard:production-write',
    );
    expect(rowOf('guard', 'production-write')).to.include({
      reason: 'answered-open',
      at: '2027-05-20T12:00:00.000Z',
      url: OPEN.endpoint,
    });
    expect(rowOf('guard', 'production-write')!['text']).to.include(
      'contradiction=open answered-open 2027-05-20T12:00:00.000Z\n',
    );
    expect(rowOf('requirement', 'soc-2/access-reviews')!['reasons']).to.equal(
      'gate-met:tenant-isolation attested:pen-test',
    );
    expect(rowOf('problem', '/roadmap/items/0/target')).to.include({
      state: 'warning',
      reason: 'target-passed',
    });
    expect(rows.filter(({kind}) => kind === 'limit').map((row) => row['text'])).to.include(
      'limit.unsigned',
    );
  });

  it('gives the reason if the manifest could not be loaded', () => {
    const error = {reason: 'timeout', message: 'Too late.', problems: []} as const;
    const source = {...sourceOf(minimal()), loadState: 'kept', error} as const;
    const [record] = rowsOf(snapshotOf(source));
    expect(record).to.include({state: 'kept', reason: 'timeout'});
    expect(record!['text']).to.include('error=Too late.').and.not.include('problemsOmitted');
  });

  it('states how many problems it omits', () => {
    const source = sourceOf(minimal());
    const [record] = rowsOf(snapshotOf({...source, loaded: {...source.loaded!, omitted: 2}}));
    expect(record!['text']).to.include('problemsOmitted=2');
  });

  for (const text of ['a,b', 'a"b', '"', 'a\nb', 'a\r\nb', ' a ', 'a;b', 'ü – 中', ...HOSTILE]) {
    it(`keeps ${JSON.stringify(text)} unchanged, except for added apostrophes`, () => {
      const row = rowsOf(snapshotTitled(text)).find(({kind}) => kind === 'control')!;
      for (const cell of [row['title']!, row['text']!])
        expect(cell.replace(/^'|(?<=[\n\t])'(?=[-=])/g, '')).to.equal(text);
    });
  }

  // In locales with a semicolon as the list separator, spreadsheets split cells even inside quotes.
  for (const [text, inert] of [
    ['A;=HYPERLINK(1)', "A;'=HYPERLINK(1)"],
    ['A; +1', "A;' +1"],
    ['A\t@SUM(1)', "A\t'@SUM(1)"],
    ['- a\n- b', "'- a\n'- b"],
    // A leading line break or tab may be dropped or separate cells, too.
    ['\n=1', "'\n'=1"],
    ['\r\n=1', "'\r'\n'=1"],
    ['\t@SUM(1)', "'\t'@SUM(1)"],
    ['\u0000=1', "'\u0000'=1"],
    ['A\u000b\u200b＝1', "A\u000b'\u200b＝1"],
    ['A\u2028=1', "A\u2028'=1"],
    ['\nA', "'\nA"],
    ['A; B', 'A; B'],
  ] as const) {
    it(`leaves no formula after a separator: ${JSON.stringify(text)}`, () => {
      expect(rowsOf(snapshotTitled(text)).find(({kind}) => kind === 'control')!['title']).to.equal(
        inert,
      );
    });
  }

  const FORMULAS = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '＝1',
    '＋1',
    '－1',
    '＠A',
    '﹦1',
    '﹣1',
    '⁼1',
    '₊1',
    '−1',
  ];
  // Zero width, other invisible characters, and spaces of every kind.
  const AFTER_BLANKS = Array.from(
    '\u200b\u200d\u2060\ufeff\u00ad\u034f\u115f\u3164\ufe0f\u2800\u180e\u202e\u00a0\u3000',
  )
    .map((blank) => `${blank}=1`)
    .concat('\u{e0020}=1', '\ud800=1', '\u200b \u2060＝1');
  const AFTER_QUOTES = Array.from('"\'“”‘’„‚«»‹›＂＇', (quote) => `${quote}=1`);
  for (const formula of [...FORMULAS, ...AFTER_QUOTES, ' =1', '" \'=1', ...AFTER_BLANKS]) {
    it(`escapes the formula ${JSON.stringify(formula)}`, () => {
      const row = rowsOf(snapshotTitled(formula)).find(({kind}) => kind === 'control');
      expect(row).to.include({title: `'${formula}`, text: `'${formula}`});
    });
  }

  it('leaves text that no spreadsheet evaluates unchanged', () => {
    for (const text of ['a=1', '1-2', 'a@b', '"a"', "'a", '2027-Q1'])
      expect(rowsOf(snapshotTitled(text)).find(({kind}) => kind === 'control')).to.include({
        title: text,
      });
  });

  it('takes time in proportion to a text, whatever it is made of', () => {
    const {controls, ...snapshot} = snapshotTitled('A');
    const title = '\t\n;'.repeat(6_666);
    const start = performance.now();
    snapshotCsv({...snapshot, controls: [{...controls[0]!, title}]});
    // One of the largest texts took two seconds when each separator was searched for from anew.
    expect(performance.now() - start).to.be.below(200);
  });

  it('escapes formulas in a guard’s answer', () => {
    const answer = {...OPEN, unmetGates: ['=1+1']};
    const guard = rowsOf(snapshotOf(sourceOf(full(), [answer]))).find(({kind}) => kind === 'guard');
    expect(guard!['gates']).to.equal("'=1+1");
  });
});
