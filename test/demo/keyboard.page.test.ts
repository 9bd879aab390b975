/**
 * What a reviewer comes for, done by the keyboard alone on the demo's first page. Where ARQEN's manifest
 * has no such data, the page is given another manifest.
 */
import assert from 'node:assert/strict';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, afterEach, before, describe, it} from 'node:test';
import {marked} from 'marked';
import type {Browser, HTTPRequest, KeyInput} from 'puppeteer-core';
import {SCENARIOS} from '../../demo/scenarios.js';
import type {TrustRequestEvent} from '../../src/entries/elements.js';
import {createGuardHandler} from '../../src/guard/handler.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {serveDemo} from '../fixtures/demo-server.js';
import type {Document} from '../fixtures/manifests.js';
import {parseCsv} from '../fixtures/snapshots.js';
import type {LoopbackServer} from '../fixtures/verdict-server.js';

/** Where a key has led. */
interface Stop {
  /** Nothing where the focus is lost. */
  readonly name: string;
  /** How many elements come before it, in the order in which a reader meets them. */
  readonly place: number;
  /** Whether it is in the window. */
  readonly inView: boolean;
  readonly wanted: boolean;
}

/** What stands in every page as the global `atKeys`. */
interface AtKeys {
  /** What has the focus, behind shadow roots too; nothing where it is lost. */
  active(): Element | null;
  /** What has the focus, for a person to read. */
  name(): string;
  /** What has the focus, once the page has drawn everything, and whether a selector and a word match it. */
  look(selector: string, words: string): Promise<Stop>;
  /** What was written to the clipboard. */
  readonly written: string[];
  /** What `trust-request` asked for, as `document nda`. */
  readonly requested: string[];
  /** Whether the page takes such a request over. */
  takesOver: boolean;
  /** How often the page was printed. */
  printed: number;
}

declare global {
  var atKeys: AtKeys;
}

/** Runs in the page before anything of its own does. */
function prepare(): void {
  const active: AtKeys['active'] = () => {
    let found = document.activeElement;
    while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
    // What has just been hidden has it until the next frame only.
    return found === document.body || !found?.checkVisibility() ? null : found;
  };
  /** An element and all that is in it, as it is laid out. */
  const flat = (element: Element): Element[] => {
    const slotted = element instanceof HTMLSlotElement ? element.assignedElements() : [];
    const children = slotted.length ? slotted : (element.shadowRoot ?? element).children;
    return [element, ...[...children].flatMap(flat)];
  };
  const name: AtKeys['name'] = () => {
    const found = active();
    if (!found) return 'nothing';
    const label = found.closest('label') ?? found;
    const words = found.ariaLabel ?? inPage.text(label).replace(/\s+/g, ' ').trim();
    return `${found.localName} “${words.slice(0, 60)}”`;
  };
  const keys: AtKeys = {
    active,
    name,
    look: async (selector, words) => {
      const parts = inPage.all('*').filter(({localName}) => localName.startsWith('arqen-trust-'));
      for (const part of parts) await (part as unknown as {updateComplete: unknown}).updateComplete;
      const found = active();
      const {top, bottom, height} = (found ?? document.body).getBoundingClientRect();
      return {
        name: name(),
        place: found ? flat(document.body).indexOf(found) : -1,
        inView: height > 0 && bottom > 0 && top < innerHeight,
        wanted: !!found?.matches(selector) && name().includes(words),
      };
    },
    ...{written: [], requested: [], takesOver: false, printed: 0},
  };
  Object.defineProperty(navigator, 'clipboard', {
    value: {
      writeText: (text: string) => {
        keys.written.push(text);
        return Promise.resolve();
      },
    },
  });
  window.print = () => {
    keys.printed++;
  };
  document.addEventListener('trust-request', (event) => {
    const {kind, id, access} = (event as Event & Pick<TrustRequestEvent, 'item'>).item;
    keys.requested.push(`${kind} ${id} ${access}`);
    if (keys.takesOver) event.preventDefault();
  });
  globalThis.atKeys = keys;
}

const AGREEING = '[data-kind="guard"][data-verdict="blocked"][data-agreement="agrees"]';
const ANY_ROW = '[data-kind="control"]';

/** A row, as a selector. */
const row = (kind: string, id: string) => `[data-kind="${kind}"][data-id="${id}"]`;

/** More stops than the page has. */
const MANY_STOPS = 400;

let server: LoopbackServer | undefined;
let browser: Browser | undefined;
let reader: Reader;

before(async () => {
  [server, browser] = await Promise.all([serveDemo(), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});
afterEach(async () => {
  const {exceptions, page} = reader.visit;
  await page.close();
  assert.deepEqual(exceptions, []);
});

interface Opening {
  /** What answers in the place of the demo's server, by path. */
  readonly instead?: Readonly<Record<string, (request: HTTPRequest) => Promise<Response>>>;
  /** A place of the page. */
  readonly at?: string;
  /** What must be there, and how often; ARQEN's two guards where not said. */
  readonly there?: readonly [selector: string, times: number];
}

/** Opens the demo's first page, and waits until something is there. */
async function open({instead = {}, at = '', there = [AGREEING, 2]}: Opening = {}): Promise<void> {
  const visit = await Visit.begin(browser!);
  await visit.page.evaluateOnNewDocument(prepare);
  await visit.page.setRequestInterception(true);
  visit.page.on('request', (request) => {
    const answer = instead[new URL(request.url()).pathname];
    if (!answer) return void request.continue();
    void answer(request).then(async (response) =>
      request.respond({
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await response.text(),
      }),
    );
  });
  reader = new Reader(visit);
  await visit.page.goto(`${server!.origin}/${at}`);
  await visit.until(
    (there: string, times: number) => inPage.all(there).length >= times,
    [...there],
  );
}

/** The page with another manifest in the place of ARQEN's. */
const openWith = (manifest: unknown) =>
  open({
    instead: {'/arqen.trust.json': () => Promise.resolve(Response.json(manifest))},
    there: [ANY_ROW, 1],
  });

/** Somebody who has no pointer. */
class Reader {
  /** Where the last key has led. */
  #stop: Stop | undefined;

  constructor(readonly visit: Visit) {}

  /** Presses a key, and waits until the page has drawn what follows. The focus may not get lost. */
  async press(key: KeyInput, times = 1): Promise<void> {
    for (let pressed = 0; pressed < times; pressed++) {
      await this.visit.page.keyboard.press(key);
      await this.#look(key);
    }
  }

  async type(text: string): Promise<void> {
    await this.visit.page.keyboard.type(text);
    await this.#look(text);
  }

  /** Goes on by Tab until the focus is on what a selector matches, and gives the stops on the way. */
  tabTo(selector: string, words = ''): Promise<string[]> {
    return this.#goTo(selector, words, 1);
  }

  /** Likewise back. */
  async tabBackTo(selector: string, words = ''): Promise<string[]> {
    await this.visit.page.keyboard.down('Shift');
    try {
      return await this.#goTo(selector, words, -1);
    } finally {
      await this.visit.page.keyboard.up('Shift');
    }
  }

  /** What has the focus. */
  focus(): Promise<string> {
    return this.visit.ask(() => atKeys.name());
  }

  /** Waits until a row has the focus, and can be seen. */
  async at(kind: string, id: string): Promise<void> {
    await this.visit.until((row) => atKeys.active()?.matches(row), [row(kind, id)]);
    const {inView} = await this.#look('the link');
    assert.ok(inView, `${kind} ${id} can be seen`);
  }

  /** What is read in a section: what is folded or hidden is not. */
  read(key: string): Promise<string> {
    return this.visit.ask((key) => {
      const [section] = inPage.all(`arqen-trust-${key}`);
      const {innerText} = section!.shadowRoot!.querySelector('section')!;
      return innerText.replace(/\s+/g, ' ');
    }, key);
  }

  /** What is read inside what a selector finds. */
  readIn(selector: string): Promise<string> {
    return this.visit.ask(
      (selector) => inPage.all(selector)[0]!.innerText.replace(/\s+/g, ' '),
      selector,
    );
  }

  async #goTo(selector: string, words: string, direction: 1 | -1): Promise<string[]> {
    const path: string[] = [];
    const way = () => `on the way to ${selector} ${words}: ${path.join(' → ')}`;
    for (;;) {
      const before = this.#stop?.place ?? -1;
      await this.visit.page.keyboard.press('Tab');
      const {name, place, inView, wanted} = await this.#look('Tab', selector, words);
      path.push(name);
      assert.ok((place - before) * direction >= 0, `the order leads back ${way()}`);
      assert.ok(inView, `${name} cannot be seen ${way()}`);
      if (wanted) return path;
      assert.ok(path.length < MANY_STOPS, `too many stops ${way()}`);
    }
  }

  async #look(after: string, selector = '*', words = ''): Promise<Stop> {
    const stop = await this.visit.ask(
      (selector, words) => atKeys.look(selector, words),
      selector,
      words,
    );
    assert.notEqual(stop.name, 'nothing', `the focus is lost after “${after}”`);
    this.#stop = stop;
    return stop;
  }
}

describe('a reviewer without a pointer', () => {
  it('reads who speaks, how fresh it is, how far it was verified, and the posture in words', async () => {
    await open();
    const summary = await reader.read('summary');
    assert.match(summary, /^ARQEN Security and trust Published November 23, 2026 /);
    assert.match(summary, /Manifest 2026\.11\.23, signature not checked/);
    assert.match(summary, /Of 12 topics, 4 hold today, 5 hold in part,? and 3 stay gated\./);
    assert.match(summary, /Both production guards answered “blocked” \d+ sec\. ago\./);
    assert.doesNotMatch(summary, /Speaks for/);

    await reader.tabTo('.source summary');
    await reader.press('Enter');
    const source = await reader.read('summary');
    assert.match(source, /Address http:\/\/127\.0\.0\.1:\d+\/arqen\.trust\.json/);
    assert.match(
      source,
      /Speaks for https:\/\/arqen-ai\.com\/ Version 2026\.11\.23 \(schema 1\.0\)/,
    );
    assert.match(
      source,
      /Loaded \w+ \d+, \d{4} at \d+:\d\d:\d\d.* Signature signature not checked/,
    );
  });

  it('reaches what the guards answered, and unfolds what was asked and the six effects', async () => {
    await open();
    for (const id of ['production-write', 'production-access']) {
      const guard = row('guard', id);
      await reader.tabTo(`${guard} summary`);
      assert.match(await reader.readIn(guard), /Answered blocked, verified \d+ sec\. ago/);
      assert.doesNotMatch(await reader.readIn(guard), /Changes records/);
      await reader.press('Space');
      const details = await reader.readIn(`${guard} dl`);
      assert.match(details, new RegExp(`^Route /api/${id} Expected by the manifest blocked `));
      assert.match(details, new RegExp(`Asked at http://127\\.0\\.0\\.1:\\d+/api/${id}/guard`));
      for (const effect of [
        ...['Authenticates users', 'Isolates tenants', 'Authorizes roles', 'Changes records'],
        ...['Persists audit events', 'Enables production'],
      ])
        assert.match(details, new RegExp(`${effect} no`));
    }
  });

  it('meets a contradiction first, and can report it before anything else', async () => {
    const truth = createGuardHandler({
      id: 'production-write',
      route: '/api/production-write',
      gate: () => ({decision: 'open'}),
    });
    await open({
      instead: {
        '/api/production-write/guard': (request) => truth(new Request(request.url())),
      },
      there: ['[data-banner="contradiction"]', 1],
    });
    const path = await reader.tabTo('[data-banner="contradiction"] a');
    // The site's own head stands before the center.
    const head = await reader.visit.ask(() =>
      inPage.all('.skip, .site a').map((link) => `a “${inPage.text(link)}”`),
    );
    assert.deepEqual(path, [...head, 'a “Report it”']);
    const href = await reader.visit.ask(() => (atKeys.active() as HTMLAnchorElement).href);
    assert.equal(href, 'mailto:security@arqen-ai.com');
    assert.match(
      await reader.readIn('[data-banner="contradiction"]'),
      /The manifest says Production write is blocked until 4 gates are met\. .* answered open/,
    );
  });
});

describe('the matrix without a pointer', () => {
  /** The ids of the rows that are shown, which the count must agree with. */
  async function shown(): Promise<string[]> {
    const ids = await reader.visit.ask(
      (rows) => inPage.all(rows).map(({dataset}) => dataset['id']!),
      ANY_ROW,
    );
    const [count] = (await reader.read('controls')).match(/All 12 shown|\d+ of 12 shown.*?filter/)!;
    assert.equal(
      count,
      ids.length === 12
        ? 'All 12 shown'
        : `${ids.length} of 12 shown, ${12 - ids.length} hidden by the filter`,
    );
    return ids;
  }

  /** What the filters that can be taken away are called. */
  const active = () =>
    reader.visit.ask(() => inPage.all('.active button').map(({innerText}) => innerText.trim()));

  /** Narrows by everything that there is: one row is left. */
  async function narrow(): Promise<void> {
    await reader.tabTo('input[type="search"]');
    await reader.type('production');
    const found = await shown();
    assert.ok(found.length > 1 && found.length < 12);

    await reader.press('Tab');
    assert.equal(await reader.focus(), 'input “All 12”');
    for (const [name, state] of [
      ['Gated', 'gated'],
      ['Partly gated', 'partial'],
    ] as const) {
      await reader.press('ArrowRight');
      assert.match(await reader.focus(), new RegExp(`^input “${name} \\d+”$`));
      for (const id of await shown())
        assert.equal(await reader.visit.count(`${row('control', id)}[data-state="${state}"]`), 1);
    }

    await reader.tabTo('select', 'Gate');
    await reader.type('Retention');
    assert.deepEqual(await shown(), ['encryption', 'evidence-controls']);
    await reader.tabTo('select', 'Category');
    await reader.type('Data');
    assert.deepEqual(await shown(), ['encryption']);
    assert.deepEqual(await active(), [
      ...['Search: “production”', 'State: Partly gated', 'Gate: Retention rules', 'Category: Data'],
      'Clear all',
    ]);
  }

  it('is searched and narrowed, and says how much is hidden', async () => {
    await open();
    assert.equal((await shown()).length, 12);
    await narrow();
  });

  it('has its filters taken away one by one, and the focus stays', async () => {
    await open();
    await narrow();
    let rows = (await shown()).length;
    await reader.tabTo('.active button', 'Remove the filter Search: “production”');
    for (let left = (await active()).length - 1; left > 0; left--) {
      assert.equal((await active()).length, left + 1);
      await reader.press('Enter');
      const now = (await shown()).length;
      assert.ok(now >= rows, 'no fewer rows are shown without it');
      rows = now;
    }
    assert.deepEqual(await active(), []);
    assert.equal(rows, 12);
    assert.equal(await reader.focus(), 'input “Search”');
  });

  it('has all filters cleared at once, and the focus goes where the next search begins', async () => {
    await open();
    await narrow();
    await reader.tabTo('.clear');
    await reader.press('Space');
    assert.equal((await shown()).length, 12);
    assert.deepEqual(await active(), []);
    assert.equal(await reader.focus(), 'input “Search”');
    await reader.type('zebra');
    assert.deepEqual(await shown(), []);
    assert.match(await reader.read('controls'), /Nothing matches\. Take a filter away/);
  });

  it('is put into another order, which hides nothing', async () => {
    await open();
    const published = await shown();
    await reader.tabTo('select', 'Order');
    await reader.type('Topic');
    const titles = await reader.visit.ask(
      // Not `innerText`, which is empty where the browser leaves out what is far off the screen.
      (rows) => inPage.all(`${rows} .topic > span`).map((title) => inPage.text(title)),
      ANY_ROW,
    );
    assert.deepEqual(titles, [...titles].sort(new Intl.Collator('en').compare));
    assert.notDeepEqual(await shown(), published);
    await reader.press('ArrowDown');
    const states = await reader.visit.ask(
      (rows) => inPage.all(rows).map(({dataset}) => dataset['state']!),
      ANY_ROW,
    );
    assert.deepEqual([...new Set(states)], ['gated', 'partial', 'current']);
    await reader.press('Home');
    assert.deepEqual(await shown(), published);
  });
});

describe('the links between rows without a pointer', () => {
  const hash = () => reader.visit.ask(() => location.hash);

  /** Follows a link in a row, and arrives at another one, which the address names. */
  async function follow(
    from: readonly [kind: string, id: string],
    link: string,
    to: readonly [kind: string, id: string],
  ): Promise<void> {
    await reader.tabTo(`${row(...from)} a`, link);
    await reader.press('Enter');
    await reader.at(...to);
    assert.equal(await hash(), `#trust/${to.join('/')}`);
  }

  /** Unfolds what is folded in a row that has the focus. */
  async function unfold(kind: string, id: string): Promise<void> {
    await reader.tabTo(`${row(kind, id)} summary`);
    await reader.press('Enter');
    assert.ok(await reader.visit.ask((row) => !!inPage.all(`${row} [open]`)[0], row(kind, id)));
  }

  it('lead from a row to a gate, to all that it holds back, and back to the row', async () => {
    await open();
    const gate = ['gate', 'tenant-isolation'] as const;
    const writes = ['control', 'production-writes'] as const;
    await follow(writes, 'Tenant isolation', gate);
    assert.match(
      await reader.readIn(row(...gate)),
      /Holds back 2 topics, 2 guards,? and 1 requirement/,
    );
    await unfold(...gate);

    await follow(gate, 'Production access', ['guard', 'production-access']);
    await follow(['guard', 'production-access'], 'Tenant isolation', gate);

    const requirement = ['requirement', 'soc-2/identity-and-access'] as const;
    await follow(gate, 'Identity, isolation and access', requirement);
    await unfold(...requirement);
    await follow(requirement, 'Tenant isolation', gate);

    await follow(gate, 'Production writes', writes);
    await follow(writes, 'Guard answered', ['guard', 'production-write']);
  });

  it('lead to the roadmap and back', async () => {
    await open();
    const gate = ['gate', 'storage-provider'] as const;
    const item = ['roadmap', 'controlled-evidence-storage'] as const;
    const controls = ['control', 'evidence-controls'] as const;
    await follow(controls, 'Storage provider', gate);
    await unfold(...gate);
    await follow(gate, 'Controlled evidence storage', item);
    await follow(item, 'Storage provider', gate);
    await follow(gate, 'Evidence controls', controls);
  });

  it('can be gone back by the browser’s own history', async () => {
    await open();
    const gate = ['gate', 'tenant-isolation'] as const;
    const guard = ['guard', 'production-access'] as const;
    await follow(['control', 'production-writes'], 'Tenant isolation', gate);
    await unfold(...gate);
    await follow(gate, 'Production access', guard);
    await reader.visit.page.goBack();
    await reader.at(...gate);
    assert.equal(await hash(), '#trust/gate/tenant-isolation');
    await reader.visit.page.goForward();
    await reader.at(...guard);
    await reader.visit.page.goBack();
    await reader.visit.page.goBack();
    assert.equal(await hash(), '#trust/control/production-writes');
    await reader.at('control', 'production-writes');
  });

  const ROWS: readonly (readonly [kind: string, id: string, title: string])[] = [
    ['control', 'encryption', 'Encryption'],
    ['gate', 'retention', 'Retention rules'],
    ['roadmap', 'advanced-audit-exports', 'Advanced audit exports'],
    ['requirement', 'soc-2/evidence-and-privacy', 'Evidence storage, keys and privacy'],
  ];
  for (const [kind, id, title] of ROWS) {
    it(`are copied, and lead others there: ${kind}`, async () => {
      await open();
      await reader.tabTo(`${row(kind, id)} button.copy`);
      assert.equal(await reader.focus(), `button “Copy: link to ${title}”`);
      await reader.press('Enter');
      const copied = `button “Copied: link to ${title}”`;
      await reader.visit.until((copied) => atKeys.name() === copied, [copied]);
      const written = await reader.visit.ask(() => atKeys.written);
      assert.deepEqual(written, [`${server!.origin}/#trust/${kind}/${id}`]);
      await reader.visit.page.close();

      await open({at: `#trust/${kind}/${id}`});
      await reader.at(kind, id);
      // From there a reader goes on, and not from the page's beginning.
      await reader.press('Tab');
      assert.equal(await reader.focus(), `button “Copy: link to ${title}”`);
    });
  }

  it('lead to a row that a filter hides', async () => {
    await open();
    await reader.tabTo('input[type="search"]');
    await reader.type('zebra');
    assert.equal(await reader.visit.count(ANY_ROW), 0);
    await reader.visit.page.goto(`${server!.origin}/#trust/control/encryption`);
    await reader.at('control', 'encryption');
    assert.match(await reader.read('controls'), /All 12 shown/);
    await reader.tabBackTo('input[type="search"]');
    const query = await reader.visit.ask(() => (atKeys.active() as HTMLInputElement).value);
    assert.equal(query, '');
  });
});

/** What the demo's sample vendor publishes, with more of what can be found among it. */
const READY = SCENARIOS['The manifest']!.find(({name}) => name === 'load-ready')!
  .manifest as Document;
const PUBLISHED = {
  ...READY,
  updates: [
    {id: 'first', at: '2026-01-20', title: 'First published', controls: ['isolation']},
    {id: 'second', at: '2026-02-02', title: 'Backups tested', controls: ['backups']},
    {id: 'third', at: '2026-03-03', title: 'Isolation begun', controls: ['isolation']},
  ],
};

describe('what is not public, without a pointer', () => {
  const ITEMS = [
    ['document nda nda', 'Document under an agreement'],
    ['evidence restore-test request', 'Restore test'],
  ] as const;
  for (const [requested, title] of ITEMS) {
    it(`is asked for, and the contact to write to comes next: ${title}`, async () => {
      await openWith(PUBLISHED);
      await reader.tabTo('.request summary', title);
      await reader.press('Enter');
      assert.deepEqual(await reader.visit.ask(() => atKeys.requested), [requested]);
      await reader.press('Tab');
      assert.equal(await reader.focus(), 'a “security@vendor.example”');
      const href = await reader.visit.ask(() => (atKeys.active() as HTMLAnchorElement).href);
      assert.equal(
        href,
        `mailto:security@vendor.example?subject=${encodeURIComponent(`Request: ${title}`)}`,
      );
      await reader.tabBackTo('.request summary', title);
      await reader.press('Enter');
      assert.equal(await reader.visit.count('.request[open]'), 0);
      assert.equal(await reader.focus(), `summary “Ask for it: ${title}”`);
    });

    it(`is left to the page where the page takes it over: ${title}`, async () => {
      await openWith(PUBLISHED);
      await reader.visit.ask(() => void (atKeys.takesOver = true));
      await reader.tabTo('.request summary', title);
      await reader.press('Enter');
      assert.deepEqual(await reader.visit.ask(() => atKeys.requested), [requested]);
      assert.equal(await reader.visit.count('.request[open]'), 0);
      assert.equal(await reader.focus(), `summary “Ask for it: ${title}”`);
    });
  }
});

describe('a record, without a pointer', () => {
  const MENU = 'button[popovertarget]';
  const isOpen = () => reader.visit.ask(() => !!inPage.all('[popover]:popover-open').length);

  async function choose(format: string): Promise<void> {
    await reader.tabTo(`[data-format="${format}"]`);
    await reader.press('Enter');
    assert.equal(await isOpen(), false);
    assert.match(await reader.focus(), /^button “Save a record”/);
  }

  it('is saved as a file that can be read, and names ARQEN', async () => {
    await open();
    const downloadPath = await mkdtemp(join(tmpdir(), 'trust-center-records-'));
    const session = await browser!.target().createCDPSession();
    try {
      await session.send('Browser.setDownloadBehavior', {
        behavior: 'allow',
        downloadPath,
        eventsEnabled: true,
      });
      /** Saves a record, and gives the file's text once the browser has it. */
      const save = async (format: string, extension: string): Promise<string> => {
        let file = '';
        const saved = new Promise<void>((resolve, reject) => {
          session.on('Browser.downloadWillBegin', ({suggestedFilename}) => {
            file = suggestedFilename;
          });
          session.on('Browser.downloadProgress', ({state}) => {
            if (state === 'completed') resolve();
            if (state === 'canceled') reject(new Error(`${file} was not saved`));
          });
          AbortSignal.timeout(15_000).onabort = () => reject(new Error('Nothing was saved'));
        });
        await reader.press('Enter');
        assert.equal(await isOpen(), true);
        await choose(format);
        await saved;
        session.removeAllListeners();
        assert.match(
          file,
          new RegExp(`^trust-arqen-2026\\.11\\.23-\\d{8}t\\d{6}z\\.${extension}$`),
        );
        return readFile(join(downloadPath, file), 'utf8');
      };
      await reader.tabTo(MENU);

      const record = JSON.parse(await save('json', 'json')) as {
        organization: {name: string};
        observations: readonly {verdict: string; agreement: string}[];
      };
      assert.equal(record.organization.name, 'ARQEN');
      assert.deepEqual(
        record.observations.map(({verdict, agreement}) => `${verdict} ${agreement}`),
        ['blocked agrees', 'blocked agrees'],
      );

      const [heading] = marked.lexer(await save('markdown', 'md'));
      assert.equal(heading?.type, 'heading');
      assert.match(heading.raw, /^# .*ARQEN/);

      const csv = await save('csv', 'csv');
      assert.equal(csv[0], '\ufeff');
      const rows = parseCsv(csv.slice(1));
      const lengths = new Set(rows.map(({length}) => length));
      assert.equal(lengths.size, 1, 'every line has as many cells as the head');
      assert.ok(rows.some((cells) => cells.some((cell) => cell.includes('ARQEN'))));
    } finally {
      await session.detach();
      await rm(downloadPath, {recursive: true, force: true});
    }
  });

  it('is printed', async () => {
    await open();
    await reader.tabTo(MENU);
    await reader.press('Space');
    await choose('print');
    assert.equal(await reader.visit.ask(() => atKeys.printed), 1);
  });

  it('need not be taken: Escape closes the menu, and the focus is on its button again', async () => {
    await open();
    await reader.tabTo(MENU);
    for (const stops of [0, 1, 3]) {
      await reader.press('Enter');
      await reader.press('Tab', stops);
      assert.equal(await isOpen(), true);
      if (stops) assert.match(await reader.focus(), /^button “(JSON|CSV)/);
      await reader.press('Escape');
      assert.equal(await isOpen(), false);
      assert.match(await reader.focus(), /^button “Save a record”/);
    }
  });
});

describe('what changed, without a pointer', () => {
  const shown = () =>
    reader.visit.ask(() =>
      inPage.all('.topics').map(({parentElement}) => parentElement!.innerText),
    );
  const titles = async () => (await shown()).map((text) => text.split('\n')[0]);

  it('is found since a day and of one topic, and all of it again', async () => {
    await openWith(PUBLISHED);
    assert.deepEqual(await titles(), ['Isolation begun', 'Backups tested', 'First published']);
    await reader.tabTo('input[type="date"]');
    // The same in whichever order the reader's region has day and month.
    await reader.type('02022026');
    const since = await reader.visit.ask(() => (atKeys.active() as HTMLInputElement).value);
    assert.equal(since, '2026-02-02');
    assert.deepEqual(await titles(), ['Isolation begun', 'Backups tested']);
    assert.match(await reader.read('updates'), /2 of 3 shown, 1 hidden by the filter/);

    await reader.tabTo('select');
    await reader.type('Backups');
    assert.deepEqual(await titles(), ['Backups tested']);
    assert.match(await reader.read('updates'), /1 of 3 shown, 2 hidden by the filter/);

    await reader.tabTo('button', 'Clear all');
    await reader.press('Enter');
    assert.equal((await titles()).length, 3);
    assert.match(await reader.focus(), /^input “Changed since”/);
  });
});

describe('answers and contacts, without a pointer', () => {
  it('are read among the questions', async () => {
    await openWith(PUBLISHED);
    await reader.tabTo('details summary', 'Where is data kept?');
    assert.doesNotMatch(await reader.read('faq'), /sample country/);
    await reader.press('Enter');
    assert.match(await reader.read('faq'), /In the sample country\./);
    await reader.press('Space');
    assert.doesNotMatch(await reader.read('faq'), /sample country/);
  });

  it('are copied: where to report a vulnerability', async () => {
    await open();
    await reader.tabTo('[part~="contact"] button');
    await reader.press('Enter');
    const copied = 'button “Copied: security@arqen-ai.com”';
    await reader.visit.until((copied) => atKeys.name() === copied, [copied]);
    assert.deepEqual(await reader.visit.ask(() => atKeys.written), ['security@arqen-ai.com']);
  });
});
