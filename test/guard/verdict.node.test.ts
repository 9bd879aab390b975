/** Every row of the verdict table over real HTTP, with Node's fetch and with a browser's. */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Observation} from '../../src/guard/observation.js';
import {askCase} from '../fixtures/ask-case.js';
import {openModulePage, type ModulePage} from '../fixtures/module-page.js';
import {VERDICT_CASES, type VerdictCase} from '../fixtures/verdict-cases.js';
import {serveVerdictCases, type VerdictServer} from '../fixtures/verdict-server.js';

const only = ({verdict, reason, proven, clockSkew}: Observation | VerdictCase) => ({
  verdict,
  reason,
  proven,
  clockSkew,
});

/** Returns whether a case makes no request to the server. */
const reachesNobody = ({happens}: VerdictCase) =>
  happens.does === 'nothing-asked' || happens.does === 'refuse-connection';

describe('over HTTP from Node', () => {
  let server: VerdictServer;
  before(async () => {
    server = await serveVerdictCases();
  });
  after(() => server.close());

  for (const it_ of VERDICT_CASES) {
    it(`row ${it_.row}: ${it_.name} → ${it_.verdict} (${it_.reason})`, async () => {
      assert.deepEqual(only(await askCase(it_, server.endpointOf(it_))), only(it_));
      assert.equal(server.requestsFor(it_), reachesNobody(it_) ? 0 : 1);
    });
  }
});

describe('over HTTP from a browser', () => {
  let server: VerdictServer;
  let browser: ModulePage | undefined;
  before(async () => {
    server = await serveVerdictCases();
    browser = await openModulePage();
  });
  after(async () => {
    await browser?.close();
    await server.close();
  });

  for (const [index, it_] of VERDICT_CASES.entries()) {
    it(`row ${it_.row}: ${it_.name} → ${it_.verdict} (${it_.reason})`, async () => {
      const observation = await browser!.page.evaluate(
        async (index, endpoint) => {
          const [{askCase}, {VERDICT_CASES}] = await Promise.all([
            import('../fixtures/ask-case.js'),
            import('../fixtures/verdict-cases.js'),
          ]);
          return askCase(VERDICT_CASES[index]!, endpoint);
        },
        index,
        server.endpointOf(it_),
      );
      assert.deepEqual(only(observation), only(it_));
      assert.equal(server.requestsFor(it_), reachesNobody(it_) ? 0 : 1);
    });
  }
});
