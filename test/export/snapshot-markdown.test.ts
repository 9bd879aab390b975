import {expect} from '@open-wc/testing';
import {snapshotMarkdown} from '../../src/export/snapshot-markdown.js';
import {plain} from '../../src/export/escape-markdown.js';
import type {SnapshotSource, Snapshot} from '../../src/export/snapshot.js';
import {VERSION} from '../../src/version.js';
import {edit, full, minimal} from '../fixtures/manifests.js';
import {itemsOf, parse} from '../fixtures/parsed-markdown.js';
import {
  BLOCKED,
  HOSTILE,
  OPEN,
  say,
  snapshotOf,
  sourceOf,
  TIMED_OUT,
} from '../fixtures/snapshots.js';

const render = (snapshot: Snapshot) => parse(snapshotMarkdown(snapshot, say));

const oneLine = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim();

/** Returns the tag names of all elements. */
const tagNamesIn = (body: HTMLElement) => [...body.querySelectorAll('*')].map((it) => it.localName);

describe('a record as Markdown', () => {
  it('begins with the organization, the manifest, the page and the time', () => {
    const body = render(snapshotOf(sourceOf(full())));
    expect(body.querySelector('h1')!.textContent).to.equal('record.title Vendor');
    const cells = [...body.querySelectorAll('tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent),
    );
    expect(cells).to.deep.equal([
      ['record.organization', 'Vendor · Ledger · https://vendor.example/'],
      ['source.address', 'https://vendor.example/trust/manifest.json'],
      ['record.load-state', 'ready'],
      ['record.sha256', 'ab'.repeat(32)],
      ['source.id', 'https://vendor.example/trust'],
      ['source.version', '2026.11.22'],
      ['source.published', '2026-11-22T09:30:00Z'],
      ['source.expires', '2027-11-22'],
      ['source.fetched', '2027-05-20T11:59:55.000Z'],
      ['source.signature', 'summary.signature.unsigned (unsigned)'],
      ['record.page', 'https://portal.example/vendors?id=1'],
      ['record.taken', '2027-05-20T12:00:00.000Z'],
      ['record.element', VERSION],
    ]);
  });

  it('states its limits', () => {
    const snapshot = snapshotOf(sourceOf(full()));
    const items = itemsOf(render(snapshot).querySelector('h2')!);
    expect(items.map((it) => it.textContent)).to.deep.equal(snapshot.limits);
  });

  it('begins with a notice if a guard contradicts the manifest or the manifest has expired', () => {
    const notices = (source: SnapshotSource) =>
      [...render(snapshotOf(source)).querySelectorAll('h1 ~ p:has(strong)')].map((it) =>
        oneLine(it.textContent),
      );
    expect(notices(sourceOf(full(), [OPEN, TIMED_OUT]))).to.deep.equal([
      'banner.contradiction.title (contradicts)',
    ]);
    const expired = minimal({expiresAt: '2027-01-01'});
    expect(notices(sourceOf(expired))).to.deep.equal([
      'banner.expired 2027-01-01 (manifest-expired)',
    ]);
    expect(notices(sourceOf(full(), [BLOCKED]))).to.deep.equal([]);
  });

  it('ends its problems with the number of those that it omits', () => {
    const source = sourceOf(minimal({expiresAt: '2027-01-01'}));
    const body = render(snapshotOf({...source, loaded: {...source.loaded!, omitted: 2}}));
    const heading = [...body.querySelectorAll('h2')].find(
      ({textContent}) => textContent === 'record.problems',
    )!;
    expect(itemsOf(heading).at(-1)!.textContent).to.include('load.more').and.include('2');
  });

  it('states why nothing is shown, or why an older manifest is shown', () => {
    const error = {reason: 'timeout', message: 'It came [too] late.', problems: []} as const;
    const kept = render(snapshotOf({...sourceOf(full()), loadState: 'kept', error}));
    expect(oneLine(kept.textContent)).to.include(
      'record.kept (kept) It came [too] late. (timeout)',
    );
    const source: SnapshotSource = {
      ...sourceOf(full(), [], {loadState: 'failed', error}),
      loaded: undefined,
      posture: undefined,
      fetchedAt: undefined,
      source: 'https://v.example/',
    };
    const failed = render(snapshotOf(source, {reason: 'no-manifest'}));
    expect(oneLine(failed.textContent)).to.include(
      'record.title https://v.example/ load.failed (failed) It came [too] late. (timeout)',
    );
    expect(failed.textContent).to.include('record.no-manifest (no-manifest)');
  });

  it('contains every detail of an answer and of the contradiction', () => {
    const answer = {...OPEN, release: 'a1', clockSkew: true, unmetGates: ['other', 'a `b`']};
    const {textContent} = render(snapshotOf(sourceOf(full(), [BLOCKED, answer])));
    for (const text of [
      'record.agreement: agreement.contradicts (contradicts)',
      'record.verdict: verdict.open (open); reason.answered-open (answered-open)',
      'record.contradiction 2027-05-20T12:00:00.000Z: verdict.open (open); reason.answered-open ' +
        '(answered-open); record.unmet: other, a `b`',
      'guards.expected: guards.blocked (blocked)',
      'record.proven: yes (true)',
      'record.unmet: other, a `b`',
      'guards.route: /api/production-write',
      'guards.endpoint: https://vendor.example/api/write/guard',
      'record.status: 200',
      'guards.checked: 2027-05-20T12:00:00.000Z',
      'guards.last 2027-05-20T12:00:00.000Z',
      'guards.release: a1',
      'guards.skew',
      'effect.mutatesRecords (mutatesRecords): no',
    ])
      expect(textContent).to.include(text);
  });

  it('gives each reason with the title of its subject and with its code', () => {
    const {textContent} = render(snapshotOf(sourceOf(full(), [OPEN])));
    for (const text of [
      'because.guard-contradicts Production write (guard-contradicts:production-write)',
      'because.gate-unmet Key custody (gate-unmet:key-custody)',
      'because.attested Penetration test (attested:pen-test)',
      'because.not-applicable',
    ])
      expect(textContent).to.include(text);
  });

  it('has the flags that the page shows', () => {
    const ready = edit(
      edit(full(), '/gates/1', {id: 'key-custody', title: 'Key custody', state: 'met'}),
      '/guards',
      [],
    );
    const controls = (ready['controls'] as object[]).map((it) => ({...it, guards: []}));
    const {textContent} = render(snapshotOf(sourceOf({...ready, controls})));
    expect(textContent).to.include('state.ready (ready-to-review)');
    expect(textContent).to.include(
      'claim.title: claim.met-gate-without-evidence (met-gate-without-evidence)',
    );
  });

  it('quotes a statement line by line', () => {
    const current = '- one\n- two\n\nthree';
    const body = render(snapshotOf(sourceOf(edit(full(), '/controls/0/current', current))));
    const quoted = body.querySelector('blockquote')!;
    expect([...quoted.children].map((it) => it.innerHTML.trim())).to.deep.equal([
      '- one<br>- two',
      'three',
    ]);
  });

  it('replaces bidirectional controls and null characters with U+FFFD', () => {
    expect(plain('a\u202eb\u2066c\u0000d')).to.equal('a\ufffdb\ufffdc\ufffdd');
  });

  for (const text of HOSTILE) {
    it(`renders ${JSON.stringify(text)} as plain text everywhere`, () => {
      const benign = tagNamesIn(render(snapshotFilledWith('plain words'))).filter(
        (name) => name !== 'br',
      );
      const snapshot = snapshotFilledWith(text);
      const body = render(snapshot);
      // A statement with several paragraphs is quoted as several paragraphs.
      const breaks = new Set(['br', 'p']);
      const found = tagNamesIn(body).filter((name) => !breaks.has(name));
      expect(found).to.deep.equal(benign.filter((name) => !breaks.has(name)));
      const [control] = snapshot.controls;
      const headings = [...body.querySelectorAll('h3')].map((it) => oneLine(it.textContent));
      expect(headings).to.include(`${oneLine(text)} ${control!.id}`);
      const quotes = [...body.querySelectorAll('blockquote')].map((it) => {
        it.querySelectorAll('br').forEach((br) => br.replaceWith(' '));
        return oneLine(it.textContent);
      });
      expect(quotes).to.deep.equal(snapshot.controls.flatMap(() => [oneLine(text)]));
      const cells = [...body.querySelectorAll('td, th')].map((it) => oneLine(it.textContent));
      expect(cells.join('\n')).to.include(`${oneLine(text)} · ${oneLine(text)}`);
      expect(cells).to.have.lengthOf(26);
    });
  }
});

/** Returns a record in which every text that the vendor or an answer controls is this text. */
function snapshotFilledWith(text: string): Snapshot {
  const manifest = {
    ...minimal({organization: {name: text, product: text}}),
    gates: [{id: 'gate', title: text, state: 'unmet', evidence: ['proof']}],
    evidence: [
      {id: 'proof', title: text, kind: 'report', issuer: text, scope: text, access: 'nda'},
    ],
    controls: [
      {
        id: 'it',
        title: text,
        category: text,
        gated: text,
        gates: ['gate'],
        guards: ['guard'],
        evidence: ['proof'],
      },
      {id: 'not', title: text, notApplicable: text},
    ],
    guards: [{id: 'guard', title: text, route: text, gates: ['gate']}],
    roadmap: {items: [{id: 'plan', title: text, stage: 'planned', after: ['gate']}]},
    readiness: [
      {id: 'soc', framework: text, requirements: [{id: 'r', title: text, evidence: ['proof']}]},
    ],
  };
  const answer = {...OPEN, guard: 'guard', release: text, unmetGates: [text]};
  const source = sourceOf(manifest, [answer]);
  const problem = {
    path: `/${text}`,
    rule: 'unknown-key',
    severity: 'warning',
    message: text,
  } as const;
  const snapshot = snapshotOf({
    ...source,
    posture: {...source.posture!, claims: []},
    page: text,
    loaded: {...source.loaded!, problems: [problem]},
    error: {reason: 'network', message: text, problems: []},
  });
  return {...snapshot, element: text};
}
