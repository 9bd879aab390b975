/**
 * A page with the built file and a guard that answers, lies, hangs, dies and recovers. The page must never
 * show a good state that the guard has not just proven.
 */
import assert from 'node:assert/strict';
import {after, afterEach, before, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {createGuardHandler} from '../../src/guard/handler.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {GUARD} from '../fixtures/guard-answers.js';
import {minimal} from '../fixtures/manifests.js';
import {
  embedPage,
  fromHandler,
  neverAnswers,
  json,
  Site,
  text,
  type Reply,
} from '../fixtures/site.js';

const MANIFEST = minimal({
  gates: GUARD.gates.map((id) => ({id, title: `Gate of ${id}`, state: 'unmet'})),
  guards: [{...GUARD, url: undefined}],
  controls: [
    {
      id: 'writes',
      title: 'Writes',
      gated: 'Nobody can write.',
      gates: GUARD.gates,
      guards: [GUARD.id],
    },
  ],
});
const ENDPOINT = `/${GUARD.id}/guard`;

const {id, route, gates} = GUARD;
const blockedGuard = createGuardHandler({
  id,
  route,
  gate: () => ({decision: 'blocked', unmetGates: gates}),
});

/** The guard's behaviours. Only `blocked` proves what the manifest declares. */
const BEHAVIOURS = {
  blocked: fromHandler(blockedGuard),
  open: fromHandler(createGuardHandler({id, route, gate: () => ({decision: 'open'})})),
  hangs: neverAnswers,
  redirects: text('', 'text/plain', {Location: '/elsewhere'}, 302),
  // An answer saved earlier as a file: everything is valid except the challenge.
  replayed: fromHandler(async ({url}) =>
    blockedGuard(new Request(new URL('?challenge=' + 'A'.repeat(22), url))),
  ),
} satisfies Record<string, Reply>;
type Behaviour = keyof typeof BEHAVIOURS;

let site: Site;
let guard: Site;
let browser: Browser | undefined;
let visit: Visit;
let behaviour: Behaviour;
/** The behaviour at each request, with its time. */
let answered: {at: number; behaviour: Behaviour}[];

before(async () => {
  browser = await openBrowser();
  site = await Site.open({'/trust.json': json(MANIFEST)});
  guard = await Site.open({
    [ENDPOINT]: (request, response) => {
      answered.push({at: Date.now(), behaviour});
      BEHAVIOURS[behaviour](request, response);
    },
  });
});
after(async () => {
  await browser?.close();
  await Promise.all([site.stop(), guard.stop()]);
});

afterEach(async () => {
  const shown = await visit.evaluate(() => inPage.shown);
  await visit.page.close();
  await guard.stop();
  assert.ok(shown.length, 'at least one state was shown');
  for (const {at, verdict, agreement} of shown) {
    if (agreement !== 'agrees' && !['blocked', 'open'].includes(verdict)) continue;
    const last = answered.findLast((answer) => answer.at <= at)?.behaviour;
    const provenBlocked = agreement === 'agrees' && verdict === 'blocked' && last === 'blocked';
    const provenOpen = agreement === 'contradicts' && verdict === 'open' && last === 'open';
    assert.ok(
      provenBlocked || provenOpen,
      `"${verdict}, ${agreement}" was shown after the guard's behaviour "${last}"`,
    );
  }
  assert.deepEqual(visit.exceptions, []);
});

const state = (verdict: string, reason: string, agreement: string) =>
  `[data-kind="guard"][data-verdict="${verdict}"][data-reason="${reason}"][data-agreement="${agreement}"]`;
const BLOCKED = state('blocked', 'answered-blocked', 'agrees');
const BANNER = '[data-banner="contradiction"]';

/** Opens the page with a guard of the given behaviour, and waits for the expected state. */
async function open(
  first: Behaviour,
  expected = BLOCKED,
  {interval = 1, more = '', policy = ''} = {},
): Promise<void> {
  behaviour = first;
  answered = [];
  await guard.start();
  guard.requests.length = 0;
  const tag = `<arqen-trust-center src="/trust.json" guard-interval="${interval}" ${more}
    guard-endpoint="${guard.origin}/{id}/guard"></arqen-trust-center>`;
  const headers = policy ? {'Content-Security-Policy': policy} : {};
  site.routes.set('/', text(embedPage(tag), 'text/html; charset=utf-8', headers));
  visit = await Visit.open(browser!);
  // Makes every random delay as short as possible.
  await visit.page.evaluateOnNewDocument('Math.random = () => 0');
  await visit.page.goto(site.origin);
  await visit.waitForSelector(expected);
}

const checkNow = () =>
  visit.evaluate(() => document.querySelector('arqen-trust-center')!.checkGuards());

describe('a page whose guard answers blocked', () => {
  it('shows the answer and its age, and checks again each interval', async () => {
    await open('blocked');
    assert.match(await visit.textOf('.answer'), /^Answered blocked, verified \d+ sec\. ago$/);
    assert.match(await visit.textOf('arqen-trust-summary'), /production guard answered “blocked”/);
    assert.equal(await visit.count(BANNER), 0);
    await guardAsked(3);
  });

  it('shows within one interval that the server is down, and later that it is back', async () => {
    await open('blocked');
    const stopped = Date.now();
    await guard.stop();
    await visit.waitForSelector(state('unknown', 'network', 'undetermined'), 9_000);
    assert.ok(Date.now() - stopped < 9_000);
    assert.match(await visit.textOf('.facts'), /last verified/);
    assert.match(await visit.textOf('arqen-trust-summary'), /could not be verified/);
    await guard.start();
    await visit.waitForSelector(BLOCKED);
  });

  it('shows a timeout while the server hangs, and recovers once it answers again', async () => {
    await open('blocked');
    behaviour = 'hangs';
    await visit.waitForSelector(state('unknown', 'timeout', 'undetermined'));
    behaviour = 'blocked';
    await visit.waitForSelector(BLOCKED);
  });

  it('reports a redirect and does not follow it', async () => {
    await open('blocked');
    behaviour = 'redirects';
    await visit.waitForSelector(state('unknown', 'redirect', 'undetermined'));
    assert.equal(guard.count('/elsewhere'), 0);
  });

  it('does not accept a replayed answer as live', async () => {
    await open('blocked');
    behaviour = 'replayed';
    await visit.waitForSelector(state('blocked-unproven', 'no-challenge', 'undetermined'));
    assert.match(await visit.textOf('.answer'), /with no proof that the answer is live/);
  });
});

describe('a page whose guard answers open', () => {
  it('shows the contradiction at the top with both sides, and keeps it during an outage', async () => {
    await open('blocked');
    behaviour = 'open';
    await visit.waitForSelector(state('open', 'answered-open', 'contradicts'));
    const banner = await visit.textOf(BANNER);
    assert.match(banner, /The manifest says Production write is blocked until 2 gates are met\./);
    assert.match(banner, /the guard answered open/);
    assert.equal(await visit.count('[data-kind="control"][data-state="contradicted"]'), 1);
    assert.ok(await isTopmost(BANNER), 'the banner comes first');

    await guard.stop();
    await visit.waitForSelector(state('unknown', 'network', 'contradicts'));
    assert.equal(await visit.count(BANNER), 1);

    behaviour = 'replayed';
    await guard.start();
    await visit.waitForSelector(state('blocked-unproven', 'no-challenge', 'contradicts'));
    assert.equal(await visit.count(BANNER), 1);

    behaviour = 'blocked';
    await visit.waitForSelector(BLOCKED);
    assert.equal(await visit.count(BANNER), 0);
    assert.equal(await visit.count('[data-kind="control"][data-state="gated"]'), 1);
  });

  it('keeps the contradiction after a pause that makes the answer stale', async () => {
    await open('open', state('open', 'answered-open', 'contradicts'), {more: 'max-age="1"'});
    await inBackground(async () => {
      await visit.waitForSelector(state('stale', 'too-old', 'contradicts'));
      assert.equal(await visit.count(BANNER), 1);
      behaviour = 'blocked';
    });
    await visit.waitForSelector(BLOCKED);
    assert.equal(await visit.count(BANNER), 0);
  });
});

describe('a page without any answer yet', () => {
  it('reports that its own policy refuses the request', async () => {
    await open('blocked', state('unknown', 'csp', 'undetermined'), {
      policy: "default-src 'self'",
    });
    assert.deepEqual(guard.log, []);
    assert.deepEqual(new Set(await visit.evaluate(() => inPage.observed)), new Set(['csp']));
  });

  it('does not accept a replayed answer as live', async () => {
    await open('replayed', state('blocked-unproven', 'no-challenge', 'undetermined'));
    await guardAsked(2);
    assert.equal(await visit.count(BLOCKED), 0);
  });

  it('is pending while a server hangs', async () => {
    await open('hangs', state('unchecked', 'pending', 'undetermined'));
    await guardAsked(1);
  });
});

describe('a page in the background', () => {
  it('makes no request, lets its answer become stale, and checks at once on return', async () => {
    await open('blocked', BLOCKED, {more: 'max-age="1"'});
    await inBackground(async () => {
      const before = await settled();
      await visit.waitForSelector(state('stale', 'too-old', 'undetermined'));
      assert.equal(guard.count(ENDPOINT), before);
    });
    await visit.waitForSelector(BLOCKED);
  });

  it('does not check on return before its interval is over', async () => {
    await open('blocked', BLOCKED, {interval: 60});
    assert.equal(guard.count(ENDPOINT), 1);
    await inBackground(() => Promise.resolve());
    await checkNow();
    assert.equal(guard.count(ENDPOINT), 2);
  });
});

describe('an offline page', () => {
  const OFFLINE = state('unchecked', 'offline', 'undetermined');

  it('reports that it is offline, makes no request, and checks again when it is online', async () => {
    await open('blocked');
    await visit.page.setOfflineMode(true);
    await visit.waitForSelector(OFFLINE);
    const before = guard.count(ENDPOINT);
    await checkNow();
    assert.equal(guard.count(ENDPOINT), before);
    await visit.page.setOfflineMode(false);
    await visit.waitForSelector(BLOCKED);
  });

  it('does not check before its interval is over, even if it is online again', async () => {
    await open('blocked', BLOCKED, {interval: 60});
    await visit.page.setOfflineMode(true);
    await visit.waitForSelector(OFFLINE);
    await visit.page.setOfflineMode(false);
    await visit.waitFor(() => navigator.onLine, []);
    await checkNow();
    await visit.waitForSelector(BLOCKED);
    assert.equal(guard.count(ENDPOINT), 2);
  });
});

/** Runs `meanwhile` while another tab is in front. */
async function inBackground(meanwhile: () => Promise<void>): Promise<void> {
  const other = await browser!.newPage();
  await other.bringToFront();
  await visit.waitFor(() => document.hidden, []);
  await meanwhile();
  await other.close();
  await visit.page.bringToFront();
  await visit.waitFor(() => !document.hidden, []);
}

const guardAsked = (times: number) => guard.waitForRequests(ENDPOINT, times);

/** Returns the number of requests to the guard, once a request that was in flight has ended. */
async function settled(): Promise<number> {
  await checkNow();
  return guard.count(ENDPOINT);
}

/** Whether no heading, row or summary is above an element. */
const isTopmost = (selector: string) =>
  visit.evaluate((selector) => {
    const [banner] = inPage.all(selector);
    const {top} = banner!.getBoundingClientRect();
    return inPage
      .all('[data-kind], h1, h2, h3, arqen-trust-summary')
      .every((element) => element.getBoundingClientRect().top >= top);
  }, selector);
