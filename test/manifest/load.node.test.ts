/** Loads manifests over real HTTP. One file, because the tests share the servers below. */
import assert from 'node:assert/strict';
import {createHash, generateKeyPairSync, sign} from 'node:crypto';
import {once} from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterEach, describe, it} from 'node:test';
import type {LoadOptions} from '../../src/manifest/fetch.js';
import {loadManifest, type LoadResult} from '../../src/manifest/load.js';
import {full, minimal} from '../fixtures/manifests.js';
import {
  base64url,
  detachedJws,
  encode,
  FORGERIES,
  HEADER,
  newSigner,
} from '../fixtures/signatures.js';

const TEXT = JSON.stringify(full());

const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

/** Starts a server that runs until the end of the test. */
async function serve(listener: RequestListener) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(() => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    return closed;
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {origin, url: `${origin}/trust.json`, requests};
}

/** The files of a server, by path. */
type Files = Readonly<Record<string, string | Uint8Array>>;

const serveFiles = (files: Files) =>
  serve(({url = ''}, response) => {
    const file = files[url];
    response.statusCode = file === undefined ? 404 : 200;
    response.end(file ?? 'Not found');
  });

/** Loads a manifest from a server with the given listener. */
async function loadFrom(listener: RequestListener, options?: LoadOptions) {
  return loadManifest((await serve(listener)).url, options);
}

/** Asserts that a load failed for `reason`, and returns the error. */
function assertFailed(result: LoadResult, reason: string) {
  assert.equal(result.status, 'failed');
  assert.equal(result.error.reason, reason, result.error.message);
  return result.error;
}

describe('A manifest from a server', () => {
  it('is loaded', async () => {
    const {url} = await serveFiles({'/trust.json': TEXT});
    const result = await loadManifest(url);
    assert.deepEqual(result, {
      status: 'loaded',
      manifest: full(),
      text: TEXT,
      problems: [],
      url,
      signature: 'unsigned',
      inline: false,
    });
  });

  it('is requested without cookies, referrer or authorization', async () => {
    const {url, requests} = await serve((_, response) => {
      response.setHeader('set-cookie', 'session=1; Path=/');
      response.end(TEXT);
    });
    await loadManifest(url);
    await loadManifest(url);
    assert.equal(requests.length, 2);
    for (const {method, headers} of requests) {
      assert.equal(method, 'GET');
      assert.equal(headers.accept, 'application/json');
      for (const name of ['cookie', 'referer', 'origin', 'authorization']) {
        assert.equal(headers[name], undefined, name);
      }
    }
  });

  it('may be redirected within its origin, and its links resolve against the final URL', async () => {
    const {origin, url} = await serve((request, response) => {
      if (request.url === '/v2/manifest.json') response.end(TEXT);
      else response.writeHead(302, {location: '/v2/manifest.json'}).end();
    });
    const result = await loadManifest(url);
    assert.equal(result.status, 'loaded');
    assert.equal(result.url, `${origin}/v2/manifest.json`);
  });

  it('must not be redirected to another origin', async () => {
    const other = await serveFiles({'/trust.json': TEXT});
    const {message} = assertFailed(
      await loadFrom((_, response) => response.writeHead(307, {location: other.url}).end()),
      'redirect',
    );
    assert.ok(message.includes(other.origin));
  });

  it('must not be redirected in a loop', async () => {
    assertFailed(
      await loadFrom((_, response) => response.writeHead(302, {location: '/trust.json'}).end()),
      'network',
    );
  });

  for (const status of [404, 500]) {
    it(`fails to load if the status is ${status}`, async () => {
      const result = await loadFrom((_, response) => response.writeHead(status).end(TEXT));
      const {message} = assertFailed(result, 'http-status');
      assert.ok(message.endsWith(` returned HTTP ${status}.`), message);
    });
  }

  it('fails to load if no server is listening', async () => {
    const {url} = await serveFiles({});
    await Promise.all(stops.splice(0).map((stop) => stop()));
    assertFailed(await loadManifest(url), 'network');
  });

  it('fails to load if the connection closes before the response', async () => {
    assertFailed(await loadFrom(({socket}) => socket.destroy()), 'network');
  });

  it('times out if no headers arrive', async () => {
    assertFailed(await loadFrom(() => undefined, {timeout: 50}), 'timeout');
  });

  it('times out if the body does not end', async () => {
    const result = await loadFrom((_, response) => response.write(TEXT.slice(0, 20)), {
      timeout: 50,
    });
    assertFailed(result, 'timeout');
  });

  it('times out if the signature does not arrive', async () => {
    const signingKeys = JSON.stringify([(await newSigner()).publicKey]);
    const {url} = await serve((request, response) => {
      if (request.url === '/trust.json') response.end(TEXT);
    });
    assertFailed(await loadManifest(url, {signingKeys, timeout: 50}), 'timeout');
  });

  it('is cut off if the connection breaks', async () => {
    const result = await loadFrom((_, response) => {
      response.writeHead(200, {'content-length': TEXT.length});
      response.write(TEXT.slice(0, 20), () => response.destroy());
    });
    assertFailed(result, 'cut-off');
  });

  it('is cut off if the final chunk is missing', async () => {
    const result = await loadFrom((_, response) => {
      response.write(TEXT, () => response.destroy());
    });
    assertFailed(result, 'cut-off');
  });

  it('is not read past 16 MiB, and the transfer is cancelled', async () => {
    let closed: Promise<unknown> | undefined;
    const result = await loadFrom((_, response) => {
      closed = once(response, 'close');
      pour(response);
    });
    assertFailed(result, 'too-large');
    await closed;
  });

  it('is not read if the status is an error, and the transfer is cancelled', async () => {
    let closed: Promise<unknown> | undefined;
    const result = await loadFrom((_, response) => {
      closed = once(response, 'close');
      response.writeHead(500);
      pour(response);
    });
    assertFailed(result, 'http-status');
    await closed;
  });

  it('stops loading if the caller aborts, and the transfer is cancelled', async () => {
    for (const [begin, reason] of [
      [() => undefined, 'network'],
      [(response: ServerResponse) => response.write(TEXT.slice(0, 20)), 'cut-off'],
    ] as const) {
      const controller = new AbortController();
      let closed: Promise<unknown> | undefined;
      let result: Promise<LoadResult> | undefined;
      // Resolves when the response, or for the first case the request, has arrived.
      const arrived = new Promise<void>((resolve) => {
        const observedFetch: typeof fetch = async (input, init) => {
          const response = await fetch(input, init);
          resolve();
          return response;
        };
        result = loadFrom(
          (_, response) => {
            closed = once(response, 'close');
            begin(response);
            if (reason === 'network') resolve();
          },
          {signal: controller.signal, fetch: observedFetch},
        );
      });
      await arrived;
      controller.abort();
      assertFailed(await result!, reason);
      await closed;
    }
  });

  for (const [name, body, reason] of [
    ['empty', '', 'refused'],
    ['an HTML page', '<!doctype html><title>Log in</title>', 'web-page'],
    ['broken JSON', TEXT.slice(0, -1), 'refused'],
    ['not UTF-8', Buffer.from('{"title": "\xe4"}', 'latin1'), 'not-utf8'],
  ] as const) {
    it(`fails to load if it is ${name}`, async () => {
      const {url} = await serveFiles({'/trust.json': body});
      assertFailed(await loadManifest(url), reason);
    });
  }

  it('is refused if the response has no content', async () => {
    assertFailed(await loadFrom((_, response) => response.writeHead(204).end()), 'refused');
  });

  for (const address of ['trust.json', '', 'not an address']) {
    it(`cannot be loaded from "${address}"`, async () => {
      assertFailed(await loadManifest(address), 'bad-address');
    });
  }
});

describe('The integrity of a manifest from a server', () => {
  const digest = (text: string) => `sha384-${createHash('sha384').update(text).digest('base64')}`;

  it('accepts the bytes with that digest and no others', async () => {
    const {url} = await serveFiles({'/trust.json': TEXT});
    const result = await loadManifest(url, {integrity: digest(TEXT)});
    assert.equal(result.status, 'loaded');
    assertFailed(await loadManifest(url, {integrity: digest(`${TEXT}\n`)}), 'integrity');
  });

  for (const integrity of ['', 'sha384', 'sha384-', 'md5-AAAA', `${digest(TEXT)}\u00a0`]) {
    it(`is malformed as "${integrity}", and no request is made`, async () => {
      const {url, requests} = await serveFiles({'/trust.json': TEXT});
      assertFailed(await loadManifest(url, {integrity}), 'integrity');
      assert.equal(requests.length, 0);
    });
  }
});

describe('The signature of a manifest from a server', async () => {
  const signer = await newSigner();
  const other = await newSigner();
  const pinned = (...keys: JsonWebKey[]) => ({signingKeys: JSON.stringify(keys)});
  const payload = encode(TEXT);
  const jws = await detachedJws(signer, payload);

  it('is verified', async () => {
    const {url} = await serveFiles({'/trust.json': TEXT, '/trust.json.jws': `${jws}\n`});
    const result = await loadManifest(url, pinned(other.publicKey, signer.publicKey));
    assert.equal(result.status, 'loaded');
    assert.equal(result.signature, 'verified');
  });

  it('is verified if another implementation signed it', async () => {
    const {publicKey, privateKey} = generateKeyPairSync('ed25519');
    const header = base64url(encode(JSON.stringify(HEADER)));
    const signed = sign(null, Buffer.from(`${header}.${TEXT}`), privateKey).toString('base64url');
    const {url} = await serveFiles({
      '/trust.json': TEXT,
      '/trust.json.jws': `${header}..${signed}`,
    });
    const result = await loadManifest(url, pinned(publicKey.export({format: 'jwk'})));
    assert.equal(result.status, 'loaded');
  });

  it('is fetched from the same path with .jws, keeping the query', async () => {
    const {origin, requests} = await serveFiles({
      '/trust.json?v=1&w=2': TEXT,
      '/trust.json.jws?v=1&w=2': jws,
    });
    const url = `${origin}/trust.json?v=1&w=2`;
    const result = await loadManifest(url, pinned(signer.publicKey));
    assert.equal(result.status, 'loaded');
    assert.deepEqual(
      requests.map((request) => request.url),
      ['/trust.json?v=1&w=2', '/trust.json.jws?v=1&w=2'],
    );
  });

  it('covers every byte, including white space', async () => {
    for (const tampered of [TEXT.replace('"unmet"', '"met"'), `${TEXT} `, `\ufeff${TEXT}`]) {
      const {url} = await serveFiles({'/trust.json': tampered, '/trust.json.jws': jws});
      assertFailed(await loadManifest(url, pinned(signer.publicKey)), 'signature');
    }
  });

  it('is rejected if another key is pinned', async () => {
    const {url} = await serveFiles({'/trust.json': TEXT, '/trust.json.jws': jws});
    assertFailed(await loadManifest(url, pinned(other.publicKey)), 'signature');
  });

  it('is required', async () => {
    const {url} = await serveFiles({'/trust.json': TEXT});
    const {message} = assertFailed(
      await loadManifest(url, pinned(signer.publicKey)),
      'http-status',
    );
    assert.equal(message, `${url}.jws returned HTTP 404.`);
  });

  it('may be redirected within its origin but not beyond', async () => {
    const elsewhere = await serveFiles({'/signature': jws});
    for (const [location, reason] of [
      ['/signature', undefined],
      [`${elsewhere.origin}/signature`, 'redirect'],
    ] as const) {
      const {url} = await serve((request, response) => {
        if (request.url === '/trust.json') response.end(TEXT);
        else if (request.url === '/signature') response.end(jws);
        else response.writeHead(302, {location}).end();
      });
      const result = await loadManifest(url, pinned(signer.publicKey));
      if (reason) assertFailed(result, reason);
      else assert.equal(result.status, 'loaded');
    }
  });

  for (const [name, forge] of Object.entries(FORGERIES)) {
    it(`is rejected if it is ${name}`, async () => {
      const {url} = await serveFiles({
        '/trust.json': TEXT,
        '/trust.json.jws': await forge(signer, payload),
      });
      assertFailed(await loadManifest(url, pinned(signer.publicKey)), 'signature');
    });
  }

  for (const [name, signingKeys] of [
    ['empty', ''],
    ['an empty list', '[]'],
    ['a private key', JSON.stringify([signer.privateKey])],
  ] as const) {
    it(`is rejected without a request if the keys are ${name}`, async () => {
      const {url, requests} = await serveFiles({'/trust.json': TEXT, '/trust.json.jws': jws});
      assertFailed(await loadManifest(url, {signingKeys}), 'signature');
      assert.equal(requests.length, 0);
    });
  }
});

describe('The version of a manifest from a server', () => {
  it('must be the minimum version or a later one', async () => {
    const text = JSON.stringify(minimal({version: '2026-11-22'}));
    const {url} = await serveFiles({'/trust.json': text});
    assert.equal((await loadManifest(url, {minVersion: '2026.11.3'})).status, 'loaded');
    assertFailed(await loadManifest(url, {minVersion: '2026.11.23'}), 'version');
  });
});

/** Sends white space until the connection closes. */
function pour(response: ServerResponse) {
  const chunk = Buffer.alloc(1024 * 1024, ' ');
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}
