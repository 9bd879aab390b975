/**
 * Every outcome of loading a manifest, against a fake network. One file, because all tests share its
 * responses.
 */
import {expect} from '@open-wc/testing';
import type {LoadOptions} from '../../src/manifest/fetch.js';
import {LIMITS} from '../../src/manifest/limits.js';
import {loadManifest, readManifest, type LoadResult} from '../../src/manifest/load.js';
import {full, minimal} from '../fixtures/manifests.js';
import {detachedJws, encode, newSigner} from '../fixtures/signatures.js';

// load.node.test.ts covers real servers, redirects and broken connections.

const SRC = 'https://vendor.example/trust.json';
const JWS = 'https://vendor.example/trust.json.jws';
const TEXT = JSON.stringify(minimal());

/** The responses by URL: a text, or a function of the request. */
type Answers = Readonly<
  Record<string, string | ((request: Request) => Response | Promise<Response>)>
>;

/** Creates a fake `fetch` that builds real requests and records them. */
function fakeNetwork(answers: Answers) {
  const requests: Request[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    requests.push(request);
    request.signal.throwIfAborted();
    const answer = answers[request.url];
    if (answer === undefined) throw new TypeError('Failed to fetch');
    return typeof answer === 'string' ? new Response(answer) : answer(request);
  };
  return {fetch, requests};
}

const load = (answers: Answers, options: LoadOptions = {}) =>
  loadManifest(SRC, {...options, fetch: fakeNetwork(answers).fetch});

/** Returns the reason why a load failed, or its status if it did not. */
const reasonOf = (result: LoadResult) =>
  result.status === 'failed' ? result.error.reason : result.status;

const messageOf = (result: LoadResult) =>
  result.status === 'failed' ? result.error.message : result.status;

/** Behaves like a connection without a response: rejects when the request is aborted. */
const untilAborted = ({signal}: Request) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });

/** Responds with the beginning of a body that never ends. */
const hangingBody = (request: Request) =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(encode(TEXT.slice(0, 20)));
        untilAborted(request).catch((reason: unknown) => controller.error(reason));
      },
    }),
  );

/** Creates a response that was redirected to `url`. */
const redirectedTo = (url: string, body = TEXT) =>
  Object.defineProperty(new Response(body), 'url', {value: url});

/** A manifest on the test server itself. */
const SERVED = new URL('/demo/arqen.trust.json', location.href).href;
const servedText = await (await fetch(SERVED)).text();

/** Returns the integrity token of a text. */
const token = async (algorithm: 'SHA-256' | 'SHA-384' | 'SHA-512', text: string) => {
  const digest = new Uint8Array(await crypto.subtle.digest(algorithm, encode(text)));
  return `${algorithm.replace('-', '').toLowerCase()}-${btoa(String.fromCharCode(...digest))}`;
};
const sha256 = await token('SHA-256', servedText);
const sha384 = await token('SHA-384', servedText);
const sha512 = await token('SHA-512', servedText);

const signer = await newSigner();
const signingKeys = JSON.stringify([signer.publicKey]);
const jws = await detachedJws(signer, encode(TEXT));

describe('A loaded manifest', () => {
  it('has its text, its URL and its warnings', async () => {
    const text = JSON.stringify({...full(), mood: 'good'});
    const result = await load({[SRC]: text});
    expect(result).to.deep.equal({
      status: 'loaded',
      manifest: full(),
      text,
      problems: [
        {
          path: '/mood',
          rule: 'unknown-key',
          severity: 'warning',
          message: 'expected a key of schema version 1.0, found "mood"',
        },
      ],
      url: SRC,
      signature: 'unsigned',
      inline: false,
    });
  });

  it('is requested once, without cookies or referrer, and revalidated if cached', async () => {
    const {fetch, requests} = fakeNetwork({[SRC]: TEXT});
    await loadManifest(SRC, {fetch});
    expect(requests).to.have.length(1);
    const [request] = requests;
    expect(request).to.include({
      method: 'GET',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-cache',
      redirect: 'follow',
    });
    expect([...request!.headers]).to.deep.equal([['accept', 'application/json']]);
  });

  it('may begin with a byte order mark', async () => {
    expect(reasonOf(await load({[SRC]: `\ufeff${TEXT}`}))).to.equal('loaded');
  });

  it('has the URL of a same-origin redirect', async () => {
    const moved = 'https://vendor.example/v2/trust.json';
    const result = await load({[SRC]: () => redirectedTo(moved)});
    expect(result).to.include({status: 'loaded', url: moved});
  });

  it('can come from a real server', async () => {
    const result = await loadManifest(SERVED);
    expect(result).to.include({status: 'loaded', url: SERVED, signature: 'unsigned'});
    expect(result.status === 'loaded' && result.manifest.organization.name).to.equal('ARQEN');
  });
});

describe('A load fails', () => {
  for (const url of ['', 'trust.json', '/trust.json', '//vendor.example/trust.json', 'https://']) {
    it(`without a request if the URL is not absolute: "${url}"`, async () => {
      const {fetch, requests} = fakeNetwork({});
      const result = await loadManifest(url, {fetch});
      expect(reasonOf(result)).to.equal('bad-address');
      expect(messageOf(result)).to.contain(`"${url}"`);
      expect(requests).to.deep.equal([]);
    });
  }

  it('if the network is down or CORS forbids the request', async () => {
    const result = await load({});
    expect(reasonOf(result)).to.equal('network');
    expect(messageOf(result)).to.contain(SRC).and.to.contain('CORS');
  });

  it('if the device is offline', async () => {
    Object.defineProperty(navigator, 'onLine', {value: false, configurable: true});
    try {
      expect(reasonOf(await load({}))).to.equal('offline');
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
    }
  });

  it('as a fault of the code, logged once, if fetch throws synchronously', async () => {
    const fetch = () => {
      throw new Error('refused');
    };
    const {error} = console;
    const logged: unknown[] = [];
    console.error = (...values) => logged.push(...values);
    const result = await loadManifest(SRC, {fetch}).finally(() => (console.error = error));
    expect(logged.map(String)).to.deep.equal(['Error: refused']);
    expect(reasonOf(result)).to.equal('internal');
    expect(messageOf(result)).to.contain('refused');
    expect(result.status === 'failed' && result.error.problems).to.deep.equal([]);
  });

  it('if no response arrives in time', async () => {
    const result = await load({[SRC]: untilAborted}, {timeout: 1});
    expect(reasonOf(result)).to.equal('timeout');
    expect(messageOf(result)).to.equal(`${SRC} timed out.`);
  });

  it('if the body does not end in time', async () => {
    expect(reasonOf(await load({[SRC]: hangingBody}, {timeout: 1}))).to.equal('timeout');
  });

  it('on timeout even if the caller passes a signal', async () => {
    const {signal} = new AbortController();
    const result = await load({[SRC]: untilAborted}, {timeout: 1, signal});
    expect(reasonOf(result)).to.equal('timeout');
  });

  it('if the signature does not arrive in time', async () => {
    const result = await load({[SRC]: TEXT, [JWS]: untilAborted}, {signingKeys, timeout: 1});
    expect(reasonOf(result)).to.equal('timeout');
    expect(messageOf(result)).to.equal(`${JWS} timed out.`);
  });

  it('if the caller aborts before the request, before the response, or during the body', async () => {
    const aborted = AbortSignal.abort();
    expect(reasonOf(await load({[SRC]: TEXT}, {signal: aborted}))).to.equal('network');

    for (const [answer, reason] of [
      [untilAborted, 'network'],
      [hangingBody, 'cut-off'],
    ] as const) {
      const controller = new AbortController();
      const result = await load(
        {
          [SRC]: (request) => {
            queueMicrotask(() => controller.abort());
            return answer(request);
          },
        },
        {signal: controller.signal},
      );
      expect(reasonOf(result)).to.equal(reason);
    }
  });

  for (const status of [400, 401, 403, 404, 500, 503]) {
    it(`if the status is ${status}, whatever the body`, async () => {
      const result = await load({[SRC]: () => new Response(TEXT, {status})});
      expect(reasonOf(result)).to.equal('http-status');
      expect(messageOf(result)).to.equal(`${SRC} returned HTTP ${status}.`);
    });
  }

  it('if a real server has no such file', async () => {
    const url = new URL('/demo/nothing.trust.json', location.href).href;
    expect(reasonOf(await loadManifest(url))).to.equal('http-status');
  });

  for (const url of [
    'https://other.example/trust.json',
    'https://vendor.example:8443/trust.json',
    'http://vendor.example/trust.json',
    'https://www.vendor.example/trust.json',
  ]) {
    it(`if the request is redirected to another origin: ${url}`, async () => {
      const result = await load({[SRC]: () => redirectedTo(url)});
      expect(reasonOf(result)).to.equal('redirect');
      expect(messageOf(result)).to.contain(new URL(url).origin);
    });
  }

  it('if the body is larger than 16 MiB, and cancels the transfer', async () => {
    let canceled = false;
    const chunk = new Uint8Array(1024 * 1024).fill(0x20);
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(chunk),
      cancel: () => {
        canceled = true;
      },
    });
    const result = await load({[SRC]: () => new Response(endless)});
    expect(reasonOf(result)).to.equal('too-large');
    expect(messageOf(result)).to.equal(`${SRC} is larger than ${LIMITS.bytes} bytes.`);
    expect(canceled).to.be.true;
  });

  it('if the body breaks off', async () => {
    const broken = () =>
      new ReadableStream({start: (controller) => controller.error(new TypeError('network error'))});
    const result = await load({[SRC]: () => new Response(broken())});
    expect(reasonOf(result)).to.equal('cut-off');
    expect(messageOf(result)).to.equal(`${SRC} arrived incomplete.`);
  });

  it('and cancels the unread body of a refused response', async () => {
    for (const refused of [
      (body: ReadableStream) => new Response(body, {status: 500}),
      (body: ReadableStream) =>
        Object.defineProperty(new Response(body), 'url', {value: 'https://other.example/'}),
    ]) {
      let canceled = false;
      const body = new ReadableStream({
        cancel: () => {
          canceled = true;
        },
      });
      await load({[SRC]: () => refused(body)});
      expect(canceled).to.be.true;
    }
  });

  for (const page of ['<!doctype html><title>Log in</title>', '\ufeff\r\n <html>'])
    it(`if a web page arrives: ${JSON.stringify(page)}`, async () => {
      expect(reasonOf(await load({[SRC]: page}))).to.equal('web-page');
      expect(reasonOf(await load({[SRC]: TEXT, [JWS]: page}, {signingKeys}))).to.equal('signature');
    });

  for (const [status, header, seconds] of [
    [503, '', undefined],
    [429, '120', 120],
    [503, '0', undefined],
    [503, 'soon', undefined],
    [503, '99999999', 86_400],
    [408, '', undefined],
    [404, '', 300],
    [403, '600', 600],
  ] as const)
    it(`with the time to wait after HTTP ${status} with "Retry-After: ${header}"`, async () => {
      const headers = {'Retry-After': header};
      const result = await load({[SRC]: () => new Response('', {status, headers})});
      expect(reasonOf(result)).to.equal('http-status');
      expect(result.status === 'failed' && result.error.retryAfter).to.equal(seconds);
    });

  it('with the time to wait until the date that the server names', async () => {
    const headers = {'Retry-After': new Date(Date.now() + 60_000).toUTCString()};
    const result = await load({[SRC]: () => new Response('', {status: 503, headers})});
    expect(result.status === 'failed' && result.error.retryAfter).to.be.within(50, 60);
  });

  it('if the text is not UTF-8', async () => {
    const latin1 = new Uint8Array([...encode('{"title": "'), 0xe4, ...encode('"}')]);
    expect(reasonOf(await load({[SRC]: () => new Response(latin1)}))).to.equal('not-utf8');
    expect(messageOf(await load({[SRC]: () => new Response(latin1)}))).to.contain('UTF-8');
    const utf16 = new Uint8Array([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]);
    expect(reasonOf(await load({[SRC]: () => new Response(utf16)}))).to.equal('not-utf8');
  });

  for (const [name, body] of [
    ['empty', ''],
    ['broken', TEXT.slice(0, -1)],
    ['other JSON', '{"name": "vendor"}'],
  ] as const) {
    it(`with the problems of a file that is ${name}`, async () => {
      const result = await load({[SRC]: body});
      expect(reasonOf(result)).to.equal('refused');
      expect(messageOf(result)).to.contain('errors');
      expect(result.status === 'failed' && result.error.problems).not.to.deep.equal([]);
    });
  }
});

describe('With "integrity"', () => {
  it('it is passed to fetch', async () => {
    const {fetch, requests} = fakeNetwork({[SRC]: TEXT});
    const integrity = await token('SHA-384', TEXT);
    expect(reasonOf(await loadManifest(SRC, {fetch, integrity}))).to.equal('loaded');
    expect(requests[0]?.integrity).to.equal(integrity);
  });

  for (const algorithm of ['SHA-256', 'SHA-384', 'SHA-512'] as const) {
    it(`bytes with that ${algorithm} digest are accepted, and no others`, async () => {
      const right = await token(algorithm, servedText);
      const wrong = await token(algorithm, 'something else');
      expect(reasonOf(await loadManifest(SERVED, {integrity: right}))).to.equal('loaded');
      expect(reasonOf(await loadManifest(SERVED, {integrity: `\n ${wrong}  ${right}\t`}))).to.equal(
        'loaded',
      );
      const result = await loadManifest(SERVED, {integrity: wrong});
      expect(reasonOf(result)).to.equal('integrity');
      expect(messageOf(result)).to.contain('"integrity"');
    });
  }

  it('only the strongest digest counts', async () => {
    const integrity = `${sha256} ${await token('SHA-512', 'something else')}`;
    expect(reasonOf(await loadManifest(SERVED, {integrity}))).to.equal('integrity');
  });

  it('a network that fails is not taken for other bytes', async () => {
    const {fetch, requests} = fakeNetwork({});
    expect(reasonOf(await loadManifest(SRC, {fetch, integrity: sha256}))).to.equal('network');
    expect(requests).to.have.length(2);
  });

  /** A network that fails once, then serves a text. */
  const failsOnce = (text: string) => {
    let requests = 0;
    return {
      [SRC]: () => {
        if (requests++ === 0) throw new TypeError('Failed to fetch');
        return new Response(text);
      },
    };
  };

  it('bytes that arrive only after a failure of the network are accepted if they match', async () => {
    const integrity = `${await token('SHA-512', TEXT)} ${await token('SHA-256', 'something else')}`;
    const result = await load(failsOnce(TEXT), {integrity});
    expect(result).to.include({status: 'loaded', text: TEXT});
  });

  it('bytes that arrive only after a failure of the network must match the strongest digest', async () => {
    const integrity = `${await token('SHA-256', TEXT)} ${await token('SHA-512', 'something else')}`;
    const result = await load(failsOnce(TEXT), {integrity});
    expect(reasonOf(result)).to.equal('integrity');
    expect(messageOf(result)).to.contain('does not match');
  });

  for (const [name, integrity] of [
    ['empty', ''],
    ['white space', ' \n'],
    ['a bare digest', sha256.slice(7)],
    ['a weaker algorithm', `sha1-${btoa('a'.repeat(20))}`],
    ['an uppercase algorithm', sha256.replace('sha', 'SHA')],
    ['a digest that is too short', 'sha256-AAAA'],
    ['a digest without padding', sha256.slice(0, -1)],
    ['a digest that is too short for its algorithm', sha256.replace('sha256', 'sha384')],
    ['a digest that is too long for its algorithm', sha384.replace('sha384', 'sha256')],
    ['a digest with a trailing character', `${sha512}=`],
    ['a digest with options', `${sha256}?ct=application/json`],
    ['base64url', `sha256-${'-_'.repeat(21)}A=`],
    ['hexadecimal', `sha256-${'0a'.repeat(32)}`],
    ['tokens separated by a comma', `${sha256},${sha384}`],
    ['a valid and a malformed token', `${sha256} sha384-`],
    // `fetch` takes each of these for one malformed token, ignores it, and accepts any bytes.
    ['tokens separated by a no-break space', `${sha256}\u00a0${sha384}`],
    ['a leading no-break space', `\u00a0${sha256}`],
    ['a trailing vertical tab', `${sha256}\v`],
    ['a leading byte order mark', `\ufeff${sha256}`],
  ] as const) {
    it(`no request is made if it is malformed: ${name}`, async () => {
      const {fetch, requests} = fakeNetwork({[SRC]: TEXT});
      const result = await loadManifest(SRC, {fetch, integrity});
      expect(reasonOf(result)).to.equal('integrity');
      expect(messageOf(result)).to.contain('"integrity"');
      expect(requests).to.deep.equal([]);
    });
  }
});

describe('With "signing-keys"', () => {
  it('a manifest signed with one of them is verified', async () => {
    const result = await load({[SRC]: TEXT, [JWS]: jws}, {signingKeys});
    expect(result).to.include({status: 'loaded', signature: 'verified', text: TEXT});
  });

  it('the signature may be up to 16 KiB', async () => {
    const result = await load({[SRC]: TEXT, [JWS]: jws.padEnd(16_384)}, {signingKeys});
    expect(reasonOf(result)).to.equal('loaded');
  });

  it('a manifest signed with another key fails, and the message says so', async () => {
    const forged = await detachedJws(await newSigner(), encode(TEXT));
    const result = await load({[SRC]: TEXT, [JWS]: forged}, {signingKeys});
    expect(reasonOf(result)).to.equal('signature');
    expect(messageOf(result)).to.contain('does not match any pinned key');
  });

  it('the signature is requested like the manifest, with the same query', async () => {
    const {fetch, requests} = fakeNetwork({[`${SRC}?v=1`]: TEXT, [`${JWS}?v=1`]: jws});
    const result = await loadManifest(`${SRC}?v=1`, {fetch, signingKeys});
    expect(reasonOf(result)).to.equal('loaded');
    expect(requests.map(({url}) => url)).to.deep.equal([`${SRC}?v=1`, `${JWS}?v=1`]);
    expect(requests[1]).to.include({credentials: 'omit', referrerPolicy: 'no-referrer'});
    expect(requests[1]?.integrity).to.equal('');
  });

  it('the signature is requested next to the original URL, not the redirected one', async () => {
    const moved = () => redirectedTo('https://vendor.example/v2/trust.json');
    const result = await load({[SRC]: moved, [JWS]: jws}, {signingKeys});
    expect(result).to.include({status: 'loaded', url: 'https://vendor.example/v2/trust.json'});
  });

  for (const [name, answers, reason] of [
    ['other bytes', {[SRC]: `${TEXT} `, [JWS]: jws}, 'signature'],
    ['no signature', {[SRC]: TEXT}, 'network'],
    [
      'a missing signature',
      {[SRC]: TEXT, [JWS]: () => new Response('', {status: 404})},
      'http-status',
    ],
    ['an empty signature', {[SRC]: TEXT, [JWS]: ''}, 'signature'],
    ['a sign-in page for its signature', {[SRC]: TEXT, [JWS]: '<!doctype html>'}, 'signature'],
    ['a signature that is too large', {[SRC]: TEXT, [JWS]: jws.padEnd(16_385)}, 'too-large'],
    [
      'a signature that is not UTF-8',
      {[SRC]: TEXT, [JWS]: () => new Response(new Uint8Array([255]))},
      'not-utf8',
    ],
    [
      'a signature from another origin',
      {[SRC]: TEXT, [JWS]: () => redirectedTo('https://other.example/trust.json.jws', jws)},
      'redirect',
    ],
  ] as [string, Answers, string][]) {
    it(`a manifest with ${name} fails`, async () => {
      expect(reasonOf(await load(answers, {signingKeys}))).to.equal(reason);
    });
  }

  it('the problems of an unsigned manifest are not reported', async () => {
    const result = await load({[SRC]: '{}', [JWS]: jws}, {signingKeys});
    expect(reasonOf(result)).to.equal('signature');
    expect(result.status === 'failed' && result.error.problems).to.deep.equal([]);
  });

  it('a signed manifest that violates the schema is refused', async () => {
    const signed = await detachedJws(signer, encode('{}'));
    expect(reasonOf(await load({[SRC]: '{}', [JWS]: signed}, {signingKeys}))).to.equal('refused');
  });

  for (const [name, keys] of [
    ['empty', ''],
    ['not JSON', '['],
    ['an empty list', '[]'],
    ['a private key', JSON.stringify([signer.privateKey])],
  ] as const) {
    it(`no request is made if they are ${name}`, async () => {
      const {fetch, requests} = fakeNetwork({[SRC]: TEXT, [JWS]: jws});
      const result = await loadManifest(SRC, {fetch, signingKeys: keys});
      expect(reasonOf(result)).to.equal('signature');
      expect(messageOf(result)).to.contain('"signing-keys"');
      expect(requests).to.deep.equal([]);
    });
  }
});

describe('With "min-version"', () => {
  for (const [version, minVersion] of [
    ['1.10', '1.9'],
    ['2026-11-22', '2026.11.3'],
    ['1.0', '1'],
    ['1', '1.0'],
  ] as const) {
    it(`version ${version} satisfies ${minVersion}`, async () => {
      const text = JSON.stringify(minimal({version}));
      expect(reasonOf(await load({[SRC]: text}, {minVersion}))).to.equal('loaded');
    });
  }

  it('an older version fails, and the message names both', async () => {
    const text = JSON.stringify(minimal({version: '2026.11.3'}));
    const result = await load({[SRC]: text}, {minVersion: '2026-11-22'});
    expect(reasonOf(result)).to.equal('version');
    expect(messageOf(result)).to.contain('2026.11.3').and.to.contain('2026-11-22');
  });

  for (const minVersion of ['', ' ', 'v1', '1.', 'latest']) {
    it(`no request is made if it is not a version: "${minVersion}"`, async () => {
      const {fetch, requests} = fakeNetwork({[SRC]: TEXT});
      const result = await loadManifest(SRC, {fetch, minVersion});
      expect(reasonOf(result)).to.equal('version');
      expect(messageOf(result)).to.contain('"min-version"');
      expect(requests).to.deep.equal([]);
    });
  }
});

describe('An inline manifest', () => {
  const integrity = sha256;
  const page = 'https://portal.example/vendors';

  it('is read from a value, with the URL of the page', async () => {
    expect(await readManifest(full(), page)).to.deep.equal({
      status: 'loaded',
      manifest: full(),
      text: JSON.stringify(full()),
      problems: [],
      url: page,
      signature: 'unsigned',
      inline: true,
    });
  });

  it('is read from a text, which is kept unchanged', async () => {
    const text = JSON.stringify(minimal(), null, 2);
    expect(await readManifest(text, page)).to.include({status: 'loaded', text});
  });

  it('is refused with all of its problems', async () => {
    const result = await readManifest({}, page);
    expect(reasonOf(result)).to.equal('refused');
    expect(result.status === 'failed' && result.error.problems).to.have.length(7);
  });

  it('is refused with the number of problems that are only counted', async () => {
    const faq = Array<unknown>(1_001).fill({id: 1, question: 'Why?', answer: 'So.'});
    const result = await readManifest(minimal({faq}), page);
    expect(result.status === 'failed' && result.error.problems).to.have.length(1_000);
    expect(result.status === 'failed' && result.error.omitted).to.equal(1);
  });

  it('is loaded with the number of warnings that are only counted', async () => {
    const faq = Array.from({length: 1_003}, (_, i) => ({
      id: `a${i}`,
      question: 'Why?',
      answer: 'So.',
      mood: 'good',
    }));
    const result = await readManifest(minimal({faq}), page);
    expect(result).to.include({status: 'loaded', omitted: 3});
    expect(result.status === 'loaded' && result.problems).to.have.length(1_000);
  });

  it('lets the page work while it is read', async () => {
    const faq = Array.from({length: 20_000}, (_, i) => ({
      id: `a${i}`,
      question: 'Why?',
      answer: '*So* [it](is). '.repeat(20),
    }));
    let reading = true;
    let tasks = 0;
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => {
      tasks++;
      if (reading) port2.postMessage(undefined);
    };
    port2.postMessage(undefined);
    const result = await readManifest(minimal({faq}), page);
    reading = false;
    expect(reasonOf(result)).to.equal('loaded');
    expect(tasks).to.be.above(1);
  });

  it('is no longer read once the load is aborted', async () => {
    const controller = new AbortController();
    controller.abort();
    const result = await readManifest(minimal(), page, {}, controller.signal);
    expect(reasonOf(result)).to.equal('network');
  });

  it('is refused if JSON cannot represent it', async () => {
    expect(reasonOf(await readManifest(undefined, page))).to.equal('refused');
    expect(reasonOf(await readManifest(1n, page))).to.equal('refused');
  });

  for (const [name, verification, reason] of [
    ['"integrity" is set', {integrity}, 'integrity'],
    ['"signing-keys" is set', {signingKeys}, 'signature'],
    ['both are set', {integrity, signingKeys}, 'integrity'],
    ['"integrity" is empty', {integrity: ''}, 'integrity'],
    ['"signing-keys" is empty', {signingKeys: ''}, 'signature'],
    ['"min-version" is empty', {minVersion: ''}, 'version'],
    ['"min-version" is later than its version', {minVersion: '2'}, 'version'],
  ] as const) {
    it(`fails to load if ${name}`, async () => {
      const result = await readManifest(minimal(), page, verification);
      expect(reasonOf(result)).to.equal(reason);
      expect(messageOf(result)).to.match(/inline|attribute|version/);
    });
  }

  it('is accepted if its version is late enough', async () => {
    expect(reasonOf(await readManifest(minimal(), page, {minVersion: '0.9'}))).to.equal('loaded');
  });
});
