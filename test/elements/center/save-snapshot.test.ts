import {expect} from '@open-wc/testing';
import type {Snapshot, TrustCenter} from '../../../src/entries/elements.js';
import {VERSION} from '../../../src/version.js';
import {pointer} from '../../../src/manifest/problem.js';
import {manifestSchema, markdown, text} from '../../../src/manifest/schema.js';
import {walk} from '../../../src/manifest/schema-walk.js';
import {
  all,
  answers,
  blocks,
  breaks,
  drawn,
  eventually,
  inState,
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
  verdict,
  WRITE,
} from '../../fixtures/center.js';
import {SEEN, stateCodes} from '../../fixtures/snapshots.js';

const edge = fakeNetwork();
const clock = pageClock();

const SRC = '/vendor/trust.json';
const sha256 = async (text: string) => {
  const digest = new Uint8Array(
    await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)),
  );
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** What a row of the page says of itself, as `stateCodes` puts it. */
const codeOf = ({dataset}: HTMLElement): string =>
  [
    ...[dataset['kind'], dataset['id'], dataset['state'] ?? dataset['stage']],
    ...[dataset['assurance'], dataset['verdict'], dataset['agreement']],
  ]
    .filter(Boolean)
    .join(' ');

describe('a snapshot', () => {
  it('is plain JSON', async () => {
    edge.at(WRITE, blocks());
    const center = await mount({manifest: manifestOf()});
    await verdict(center, 'write', 'blocked');
    const snapshot = await center.snapshot();
    expect(JSON.parse(JSON.stringify(snapshot))).to.deep.equal(snapshot);
    expect(snapshot.element).to.equal(VERSION);
    // Without the query: it may hold a session's secret.
    expect(location.search).not.to.equal('');
    expect(snapshot.page).to.equal(location.origin + location.pathname);
    expect(Math.abs(Date.parse(snapshot.takenAt) - Date.now())).to.be.below(5_000);
  });

  it('says what the page shows, state by state', async () => {
    edge.at(WRITE, opens());
    const center = await mount({manifest: manifestOf()});
    await verdict(center, 'write', 'open');
    const {controls, gates, observations} = await center.snapshot();
    for (const {id, state, assurance} of controls)
      expect(rowOf(center, 'control', id).dataset).to.include({state, assurance});
    for (const {id, state} of gates)
      expect(rowOf(center, 'gate', id).dataset['state']).to.equal(state);
    for (const {guard, verdict, reason, agreement} of observations)
      expect(rowOf(center, 'guard', guard).dataset).to.include({verdict, reason, agreement});
    expect(controls.map(({state}) => state)).to.deep.equal(['current', 'contradicted']);
  });

  it('says what the page shows, whatever the manifest', async () => {
    for (const [name, {loaded}] of SEEN) {
      const center = await mount({manifest: loaded!.manifest, guards: 'off'});
      const shown = all(center, '[data-kind]').map(codeOf);
      const said = stateCodes(await center.snapshot());
      expect(
        said.filter((code) => !/^(?:readiness|evidence) /.test(code)),
        name,
      ).to.have.members(shown);
      center.remove();
    }
  });

  for (const [what, mark] of [
    ['', ''],
    [' and a byte order mark', '\ufeff'],
  ] as const)
    it(`names the address and the digest of the very bytes that came${what}`, async () => {
      const text = mark + JSON.stringify(quietManifestOf(), null, 3) + '\n';
      edge.at(SRC, () => new Response(text));
      const center = await inState(await mount({src: SRC}), 'ready');
      const {manifest} = await center.snapshot();
      expect(manifest).to.include({
        ...{url: new URL(SRC, document.baseURI).href, sha256: await sha256(text)},
        ...{sha256Reason: null, loadState: 'ready', signature: 'unsigned', version: '1'},
      });
    });

  it('says why an inline manifest has no digest', async () => {
    const center = await mount({manifest: quietManifestOf()});
    const {manifest} = await center.snapshot();
    expect(manifest).to.include({sha256: null, sha256Reason: 'inline'});
  });

  it('judges ages when it is taken', async () => {
    edge.at(WRITE, blocks());
    const center = await mount({manifest: manifestOf(), guardInterval: 0, maxAge: 60});
    await verdict(center, 'write', 'blocked');
    clock.pass(61_000);
    const {observations} = await center.snapshot();
    expect(observations[0]).to.include({verdict: 'stale', reason: 'too-old', proven: false});
    expect(observations[0]!.lastVerifiedAt).not.to.equal(null);
  });

  it('of a manifest that was refused says so, and nothing of it', async () => {
    edge.at(SRC, quietManifestOf({organization: {name: 7}}));
    const center = await inState(await mount({src: SRC}), 'failed');
    const snapshot = await center.snapshot();
    expect(snapshot.manifest).to.include({loadState: 'failed', sha256: null});
    expect(snapshot.organization).to.equal(null);
    expect(snapshot.controls).to.deep.equal([]);
    expect(snapshot.error?.reason).to.equal('refused');
    expect(snapshot.problems.map(({path}) => path)).to.include('/organization/name');
  });

  it('of an inline manifest that was refused names no address beside it', async () => {
    const center = await mount({manifest: {}, src: SRC});
    expect((await center.snapshot()).manifest.url).to.equal(null);
  });

  it('of a manifest that was kept says that a reload failed', async () => {
    edge.at(SRC, quietManifestOf());
    const center = await inState(await mount({src: SRC}), 'ready');
    edge.at(SRC, answers(500));
    await center.reload();
    const {manifest, controls, error} = await center.snapshot();
    expect(manifest.loadState).to.equal('kept');
    expect(controls.length).to.equal(2);
    expect(error?.reason).to.equal('http-status');
  });

  it('says in the reader’s language what it does not prove', async () => {
    const center = await mount({manifest: quietManifestOf()});
    const {language, limits} = await center.snapshot();
    expect(language).to.equal('en');
    expect(limits.join(' ')).to.contain('the vendor’s own word');
  });
});

/** What a reader is given to save, in place of a download. */
function downloads(): {readonly name: string; readonly type: string; text: string}[] {
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
    // Blob.text() would leave the byte order mark out.
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
  await eventually(() => one(summary, '[popover]').matches(':popover-open'), 'the forms are open');
  one(summary, `[data-format=${format}]`).click();
}

describe('taking a record along', () => {
  for (const [format, name, type, begins] of [
    ['json', /^trust-vendor-1-\d{8}t\d{6}z\.json$/, 'application/json', '{\n  "takenAt"'],
    ['markdown', /^trust-vendor-1-\d{8}t\d{6}z\.md$/, 'text/markdown', '# Trust record: Vendor\n'],
    ['csv', /^trust-vendor-1-\d{8}t\d{6}z\.csv$/, 'text/csv', '\ufeff"kind"'],
  ] as const)
    it(`gives a file: ${format}`, async () => {
      const saved = downloads();
      const center = await mount({manifest: quietManifestOf()});
      await save(center, format);
      await eventually(() => saved.length, 'a file is there');
      expect(saved[0]!.name).to.match(name);
      expect(saved[0]!.type).to.equal(`${type};charset=utf-8`);
      expect(saved[0]!.text.startsWith(begins), saved[0]!.text.slice(0, 40)).to.be.true;
      expect(one(center, '[popover]').matches(':popover-open')).to.be.false;
    });

  it('gives the very record that the method gives', async () => {
    const saved = downloads();
    edge.at(WRITE, breaks);
    const center = await mount({manifest: manifestOf(), guardInterval: 0});
    await verdict(center, 'write', 'unknown');
    await save(center, 'json');
    await eventually(() => saved.length, 'a file is there');
    const {takenAt, ...said} = JSON.parse(saved[0]!.text) as Snapshot;
    const {takenAt: now, ...wanted} = await center.snapshot();
    expect(said).to.deep.equal(wanted);
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

/** The words of a text, without what markdown adds to it. */
const wordsOf = (said: string): readonly string[] => said.match(/\p{L}{2,}/gu) ?? [];

function textNodes(section: HTMLElement): string[] {
  const walker = document.createTreeWalker(section.shadowRoot!, NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode.textContent!);
  return texts;
}

describe('on paper', () => {
  const faq = [{id: 'where', question: 'Where?', answer: 'Here.'}];
  const updates = [
    {id: 'old', at: '2025-01-01', title: 'Old'},
    {id: 'new', at: '2026-01-01', title: 'New'},
  ];

  it('everything is unfolded and unfiltered, and afterwards as it was', async () => {
    const center = await mount({manifest: quietManifestOf({faq, updates})});
    const section = sectionOf(center, 'updates');
    const since = one<HTMLInputElement>(section, 'input');
    since.value = '2025-06-01';
    since.dispatchEvent(new Event('input'));
    await drawn(center);
    const items = () => all(section, '[data-id]').length;
    const folded = () => all<HTMLDetailsElement>(center, 'details').filter(({open}) => !open);
    expect(items()).to.equal(1);
    one<HTMLDetailsElement>(sectionOf(center, 'faq'), 'details').open = true;
    const before = folded().length;
    expect(before).to.be.above(0);
    window.dispatchEvent(new Event('beforeprint'));
    // At once: a page goes to paper before a microtask can run.
    expect(items()).to.equal(2);
    expect(folded()).to.deep.equal([]);
    window.dispatchEvent(new Event('afterprint'));
    await drawn(center);
    expect(items()).to.equal(1);
    expect(folded().length).to.equal(before);
    expect(one<HTMLDetailsElement>(sectionOf(center, 'faq'), 'details').open).to.be.true;
  });

  it('nothing stays unfolded after two prints, or after a stay elsewhere between', async () => {
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
    await drawn(center);
    expect(details.open).to.be.false;
  });

  it('every text of every manifest stands', async () => {
    for (const [name, {loaded}] of SEEN) {
      const {manifest} = loaded!;
      const center = await mount({manifest, guards: 'off'});
      window.dispatchEvent(new Event('beforeprint'));
      // Paper has the addresses of links beside them, by the style sheet.
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
