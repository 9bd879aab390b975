/**
 * A page on the built file beside a guard that answers, lies, hangs, dies and comes back. At no time may
 * it show a good state that the guard has not just proven.
 */
import assert from 'node:assert/strict';
import {after, afterEach, before, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {createGuardHandler} from '../../src/guard/handler.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {GUARD} from '../fixtures/guard-answers.js';
import {minimal} from '../fixtures/manifests.js';
import {embedding, handled, hanging, json, Site, text, type Reply} from '../fixtures/site.js';

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
const truth = createGuardHandler({
  id,
  route,
  gate: () => ({decision: 'blocked', unmetGates: gates}),
});

/** What the guard does. `blocked` alone proves what the manifest declares. */
const BEHAVIOURS = {
  blocked: handled(truth),
  open: handled(createGuardHandler({id, route, gate: () => ({decision: 'open'})})),
  hangs: hanging,
  redirects: text('', 'text/plain', {Location: '/elsewhere'}, 302),
  // A file that somebody saved yesterday: all is right but the challenge.
  yesterday: handled(async ({url}) =>
    truth(new Request(new URL('?challenge=' + 'A'.repeat(22), url))),
  ),
} satisfies Record<string, Reply>;
type Behaviour = keyof typeof BEHAVIOURS;

let site: Site;
let guard: Site;
let browser: Browser | undefined;
let visit: Visit;
let behaviour: Behaviour;
/** Every behaviour that was shown to somebody who asked, and when. */
let shownBy: {at: number; behaviour: Behaviour}[];

before(async () => {
  browser = await openBrowser();
  site = await Site.open({'/trust.json': json(MANIFEST)});
  guard = await Site.open({
    [ENDPOINT]: (request, response) => {
      shownBy.push({at: Date.now(), behaviour});
      BEHAVIOURS[behaviour](request, response);
    },
  });
});
after(async () => {
  await browser?.close();
  await Promise.all([site.stop(), guard.stop()]);
});

afterEach(async () => {
  const shown = await visit.ask(() => inPage.shown);
  await visit.page.close();
  await guard.stop();
  assert.ok(shown.length, 'something was shown');
  for (const {at, verdict, agreement} of shown) {
    if (agreement !== 'agrees' && !['blocked', 'open'].includes(verdict)) continue;
    const last = shownBy.findLast((answer) => answer.at <= at)?.behaviour;
    const good = agreement === 'agrees' && verdict === 'blocked' && last === 'blocked';
    const openly = agreement === 'contradicts' && verdict === 'open' && last === 'open';
    assert.ok(good || openly, `${verdict} ${agreement} was shown after the guard said ${last}`);
  }
  assert.deepEqual(visit.exceptions, []);
});

const state = (verdict: string, reason: string, agreement: string) =>
  `[data-kind="guard"][data-verdict="${verdict}"][data-reason="${reason}"][data-agreement="${agreement}"]`;
const BLOCKED = state('blocked', 'answered-blocked', 'agrees');
const BANNER = '[data-banner="contradiction"]';

/** Opens the page with a guard that behaves so, and waits for what it comes to. */
async function open(
  first: Behaviour,
  comesTo = BLOCKED,
  {interval = 1, more = '', policy = ''} = {},
): Promise<void> {
  behaviour = first;
  shownBy = [];
  await guard.start();
  guard.seen.length = 0;
  const tag = `<arqen-trust-center src="/trust.json" guard-interval="${interval}" ${more}
    guard-endpoint="${guard.origin}/{id}/guard"></arqen-trust-center>`;
  const headers = policy ? {'Content-Security-Policy': policy} : {};
  site.routes.set('/', text(embedding(tag), 'text/html; charset=utf-8', headers));
  visit = await Visit.begin(browser!);
  // Jitter draws from zero up to the longest wait: here always the shortest that there is.
  await visit.page.evaluateOnNewDocument('Math.random = () => 0');
  await visit.page.goto(site.origin);
  await visit.untilThere(comesTo);
}

const checkNow = () => visit.ask(() => document.querySelector('arqen-trust-center')!.checkGuards());

describe('a page whose guard answers blocked', () => {
  it('says so, with its age, and asks again each interval', async () => {
    await open('blocked');
    assert.match(await visit.textOf('.answer'), /^Answered blocked, verified \d+ sec\. ago$/);
    assert.match(await visit.textOf('arqen-trust-summary'), /production guard answered “blocked”/);
    assert.equal(await visit.count(BANNER), 0);
    await guardAsked(3);
  });

  it('says within an interval that the server is gone, and within another that it is back', async () => {
    await open('blocked');
    const stopped = Date.now();
    await guard.stop();
    await visit.untilThere(state('unknown', 'network', 'undetermined'), 9_000);
    assert.ok(Date.now() - stopped < 9_000);
    assert.match(await visit.textOf('.facts'), /last verified/);
    assert.match(await visit.textOf('arqen-trust-summary'), /could not be verified/);
    await guard.start();
    await visit.untilThere(BLOCKED);
  });

  it('says that a server which hangs gives no answer, and notices when it does again', async () => {
    await open('blocked');
    behaviour = 'hangs';
    await visit.untilThere(state('unknown', 'timeout', 'undetermined'));
    behaviour = 'blocked';
    await visit.untilThere(BLOCKED);
  });

  it('says that the address leads elsewhere once it does, and goes nowhere', async () => {
    await open('blocked');
    behaviour = 'redirects';
    await visit.untilThere(state('unknown', 'redirect', 'undetermined'));
    assert.equal(guard.count('/elsewhere'), 0);
  });

  it('does not take yesterday’s answer from a file for it', async () => {
    await open('blocked');
    behaviour = 'yesterday';
    await visit.untilThere(state('blocked-unproven', 'no-challenge', 'undetermined'));
    assert.match(await visit.textOf('.answer'), /nothing shows that the answer is live/);
  });
});

describe('a page whose guard turns out open', () => {
  it('says it first and names both sides, and no outage takes that back', async () => {
    await open('blocked');
    behaviour = 'open';
    await visit.untilThere(state('open', 'answered-open', 'contradicts'));
    const banner = await visit.textOf(BANNER);
    assert.match(banner, /The manifest says Production write is blocked until 2 gates are met\./);
    assert.match(banner, /the guard answered open/);
    assert.equal(await visit.count('[data-kind="control"][data-state="contradicted"]'), 1);
    assert.ok(await standsFirst(BANNER), 'nothing is read before the banner');

    await guard.stop();
    await visit.untilThere(state('unknown', 'network', 'contradicts'));
    assert.equal(await visit.count(BANNER), 1);

    behaviour = 'yesterday';
    await guard.start();
    await visit.untilThere(state('blocked-unproven', 'no-challenge', 'contradicts'));
    assert.equal(await visit.count(BANNER), 1);

    behaviour = 'blocked';
    await visit.untilThere(BLOCKED);
    assert.equal(await visit.count(BANNER), 0);
    assert.equal(await visit.count('[data-kind="control"][data-state="gated"]'), 1);
  });

  it('keeps saying so after a pause that made the answer old', async () => {
    await open('open', state('open', 'answered-open', 'contradicts'), {more: 'max-age="1"'});
    await inBackground(async () => {
      await visit.untilThere(state('stale', 'too-old', 'contradicts'));
      assert.equal(await visit.count(BANNER), 1);
      behaviour = 'blocked';
    });
    await visit.untilThere(BLOCKED);
    assert.equal(await visit.count(BANNER), 0);
  });
});

describe('a page that has never had an answer', () => {
  it('says that its own policy refuses the request, where it does', async () => {
    await open('blocked', state('unknown', 'csp', 'undetermined'), {
      policy: "default-src 'self'",
    });
    assert.deepEqual(guard.log, []);
    assert.deepEqual(new Set(await visit.ask(() => inPage.observed)), new Set(['csp']));
  });

  it('does not take yesterday’s answer from a file for one', async () => {
    await open('yesterday', state('blocked-unproven', 'no-challenge', 'undetermined'));
    await guardAsked(2);
    assert.equal(await visit.count(BLOCKED), 0);
  });

  it('is pending while a server hangs', async () => {
    await open('hangs', state('unchecked', 'pending', 'undetermined'));
    await guardAsked(1);
  });
});

describe('a page that nobody sees', () => {
  it('asks nothing, lets its answer grow old, and asks at once on return', async () => {
    await open('blocked', BLOCKED, {more: 'max-age="1"'});
    await inBackground(async () => {
      const before = await settled();
      await visit.untilThere(state('stale', 'too-old', 'undetermined'));
      assert.equal(guard.count(ENDPOINT), before);
    });
    await visit.untilThere(BLOCKED);
  });

  it('asks once on return, and not once for each interval that it missed', async () => {
    await open('blocked', BLOCKED, {interval: 60});
    assert.equal(guard.count(ENDPOINT), 1);
    await inBackground(() => Promise.resolve());
    await visit.until(() => inPage.observed.length === 2, []);
    await checkNow();
    assert.equal(guard.count(ENDPOINT), 3);
  });
});

describe('a page without a network', () => {
  it('says that it is offline and asks nothing, then asks once when the network is back', async () => {
    await open('blocked', BLOCKED, {interval: 60});
    await visit.page.setOfflineMode(true);
    await visit.untilThere(state('unchecked', 'offline', 'undetermined'));
    await checkNow();
    assert.equal(guard.count(ENDPOINT), 1);
    await visit.page.setOfflineMode(false);
    await visit.untilThere(BLOCKED);
    await checkNow();
    assert.equal(guard.count(ENDPOINT), 3);
  });
});

/** Puts another tab in front for a while. */
async function inBackground(meanwhile: () => Promise<void>): Promise<void> {
  const other = await browser!.newPage();
  await other.bringToFront();
  await visit.until(() => document.hidden, []);
  await meanwhile();
  await other.close();
  await visit.page.bringToFront();
  await visit.until(() => !document.hidden, []);
}

const guardAsked = (times: number) => guard.untilAsked(ENDPOINT, times);

/** How often the guard was asked, once a request that was under way when the page was left has ended. */
async function settled(): Promise<number> {
  await checkNow();
  return guard.count(ENDPOINT);
}

/** Whether an element stands above everything else that the center shows. */
const standsFirst = (selector: string) =>
  visit.ask((selector) => {
    const [banner] = inPage.all(selector);
    const {top} = banner!.getBoundingClientRect();
    return inPage
      .all('[data-kind], h1, h2, h3, arqen-trust-summary')
      .every((element) => element.getBoundingClientRect().top >= top);
  }, selector);
