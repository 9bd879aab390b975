/**
 * The built file against a server that fails in every way: whatever it answers, the page is whole or names
 * the true cause, and is whole once the server is. One page shows all manifests at once; a chunk needs a page
 * of its own.
 */
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {after, afterEach, before, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {CONTROL, FaultServer} from '../fixtures/fault-server.js';
import {FAULTS, type Fault, type Target} from '../fixtures/faults.js';
import {holdTimeouts, passTime} from '../fixtures/hold-timeouts.js';
import {embedPage, Site, text} from '../fixtures/site.js';

type Center = HTMLElementTagNameMap['arqen-trust-center'];

/** The failures for which nothing is left to try: the server's answer is the fault, or the page's demand. */
const FINAL = ['too-large', 'not-utf8', 'refused', 'integrity', 'signature', 'version'];

const FALLBACK = 'Write to security@vendor.example.';

let browser: Browser | undefined;
let page: Site;
let servers: readonly FaultServer[];
let keys: string;
let visit: Visit;

before(async () => {
  browser = await openBrowser();
  page = await Site.open();
  const opened = await FaultServer.openAll();
  servers = opened.servers;
  keys = JSON.stringify([opened.signer.publicKey]);
});
after(async () => {
  await browser?.close();
  await Promise.all([page, ...servers.map(({site}) => site)].map((site) => site.stop()));
});

/** Describes what the reader sees of each center. Runs in the page. */
function seen() {
  return [...document.querySelectorAll<Center>('arqen-trust-center')].map((center) => {
    const find = (selector: string) => inPage.all(selector, center.shadowRoot!);
    const [guard] = find('[data-kind="guard"]');
    const [reason] = find('[data-banner="failed"] .reason');
    return {
      loadState: center.loadState,
      reason: reason?.dataset['reason'],
      message: inPage.text(reason ?? document.createTextNode('')).trim(),
      buttons: find('[data-banner="failed"] button').length,
      alerts: find('[data-banner="failed"][role="alert"]').length,
      fallback: center.querySelector('.fallback')!.checkVisibility(),
      summary: find('.posture').length,
      rows: find('[data-kind="control"]').length,
      text: inPage.text(center),
      guard: guard && `${guard.dataset['verdict']!} ${guard.dataset['reason']!}`,
    };
  });
}
type Seen = ReturnType<typeof seen>[number];

const tagFor = ({site}: FaultServer, attributes: string) =>
  `<arqen-trust-center src="${site.origin}/trust.json" guard-interval="0" ${attributes}><p class="fallback">${FALLBACK}</p></arqen-trust-center>`;

/** Opens a page in which some servers fail to give one of their answers. */
async function open(
  failing: readonly FaultServer[],
  target: Target,
  attributes: (server: FaultServer) => string,
  script?: string,
): Promise<void> {
  await Promise.all(failing.map((server) => server.fail(target)));
  const tags = failing.map((server) => tagFor(server, attributes(server))).join('');
  page.routes.set('/', text(embedPage(tags, script ? {script} : {})));
  visit = await Visit.open(browser!);
  await visit.page.evaluateOnNewDocument(holdTimeouts);
  // The `load` event waits for chunks.
  await visit.page.goto(page.origin, {waitUntil: 'domcontentloaded'});
}

/** Waits until every center is in a state that satisfies the condition, which runs in the page. */
const untilAll = (states: readonly string[], are: 'loaded' | 'checked' | 'whole') =>
  visit.waitFor(
    (states: readonly string[], are: string) =>
      [...document.querySelectorAll<Center>('arqen-trust-center')].every((center, i) => {
        if (states[i] === 'timeout') return true;
        const root = center.shadowRoot;
        if (!root) return false;
        const [guard] = inPage.all('[data-kind="guard"]', root);
        // The sections render one after the other.
        const rows = inPage.all('[data-kind="control"]', root).length;
        const checked = rows && guard && guard.dataset['reason'] !== 'pending';
        const failed = inPage.all('[data-banner="failed"]', root).length;
        if (are === 'loaded') return checked || (failed && states[i] !== 'right');
        if (are === 'checked') return checked;
        return (
          checked &&
          guard.dataset['verdict'] === 'blocked' &&
          guard.dataset['agreement'] === 'agrees'
        );
      }),
    [states, are],
  );

/** Asserts that nothing was thrown, and nothing is empty. */
function assertCalm(states: readonly Seen[]): void {
  assert.deepEqual(visit.exceptions, []);
  for (const {text, fallback} of states) assert.ok(text.trim() || fallback);
}

const assertWhole = (state: Seen) =>
  assert.deepEqual(
    [state.loadState, state.reason, state.rows, state.guard, state.fallback],
    ['ready', undefined, 1, 'blocked answered-blocked', false],
  );

/** Ends every failure, tries again where there is a button or a guard to ask, and asserts that all is well. */
async function assertRecovery(failing: readonly FaultServer[]): Promise<void> {
  await Promise.all(failing.map((server) => server.recover()));
  await visit.evaluate(() =>
    Promise.all(
      [...document.querySelectorAll<Center>('arqen-trust-center')].map(async (center) => {
        const [button] = inPage.all('[data-banner="failed"] button', center.shadowRoot!);
        // What needs another manifest, another key or another page has no button.
        if (button) button.click();
        else if (center.loadState !== 'ready') await center.reload();
        else await center.checkGuards();
      }),
    ).then(() => undefined),
  );
  await untilAll(
    failing.map(() => ''),
    'whole',
  );
  for (const state of await visit.evaluate(seen)) assertWhole(state);
  assertCalm(await visit.evaluate(seen));
}

const pinned = (server: FaultServer) =>
  `integrity="sha256-${createHash('sha256').update(server.manifest).digest('base64')}"`;

/** The manifests, by what a page demands of them: which answer fails, and what a page may show then. */
const MANIFESTS: Readonly<
  Record<
    string,
    readonly [Target, attributes: (server: FaultServer) => string, (fault: Fault) => string]
  >
> = {
  'A manifest': ['manifest', () => 'min-version="1"', ({manifest}) => manifest],
  'A pinned manifest': ['manifest', pinned, ({manifest, pinned = manifest}) => pinned],
  'The signature of a manifest': [
    'signature',
    () => `signing-keys='${keys}'`,
    ({manifest, signature = manifest}) => signature,
  ],
};

/** Asserts that a center without a manifest names the reason, and shows nothing of the manifest. */
function assertFailed(state: Seen, reason: string): void {
  assert.deepEqual([state.loadState, state.reason], ['failed', reason]);
  assert.ok(state.message);
  assert.equal(state.alerts, 1);
  assert.deepEqual([state.rows, state.summary], [0, 0]);
  assert.ok(!state.text.includes(CONTROL));
  // The fallback stays unless the manifest itself is at fault, and there is a button unless trying is vain.
  const isFinal = FINAL.includes(reason);
  assert.deepEqual([state.fallback, state.buttons], [!isFinal, isFinal ? 0 : 1]);
}

for (const [what, [target, attributes, outcome]] of Object.entries(MANIFESTS))
  describe(`${what} whose server`, () => {
    let states: readonly Seen[] = [];
    before(async () => {
      await open(servers, target, attributes);
      const outcomes = servers.map(({fault}) => outcome(fault));
      await untilAll(outcomes, 'loaded');
      const soon = await visit.evaluate(seen);
      await passTime(visit);
      await untilAll(
        outcomes.map((it) => it.replace('timeout', '')),
        'loaded',
      );
      const late = await visit.evaluate(seen);
      // Time also passes for the attempts that follow a failure.
      states = outcomes.map((it, i) => (it === 'timeout' ? late : soon)[i]!);
    });
    after(() => visit.page.close());

    for (const [i, fault] of FAULTS.entries())
      it(`${fault.title} is ${outcome(fault)}`, () => {
        const state = states[i]!;
        if (outcome(fault) === 'right') assertWhole(state);
        else assertFailed(state, outcome(fault));
      });

    it('fails never throws and never leaves the page empty', () => assertCalm(states));

    it('fails is tried again, and then all is well', () => assertRecovery(servers));
  });

/** Without a server, neither the manifest of a guard nor the script of a chunk would load. */
const SERVED = FAULTS.filter(({refused}) => !refused);
const serversOf = (faults: readonly Fault[]) => servers.filter(({fault}) => faults.includes(fault));

describe('A guard whose server', () => {
  let states: readonly Seen[] = [];
  before(async () => {
    const asked = serversOf(SERVED);
    await open(asked, 'guard', () => '');
    await untilAll(
      asked.map(({fault}) => (fault.manifest === 'timeout' ? 'timeout' : fault.guard)),
      'checked',
    );
    await passTime(visit);
    await untilAll(
      asked.map(() => ''),
      'checked',
    );
    states = await visit.evaluate(seen);
  });
  after(() => visit.page.close());

  for (const [i, fault] of SERVED.entries())
    it(`${fault.title} is ${fault.guard}`, () => {
      const state = states[i]!;
      if (fault.guard === 'right') assertWhole(state);
      else assert.deepEqual([state.loadState, state.rows, state.guard], ['ready', 1, fault.guard]);
      assert.equal(/answered “?blocked”?, verified/i.test(state.text), fault.guard === 'right');
    });

  it('fails never throws and never leaves the page empty', () => assertCalm(states));

  it('fails is asked again, and then all is well', () => assertRecovery(serversOf(SERVED)));
});

describe('A chunk whose server', () => {
  afterEach(() => visit.page.close());

  for (const fault of SERVED)
    it(`${fault.title} is ${fault.chunk}, and all is well when it recovers`, async () => {
      const [server] = serversOf([fault]);
      const src = `${server!.site.origin}/cdn/trust-center.js`;
      const script = `<script type="module" crossorigin src="${src}"></script>`;
      await open([server!], 'chunk', () => '', script);
      await server!.site.waitForRequests('/cdn/trust-center-rest.js', 1);
      await visit.waitForSelector('.posture');
      if (fault.chunk === 'right') await untilAll([''], 'whole');
      else {
        if (fault.manifest === 'timeout') {
          assert.equal(await visit.count('[data-banner="failed"]'), 0);
          await passTime(visit);
        }
        await visit.waitForSelector('[data-banner="failed"]');
      }
      const [state] = await visit.evaluate(seen);
      if (fault.chunk === 'right') assertWhole(state!);
      else {
        assert.deepEqual(
          [state!.loadState, state!.summary, state!.rows, state!.guard],
          ['ready', 1, 0, undefined],
        );
        assert.deepEqual([state!.reason, state!.buttons], [fault.chunk, 1]);
      }
      assertCalm([state!]);
      await assertRecovery([server!]);
    });
});
