/** What really happens between a manifest and its server, over HTTP on this machine. */
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

/** A server until the end of a test. */
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

/** What lies at the paths of a server. */
type Files = Readonly<Record<string, string | Uint8Array>>;

const serveFiles = (files: Files) =>
  serve(({url = ''}, response) => {
    const file = files[url];
    response.statusCode = file === undefined ? 404 : 200;
    response.end(file ?? 'Not found');
  });

/** Loads a manifest from a server that answers everything alike. */
async function loadFrom(listener: RequestListener, options?: LoadOptions) {
  return loadManifest((await serve(listener)).url, options);
}

/** Asserts that a load failed, and for this reason. */
function failed(result: LoadResult, reason: string) {
  assert.equal(result.status, 'failed');
  assert.equal(result.error.reason, reason, result.error.message);
  return result.error;
}

describe('A manifest on a server', () => {
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

  it('is asked for without cookie, referrer or authorization', async () => {
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

  it('is followed within its origin, and its links start from where it was found', async () => {
    const {origin, url} = await serve((request, response) => {
      if (request.url === '/v2/manifest.json') response.end(TEXT);
      else response.writeHead(302, {location: '/v2/manifest.json'}).end();
    });
    const result = await loadManifest(url);
    assert.equal(result.status, 'loaded');
    assert.equal(result.url, `${origin}/v2/manifest.json`);
  });

  it('is not followed to another origin', async () => {
    const other = await serveFiles({'/trust.json': TEXT});
    const {message} = failed(
      await loadFrom((_, response) => response.writeHead(307, {location: other.url}).end()),
      'redirect',
    );
    assert.ok(message.includes(other.origin));
  });

  it('is not followed in circles', async () => {
    failed(
      await loadFrom((_, response) => response.writeHead(302, {location: '/trust.json'}).end()),
      'network',
    );
  });

  for (const status of [404, 500]) {
    it(`is none where the answer is ${status}`, async () => {
      const result = await loadFrom((_, response) => response.writeHead(status).end(TEXT));
      const {message} = failed(result, 'http-status');
      assert.ok(message.endsWith(` answered ${status}.`), message);
    });
  }

  it('is none where nobody listens', async () => {
    const {url} = await serveFiles({});
    await Promise.all(stops.splice(0).map((stop) => stop()));
    failed(await loadManifest(url), 'network');
  });

  it('is none where the connection ends before any answer', async () => {
    failed(await loadFrom(({socket}) => socket.destroy()), 'network');
  });

  it('is waited for, and not longer than that, where no headers come', async () => {
    failed(await loadFrom(() => undefined, {timeout: 50}), 'timeout');
  });

  it('is waited for, and not longer than that, where the body does not end', async () => {
    const result = await loadFrom((_, response) => response.write(TEXT.slice(0, 20)), {
      timeout: 50,
    });
    failed(result, 'timeout');
  });

  it('is waited for, and not longer than that, where the signature does not come', async () => {
    const signingKeys = JSON.stringify([(await newSigner()).publicKey]);
    const {url} = await serve((request, response) => {
      if (request.url === '/trust.json') response.end(TEXT);
    });
    failed(await loadManifest(url, {signingKeys, timeout: 50}), 'timeout');
  });

  it('is cut off where its connection breaks', async () => {
    const result = await loadFrom((_, response) => {
      response.writeHead(200, {'content-length': TEXT.length});
      response.write(TEXT.slice(0, 20), () => response.destroy());
    });
    failed(result, 'cut-off');
  });

  it('is cut off where a chunk is missing', async () => {
    const result = await loadFrom((_, response) => {
      response.write(TEXT, () => response.destroy());
    });
    failed(result, 'cut-off');
  });

  it('is not read past 16 MiB: the transfer is stopped', async () => {
    let stopped: Promise<unknown> | undefined;
    const result = await loadFrom((_, response) => {
      stopped = once(response, 'close');
      pour(response);
    });
    failed(result, 'too-large');
    await stopped;
  });

  it('is not read at all where the answer is refused: the transfer is stopped', async () => {
    let stopped: Promise<unknown> | undefined;
    const result = await loadFrom((_, response) => {
      stopped = once(response, 'close');
      response.writeHead(500);
      pour(response);
    });
    failed(result, 'http-status');
    await stopped;
  });

  it('is not waited for once the caller has gone: the transfer is stopped', async () => {
    for (const [begin, reason] of [
      [() => undefined, 'network'],
      [(response: ServerResponse) => response.write(TEXT.slice(0, 20)), 'cut-off'],
    ] as const) {
      const controller = new AbortController();
      let stopped: Promise<unknown> | undefined;
      let result: Promise<LoadResult> | undefined;
      // The body must have begun to arrive: this tells when.
      const arrived = new Promise<void>((resolve) => {
        const watching: typeof fetch = async (input, init) => {
          const response = await fetch(input, init);
          resolve();
          return response;
        };
        result = loadFrom(
          (_, response) => {
            stopped = once(response, 'close');
            begin(response);
            if (reason === 'network') resolve();
          },
          {signal: controller.signal, fetch: watching},
        );
      });
      await arrived;
      controller.abort();
      failed(await result!, reason);
      await stopped;
    }
  });

  for (const [name, body, reason] of [
    ['empty', '', 'refused'],
    ['a page of HTML', '<!doctype html><title>Log in</title>', 'refused'],
    ['broken JSON', TEXT.slice(0, -1), 'refused'],
    ['not UTF-8', Buffer.from('{"title": "\xe4"}', 'latin1'), 'not-utf8'],
  ] as const) {
    it(`is refused where it is ${name}`, async () => {
      const {url} = await serveFiles({'/trust.json': body});
      failed(await loadManifest(url), reason);
    });
  }

  it('is refused where it has no content', async () => {
    failed(await loadFrom((_, response) => response.writeHead(204).end()), 'refused');
  });

  for (const address of ['trust.json', '', 'not an address']) {
    it(`is none at "${address}"`, async () => {
      failed(await loadManifest(address), 'bad-address');
    });
  }
});

describe('The integrity of a manifest on a server', () => {
  const digest = (text: string) => `sha384-${createHash('sha384').update(text).digest('base64')}`;

  it('holds for the bytes that were digested, and for no others', async () => {
    const {url} = await serveFiles({'/trust.json': TEXT});
    const result = await loadManifest(url, {integrity: digest(TEXT)});
    assert.equal(result.status, 'loaded');
    failed(await loadManifest(url, {integrity: digest(`${TEXT}\n`)}), 'network');
  });

  for (const integrity of ['', 'sha384', 'sha384-', 'md5-AAAA', `${digest(TEXT)}\u00a0`]) {
    it(`is malformed as "${integrity}", and nothing is asked for`, async () => {
      const {url, requests} = await serveFiles({'/trust.json': TEXT});
      failed(await loadManifest(url, {integrity}), 'integrity');
      assert.equal(requests.length, 0);
    });
  }
});

describe('The signature of a manifest on a server', async () => {
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

  it('is verified where another implementation made it', async () => {
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

  it('lies beside its path, its query kept', async () => {
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

  it('covers every byte, those of white space as well', async () => {
    for (const tampered of [TEXT.replace('"unmet"', '"met"'), `${TEXT} `, `\ufeff${TEXT}`]) {
      const {url} = await serveFiles({'/trust.json': tampered, '/trust.json.jws': jws});
      failed(await loadManifest(url, pinned(signer.publicKey)), 'signature');
    }
  });

  it('does not hold by another key', async () => {
    const {url} = await serveFiles({'/trust.json': TEXT, '/trust.json.jws': jws});
    failed(await loadManifest(url, pinned(other.publicKey)), 'signature');
  });

  it('is missed', async () => {
    const {url} = await serveFiles({'/trust.json': TEXT});
    const {message} = failed(await loadManifest(url, pinned(signer.publicKey)), 'http-status');
    assert.equal(message, `${url}.jws answered 404.`);
  });

  it('is followed within its origin, and not beyond', async () => {
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
      if (reason) failed(result, reason);
      else assert.equal(result.status, 'loaded');
    }
  });

  for (const [name, forge] of Object.entries(FORGERIES)) {
    it(`does not hold where it is ${name}`, async () => {
      const {url} = await serveFiles({
        '/trust.json': TEXT,
        '/trust.json.jws': await forge(signer, payload),
      });
      failed(await loadManifest(url, pinned(signer.publicKey)), 'signature');
    });
  }

  for (const [name, signingKeys] of [
    ['empty', ''],
    ['an empty list', '[]'],
    ['a private key', JSON.stringify([signer.privateKey])],
  ] as const) {
    it(`cannot hold where the keys are ${name}, and nothing is asked for`, async () => {
      const {url, requests} = await serveFiles({'/trust.json': TEXT, '/trust.json.jws': jws});
      failed(await loadManifest(url, {signingKeys}), 'signature');
      assert.equal(requests.length, 0);
    });
  }
});

describe('The version of a manifest on a server', () => {
  it('must be the one demanded, or a later one', async () => {
    const text = JSON.stringify(minimal({version: '2026-11-22'}));
    const {url} = await serveFiles({'/trust.json': text});
    assert.equal((await loadManifest(url, {minVersion: '2026.11.3'})).status, 'loaded');
    failed(await loadManifest(url, {minVersion: '2026.11.23'}), 'version');
  });
});

/** Sends white space for as long as it is taken. */
function pour(response: ServerResponse) {
  const chunk = Buffer.alloc(1024 * 1024, ' ');
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}
