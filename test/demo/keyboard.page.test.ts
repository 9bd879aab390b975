/**
 * The reviewer's tasks on the demo's first page, by keyboard alone. Tasks for which ARQEN's manifest has no
 * data use another manifest. One file, because all of them share the simulated reader below.
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
import type {ManifestInput} from '../fixtures/manifests.js';
import {parseCsv} from '../fixtures/snapshots.js';
import type {LoopbackServer} from '../fixtures/verdict-server.js';
import {untilRowsRendered} from '../fixtures/until-settled.js';

/** The element that has the focus after a key press. */
interface Stop {
  /** "nothing" if the focus is lost. */
  readonly name: string;
  /** The number of elements before it in reading order. */
  readonly place: number;
  /** Whether it is inside the window. */
  readonly inView: boolean;
  /** Whether it is the element that the test looks for. */
  readonly wanted: boolean;
}

/** The global `atKeys` of every page. */
interface AtKeys {
  /** Returns the focused element, inside shadow roots too; `null` if the focus is lost. */
  active(): Element | null;
  /** Returns a readable name of the focused element. */
  name(): string;
  /** Describes the focused element once every section has rendered. */
  stop(selector: string, text: string): Promise<Stop>;
  /** The texts written to the clipboard. */
  readonly written: string[];
  /** The items of `trust-request` events, as `<kind> <id> <access>`. */
  readonly requested: string[];
  /** Whether the page handles such a request itself. */
  handlesRequests: boolean;
  /** The number of times the page was printed. */
  printed: number;
}

declare global {
  var atKeys: AtKeys;
}

/** Runs in the page before its own scripts. */
function prepare(): void {
  const active: AtKeys['active'] = () => {
    let found = document.activeElement;
    while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
    // An element that has just been hidden keeps the focus only until the next frame.
    return found === document.body || !found?.checkVisibility() ? null : found;
  };
  /** Returns an element and its descendants in the flat tree. */
  const flat = (element: Element): Element[] => {
    const slotted = element instanceof HTMLSlotElement ? element.assignedElements() : [];
    const children = slotted.length ? slotted : (element.shadowRoot ?? element).children;
    return [element, ...[...children].flatMap(flat)];
  };
  const name: AtKeys['name'] = () => {
    const found = active();
    if (!found) return 'nothing';
    const label = found.closest('label') ?? found;
    const text = found.ariaLabel ?? inPage.text(label).replace(/\s+/g, ' ').trim();
    return `${found.localName} “${text.slice(0, 60)}”`;
  };
  const keys: AtKeys = {
    active,
    name,
    stop: async (selector, text) => {
      const parts = inPage.all('*').filter(({localName}) => localName.startsWith('arqen-trust-'));
      for (const part of parts) await (part as unknown as {updateComplete: unknown}).updateComplete;
      const found = active();
      const isInView = () => {
        const {top, bottom, height} = (found ?? document.body).getBoundingClientRect();
        return height > 0 && bottom > 0 && top < innerHeight;
      };
      // WebKit scrolls to a text field some frames later.
      for (let frames = 0; frames < 60 && !isInView(); frames++)
        await new Promise(requestAnimationFrame);
      return {
        name: name(),
        place: found ? flat(document.body).indexOf(found) : -1,
        inView: isInView(),
        wanted: !!found?.matches(selector) && name().includes(text),
      };
    },
    written: [],
    requested: [],
    handlesRequests: false,
    printed: 0,
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
    if (keys.handlesRequests) event.preventDefault();
  });
  globalThis.atKeys = keys;
}

const AGREEING = '[data-kind="guard"][data-verdict="blocked"][data-agreement="agrees"]';
const ANY_ROW = '[data-kind="control"]';

/** Returns the selector of a row. */
const row = (kind: string, id: string) => `[data-kind="${kind}"][data-id="${id}"]`;

/** More tab stops than the page has. */
const MAX_STOPS = 400;

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
  /** Replaces the demo server's answers, by path. */
  readonly answers?: Readonly<Record<string, (request: HTTPRequest) => Promise<Response>>>;
  /** The fragment to open. */
  readonly hash?: string;
  /** The elements to wait for and their number; by default, ARQEN's two guards. */
  readonly until?: readonly [selector: string, times: number];
}

/** Opens the demo's first page, and waits until it shows the expected elements. */
async function open({answers = {}, hash = '', until = [AGREEING, 2]}: Opening = {}): Promise<void> {
  const visit = await Visit.open(browser!);
  await visit.page.evaluateOnNewDocument(prepare);
  await visit.page.setRequestInterception(true);
  visit.page.on('request', (request) => {
    const answer = answers[new URL(request.url()).pathname];
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
  await visit.page.goto(`${server!.origin}/${hash}`);
  await visit.waitFor(
    (selector: string, times: number) => inPage.all(selector).length >= times,
    [...until],
  );
}

/** Opens the page with another manifest in place of ARQEN's. */
const openWith = (manifest: unknown) =>
  open({
    answers: {'/arqen.trust.json': () => Promise.resolve(Response.json(manifest))},
    until: [ANY_ROW, 1],
  });

/** A reader who uses only the keyboard. */
class Reader {
  /** The stop after the last key press. */
  #stop: Stop | undefined;

  constructor(readonly visit: Visit) {}

  /** Presses a key, waits until the page has rendered, and asserts that the focus is not lost. */
  async press(key: KeyInput, times = 1): Promise<void> {
    for (let pressed = 0; pressed < times; pressed++) {
      await this.visit.page.keyboard.press(key);
      await this.#readStop(key);
    }
  }

  async type(text: string): Promise<void> {
    await this.visit.page.keyboard.type(text);
    await this.#readStop(text);
  }

  /** Presses Tab until an element that matches has the focus. Returns the names of the stops on the way. */
  tabTo(selector: string, text = ''): Promise<string[]> {
    return this.#tabUntil(selector, text, 1);
  }

  /** Does the same backwards, with Shift+Tab. */
  async tabBackTo(selector: string, text = ''): Promise<string[]> {
    await this.visit.page.keyboard.down('Shift');
    try {
      return await this.#tabUntil(selector, text, -1);
    } finally {
      await this.visit.page.keyboard.up('Shift');
    }
  }

  /** Returns a readable name of the focused element. */
  focus(): Promise<string> {
    return this.visit.evaluate(() => atKeys.name());
  }

  /** Waits until a row has the focus, and asserts that it is in view. */
  async at(kind: string, id: string): Promise<void> {
    await this.visit.waitFor((row) => atKeys.active()?.matches(row), [row(kind, id)]);
    const {inView} = await this.#readStop('the link');
    assert.ok(inView, `${kind} ${id} is in view`);
  }

  /** Returns the visible text of a section. */
  read(key: string): Promise<string> {
    return this.visit.evaluate((key) => {
      const [section] = inPage.all(`arqen-trust-${key}`);
      const {innerText} = section!.shadowRoot!.querySelector('section')!;
      return innerText.replace(/\s+/g, ' ');
    }, key);
  }

  /** Returns the visible text of the first element that matches. */
  readIn(selector: string): Promise<string> {
    return this.visit.evaluate(
      (selector) => inPage.all(selector)[0]!.innerText.replace(/\s+/g, ' '),
      selector,
    );
  }

  async #tabUntil(selector: string, text: string, direction: 1 | -1): Promise<string[]> {
    const path: string[] = [];
    const way = () => `on the way to ${selector} ${text}: ${path.join(' → ')}`;
    for (;;) {
      const before = this.#stop?.place ?? -1;
      await this.visit.page.keyboard.press('Tab');
      const {name, place, inView, wanted} = await this.#readStop('Tab', selector, text);
      path.push(name);
      assert.ok((place - before) * direction >= 0, `the focus order goes back ${way()}`);
      assert.ok(inView, `${name} is not in view ${way()}`);
      if (wanted) return path;
      assert.ok(path.length < MAX_STOPS, `too many stops ${way()}`);
    }
  }

  async #readStop(after: string, selector = '*', text = ''): Promise<Stop> {
    const stop = await this.visit.evaluate(
      (selector, text) => atKeys.stop(selector, text),
      selector,
      text,
    );
    assert.notEqual(stop.name, 'nothing', `the focus is lost after “${after}”`);
    this.#stop = stop;
    return stop;
  }
}

describe('a reviewer with only a keyboard', () => {
  it('reads the publisher, the age, the verification and a summary of the posture', async () => {
    await open();
    const summary = await reader.read('summary');
    assert.match(summary, /^ARQEN Security and trust Published November 23, 2026 /);
    assert.match(summary, /Manifest 2026\.11\.23, signature not checked/);
    assert.match(summary, /12 topics: 4 current, 5 partly gated,? and 3 gated\./);
    assert.match(summary, /Both production guards answered “blocked” \d+ sec\. ago\./);
    assert.doesNotMatch(summary, /Applies to/);

    await reader.tabTo('.source summary');
    await reader.press('Enter');
    const source = await reader.read('summary');
    assert.match(source, /URL http:\/\/127\.0\.0\.1:\d+\/arqen\.trust\.json/);
    assert.match(
      source,
      /Applies to https:\/\/arqen-ai\.com\/ Version 2026\.11\.23 \(schema 1\.0\)/,
    );
    assert.match(
      source,
      /Loaded \w+ \d+, \d{4} at \d+:\d\d:\d\d.* Signature signature not checked/,
    );
  });

  it('reaches the guards’ answers, and unfolds each request and its six effects', async () => {
    await open();
    for (const id of ['production-write', 'production-access']) {
      const guard = row('guard', id);
      await reader.tabTo(`${guard} summary`);
      assert.match(await reader.readIn(guard), /Answered blocked, verified \d+ sec\. ago/);
      assert.doesNotMatch(await reader.readIn(guard), /Changes records/);
      await reader.press(' ');
      const details = await reader.readIn(`${guard} dl`);
      assert.match(details, new RegExp(`^Route /api/${id} Expected by the manifest blocked `));
      assert.match(details, new RegExp(`Endpoint http://127\\.0\\.0\\.1:\\d+/api/${id}/guard`));
      for (const effect of [
        'Authenticates users',
        'Isolates tenants',
        'Authorizes roles',
        'Changes records',
        'Persists audit events',
        'Enables production',
      ])
        assert.match(details, new RegExp(`${effect} no`));
    }
  });

  it('reaches a contradiction first, with a link to report it', async () => {
    const openGuard = createGuardHandler({
      id: 'production-write',
      route: '/api/production-write',
      gate: () => ({decision: 'open'}),
    });
    await open({
      answers: {
        '/api/production-write/guard': (request) => openGuard(new Request(request.url())),
      },
      until: ['[data-banner="contradiction"]', 1],
    });
    const path = await reader.tabTo('[data-banner="contradiction"] a');
    // The site's own header comes before the center.
    const head = await reader.visit.evaluate(() =>
      inPage.all('.skip, .site a').map((link) => `a “${inPage.text(link)}”`),
    );
    assert.deepEqual(path, [...head, 'a “Report it”']);
    const href = await reader.visit.evaluate(() => (atKeys.active() as HTMLAnchorElement).href);
    assert.equal(href, 'mailto:security@arqen-ai.com');
    assert.match(
      await reader.readIn('[data-banner="contradiction"]'),
      /The manifest says Production write is blocked until 4 gates are met\. .* answered open/,
    );
  });
});

describe('the matrix by keyboard', () => {
  /** Returns the ids of the visible rows, and asserts that the row count agrees. */
  async function shown(): Promise<string[]> {
    const ids = await reader.visit.evaluate(
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

  /** Returns the labels of the active filters' buttons. */
  const active = () =>
    reader.visit.evaluate(() =>
      inPage.all('.active button').map(({innerText}) => innerText.trim()),
    );

  /** Applies every kind of filter, which leaves one row. */
  async function applyFilters(): Promise<void> {
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
      'Search: “production”',
      'State: Partly gated',
      'Gate: Retention rules',
      'Category: Data',
      'Clear all',
    ]);
  }

  it('can be searched and filtered, and shows how many rows are hidden', async () => {
    await open();
    assert.equal((await shown()).length, 12);
    await applyFilters();
  });

  it('keeps the focus while its filters are removed one by one', async () => {
    await open();
    await applyFilters();
    let rows = (await shown()).length;
    await reader.tabTo('.active button', 'Remove filter Search: “production”');
    for (let left = (await active()).length - 1; left > 0; left--) {
      assert.equal((await active()).length, left + 1);
      await reader.press('Enter');
      const now = (await shown()).length;
      assert.ok(now >= rows, 'removing a filter never hides rows');
      rows = now;
    }
    assert.deepEqual(await active(), []);
    assert.equal(rows, 12);
    assert.equal(await reader.focus(), 'input “Search”');
  });

  it('clears all filters at once, and moves the focus to the search field', async () => {
    await open();
    await applyFilters();
    await reader.tabTo('.clear');
    await reader.press(' ');
    assert.equal((await shown()).length, 12);
    assert.deepEqual(await active(), []);
    assert.equal(await reader.focus(), 'input “Search”');
    await reader.type('zebra');
    assert.deepEqual(await shown(), []);
    assert.match(await reader.read('controls'), /No matches\. Remove a filter/);
  });

  it('can be sorted without hiding a row', async () => {
    await open();
    const published = await shown();
    await reader.tabTo('select', 'Sort by');
    await reader.type('Topic');
    const titles = await reader.visit.evaluate(
      // Not `innerText`, which is empty for off-screen content that the browser does not render.
      (rows) => inPage.all(`${rows} .topic > span`).map((title) => inPage.text(title)),
      ANY_ROW,
    );
    assert.deepEqual(titles, [...titles].sort(new Intl.Collator('en').compare));
    assert.notDeepEqual(await shown(), published);
    await reader.press('ArrowDown');
    const states = await reader.visit.evaluate(
      (rows) => inPage.all(rows).map(({dataset}) => dataset['state']!),
      ANY_ROW,
    );
    assert.deepEqual([...new Set(states)], ['gated', 'partial', 'current']);
    await reader.press('Home');
    assert.deepEqual(await shown(), published);
  });
});

describe('links between rows by keyboard', () => {
  const hash = () => reader.visit.evaluate(() => location.hash);

  /** Follows a link in a row, and asserts that the focus and the URL are at the other row. */
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

  /** Unfolds the details of a row. */
  async function unfold(kind: string, id: string): Promise<void> {
    await reader.tabTo(`${row(kind, id)} summary`);
    await reader.press('Enter');
    assert.ok(
      await reader.visit.evaluate((row) => !!inPage.all(`${row} [open]`)[0], row(kind, id)),
    );
  }

  it('go from a row to a gate, to everything it holds back, and back to the row', async () => {
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

  it('go to the roadmap and back', async () => {
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

  it('work with the browser’s back and forward', async () => {
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
    it(`can be copied and opened elsewhere: ${kind}`, async () => {
      await open();
      await reader.tabTo(`${row(kind, id)} button.copy`);
      assert.equal(await reader.focus(), `button “Copy: link to ${title}”`);
      await reader.press('Enter');
      const copied = `button “Copied: link to ${title}”`;
      await reader.visit.waitFor((copied) => atKeys.name() === copied, [copied]);
      const written = await reader.visit.evaluate(() => atKeys.written);
      assert.deepEqual(written, [`${server!.origin}/#trust/${kind}/${id}`]);
      await reader.visit.page.close();

      await open({hash: `#trust/${kind}/${id}`});
      await reader.at(kind, id);
      // Tab continues from the row, not from the top of the page.
      await reader.press('Tab');
      assert.equal(await reader.focus(), `button “Copy: link to ${title}”`);
    });
  }

  it('go to a row even if a filter hides it', async () => {
    await open();
    await reader.tabTo('input[type="search"]');
    await reader.type('zebra');
    assert.equal(await reader.visit.count(ANY_ROW), 0);
    await reader.visit.page.goto(`${server!.origin}/#trust/control/encryption`);
    await reader.at('control', 'encryption');
    assert.match(await reader.read('controls'), /All 12 shown/);
    await reader.tabBackTo('input[type="search"]');
    const query = await reader.visit.evaluate(() => (atKeys.active() as HTMLInputElement).value);
    assert.equal(query, '');
  });
});

/** The manifest of the demo's sample vendor, with more updates to filter. */
const READY = SCENARIOS['The manifest']!.find(({name}) => name === 'load-ready')!
  .manifest as ManifestInput;
const PUBLISHED = {
  ...READY,
  updates: [
    {id: 'first', at: '2026-01-20', title: 'First published', controls: ['isolation']},
    {id: 'second', at: '2026-02-02', title: 'Backups tested', controls: ['backups']},
    {id: 'third', at: '2026-03-03', title: 'Isolation begun', controls: ['isolation']},
  ],
};

describe('items that are not public, by keyboard', () => {
  const ITEMS = [
    ['document nda nda', 'Document under an agreement'],
    ['evidence restore-test request', 'Restore test'],
  ] as const;
  for (const [requested, title] of ITEMS) {
    it(`can be requested, with the contact as the next stop: ${title}`, async () => {
      await openWith(PUBLISHED);
      await reader.tabTo('.request summary', title);
      await reader.press('Enter');
      assert.deepEqual(await reader.visit.evaluate(() => atKeys.requested), [requested]);
      await reader.press('Tab');
      assert.equal(await reader.focus(), 'a “security@vendor.example”');
      const href = await reader.visit.evaluate(() => (atKeys.active() as HTMLAnchorElement).href);
      assert.equal(
        href,
        `mailto:security@vendor.example?subject=${encodeURIComponent(`Access request: ${title}`)}`,
      );
      await reader.tabBackTo('.request summary', title);
      await reader.press('Enter');
      assert.equal(await reader.visit.count('.request[open]'), 0);
      assert.equal(await reader.focus(), `summary “Request access: ${title}”`);
    });

    it(`are left to the page if it handles the request itself: ${title}`, async () => {
      await openWith(PUBLISHED);
      await reader.visit.evaluate(() => void (atKeys.handlesRequests = true));
      await reader.tabTo('.request summary', title);
      await reader.press('Enter');
      assert.deepEqual(await reader.visit.evaluate(() => atKeys.requested), [requested]);
      assert.equal(await reader.visit.count('.request[open]'), 0);
      assert.equal(await reader.focus(), `summary “Request access: ${title}”`);
    });
  }
});

describe('a record, by keyboard', () => {
  const MENU = 'button[popovertarget]';
  const isOpen = () => reader.visit.evaluate(() => !!inPage.all('[popover]:popover-open').length);

  async function choose(format: string): Promise<void> {
    await reader.tabTo(`[data-format="${format}"]`);
    await reader.press('Enter');
    assert.equal(await isOpen(), false);
    assert.match(await reader.focus(), /^button “Save a record”/);
  }

  it('is saved as a readable file that names ARQEN', async () => {
    await open();
    const downloadPath = await mkdtemp(join(tmpdir(), 'trust-center-records-'));
    const session = await browser!.target().createCDPSession();
    try {
      await session.send('Browser.setDownloadBehavior', {
        behavior: 'allow',
        downloadPath,
        eventsEnabled: true,
      });
      /** Saves a record and resolves to the text of the downloaded file. */
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
      assert.equal(lengths.size, 1, 'every row has as many cells as the header');
      assert.ok(rows.some((cells) => cells.some((cell) => cell.includes('ARQEN'))));
    } finally {
      await session.detach();
      await rm(downloadPath, {recursive: true, force: true});
    }
  });

  it('can be printed', async () => {
    await open();
    await reader.tabTo(MENU);
    await reader.press(' ');
    await choose('print');
    assert.equal(await reader.visit.evaluate(() => atKeys.printed), 1);
  });

  it('can be cancelled: Escape closes the menu and returns the focus to its button', async () => {
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

describe('updates, by keyboard', () => {
  const shown = () =>
    reader.visit.evaluate(() =>
      inPage.all('.topics').map(({parentElement}) => parentElement!.innerText),
    );
  const titles = async () => (await shown()).map((text) => text.split('\n')[0]);

  it('can be filtered by date and topic, and cleared', async () => {
    await openWith(PUBLISHED);
    await untilRowsRendered(reader.visit);
    assert.deepEqual(await titles(), ['Isolation begun', 'Backups tested', 'First published']);
    await reader.tabTo('input[type="date"]');
    // Valid in either order of day and month, which depends on the reader's region.
    await reader.type('02022026');
    const since = await reader.visit.evaluate(() => (atKeys.active() as HTMLInputElement).value);
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

describe('answers and contacts, by keyboard', () => {
  it('unfold below their questions', async () => {
    await openWith(PUBLISHED);
    await reader.tabTo('details summary', 'Where is data kept?');
    assert.doesNotMatch(await reader.read('faq'), /sample country/);
    await reader.press('Enter');
    assert.match(await reader.read('faq'), /In the sample country\./);
    await reader.press(' ');
    assert.doesNotMatch(await reader.read('faq'), /sample country/);
  });

  it('can be copied: the contact for vulnerability reports', async () => {
    await open();
    await reader.tabTo('[part~="contact"] button');
    await reader.press('Enter');
    const copied = 'button “Copied: security@arqen-ai.com”';
    await reader.visit.waitFor((copied) => atKeys.name() === copied, [copied]);
    assert.deepEqual(await reader.visit.evaluate(() => atKeys.written), ['security@arqen-ai.com']);
  });
});
