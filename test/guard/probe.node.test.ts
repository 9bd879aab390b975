/** The requests of a probe as a server receives them, from Node and from a page with a cookie. */
import assert from 'node:assert/strict';
import type {IncomingHttpHeaders} from 'node:http';
import {after, before, beforeEach, describe, it} from 'node:test';
import {platform} from '../../src/guard/environment.js';
import {probe} from '../../src/guard/probe.js';
import {blockedBody} from '../fixtures/guard-answers.js';
import {openModulePage, type ModulePage} from '../fixtures/module-page.js';
import {serve, type LoopbackServer} from '../fixtures/verdict-server.js';

interface ReceivedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let guard: LoopbackServer;
let browser: ModulePage | undefined;
let received: ReceivedRequest[];

before(async () => {
  guard = await serve((request, response) => {
    const url = new URL(request.url!, 'http://loopback.invalid');
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      received.push({method: request.method!, url, headers: request.headers, body});
      // Everything that would allow a browser to send more than requested.
      if (url.pathname !== '/no-cors') {
        response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*');
        response.setHeader('Access-Control-Allow-Credentials', 'true');
        response.setHeader('Access-Control-Allow-Headers', '*');
      }
      response.setHeader('Cache-Control', 'max-age=3600');
      response.setHeader('Content-Type', 'application/problem+json');
      response.setHeader('Retry-After', '60');
      response.writeHead(403);
      response.end(blockedBody(url.searchParams.get('challenge') ?? undefined));
    });
  });
  browser = await openModulePage();
});
after(async () => {
  await browser?.close();
  await guard.close();
});
beforeEach(() => {
  received = [];
});

const inBrowser = (endpoint: string) =>
  browser!.page.evaluate(async (endpoint) => {
    const [{platform}, {probe}] = await Promise.all([
      import('../../src/guard/environment.js'),
      import('../../src/guard/probe.js'),
    ]);
    document.cookie = 'session=secret; path=/; max-age=60';
    return probe(endpoint, platform, new AbortController().signal);
  }, endpoint);

const inNode = (endpoint: string) => probe(endpoint, platform, new AbortController().signal);

for (const [who, ask] of Object.entries({Node: inNode, 'a browser': inBrowser})) {
  describe(`a probe from ${who}`, () => {
    it('is one GET without a body, and no preflight', async () => {
      await ask(`${guard.origin}/guard`);
      assert.deepEqual(
        received.map(({method, body}) => ({method, body})),
        [{method: 'GET', body: ''}],
      );
    });

    it('sends its `Accept` header and the challenge that it reports', async () => {
      const {challenge} = await ask(`${guard.origin}/guard?tenant=1`);
      const [{url, headers}] = received as [ReceivedRequest];
      assert.equal(headers.accept, 'application/problem+json, application/json');
      assert.equal(`${url.pathname}${url.search}`, `/guard?tenant=1&challenge=${challenge}`);
    });

    it('sends no cookie, no referrer and no credentials', async () => {
      await ask(`${guard.origin}/guard`);
      const [{headers}] = received as [ReceivedRequest];
      for (const name of ['cookie', 'referer', 'authorization']) {
        assert.equal(headers[name], undefined, name);
      }
    });

    it('is answered by the server, not by a cache', async () => {
      const one = await ask(`${guard.origin}/guard`);
      const two = await ask(`${guard.origin}/guard`);
      assert.notEqual(one.challenge, two.challenge);
      assert.equal(received.length, 2);
      for (const {headers} of received) assert.equal(headers['cache-control'], 'no-cache');
    });
  });
}

describe('a browser', () => {
  it('can send a cookie and a referrer if a request allows it', async () => {
    await browser!.page.evaluate(async (url) => {
      document.cookie = 'session=secret; path=/; max-age=60';
      await fetch(url, {credentials: 'include', referrerPolicy: 'unsafe-url'});
    }, `${guard.origin}/guard`);
    const [{headers}] = received as [ReceivedRequest];
    assert.equal(headers.cookie, 'session=secret');
    assert.equal(headers.referer, `${browser!.origin}/test/guard/`);
  });

  it('hides an answer without CORS headers', async () => {
    const {outcome} = await inBrowser(`${guard.origin}/no-cors`);
    assert.deepEqual(outcome, {status: 'no-headers', reason: 'network'});
    assert.deepEqual(
      received.map(({method}) => method),
      ['GET'],
    );
  });

  it('hides a cross-origin `Retry-After`, unlike Node', async () => {
    assert.equal((await inBrowser(`${guard.origin}/guard`)).retryAfter, undefined);
    assert.equal((await inNode(`${guard.origin}/guard`)).retryAfter, 60_000);
  });
});
