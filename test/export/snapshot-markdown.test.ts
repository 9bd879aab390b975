import {expect} from '@open-wc/testing';
import {marked} from 'marked';
import {snapshotMarkdown} from '../../src/export/snapshot-markdown.js';
import {plain} from '../../src/export/escape-markdown.js';
import type {SnapshotSource, Snapshot} from '../../src/export/snapshot.js';
import {createSnapshot} from '../../src/export/create-snapshot.js';
import {edit, full, minimal} from '../fixtures/manifests.js';
import {
  BLOCKED,
  HOSTILE,
  OPEN,
  say,
  seenOf,
  snapshots,
  stateCodes,
  TIMED_OUT,
} from '../fixtures/snapshots.js';

const parse = (markdown: string): HTMLElement =>
  new DOMParser().parseFromString(marked.parse(markdown, {async: false}), 'text/html').body;

const draw = (snapshot: Snapshot) => parse(snapshotMarkdown(snapshot, say));

const oneLine = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim();

/** What a record holds of markup, by name. */
const elementsIn = (body: HTMLElement) => [...body.querySelectorAll('*')].map((it) => it.localName);

/** The list that follows a heading, each item by its label. */
function itemsOf(heading: Element): HTMLElement[] {
  let next = heading.nextElementSibling;
  while (next && next.localName !== 'ul') next = next.nextElementSibling;
  return [...next!.children] as HTMLElement[];
}

const codesIn = (element: Element) =>
  [...element.querySelectorAll(':scope > code')].map((it) => it.textContent);

/** The states of a record as its document tells them. */
function statesTold(body: HTMLElement): string[] {
  const KINDS = {
    ...{'guards.title': 'guard', 'controls.title': 'control', 'gates.title': 'gate'},
    ...{'roadmap.title': 'roadmap', 'record.evidence': 'evidence'},
  } as Readonly<Record<string, string>>;
  let kind: string | undefined;
  let readiness = '';
  return [...body.querySelectorAll('h2, h3')].flatMap((heading) => {
    const id = codesIn(heading).at(-1);
    if (heading.localName === 'h2') {
      kind = KINDS[heading.textContent];
      if (id === undefined) return [];
      [kind, readiness] = ['requirement', id];
      return [`readiness ${id} ${codesIn(itemsOf(heading)[0]!).at(-1)}`];
    }
    const items = itemsOf(heading);
    const told = (label: string) => {
      const item = items.find((it) => it.textContent.startsWith(`${label}:`));
      return item ? codesIn(item) : [];
    };
    const states = [
      ...told('record.verdict').slice(0, 1),
      ...told('record.agreement'),
      ...told('filter.state'),
      ...told('controls.backing'),
    ];
    return [[kind, kind === 'requirement' ? `${readiness}/${id}` : id, ...states].join(' ')];
  });
}

describe('a record as Markdown', () => {
  it('says of every thing what the snapshot says, in codes beside its words', () => {
    for (const [name, , snapshot] of snapshots())
      expect(statesTold(draw(snapshot)), name).to.have.members(stateCodes(snapshot));
  });

  it('begins with who spoke, which bytes they were, where and when', () => {
    const body = draw(createSnapshot(seenOf(full()), say));
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
      ['record.element', '1.2.3'],
    ]);
  });

  it('says what it does not prove', () => {
    const snapshot = createSnapshot(seenOf(full()), say);
    const items = itemsOf(draw(snapshot).querySelector('h2')!);
    expect(items.map((it) => it.textContent)).to.deep.equal(snapshot.limits);
  });

  it('says above all that guard and manifest disagree, or that the manifest expired', () => {
    const notices = (seen: SnapshotSource) =>
      [...draw(createSnapshot(seen, say)).querySelectorAll('h1 ~ p:has(strong)')].map((it) =>
        oneLine(it.textContent),
      );
    expect(notices(seenOf(full(), [OPEN, TIMED_OUT]))).to.deep.equal([
      'banner.contradiction.title (contradicts)',
    ]);
    const document = minimal({expiresAt: '2027-01-01'});
    expect(notices(seenOf(document))).to.deep.equal([
      'banner.expired 2027-01-01 (manifest-expired)',
    ]);
    expect(notices(seenOf(full(), [BLOCKED]))).to.deep.equal([]);
  });

  it('says why nothing is shown, or only what was loaded before', () => {
    const error = {reason: 'timeout', message: 'It came [too] late.', problems: []} as const;
    const kept = draw(createSnapshot({...seenOf(full()), loadState: 'kept', error}, say));
    expect(oneLine(kept.textContent)).to.include(
      'record.kept (kept) It came [too] late. (timeout)',
    );
    const seen: SnapshotSource = {
      ...seenOf(full(), [], {sha256: {reason: 'no-manifest'}, loadState: 'failed', error}),
      ...{
        loaded: undefined,
        posture: undefined,
        fetchedAt: undefined,
        source: 'https://v.example/',
      },
    };
    const failed = draw(createSnapshot(seen, say));
    expect(oneLine(failed.textContent)).to.include(
      'record.title https://v.example/ load.failed (failed) It came [too] late. (timeout)',
    );
    expect(failed.textContent).to.include('record.no-manifest (no-manifest)');
  });

  it('tells everything of an answer, and of the one that contradicted before', () => {
    const answer = {...OPEN, release: 'a1', clockSkew: true, unmetGates: ['other', 'a `b`']};
    const {textContent} = draw(createSnapshot(seenOf(full(), [BLOCKED, answer]), say));
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

  it('gives the reasons by the titles of what they are about, and by their codes', () => {
    const {textContent} = draw(createSnapshot(seenOf(full(), [OPEN]), say));
    for (const text of [
      'because.guard-contradicts Production write (guard-contradicts:production-write)',
      'because.gate-unmet Key custody (gate-unmet:key-custody)',
      'because.attested Penetration test (attested:pen-test)',
      'because.not-applicable',
    ])
      expect(textContent).to.include(text);
  });

  it('has a flag where the page has one', () => {
    const ready = edit(
      edit(full(), '/gates/1', {id: 'key-custody', title: 'Key custody', state: 'met'}),
      '/guards',
      [],
    );
    const controls = (ready['controls'] as object[]).map((it) => ({...it, guards: []}));
    const {textContent} = draw(createSnapshot(seenOf({...ready, controls}), say));
    expect(textContent).to.include('state.ready (ready-to-review)');
    expect(textContent).to.include(
      'claim.title: claim.met-gate-without-evidence (met-gate-without-evidence)',
    );
  });

  it('quotes each line of a statement as a line', () => {
    const current = '- one\n- two\n\nthree';
    const body = draw(createSnapshot(seenOf(edit(full(), '/controls/0/current', current)), say));
    const quoted = body.querySelector('blockquote')!;
    expect([...quoted.children].map((it) => it.innerHTML.trim())).to.deep.equal([
      '- one<br>- two',
      'three',
    ]);
  });

  it('shows that a text holds what turns text around', () => {
    expect(plain('a\u202eb\u2066c\u0000d')).to.equal('a\ufffdb\ufffdc\ufffdd');
  });

  for (const text of HOSTILE) {
    it(`takes ${JSON.stringify(text)} for text wherever it stands`, () => {
      const benign = elementsIn(draw(hostile('plain words'))).filter((name) => name !== 'br');
      const snapshot = hostile(text);
      const body = draw(snapshot);
      // A statement of many paragraphs is quoted in many.
      const breaks = new Set(['br', 'p']);
      const found = elementsIn(body).filter((name) => !breaks.has(name));
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

/** A record in which every text that is the vendor's or an answer's to choose is this one. */
function hostile(text: string): Snapshot {
  const document = {
    ...minimal({organization: {name: text, product: text}}),
    gates: [{id: 'gate', title: text, state: 'unmet', evidence: ['proof']}],
    evidence: [
      {id: 'proof', title: text, kind: 'report', issuer: text, scope: text, access: 'nda'},
    ],
    controls: [
      {
        ...{id: 'it', title: text, category: text, gated: text, gates: ['gate']},
        ...{guards: ['guard'], evidence: ['proof']},
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
  const seen = seenOf(document, [answer]);
  const problem = {
    path: `/${text}`,
    rule: 'unknown-key',
    severity: 'warning',
    message: text,
  } as const;
  return createSnapshot(
    {
      ...seen,
      posture: {...seen.posture!, claims: []},
      ...{page: text, version: text, loaded: {...seen.loaded!, problems: [problem]}},
      error: {reason: 'network', message: text, problems: []},
    },
    say,
  );
}
