/**
 * Manifests that fail in every way, over real HTTP, on the built file: the first one shows nothing of
 * itself, a later one leaves the last good one in place, labelled.
 */
import assert from 'node:assert/strict';
import {EventEmitter, once} from 'node:events';
import type {ServerResponse} from 'node:http';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {minimal, type Document} from '../fixtures/manifests.js';
import {embedding, json, Site, text, type Reply} from '../fixtures/site.js';

/** Stands in every bad manifest, and must never be seen. */
const MARK = 'Unbelievable';
const LAST_GOOD = 'Last good control';

const good = minimal({
  controls: [{id: 'good', title: LAST_GOOD, current: 'This is so today.'}],
});

const bad = (changes: Document): string =>
  JSON.stringify({
    ...minimal({
      title: MARK,
      organization: {name: MARK},
      gates: [{id: 'gate', title: MARK, state: 'unmet'}],
      controls: [{id: 'bad', title: MARK, gated: MARK, gates: ['gate']}],
    }),
    ...changes,
  });

const control = (changes: Document): Document => ({
  controls: [{id: 'bad', title: MARK, current: MARK, ...changes}],
});
const withLink = (url: string) => json(bad({organization: {name: MARK, url}}));

const deep = (levels: number): unknown => (levels ? [deep(levels - 1)] : MARK);

const answers = (status: number) => text(bad({}), 'application/json', {}, status);

/** More than 16 MiB, in pieces, as a server would send it. */
const tooLong: Reply = (_, response) => {
  response.writeHead(200, {'Content-Type': 'application/json'});
  const piece = Buffer.alloc(1 << 20, `"${MARK}",`);
  for (let i = 0; i < 17; i++) response.write(piece);
  response.end();
};

interface BadManifest {
  readonly what: string;
  readonly reply: Reply;
  /** Why it is refused, as `data-reason` says it; and the rule that it breaks, where it came to rules. */
  readonly reason: string;
  readonly rule?: string;
}

const BAD: readonly BadManifest[] = [
  {what: 'not found', reply: answers(404), reason: 'http-status'},
  {what: 'a server in trouble', reply: answers(500), reason: 'http-status'},
  {what: 'over 16 MiB', reply: tooLong, reason: 'too-large'},
  {
    what: 'a page of HTML',
    reply: text(`<!doctype html><title>${MARK}</title>`),
    reason: 'refused',
    rule: 'not-json',
  },
  {what: 'broken JSON', reply: json(bad({}).slice(0, -9)), reason: 'refused', rule: 'not-json'},
  {
    what: 'not UTF-8',
    reply: text(Buffer.from(bad({title: 'é'}), 'latin1'), 'application/json'),
    reason: 'not-utf8',
  },
  {
    what: 'a version from the future',
    reply: json(bad({schemaVersion: '2.0'})),
    reason: 'refused',
    rule: 'schema-version',
  },
  {
    what: 'without a field',
    reply: json(bad({disclosure: undefined})),
    reason: 'refused',
    rule: 'missing-field',
  },
  {
    what: 'a reference to nothing',
    reply: json(bad(control({gates: ['nowhere']}))),
    reason: 'refused',
    rule: 'unknown-reference',
  },
  {
    what: 'an id that stands twice',
    reply: json(
      bad({gates: ['Unmet', 'Again'].map((title) => ({id: 'g', title, state: 'unmet'}))}),
    ),
    reason: 'refused',
    rule: 'duplicate-id',
  },
  {
    what: 'a script as a link',
    reply: withLink('javascript:globalThis.ran=true'),
    reason: 'refused',
    rule: 'refused-link',
  },
  {
    what: 'a script as a link, disguised',
    reply: withLink('\u0001java\nscript:globalThis.ran=true'),
    reason: 'refused',
    rule: 'refused-link',
  },
  {
    what: 'a link with credentials',
    reply: withLink('https://vendor.example@elsewhere.example/'),
    reason: 'refused',
    rule: 'refused-link',
  },
  {
    what: 'forty levels deep',
    reply: json(bad({extra: deep(40)})),
    reason: 'refused',
    rule: 'too-deep',
  },
  {
    what: 'shaped like a Lit template',
    reply: json(
      bad(control({title: {_$litType$: 1, strings: ['<img src=x onerror=globalThis.ran=true>']}})),
    ),
    reason: 'refused',
    rule: 'wrong-type',
  },
  {
    what: 'with a key that changes what an object is',
    reply: json(bad({}).replace('{', `{"__proto__":{"polluted":"${MARK}"},`)),
    reason: 'refused',
    rule: 'forbidden-key',
  },
];

let site: Site;
let browser: Browser | undefined;
let visit: Visit;
/** Hands over each answer that hangs, as `begun`. */
const hung = new EventEmitter();

/** Begins to answer, and leaves it at that until a test ends it. */
const hanging: Reply = (_, response) => {
  response.writeHead(200, {'Content-Type': 'application/json'}).write(bad({}).slice(0, 50));
  hung.emit('begun', response);
};

before(async () => {
  browser = await openBrowser();
  visit = await Visit.begin(browser);
  const tag = `<arqen-trust-center src="/trust.json" sections="controls"><p>Fallback</p></arqen-trust-center>`;
  site = await Site.open({'/': text(embedding(tag))});
});
after(async () => {
  await browser?.close();
  await site.stop();
});

const answer = (reply: Reply) => site.routes.set('/trust.json', reply);
const load = (state: string) => `[data-load-state="${state}"]`;
const reload = () => visit.ask(() => document.querySelector('arqen-trust-center')!.reload());
const everything = () => visit.ask(() => document.title + inPage.text());

/** What a bad manifest must not have done, whichever it was. */
async function harmless(): Promise<void> {
  const {ran, polluted} = await visit.ask(() => ({
    ran: 'ran' in globalThis,
    polluted: 'polluted' in {},
  }));
  assert.deepEqual({ran, polluted}, {ran: false, polluted: false});
  assert.equal(await visit.count('img, a[href^="javascript:" i]'), 0);
  assert.ok(!(await everything()).includes(MARK), 'something of the bad manifest is shown');
  assert.deepEqual(visit.exceptions, []);
}

describe('a first manifest that is', () => {
  for (const {what, reply, reason, rule} of BAD) {
    it(`${what} is not shown; why is said (${rule ?? reason})`, async () => {
      answer(reply);
      await visit.page.goto(site.origin);
      await visit.untilThere(`${load('failed')} [data-banner="failed"] [data-reason="${reason}"]`);
      if (rule) assert.ok(await visit.count(`[data-banner="failed"] [data-rule="${rule}"]`));
      assert.equal(await visit.count('[data-kind], arqen-trust-controls'), 0);
      assert.match(await everything(), /The security posture cannot be shown/);
      await harmless();
    });
  }

  it('hanging leaves the fallback in its place, until it breaks off', async () => {
    answer(hanging);
    const begun = once(hung, 'begun') as Promise<[ServerResponse]>;
    await visit.page.goto(site.origin);
    const [underWay] = await begun;
    await visit.until(
      () => document.querySelector('arqen-trust-center')?.loadState === 'loading',
      [],
    );
    assert.ok(await fallbackSeen());
    underWay.destroy();
    await visit.untilThere(`${load('failed')} [data-reason="cut-off"]`);
    assert.ok(!(await fallbackSeen()));
    await harmless();
  });
});

describe('a reloaded manifest that is', () => {
  before(async () => {
    answer(json(good));
    await visit.page.goto(site.origin);
    await visit.untilThere(load('ready'));
  });

  for (const {what, reply, reason, rule} of BAD) {
    it(`${what} leaves the last good one, with its age, and says why (${rule ?? reason})`, async () => {
      answer(json(good));
      await reload();
      await visit.untilThere(load('ready'));
      assert.equal(await visit.count('[data-banner]'), 0);
      answer(reply);
      await reload();
      await visit.untilThere(`${load('kept')} [data-banner="kept"] [data-reason="${reason}"]`);
      if (rule) assert.ok(await visit.count(`[data-banner="kept"] [data-rule="${rule}"]`));
      assert.match(await visit.textOf('[data-banner="kept"] .age'), /ago$/);
      assert.match(await visit.textOf('arqen-trust-controls'), new RegExp(LAST_GOOD));
      await harmless();
    });
  }

  it('hanging leaves the last good one as it is, and labels it once the answer breaks off', async () => {
    answer(json(good));
    await reload();
    answer(hanging);
    const begun = once(hung, 'begun') as Promise<[ServerResponse]>;
    await visit.ask(() => void document.querySelector('arqen-trust-center')!.reload());
    const [underWay] = await begun;
    assert.equal(await visit.count(load('ready')), 1);
    assert.match(await visit.textOf('arqen-trust-controls'), new RegExp(LAST_GOOD));
    underWay.destroy();
    await visit.untilThere(`${load('kept')} [data-reason="cut-off"]`);
    assert.match(await visit.textOf('arqen-trust-controls'), new RegExp(LAST_GOOD));
    await harmless();
  });

  it('at another address drops the last good one at once', async () => {
    answer(json(good));
    await reload();
    await visit.untilThere(load('ready'));
    await visit.ask(() => {
      document.querySelector('arqen-trust-center')!.src = '/nowhere.json';
    });
    await visit.untilThere(load('failed'));
    assert.ok(!(await everything()).includes(LAST_GOOD));
  });
});

const fallbackSeen = () =>
  visit.ask(() => document.querySelector('arqen-trust-center > p')!.checkVisibility());
