/** One tag in several kinds of application: each host in `HOSTS` shows the same posture without errors. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {dirname} from 'node:path';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import type {TrustCenter} from '../../src/elements/center/trust-center.js';
import type {Snapshot} from '../../src/export/snapshot.js';
import {parseManifest} from '../../src/manifest/parse.js';
import {derivePosture} from '../../src/posture/at-once.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {describeHost, MANIFEST, openHost, packPackage, type Served} from './host.js';
import {leaveAndReturn} from './leaving.js';
import {hydrate, readServed} from './served.js';

const BLOCKED = '[data-kind="guard"][data-verdict="blocked"][data-agreement="agrees"]';

/** Returns errors and warnings, except the line that the browser logs for every 403. */
const errorsIn = (lines: readonly string[]) =>
  lines.filter((line) => /^(?:error|warn)/.test(line) && !/status of 403/.test(line));

const parsed = parseManifest(readFileSync(MANIFEST, 'utf8'));
if (parsed.status === 'refused') throw new Error('ARQEN’s manifest is refused');
const {manifest} = parsed;

/** Returns the states derived from ARQEN's manifest at a time, in milliseconds since the epoch. */
function expectedAt(now: number) {
  const {controls, gates, roadmap, readiness} = derivePosture(manifest, new Map(), now);
  return {
    controls: controls.map(({control, state, assurance}) => [control.id, state, assurance]),
    gates: gates.map(({gate}) => [gate.id, gate.state]),
    roadmap: roadmap.map(({item}) => [item.id, item.stage]),
    readiness: readiness.flatMap(({requirements}) =>
      requirements.map(({requirement, state}) => [requirement.id, state]),
    ),
  };
}

/** Returns the same states from a snapshot. */
const recorded = ({controls, gates, roadmap, readiness}: Snapshot) => ({
  controls: controls.map(({id, state, assurance}) => [id, state, assurance]),
  gates: gates.map(({id, state}) => [id, state]),
  roadmap: roadmap.map(({id, stage}) => [id, stage]),
  readiness: readiness.flatMap(({requirements}) => requirements.map(({id, state}) => [id, state])),
});

/** Waits until both guards have answered. A timeout reports the page's console, exceptions and violations. */
async function untilLive(visit: Visit): Promise<void> {
  try {
    await visit.waitFor((blocked) => inPage.all(blocked).length === 2, [BLOCKED]);
  } catch (cause) {
    const {console, exceptions} = visit;
    const violations = await visit.evaluate(() => inPage.violations);
    const details = JSON.stringify({violations, exceptions, console}, null, 2);
    throw new Error(`${(cause as Error).message}\n${details}`, {cause});
  }
}

let browser: Browser | undefined;
let tarball: string | undefined;
before(async () => {
  [browser, tarball] = await Promise.all([openBrowser(), packPackage()]);
});
after(async () => {
  await browser?.close();
  if (tarball) await rm(dirname(tarball), {recursive: true, force: true});
});

for (const name of process.env['HOSTS']!.split(' ')) {
  const {page, away, awayReloads = false, says = [], rendersOnServer = false} = describeHost(name);

  describe(`in ${name}, one tag`, () => {
    let host: Served | undefined;
    let url: string;
    let policy: string | undefined;
    let visit: Visit;
    let record: Snapshot;

    before(async () => {
      host = await openHost(name, tarball!);
      url = host.origin + page;
      visit = await Visit.open(browser!);
      policy = (await visit.page.goto(url))?.headers()['content-security-policy'];
      await untilLive(visit);
      record = await visit.evaluate(() =>
        (inPage.all('arqen-trust-center')[0] as TrustCenter).snapshot(),
      );
    });
    after(async () => {
      await host?.close();
    });

    it('shows the posture of ARQEN’s manifest', () => {
      assert.deepEqual(recorded(record), expectedAt(Date.parse(record.takenAt)));
    });

    it('shows both guards live', () => {
      assert.deepEqual(
        record.observations.map(({verdict, agreement, proven}) => ({verdict, agreement, proven})),
        Array(2).fill({verdict: 'blocked', agreement: 'agrees', proven: true}),
      );
    });

    for (const text of says) {
      it(`makes the page show “${text}”`, async () => {
        await visit.waitFor((text) => document.body.innerText.includes(text), [text]);
      });
    }

    it('causes no policy violation, error or warning', async () => {
      assert.match(policy ?? 'no policy', /default-src 'none'/);
      assert.deepEqual(await visit.evaluate(() => inPage.violations), []);
      assert.deepEqual(errorsIn(visit.console), []);
      assert.deepEqual(visit.exceptions, []);
    });

    it('makes no request to another server', () => {
      const urls = visit.requests.map((url) => new URL(url));
      const elsewhere = urls.filter(({protocol, origin}) =>
        /^https?:$/.test(protocol) ? origin !== host!.origin : false,
      );
      assert.deepEqual(elsewhere.map(String), []);
    });

    if (away) {
      it('stops all requests and timers when its page is left, and shows the last answers on return', async () => {
        const link = {away, reloads: awayReloads};
        const {visit, ...asked} = await leaveAndReturn(browser!, url, link, untilLive);
        assert.deepEqual(asked, {
          away: 0,
          // Within the interval, returning asks no guard again, unless the whole document is new.
          returned: awayReloads ? 2 : 0,
        });
        assert.deepEqual(errorsIn(visit.console), []);
        assert.deepEqual(visit.exceptions, []);
      });
    }

    if (!rendersOnServer) return;

    it('is readable without scripts', async () => {
      const rows = await readServed(browser!, url);
      const {controls, gates, roadmap, readiness} = expectedAt(Date.now());
      const statesOf = (kind: string) =>
        rows.filter((row) => row.kind === kind).map(({id, state}) => [id, state]);
      assert.deepEqual(
        statesOf('control'),
        controls.map(([id, state]) => [id, state]),
      );
      assert.deepEqual(statesOf('gate'), gates);
      assert.deepEqual(statesOf('roadmap'), roadmap);
      assert.equal(statesOf('requirement').length, readiness.length);
      assert.deepEqual(
        statesOf('guard').map(([, verdict]) => verdict),
        ['unchecked', 'unchecked'],
      );
      assert.deepEqual(
        rows.filter(({readable}) => !readable),
        [],
      );
    });

    it('hydrates without replacing an element', async () => {
      const {served, replaced} = await hydrate(browser!, url);
      assert.ok(served > 100, `${served} elements were served`);
      assert.deepEqual(replaced, []);
    });
  });
}
