/** The guard handler behind Node's HTTP server, as a vendor mounts it, probed as a page probes it. */
import assert from 'node:assert/strict';
import {type IncomingMessage, type RequestListener} from 'node:http';
import {after, before, describe, it} from 'node:test';
import {CHALLENGE} from '../../src/guard/contract.js';
import {platform} from '../../src/guard/environment.js';
import {createGuardHandler, type GuardHandlerOptions} from '../../src/guard/handler.js';
import {probe} from '../../src/guard/probe.js';
import {judge} from '../../src/guard/verdict.js';
import {GARBAGE, hangs} from '../fixtures/gate-garbage.js';
import {CHALLENGE_SENT, GUARD, NO_EFFECTS} from '../fixtures/guard-answers.js';
import {serve, type LoopbackServer} from '../fixtures/verdict-server.js';

type Handler = ReturnType<typeof createGuardHandler>;

/** Adapts a Web-standard handler to `node:http`. */
const mount =
  (handler: Handler): RequestListener =>
  (message, response) => {
    void handler(requestOf(message)).then(async (answer) => {
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(Buffer.from(await answer.arrayBuffer()));
    });
  };

const requestOf = ({method, url, headers}: IncomingMessage) =>
  new Request(new URL(url!, `http://${headers.host}`), {method});

describe('a guard handler over HTTP', () => {
  /** The vendor's gate function for the next request. */
  let gate: () => unknown;
  let server: LoopbackServer;
  let endpoint: string;

  before(async () => {
    const handler = createGuardHandler({
      id: GUARD.id,
      route: GUARD.route,
      gate: (() => gate()) as GuardHandlerOptions['gate'],
      release: 'a1b2c3',
      timeout: 50,
    });
    server = await serve(mount(handler));
    endpoint = `${server.origin}/api/production-write/guard`;
  });
  after(() => server.close());

  const blocks = () => ({decision: 'blocked', unmetGates: GUARD.gates});

  const observe = async (guard = GUARD) => {
    const {outcome, challenge, checkedAt} = await probe(
      endpoint,
      platform,
      new AbortController().signal,
    );
    return judge({guard, endpoint, outcome, challenge, checkedAt});
  };

  it('is judged blocked if its gate blocks', async () => {
    gate = blocks;
    const {checkedAt, ...observation} = await observe();
    assert.ok(checkedAt.wall <= Date.now());
    assert.deepEqual(observation, {
      guard: GUARD.id,
      endpoint,
      verdict: 'blocked',
      reason: 'answered-blocked',
      proven: true,
      status: 403,
      unmetGates: GUARD.gates,
      effects: NO_EFFECTS,
      release: 'a1b2c3',
      clockSkew: false,
    });
  });

  it('is judged open and proven if its gate opens', async () => {
    gate = () => ({decision: 'open'});
    const {verdict, proven, status} = await observe();
    assert.deepEqual({verdict, proven, status}, {verdict: 'open', proven: true, status: 200});
  });

  for (const [description, value] of GARBAGE) {
    it(`is judged unknown if its gate returns ${description}`, async () => {
      gate = () => value;
      const {verdict, reason, status} = await observe({...GUARD, statuses: [403, 503]});
      assert.deepEqual(
        {verdict, reason, status},
        {verdict: 'unknown', reason: 'guard-undetermined', status: 503},
      );
    });
  }

  it('is judged unknown if its gate throws', async () => {
    gate = () => {
      throw new Error('no');
    };
    assert.equal((await observe()).reason, 'guard-undetermined');
  });

  it('is judged unknown if its gate hangs', async () => {
    gate = hangs;
    assert.equal((await observe()).reason, 'guard-undetermined');
  });

  it('echoes only the challenge of the same request', async () => {
    gate = blocks;
    const echoes = await Promise.all(
      ['?challenge=' + CHALLENGE_SENT, '?challenge=' + 'B'.repeat(22), '?challenge=short', ''].map(
        async (query) => {
          const {guard} = (await (await fetch(endpoint + query)).json()) as {
            guard: {challenge?: string};
          };
          return guard.challenge;
        },
      ),
    );
    assert.match(CHALLENGE_SENT, CHALLENGE);
    assert.deepEqual(echoes, [CHALLENGE_SENT, 'B'.repeat(22), undefined, undefined]);
  });

  it('forbids caching its answer and allows every origin to read it', async () => {
    gate = blocks;
    const {headers} = await fetch(endpoint);
    assert.equal(headers.get('Cache-Control'), 'no-store');
    assert.equal(headers.get('Access-Control-Allow-Origin'), '*');
    assert.equal(headers.get('X-Content-Type-Options'), 'nosniff');
    assert.equal(headers.get('Content-Type'), 'application/problem+json');
  });

  it('answers a preflight', async () => {
    const response = await fetch(endpoint, {
      method: 'OPTIONS',
      headers: {Origin: 'https://portal.example', 'Access-Control-Request-Method': 'GET'},
    });
    assert.equal(response.status, 204);
    assert.equal(response.headers.get('Access-Control-Allow-Methods'), 'GET');
    assert.equal(response.headers.get('Access-Control-Allow-Origin'), '*');
  });

  it('refuses every other method and lists the allowed ones', async () => {
    gate = () => assert.fail('called');
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']) {
      const response = await fetch(endpoint, {method});
      assert.equal(response.status, 405, method);
      assert.equal(response.headers.get('Allow'), 'GET, OPTIONS', method);
    }
  });
});
