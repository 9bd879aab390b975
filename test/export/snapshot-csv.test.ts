import {expect} from '@open-wc/testing';
import {CSV_COLUMNS, snapshotCsv} from '../../src/export/snapshot-csv.js';
import type {Snapshot} from '../../src/export/snapshot.js';
import {createSnapshot} from '../../src/export/create-snapshot.js';
import {full, minimal} from '../fixtures/manifests.js';
import {
  HOSTILE,
  OPEN,
  parseCsv,
  say,
  seenOf,
  snapshots,
  stateCodes,
} from '../fixtures/snapshots.js';

type Row = Readonly<Record<string, string>>;

const rowsOf = (snapshot: Snapshot): Row[] => {
  const [head, ...rows] = parseCsv(snapshotCsv(snapshot));
  return rows.map((cells) => Object.fromEntries(cells.map((cell, i) => [head![i]!, cell])));
};

const titled = (title: string) =>
  createSnapshot(seenOf(minimal({controls: [{id: 'it', title, current: title}]})), say);

describe('a record as CSV', () => {
  it('is a strict table of the columns that it names', () => {
    for (const [name, , snapshot] of snapshots()) {
      const [head, ...rows] = parseCsv(snapshotCsv(snapshot));
      expect(head, name).to.deep.equal([...CSV_COLUMNS]);
      for (const row of rows) expect(row, name).to.have.lengthOf(CSV_COLUMNS.length);
    }
  });

  it('says of every thing what the snapshot says', () => {
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

  it('has one row for who spoke, which bytes they were, where and when', () => {
    const [record, ...others] = rowsOf(createSnapshot(seenOf(full()), say));
    expect(others.filter(({kind}) => kind === 'record')).to.deep.equal([]);
    expect(record).to.include({
      ...{kind: 'record', id: 'https://vendor.example/trust', title: 'Vendor, Ledger'},
      ...{
        state: 'ready',
        assurance: '',
        at: '2027-05-20T12:00:00.000Z',
        until: '2027-11-22',
      },
      ...{url: 'https://vendor.example/trust/manifest.json', sha256: 'ab'.repeat(32), reason: ''},
    });
    expect(record!['text']!.split('\n')).to.deep.equal([
      ...['version=2026.11.22', 'schemaVersion=1.0', 'publishedAt=2026-11-22T09:30:00Z'],
      ...[
        'fetchedAt=2027-05-20T11:59:55.000Z',
        'signature=unsigned',
        'page=https://portal.example/vendors?id=1',
      ],
      ...['element=1.2.3', 'language=en'],
    ]);
  });

  it('says why each thing is as it is', () => {
    const rows = rowsOf(createSnapshot(seenOf(full(), [OPEN]), say));
    const rowOf = (kind: string, id: string) =>
      rows.find((row) => row['kind'] === kind && row['id'] === id);
    expect(rowOf('control', 'encryption')).to.include({
      ...{state: 'contradicted', text: 'Traffic uses HTTPS.', gated: 'Encryption at rest.'},
      ...{gates: 'key-custody', flags: ''},
      reasons:
        'guard-contradicts:production-write gated-statement current-statement gate-unmet:key-custody attested:pen-test',
    });
    expect(rowOf('control', 'payments')!['text']).to.equal('No payments are taken.');
    expect(rowOf('gate', 'key-custody')!['text']).to.equal(
      'control:encryption guard:production-write',
    );
    expect(rowOf('guard', 'production-write')).to.include({
      ...{reason: 'answered-open', at: '2027-05-20T12:00:00.000Z', url: OPEN.endpoint},
    });
    expect(rowOf('guard', 'production-write')!['text']).to.include(
      'contradiction=open answered-open 2027-05-20T12:00:00.000Z\n',
    );
    expect(rowOf('requirement', 'soc-2/access-reviews')!['reasons']).to.equal(
      'gate-met:tenant-isolation attested:pen-test',
    );
    expect(rowOf('problem', '/roadmap/items/0/target')).to.include({
      ...{state: 'warning', reason: 'target-passed'},
    });
    expect(rows.filter(({kind}) => kind === 'limit').map((row) => row['text'])).to.include(
      'limit.unsigned',
    );
  });

  it('has a reason where the manifest could not be loaded', () => {
    const error = {reason: 'timeout', message: 'Too late.', problems: []} as const;
    const seen = {...seenOf(minimal()), loadState: 'kept', error} as const;
    const [record] = rowsOf(createSnapshot(seen, say));
    expect(record).to.include({state: 'kept', reason: 'timeout'});
    expect(record!['text']).to.include('error=Too late.');
  });

  for (const text of ['a,b', 'a"b', '"', 'a\nb', 'a\r\nb', ' a ', 'a;b', 'ü – 中', ...HOSTILE]) {
    it(`keeps ${JSON.stringify(text)} as it is, but for apostrophes`, () => {
      const row = rowsOf(titled(text)).find(({kind}) => kind === 'control')!;
      for (const cell of [row['title']!, row['text']!])
        expect(cell.replace(/^'|(?<=\n)'(?=[-=])/g, '')).to.equal(text);
    });
  }

  // Where the separator of a country is a semicolon, a spreadsheet parts cells inside the quotes.
  for (const [text, inert] of [
    ['A;=HYPERLINK(1)', "A;'=HYPERLINK(1)"],
    ['A; +1', "A;' +1"],
    ['A\t@SUM(1)', "A\t'@SUM(1)"],
    ['- a\n- b', "'- a\n'- b"],
    ['A; B', 'A; B'],
  ] as const) {
    it(`makes what follows a separator harmless: ${JSON.stringify(text)}`, () => {
      expect(rowsOf(titled(text)).find(({kind}) => kind === 'control')!['title']).to.equal(inert);
    });
  }

  const FORMULAS = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1',
    '＋1',
    '－1',
    '＠A',
  ];
  for (const formula of [...FORMULAS, '"=1', "'=1", ' =1', '\u200b=1', '“=1', '" \'=1']) {
    it(`makes ${JSON.stringify(formula)} harmless`, () => {
      const row = rowsOf(titled(formula)).find(({kind}) => kind === 'control');
      expect(row).to.include({title: `'${formula}`, text: `'${formula}`});
    });
  }

  it('leaves text alone that no spreadsheet runs', () => {
    for (const text of ['a=1', '1-2', 'a@b', '"a"', "'a", '2027-Q1'])
      expect(rowsOf(titled(text)).find(({kind}) => kind === 'control')).to.include({title: text});
  });

  it('makes harmless what an answer wrote as well', () => {
    const answer = {...OPEN, unmetGates: ['=1+1']};
    const guard = rowsOf(createSnapshot(seenOf(full(), [answer]), say)).find(
      ({kind}) => kind === 'guard',
    );
    expect(guard!['gates']).to.equal("'=1+1");
  });
});
