/**
 * Invalid manifests of every kind, over real HTTP, with the built file. None of their content is shown:
 * a failed first load shows only an error, a failed reload keeps the last valid manifest, labelled as such.
 */
import assert from 'node:assert/strict';
import {EventEmitter, once} from 'node:events';
import type {ServerResponse} from 'node:http';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {minimal, type ManifestInput} from '../fixtures/manifests.js';
import {embedPage, json, Site, text, type Reply} from '../fixtures/site.js';

/** Text of every invalid manifest, which must never be visible. */
const MARK = 'Unbelievable';
const LAST_GOOD = 'Last good control';

const good = minimal({
  controls: [{id: 'good', title: LAST_GOOD, current: 'This is so today.'}],
});

const bad = (changes: ManifestInput): string =>
  JSON.stringify({
    ...minimal({
      title: MARK,
      organization: {name: MARK},
      gates: [{id: 'gate', title: MARK, state: 'unmet'}],
      controls: [{id: 'bad', title: MARK, gated: MARK, gates: ['gate']}],
    }),
    ...changes,
  });

const control = (changes: ManifestInput): ManifestInput => ({
  controls: [{id: 'bad', title: MARK, current: MARK, ...changes}],
});
const withLink = (url: string) => json(bad({organization: {name: MARK, url}}));

const deep = (levels: number): unknown => (levels ? [deep(levels - 1)] : MARK);

const answers = (status: number) => text(bad({}), 'application/json', {}, status);

/** Sends more than 16 MiB, in chunks. */
const tooLong: Reply = (_, response) => {
  response.writeHead(200, {'Content-Type': 'application/json'});
  const piece = Buffer.alloc(1 << 20, `"${MARK}",`);
  for (let i = 0; i < 17; i++) response.write(piece);
  response.end();
};

interface BadManifest {
  readonly name: string;
  readonly reply: Reply;
  /** The reason in `data-reason`. */
  readonly reason: string;
  /** The rule that it breaks, if the load got as far as checking rules. */
  readonly rule?: string;
}

const BAD: readonly BadManifest[] = [
  {name: 'not found', reply: answers(404), reason: 'http-status'},
  {name: 'a server error', reply: answers(500), reason: 'http-status'},
  {name: 'over 16 MiB', reply: tooLong, reason: 'too-large'},
  {
    name: 'a page of HTML',
    reply: text(`<!doctype html><title>${MARK}</title>`),
    reason: 'web-page',
  },
  {name: 'broken JSON', reply: json(bad({}).slice(0, -9)), reason: 'refused', rule: 'not-json'},
  {
    name: 'not UTF-8',
    reply: text(Buffer.from(bad({title: 'é'}), 'latin1'), 'application/json'),
    reason: 'not-utf8',
  },
  {
    name: 'of an unsupported major version',
    reply: json(bad({schemaVersion: '2.0'})),
    reason: 'refused',
    rule: 'schema-version',
  },
  {
    name: 'without a required field',
    reply: json(bad({disclosure: undefined})),
    reason: 'refused',
    rule: 'missing-field',
  },
  {
    name: 'a reference to an unknown id',
    reply: json(bad(control({gates: ['nowhere']}))),
    reason: 'refused',
    rule: 'unknown-reference',
  },
  {
    name: 'a duplicate id',
    reply: json(
      bad({gates: ['Unmet', 'Again'].map((title) => ({id: 'g', title, state: 'unmet'}))}),
    ),
    reason: 'refused',
    rule: 'duplicate-id',
  },
  {
    name: 'a script as a link',
    reply: withLink('javascript:globalThis.ran=true'),
    reason: 'refused',
    rule: 'refused-link',
  },
  {
    name: 'a script as a link, disguised',
    reply: withLink('\u0001java\nscript:globalThis.ran=true'),
    reason: 'refused',
    rule: 'refused-link',
  },
  {
    name: 'a link with credentials',
    reply: withLink('https://vendor.example@elsewhere.example/'),
    reason: 'refused',
    rule: 'refused-link',
  },
  {
    name: 'nested forty levels deep',
    reply: json(bad({extra: deep(40)})),
    reason: 'refused',
    rule: 'too-deep',
  },
  {
    name: 'shaped like a Lit template',
    reply: json(
      bad(control({title: {_$litType$: 1, strings: ['<img src=x onerror=globalThis.ran=true>']}})),
    ),
    reason: 'refused',
    rule: 'wrong-type',
  },
  {
    name: 'with a key that sets the prototype',
    reply: json(bad({}).replace('{', `{"__proto__":{"polluted":"${MARK}"},`)),
    reason: 'refused',
    rule: 'forbidden-key',
  },
];

let site: Site;
let browser: Browser | undefined;
let visit: Visit;
/** Emits `started` with each response that stalls. */
const stalled = new EventEmitter();

/** Starts a response and leaves it unfinished until a test ends it. */
const stalls: Reply = (_, response) => {
  response.writeHead(200, {'Content-Type': 'application/json'}).write(bad({}).slice(0, 50));
  stalled.emit('started', response);
};

before(async () => {
  browser = await openBrowser();
  visit = await Visit.open(browser);
  const tag = `<arqen-trust-center src="/trust.json" sections="controls"><p>Fallback</p></arqen-trust-center>`;
  site = await Site.open({'/': text(embedPage(tag))});
});
after(async () => {
  await browser?.close();
  await site.stop();
});

const answer = (reply: Reply) => site.routes.set('/trust.json', reply);
const load = (state: string) => `[data-load-state="${state}"]`;
const reload = () => visit.evaluate(() => document.querySelector('arqen-trust-center')!.reload());
const everything = () => visit.evaluate(() => document.title + inPage.text());

/** Asserts that an invalid manifest has shown, run and polluted nothing. */
async function assertHarmless(): Promise<void> {
  const {ran, polluted} = await visit.evaluate(() => ({
    ran: 'ran' in globalThis,
    polluted: 'polluted' in {},
  }));
  assert.deepEqual({ran, polluted}, {ran: false, polluted: false});
  assert.equal(await visit.count('img, a[href^="javascript:" i]'), 0);
  assert.ok(!(await everything()).includes(MARK), 'content of the invalid manifest is shown');
  assert.deepEqual(visit.exceptions, []);
}

describe('a first manifest that is', () => {
  for (const {name, reply, reason, rule} of BAD) {
    it(`${name} is not shown, and the reason is (${rule ?? reason})`, async () => {
      answer(reply);
      await visit.page.goto(site.origin);
      await visit.waitForSelector(
        `${load('failed')} [data-banner="failed"] [data-reason="${reason}"]`,
      );
      if (rule) assert.ok(await visit.count(`[data-banner="failed"] [data-rule="${rule}"]`));
      assert.equal(await visit.count('[data-kind], arqen-trust-controls'), 0);
      assert.match(await everything(), /The security posture cannot be shown/);
      await assertHarmless();
    });
  }

  it('stalled leaves the fallback in place, also when the connection breaks', async () => {
    answer(stalls);
    const started = once(stalled, 'started') as Promise<[ServerResponse]>;
    await visit.page.goto(site.origin);
    const [response] = await started;
    await visit.waitFor(
      () => document.querySelector('arqen-trust-center')?.loadState === 'loading',
      [],
    );
    assert.ok(await fallbackSeen());
    response.destroy();
    await visit.waitForSelector(`${load('failed')} [data-reason="cut-off"]`);
    // The manifest is not at fault.
    assert.ok(await fallbackSeen());
    await assertHarmless();
  });
});

describe('a reloaded manifest that is', () => {
  before(async () => {
    answer(json(good));
    await visit.page.goto(site.origin);
    await visit.waitForSelector(load('ready'));
  });

  for (const {name, reply, reason, rule} of BAD) {
    it(`${name} keeps the last valid one, with its age and the reason (${rule ?? reason})`, async () => {
      answer(json(good));
      await reload();
      await visit.waitForSelector(load('ready'));
      assert.equal(await visit.count('[data-banner]'), 0);
      answer(reply);
      await reload();
      await visit.waitForSelector(`${load('kept')} [data-banner="kept"] [data-reason="${reason}"]`);
      if (rule) assert.ok(await visit.count(`[data-banner="kept"] [data-rule="${rule}"]`));
      assert.match(await visit.textOf('[data-banner="kept"] .age'), /ago$/);
      assert.match(await visit.textOf('arqen-trust-controls'), new RegExp(LAST_GOOD));
      await assertHarmless();
    });
  }

  it('stalled leaves the last valid one unchanged, then labels it once the connection breaks', async () => {
    answer(json(good));
    await reload();
    answer(stalls);
    const started = once(stalled, 'started') as Promise<[ServerResponse]>;
    await visit.evaluate(() => void document.querySelector('arqen-trust-center')!.reload());
    const [response] = await started;
    assert.equal(await visit.count(load('ready')), 1);
    assert.match(await visit.textOf('arqen-trust-controls'), new RegExp(LAST_GOOD));
    response.destroy();
    await visit.waitForSelector(`${load('kept')} [data-reason="cut-off"]`);
    assert.match(await visit.textOf('arqen-trust-controls'), new RegExp(LAST_GOOD));
    await assertHarmless();
  });

  it('at another URL drops the last valid one at once', async () => {
    answer(json(good));
    await reload();
    await visit.waitForSelector(load('ready'));
    await visit.evaluate(() => {
      document.querySelector('arqen-trust-center')!.src = '/nowhere.json';
    });
    await visit.waitForSelector(load('failed'));
    assert.ok(!(await everything()).includes(LAST_GOOD));
  });
});

const fallbackSeen = () =>
  visit.evaluate(() => document.querySelector('arqen-trust-center > p')!.checkVisibility());
