/**
 * Snapshots of a rendered center: the method, the downloads and the printed page. One file, because all
 * three record the same rendered center.
 */
import {expect} from '@open-wc/testing';
import type {Snapshot, TrustCenter} from '../../../src/entries/elements.js';
import {VERSION} from '../../../src/version.js';
import {pointer} from '../../../src/manifest/problem.js';
import {manifestSchema, markdown, text} from '../../../src/manifest/schema.js';
import {
  all,
  answers,
  blocks,
  networkError,
  rendered,
  eventually,
  untilLoadState,
  manifestOf,
  mount,
  one,
  opens,
  pageClock,
  fakeNetwork,
  quietManifestOf,
  rowOf,
  sectionOf,
  sectionsOf,
  untilVerdict,
  WRITE,
} from '../../fixtures/center.js';
import {SOURCES, stateCodes} from '../../fixtures/snapshots.js';
import {walk} from '../../fixtures/schema-walk.js';

const network = fakeNetwork();
const clock = pageClock();

const SRC = '/vendor/trust.json';
const sha256 = async (text: string) => {
  const digest = new Uint8Array(
    await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)),
  );
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** The samples without lists at their limit, which a page does not render all at once. */
const READABLE_SOURCES = SOURCES.filter(([name]) => !/^\d+ entries in /.test(name));

/** Formats the state of a rendered row as `stateCodes` does. */
const codeOf = ({dataset}: HTMLElement): string =>
  [
    dataset['kind'],
    dataset['id'],
    dataset['state'] ?? dataset['stage'],
    dataset['assurance'],
    dataset['verdict'],
    dataset['agreement'],
  ]
    .filter(Boolean)
    .join(' ');

describe('a snapshot', () => {
  it('is plain JSON', async () => {
    network.route(WRITE, blocks());
    const center = await mount({manifest: manifestOf()});
    await untilVerdict(center, 'write', 'blocked');
    const snapshot = await center.snapshot();
    expect(JSON.parse(JSON.stringify(snapshot))).to.deep.equal(snapshot);
    expect(snapshot.element).to.equal(VERSION);
    // The query is left out because it may contain a session secret.
    expect(location.search).not.to.equal('');
    expect(snapshot.page).to.equal(location.origin + location.pathname);
    expect(Math.abs(Date.parse(snapshot.takenAt) - Date.now())).to.be.below(5_000);
  });

  it('contains the states that the page shows', async () => {
    network.route(WRITE, opens());
    const center = await mount({manifest: manifestOf()});
    await untilVerdict(center, 'write', 'open');
    const {controls, gates, observations} = await center.snapshot();
    for (const {id, state, assurance} of controls)
      expect(rowOf(center, 'control', id).dataset).to.include({state, assurance});
    for (const {id, state} of gates)
      expect(rowOf(center, 'gate', id).dataset['state']).to.equal(state);
    for (const {guard, verdict, reason, agreement} of observations)
      expect(rowOf(center, 'guard', guard).dataset).to.include({verdict, reason, agreement});
    expect(controls.map(({state}) => state)).to.deep.equal(['current', 'contradicted']);
  });

  it('contains the states that the page shows, for every sample manifest', async () => {
    for (const [name, {loaded}] of READABLE_SOURCES) {
      const center = await mount({manifest: loaded!.manifest, guards: 'off'});
      const shown = all(center, '[data-kind]').map(codeOf);
      const codes = stateCodes(await center.snapshot());
      expect(
        codes.filter((code) => !/^(?:readiness|evidence) /.test(code)),
        name,
      ).to.have.members(shown);
      center.remove();
    }
  });

  for (const [what, mark] of [
    ['', ''],
    [', including a byte order mark', '\ufeff'],
  ] as const)
    it(`contains the manifest’s URL and the digest of its exact bytes${what}`, async () => {
      const text = mark + JSON.stringify(quietManifestOf(), null, 3) + '\n';
      network.route(SRC, () => new Response(text));
      const center = await untilLoadState(await mount({src: SRC}), 'ready');
      const {manifest} = await center.snapshot();
      expect(manifest).to.include({
        url: new URL(SRC, document.baseURI).href,
        sha256: await sha256(text),
        sha256Reason: null,
        loadState: 'ready',
        signature: 'unsigned',
        version: '1',
      });
    });

  it('states why an inline manifest has no digest', async () => {
    const center = await mount({manifest: quietManifestOf()});
    const {manifest} = await center.snapshot();
    expect(manifest).to.include({sha256: null, sha256Reason: 'inline'});
  });

  it('marks observations as stale as of the time it is taken', async () => {
    network.route(WRITE, blocks());
    const center = await mount({manifest: manifestOf(), guardInterval: 0, maxAge: 60});
    await untilVerdict(center, 'write', 'blocked');
    clock.pass(61_000);
    const {observations} = await center.snapshot();
    expect(observations[0]).to.include({verdict: 'stale', reason: 'too-old', proven: false});
    expect(observations[0]!.lastVerifiedAt).not.to.equal(null);
  });

  it('of a refused manifest contains its problems and none of its content', async () => {
    network.route(SRC, quietManifestOf({organization: {name: 7}}));
    const center = await untilLoadState(await mount({src: SRC}), 'failed');
    const snapshot = await center.snapshot();
    expect(snapshot.manifest).to.include({loadState: 'failed', sha256: null});
    expect(snapshot.organization).to.equal(null);
    expect(snapshot.controls).to.deep.equal([]);
    expect(snapshot.error?.reason).to.equal('refused');
    expect(snapshot.problems.map(({path}) => path)).to.include('/organization/name');
  });

  it('of a refused inline manifest contains no URL, even if src is set', async () => {
    const center = await mount({manifest: {}, src: SRC});
    expect((await center.snapshot()).manifest.url).to.equal(null);
  });

  it('of a kept manifest states that a reload failed', async () => {
    network.route(SRC, quietManifestOf());
    const center = await untilLoadState(await mount({src: SRC}), 'ready');
    network.route(SRC, answers(500));
    await center.reload();
    const {manifest, controls, error} = await center.snapshot();
    expect(manifest.loadState).to.equal('kept');
    expect(controls.length).to.equal(2);
    expect(error?.reason).to.equal('http-status');
  });

  it('states its limits in the reader’s language', async () => {
    const center = await mount({manifest: quietManifestOf()});
    const {language, limits} = await center.snapshot();
    expect(language).to.equal('en');
    expect(limits.join(' ')).to.contain('the vendor’s own claims');
  });
});

/** Captures the files that a reader would download. */
function captureDownloads(): {readonly name: string; readonly type: string; text: string}[] {
  const saved: {name: string; type: string; text: string}[] = [];
  const blobs = new Map<string, Blob>();
  const createObjectURL = URL.createObjectURL.bind(URL);
  const click = Reflect.get<HTMLAnchorElement, 'click'>(HTMLAnchorElement.prototype, 'click');
  URL.createObjectURL = (blob) => {
    const url = createObjectURL(blob);
    blobs.set(url, blob as Blob);
    return url;
  };
  HTMLAnchorElement.prototype.click = function () {
    const blob = blobs.get(this.href)!;
    // Blob.text() would drop the byte order mark.
    const decoder = new TextDecoder('utf-8', {ignoreBOM: true});
    void blob
      .arrayBuffer()
      .then((bytes) =>
        saved.push({name: this.download, type: blob.type, text: decoder.decode(bytes)}),
      );
  };
  undo.push(() => {
    URL.createObjectURL = createObjectURL;
    HTMLAnchorElement.prototype.click = click;
  });
  return saved;
}
const undo: (() => void)[] = [];
afterEach(() => undo.splice(0).forEach((each) => each()));

async function save(center: TrustCenter, format: string): Promise<void> {
  const summary = sectionOf(center, 'summary');
  one(summary, '[popovertarget]').click();
  await eventually(
    () => one(summary, '[popover]').matches(':popover-open'),
    'the menu of formats is open',
  );
  one(summary, `[data-format=${format}]`).click();
}

describe('the menu of formats', () => {
  for (const [format, name, type, begins] of [
    ['json', /^trust-vendor-1-\d{8}t\d{6}z\.json$/, 'application/json', '{\n  "takenAt"'],
    ['markdown', /^trust-vendor-1-\d{8}t\d{6}z\.md$/, 'text/markdown', '# Trust record: Vendor\n'],
    ['csv', /^trust-vendor-1-\d{8}t\d{6}z\.csv$/, 'text/csv', '\ufeff"kind"'],
  ] as const)
    it(`downloads a file: ${format}`, async () => {
      const saved = captureDownloads();
      const center = await mount({manifest: quietManifestOf()});
      await save(center, format);
      await eventually(() => saved.length, 'a saved file');
      expect(saved[0]!.name).to.match(name);
      expect(saved[0]!.type).to.equal(`${type};charset=utf-8`);
      expect(saved[0]!.text.startsWith(begins), saved[0]!.text.slice(0, 40)).to.be.true;
      expect(one(center, '[popover]').matches(':popover-open')).to.be.false;
    });

  it('downloads the same record that snapshot() returns', async () => {
    const saved = captureDownloads();
    network.route(WRITE, networkError);
    const center = await mount({manifest: manifestOf(), guardInterval: 0});
    await untilVerdict(center, 'write', 'unknown');
    await save(center, 'json');
    await eventually(() => saved.length, 'a saved file');
    const {takenAt, ...record} = JSON.parse(saved[0]!.text) as Snapshot;
    const {takenAt: now, ...expected} = await center.snapshot();
    expect(record).to.deep.equal(expected);
    expect(Date.parse(takenAt)).to.be.at.most(Date.parse(now));
  });

  it('prints the page', async () => {
    const print = window.print.bind(window);
    let printed = 0;
    window.print = () => {
      printed++;
    };
    undo.push(() => (window.print = print));
    const center = await mount({manifest: quietManifestOf()});
    await save(center, 'print');
    expect(printed).to.equal(1);
  });
});

/** Returns the words of a text, without markdown syntax. */
const wordsOf = (text: string): readonly string[] => text.match(/\p{L}{2,}/gu) ?? [];

function textNodes(section: HTMLElement): string[] {
  const walker = document.createTreeWalker(section.shadowRoot!, NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode.textContent!);
  return texts;
}

describe('a printed center', () => {
  const faq = [{id: 'where', question: 'Where?', answer: 'Here.'}];
  const updates = [
    {id: 'old', at: '2025-01-01', title: 'Old'},
    {id: 'new', at: '2026-01-01', title: 'New'},
  ];

  it('shows everything expanded and unfiltered, and is restored afterwards', async () => {
    const center = await mount({manifest: quietManifestOf({faq, updates})});
    const section = sectionOf(center, 'updates');
    const since = one<HTMLInputElement>(section, 'input');
    since.value = '2025-06-01';
    since.dispatchEvent(new Event('input'));
    await rendered(center);
    const items = () => all(section, '[data-id]').length;
    const closed = () => all<HTMLDetailsElement>(center, 'details').filter(({open}) => !open);
    expect(items()).to.equal(1);
    one<HTMLDetailsElement>(sectionOf(center, 'faq'), 'details').open = true;
    const before = closed().length;
    expect(before).to.be.above(0);
    window.dispatchEvent(new Event('beforeprint'));
    // Synchronously: the browser prints before a microtask can run.
    expect(items()).to.equal(2);
    expect(closed()).to.deep.equal([]);
    window.dispatchEvent(new Event('afterprint'));
    await rendered(center);
    expect(items()).to.equal(1);
    expect(closed().length).to.equal(before);
    expect(one<HTMLDetailsElement>(sectionOf(center, 'faq'), 'details').open).to.be.true;
  });

  it('leaves nothing expanded after repeated prints, or after it was removed during one', async () => {
    const center = await mount({manifest: quietManifestOf({faq, updates})});
    const details = one<HTMLDetailsElement>(sectionOf(center, 'faq'), 'details');
    window.dispatchEvent(new Event('beforeprint'));
    window.dispatchEvent(new Event('beforeprint'));
    window.dispatchEvent(new Event('afterprint'));
    expect(details.open).to.be.false;
    window.dispatchEvent(new Event('beforeprint'));
    const place = center.parentElement!;
    center.remove();
    window.dispatchEvent(new Event('afterprint'));
    place.append(center);
    await rendered(center);
    expect(details.open).to.be.false;
  });

  it('contains every text of every sample manifest', async () => {
    for (const [name, {loaded}] of READABLE_SOURCES) {
      const {manifest} = loaded!;
      const center = await mount({manifest, guards: 'off'});
      window.dispatchEvent(new Event('beforeprint'));
      // The style sheet prints the URL of each link after it.
      const addresses = all<HTMLAnchorElement>(center, 'a[rel]').map(({href}) => href);
      const shown = wordsOf([...sectionsOf(center).flatMap(textNodes), ...addresses].join(' '));
      walk({schema: manifestSchema, value: manifest, path: []}, ({schema, value, path}) => {
        if (schema !== text && schema !== markdown) return;
        const missing = wordsOf(String(value)).filter((word) => !shown.includes(word));
        expect(missing, `${name}: ${pointer(path)}`).to.deep.equal([]);
      });
      window.dispatchEvent(new Event('afterprint'));
      center.remove();
    }
  });
});
