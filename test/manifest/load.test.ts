import {expect} from '@open-wc/testing';
import type {LoadOptions} from '../../src/manifest/fetch.js';
import {LIMITS} from '../../src/manifest/limits.js';
import {loadManifest, readManifest, type LoadResult} from '../../src/manifest/load.js';
import {full, minimal} from '../fixtures/manifests.js';
import {detachedJws, encode, newSigner} from '../fixtures/signatures.js';

// Real servers, redirects and connections that break are in load.node.test.ts.

const SRC = 'https://vendor.example/trust.json';
const JWS = 'https://vendor.example/trust.json.jws';
const TEXT = JSON.stringify(minimal());

/** What lies at an address: text, or whatever a test answers there. */
type Answers = Readonly<
  Record<string, string | ((request: Request) => Response | Promise<Response>)>
>;

/** The network's edge: real requests are made, and answered with what lies at their addresses. */
function network(answers: Answers) {
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
  loadManifest(SRC, {...options, fetch: network(answers).fetch});

/** Why a load failed, or that it did not. */
const reasonOf = (result: LoadResult) =>
  result.status === 'failed' ? result.error.reason : result.status;

const messageOf = (result: LoadResult) =>
  result.status === 'failed' ? result.error.message : result.status;

/** What a connection does that nobody answers: it waits until it is ended. */
const untilAborted = ({signal}: Request) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });

/** A body that comes in part, and then not any more. */
const hangingBody = (request: Request) =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(encode(TEXT.slice(0, 20)));
        untilAborted(request).catch((reason: unknown) => controller.error(reason));
      },
    }),
  );

/** An answer that came from another address than the one asked. */
const from = (url: string, body = TEXT) =>
  Object.defineProperty(new Response(body), 'url', {value: url});

/** A manifest that this very server has. */
const SERVED = new URL('/demo/arqen.trust.json', location.href).href;
const servedText = await (await fetch(SERVED)).text();

/** The integrity token of a text. */
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

describe('A manifest that is loaded', () => {
  it('comes with its text, its address and what it was warned of', async () => {
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

  it('is asked for once, without cookie and referrer, past what a cache holds unasked', async () => {
    const {fetch, requests} = network({[SRC]: TEXT});
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

  it('has the address it was redirected to, within its origin', async () => {
    const moved = 'https://vendor.example/v2/trust.json';
    const result = await load({[SRC]: () => from(moved)});
    expect(result).to.include({status: 'loaded', url: moved});
  });

  it('is what this very server has', async () => {
    const result = await loadManifest(SERVED);
    expect(result).to.include({status: 'loaded', url: SERVED, signature: 'unsigned'});
    expect(result.status === 'loaded' && result.manifest.organization.name).to.equal('ARQEN');
  });
});

describe('A load fails', () => {
  for (const url of ['', 'trust.json', '/trust.json', '//vendor.example/trust.json', 'https://']) {
    it(`without a request where the address is not absolute: "${url}"`, async () => {
      const {fetch, requests} = network({});
      const result = await loadManifest(url, {fetch});
      expect(reasonOf(result)).to.equal('bad-address');
      expect(messageOf(result)).to.contain(`"${url}"`);
      expect(requests).to.deep.equal([]);
    });
  }

  it('where there is no network, or no permission', async () => {
    const result = await load({});
    expect(reasonOf(result)).to.equal('network');
    expect(messageOf(result)).to.contain(SRC).and.to.contain('CORS');
  });

  it('where the network is refused at once', async () => {
    const fetch = () => {
      throw new Error('refused');
    };
    const result = await loadManifest(SRC, {fetch});
    expect(messageOf(result)).to.contain('refused');
    expect(result.status === 'failed' && result.error.problems).to.deep.equal([]);
  });

  it('where no answer comes in time', async () => {
    const result = await load({[SRC]: untilAborted}, {timeout: 1});
    expect(reasonOf(result)).to.equal('timeout');
    expect(messageOf(result)).to.equal(`${SRC} did not arrive in time.`);
  });

  it('where the body does not end in time', async () => {
    expect(reasonOf(await load({[SRC]: hangingBody}, {timeout: 1}))).to.equal('timeout');
  });

  it('in time though the caller could end it, too', async () => {
    const {signal} = new AbortController();
    const result = await load({[SRC]: untilAborted}, {timeout: 1, signal});
    expect(reasonOf(result)).to.equal('timeout');
  });

  it('where the signature does not come in time', async () => {
    const result = await load({[SRC]: TEXT, [JWS]: untilAborted}, {signingKeys, timeout: 1});
    expect(reasonOf(result)).to.equal('timeout');
    expect(messageOf(result)).to.equal(`${JWS} did not arrive in time.`);
  });

  it('where the caller ends it, before, while it waits, and while it reads', async () => {
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
    it(`where the answer is ${status}, whatever its body`, async () => {
      const result = await load({[SRC]: () => new Response(TEXT, {status})});
      expect(reasonOf(result)).to.equal('http-status');
      expect(messageOf(result)).to.equal(`${SRC} answered ${status}.`);
    });
  }

  it('where this very server has nothing', async () => {
    const url = new URL('/demo/nothing.trust.json', location.href).href;
    expect(reasonOf(await loadManifest(url))).to.equal('http-status');
  });

  for (const url of [
    'https://other.example/trust.json',
    'https://vendor.example:8443/trust.json',
    'http://vendor.example/trust.json',
    'https://www.vendor.example/trust.json',
  ]) {
    it(`where it was redirected to another origin: ${url}`, async () => {
      const result = await load({[SRC]: () => from(url)});
      expect(reasonOf(result)).to.equal('redirect');
      expect(messageOf(result)).to.contain(new URL(url).origin);
    });
  }

  it('where the body is over 16 MiB, and stops its transfer', async () => {
    let stopped = false;
    const chunk = new Uint8Array(1024 * 1024).fill(0x20);
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(chunk),
      cancel: () => {
        stopped = true;
      },
    });
    const result = await load({[SRC]: () => new Response(endless)});
    expect(reasonOf(result)).to.equal('too-large');
    expect(messageOf(result)).to.equal(`${SRC} is over ${LIMITS.bytes} bytes.`);
    expect(stopped).to.be.true;
  });

  it('where the body breaks', async () => {
    const broken = () =>
      new ReadableStream({start: (controller) => controller.error(new TypeError('network error'))});
    const result = await load({[SRC]: () => new Response(broken())});
    expect(reasonOf(result)).to.equal('cut-off');
    expect(messageOf(result)).to.equal(`${SRC} is cut off.`);
  });

  it('and leaves no body of a refused answer to arrive unread', async () => {
    for (const refused of [
      (body: ReadableStream) => new Response(body, {status: 500}),
      (body: ReadableStream) =>
        Object.defineProperty(new Response(body), 'url', {value: 'https://other.example/'}),
    ]) {
      let stopped = false;
      const body = new ReadableStream({
        cancel: () => {
          stopped = true;
        },
      });
      await load({[SRC]: () => refused(body)});
      expect(stopped).to.be.true;
    }
  });

  it('where the text is not UTF-8', async () => {
    const latin1 = new Uint8Array([...encode('{"title": "'), 0xe4, ...encode('"}')]);
    expect(reasonOf(await load({[SRC]: () => new Response(latin1)}))).to.equal('not-utf8');
    expect(messageOf(await load({[SRC]: () => new Response(latin1)}))).to.contain('UTF-8');
    const utf16 = new Uint8Array([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]);
    expect(reasonOf(await load({[SRC]: () => new Response(utf16)}))).to.equal('not-utf8');
  });

  for (const [name, body] of [
    ['empty', ''],
    ['a page of HTML', '<!doctype html><title>Log in</title>'],
    ['broken', TEXT.slice(0, -1)],
    ['another document', '{"name": "vendor"}'],
  ] as const) {
    it(`with the problems of a document that is ${name}`, async () => {
      const result = await load({[SRC]: body});
      expect(reasonOf(result)).to.equal('refused');
      expect(messageOf(result)).to.contain('rules');
      expect(result.status === 'failed' && result.error.problems).not.to.deep.equal([]);
    });
  }
});

describe('Where "integrity" is demanded', () => {
  it('it is handed to fetch', async () => {
    const {fetch, requests} = network({[SRC]: TEXT});
    const integrity = await token('SHA-384', TEXT);
    expect(reasonOf(await loadManifest(SRC, {fetch, integrity}))).to.equal('loaded');
    expect(requests[0]?.integrity).to.equal(integrity);
  });

  for (const algorithm of ['SHA-256', 'SHA-384', 'SHA-512'] as const) {
    it(`bytes that have that ${algorithm} digest are let through, and no others`, async () => {
      const right = await token(algorithm, servedText);
      const wrong = await token(algorithm, 'something else');
      expect(reasonOf(await loadManifest(SERVED, {integrity: right}))).to.equal('loaded');
      expect(reasonOf(await loadManifest(SERVED, {integrity: `\n ${wrong}  ${right}\t`}))).to.equal(
        'loaded',
      );
      const result = await loadManifest(SERVED, {integrity: wrong});
      expect(reasonOf(result)).to.equal('network');
      expect(messageOf(result)).to.contain('"integrity"');
    });
  }

  it('the strongest digest alone decides', async () => {
    const integrity = `${sha256} ${await token('SHA-512', 'something else')}`;
    expect(reasonOf(await loadManifest(SERVED, {integrity}))).to.equal('network');
  });

  for (const [name, integrity] of [
    ['empty', ''],
    ['white space', ' \n'],
    ['a bare digest', sha256.slice(7)],
    ['a weaker algorithm', `sha1-${btoa('a'.repeat(20))}`],
    ['an algorithm in capitals', sha256.replace('sha', 'SHA')],
    ['a digest that is too short', 'sha256-AAAA'],
    ['a digest without its padding', sha256.slice(0, -1)],
    ['a digest of another length', sha256.replace('sha256', 'sha384')],
    ['a longer digest', sha384.replace('sha384', 'sha256')],
    ['a digest with more after it', `${sha512}=`],
    ['a digest with options', `${sha256}?ct=application/json`],
    ['base64url', `sha256-${'-_'.repeat(21)}A=`],
    ['hexadecimal', `sha256-${'0a'.repeat(32)}`],
    ['tokens parted by a comma', `${sha256},${sha384}`],
    ['a good token and a bad one', `${sha256} sha384-`],
    // To fetch these are one token that it cannot read, and then everything passes.
    ['tokens parted by a no-break space', `${sha256}\u00a0${sha384}`],
    ['a no-break space before it', `\u00a0${sha256}`],
    ['a vertical tab after it', `${sha256}\v`],
    ['a byte order mark before it', `\ufeff${sha256}`],
  ] as const) {
    it(`nothing is even asked for where it is malformed: ${name}`, async () => {
      const {fetch, requests} = network({[SRC]: TEXT});
      const result = await loadManifest(SRC, {fetch, integrity});
      expect(reasonOf(result)).to.equal('integrity');
      expect(messageOf(result)).to.contain('"integrity"');
      expect(requests).to.deep.equal([]);
    });
  }
});

describe('Where "signing-keys" are demanded', () => {
  it('a manifest that one of them signed is verified', async () => {
    const result = await load({[SRC]: TEXT, [JWS]: jws}, {signingKeys});
    expect(result).to.include({status: 'loaded', signature: 'verified', text: TEXT});
  });

  it('the signature may be 16 KiB long', async () => {
    const result = await load({[SRC]: TEXT, [JWS]: jws.padEnd(16_384)}, {signingKeys});
    expect(reasonOf(result)).to.equal('loaded');
  });

  it('a manifest that none of them signed is not shown, and the page is told why', async () => {
    const forged = await detachedJws(await newSigner(), encode(TEXT));
    const result = await load({[SRC]: TEXT, [JWS]: forged}, {signingKeys});
    expect(reasonOf(result)).to.equal('signature');
    expect(messageOf(result)).to.contain('No pinned key made the signature');
  });

  it('the signature is asked for as the manifest is, with its query', async () => {
    const {fetch, requests} = network({[`${SRC}?v=1`]: TEXT, [`${JWS}?v=1`]: jws});
    const result = await loadManifest(`${SRC}?v=1`, {fetch, signingKeys});
    expect(reasonOf(result)).to.equal('loaded');
    expect(requests.map(({url}) => url)).to.deep.equal([`${SRC}?v=1`, `${JWS}?v=1`]);
    expect(requests[1]).to.include({credentials: 'omit', referrerPolicy: 'no-referrer'});
    expect(requests[1]?.integrity).to.equal('');
  });

  it('it lies beside the address asked for, not beside the one redirected to', async () => {
    const moved = () => from('https://vendor.example/v2/trust.json');
    const result = await load({[SRC]: moved, [JWS]: jws}, {signingKeys});
    expect(result).to.include({status: 'loaded', url: 'https://vendor.example/v2/trust.json'});
  });

  for (const [name, answers, reason] of [
    ['other bytes', {[SRC]: `${TEXT} `, [JWS]: jws}, 'signature'],
    ['no signature', {[SRC]: TEXT}, 'network'],
    [
      'a signature not found',
      {[SRC]: TEXT, [JWS]: () => new Response('', {status: 404})},
      'http-status',
    ],
    ['an empty signature', {[SRC]: TEXT, [JWS]: ''}, 'signature'],
    ['a signature that is too large', {[SRC]: TEXT, [JWS]: jws.padEnd(16_385)}, 'too-large'],
    [
      'a signature that is not UTF-8',
      {[SRC]: TEXT, [JWS]: () => new Response(new Uint8Array([255]))},
      'not-utf8',
    ],
    [
      'a signature from another origin',
      {[SRC]: TEXT, [JWS]: () => from('https://other.example/trust.json.jws', jws)},
      'redirect',
    ],
  ] as [string, Answers, string][]) {
    it(`nothing is shown of a manifest with ${name}`, async () => {
      expect(reasonOf(await load(answers, {signingKeys}))).to.equal(reason);
    });
  }

  it('nothing is told of a document that nobody signed, not even what is wrong in it', async () => {
    const result = await load({[SRC]: '{}', [JWS]: jws}, {signingKeys});
    expect(reasonOf(result)).to.equal('signature');
    expect(result.status === 'failed' && result.error.problems).to.deep.equal([]);
  });

  it('a document that breaks rules is refused though it is signed', async () => {
    const signed = await detachedJws(signer, encode('{}'));
    expect(reasonOf(await load({[SRC]: '{}', [JWS]: signed}, {signingKeys}))).to.equal('refused');
  });

  for (const [name, keys] of [
    ['empty', ''],
    ['not JSON', '['],
    ['an empty list', '[]'],
    ['a private key', JSON.stringify([signer.privateKey])],
  ] as const) {
    it(`nothing is even asked for where they are ${name}`, async () => {
      const {fetch, requests} = network({[SRC]: TEXT, [JWS]: jws});
      const result = await loadManifest(SRC, {fetch, signingKeys: keys});
      expect(reasonOf(result)).to.equal('signature');
      expect(messageOf(result)).to.contain('"signing-keys"');
      expect(requests).to.deep.equal([]);
    });
  }
});

describe('Where "min-version" is demanded', () => {
  for (const [version, minVersion] of [
    ['1.10', '1.9'],
    ['2026-11-22', '2026.11.3'],
    ['1.0', '1'],
    ['1', '1.0'],
  ] as const) {
    it(`version ${version} is let through by ${minVersion}`, async () => {
      const text = JSON.stringify(minimal({version}));
      expect(reasonOf(await load({[SRC]: text}, {minVersion}))).to.equal('loaded');
    });
  }

  it('an older one is not, and the page is told both', async () => {
    const text = JSON.stringify(minimal({version: '2026.11.3'}));
    const result = await load({[SRC]: text}, {minVersion: '2026-11-22'});
    expect(reasonOf(result)).to.equal('version');
    expect(messageOf(result)).to.contain('2026.11.3').and.to.contain('2026-11-22');
  });

  for (const minVersion of ['', ' ', 'v1', '1.', 'latest']) {
    it(`nothing is even asked for where it is no version: "${minVersion}"`, async () => {
      const {fetch, requests} = network({[SRC]: TEXT});
      const result = await loadManifest(SRC, {fetch, minVersion});
      expect(reasonOf(result)).to.equal('version');
      expect(messageOf(result)).to.contain('"min-version"');
      expect(requests).to.deep.equal([]);
    });
  }
});

describe('A manifest given inline', () => {
  const integrity = sha256;
  const page = 'https://portal.example/vendors';

  it('is read from a value, and has the page as its address', () => {
    expect(readManifest(full(), page)).to.deep.equal({
      status: 'loaded',
      manifest: full(),
      text: JSON.stringify(full()),
      problems: [],
      url: page,
      signature: 'unsigned',
      inline: true,
    });
  });

  it('is read from a text, and keeps it as it is', () => {
    const text = JSON.stringify(minimal(), null, 2);
    expect(readManifest(text, page)).to.include({status: 'loaded', text});
  });

  it('is refused with its problems', () => {
    const result = readManifest({}, page);
    expect(reasonOf(result)).to.equal('refused');
    expect(result.status === 'failed' && result.error.problems).to.have.length(7);
  });

  it('is refused where it is nothing that JSON has', () => {
    expect(reasonOf(readManifest(undefined, page))).to.equal('refused');
    expect(reasonOf(readManifest(1n, page))).to.equal('refused');
  });

  for (const [name, demands, reason] of [
    ['an integrity', {integrity}, 'integrity'],
    ['a signature', {signingKeys}, 'signature'],
    ['both', {integrity, signingKeys}, 'integrity'],
    ['an integrity that is empty', {integrity: ''}, 'integrity'],
    ['signing keys that are empty', {signingKeys: ''}, 'signature'],
    ['a version that is empty', {minVersion: ''}, 'version'],
    ['a newer version', {minVersion: '2'}, 'version'],
  ] as const) {
    it(`is refused where ${name} is demanded`, () => {
      const result = readManifest(minimal(), page, demands);
      expect(reasonOf(result)).to.equal(reason);
      expect(messageOf(result)).to.match(/inline|attribute|version/);
    });
  }

  it('is let through where its version is new enough', () => {
    expect(readManifest(minimal(), page, {minVersion: '0.9'}).status).to.equal('loaded');
  });
});
