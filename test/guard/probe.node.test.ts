/** What a server sees of a probe, from Node and from a page that has a cookie and an address to tell. */
import assert from 'node:assert/strict';
import type {IncomingHttpHeaders} from 'node:http';
import {after, before, beforeEach, describe, it} from 'node:test';
import {platform} from '../../src/guard/environment.js';
import {probe} from '../../src/guard/probe.js';
import {blockedBody} from '../fixtures/guard-answers.js';
import {openModulePage, type ModulePage} from '../fixtures/module-page.js';
import {serve, type LoopbackServer} from '../fixtures/verdict-server.js';

interface Seen {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let guard: LoopbackServer;
let browser: ModulePage | undefined;
let seen: Seen[];

before(async () => {
  guard = await serve((request, response) => {
    const url = new URL(request.url!, 'http://loopback.invalid');
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      seen.push({method: request.method!, url, headers: request.headers, body});
      // All that a browser could want for sending more than it is asked to.
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
  seen = [];
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
        seen.map(({method, body}) => ({method, body})),
        [{method: 'GET', body: ''}],
      );
    });

    it('says what it accepts, and the challenge that it reports', async () => {
      const {challenge} = await ask(`${guard.origin}/guard?tenant=1`);
      const [{url, headers}] = seen as [Seen];
      assert.equal(headers.accept, 'application/problem+json, application/json');
      assert.equal(`${url.pathname}${url.search}`, `/guard?tenant=1&challenge=${challenge}`);
    });

    it('gives away no cookie, no address and no credentials', async () => {
      await ask(`${guard.origin}/guard`);
      const [{headers}] = seen as [Seen];
      for (const name of ['cookie', 'referer', 'authorization']) {
        assert.equal(headers[name], undefined, name);
      }
    });

    it('is answered by the server and by no cache', async () => {
      const one = await ask(`${guard.origin}/guard`);
      const two = await ask(`${guard.origin}/guard`);
      assert.notEqual(one.challenge, two.challenge);
      assert.equal(seen.length, 2);
      for (const {headers} of seen) assert.equal(headers['cache-control'], 'no-cache');
    });
  });
}

describe('a browser', () => {
  it('would give away cookie and address, were it not asked to keep them', async () => {
    await browser!.page.evaluate(async (url) => {
      document.cookie = 'session=secret; path=/; max-age=60';
      await fetch(url, {credentials: 'include', referrerPolicy: 'unsafe-url'});
    }, `${guard.origin}/guard`);
    const [{headers}] = seen as [Seen];
    assert.equal(headers.cookie, 'session=secret');
    assert.equal(headers.referer, `${browser!.origin}/test/guard/`);
  });

  it('does not show an answer that no other origin may read', async () => {
    const {outcome} = await inBrowser(`${guard.origin}/no-cors`);
    assert.deepEqual(outcome, {status: 'no-headers', reason: 'network'});
    assert.deepEqual(
      seen.map(({method}) => method),
      ['GET'],
    );
  });

  it('hides `Retry-After` of another origin, and Node does not', async () => {
    assert.equal((await inBrowser(`${guard.origin}/guard`)).retryAfter, undefined);
    assert.equal((await inNode(`${guard.origin}/guard`)).retryAfter, 60_000);
  });
});
