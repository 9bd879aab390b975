/** `trust-center keygen`, `sign` and `verify`: with each other, with the element, with jose and with openssl. */
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {chmodSync, existsSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {calculateJwkThumbprint, flattenedVerify, FlattenedSign, importJWK, type JWK} from 'jose';
import {loadManifest} from '../../src/manifest/load.js';
import {newAuthor, type Author} from '../fixtures/command-line.js';
import {MINIMAL} from '../fixtures/posture.js';
import {detachedJws, encode, FORGERIES, newSigner} from '../fixtures/signatures.js';
import {serve} from '../fixtures/verdict-server.js';

const PRIVATE = 'trust-key.private.json';
const PUBLIC = 'trust-keys.public.json';

/** Returns an author with a key and a manifest that is signed with it. */
async function newSigned(): Promise<Author> {
  const author = newAuthor();
  author.write('trust.json', MINIMAL);
  assert.equal((await author.run(['keygen'])).code, 0);
  assert.equal((await author.run(['sign', 'trust.json'])).code, 0);
  return author;
}

const keysOf = ({read}: Author) => JSON.parse(read(PUBLIC)) as JWK[];

describe('trust-center keygen', () => {
  it('writes a private key that only its owner can read, and prints none of it', async () => {
    const author = newAuthor();
    const {code, stdout, stderr} = await author.run(['keygen']);
    assert.equal(code, 0);
    const key = JSON.parse(author.read(PRIVATE)) as JWK & {d: string};
    assert.equal(statSync(join(author.folder, PRIVATE)).mode & 0o777, 0o600);
    assert.ok(!(stdout + stderr).includes(key.d));
    const {kty, crv, x, kid} = key;
    assert.deepEqual(keysOf(author), [{kty, crv, x, kid}]);
    assert.equal(kid, await calculateJwkThumbprint(key));
  });

  it('never overwrites a key, and adds a second one to rotate to', async () => {
    const author = newAuthor();
    await author.run(['keygen']);
    const before = author.read(PRIVATE);
    const again = await author.run(['keygen']);
    assert.equal(again.code, 2);
    assert.match(again.stderr, /exists already\. Name another file with --key/);
    assert.deepEqual([author.read(PRIVATE), keysOf(author).length], [before, 1]);
    const {keys} = (await author.json(['keygen', '--key', 'second.json'])) as {keys: JWK[]};
    assert.deepEqual(keys, keysOf(author));
    assert.equal(new Set(keys.map(({x}) => x)).size, 2);
    assert.ok(keys.every(({d}) => d === undefined));
  });

  it('writes no key if the file of public keys holds something else', async () => {
    const author = newAuthor();
    author.write(PUBLIC, '{}');
    assert.equal((await author.run(['keygen'])).code, 2);
    assert.ok(!existsSync(join(author.folder, PRIVATE)));
  });
});

describe('trust-center sign', () => {
  it('writes a signature that the element and jose accept', async () => {
    const author = await newSigned();
    const jws = author.read('trust.json.jws');
    const server = await serve(({url}, response) => {
      response.end(author.read(url!.slice(1)));
    });
    try {
      const loaded = await loadManifest(`${server.origin}/trust.json`, {
        signingKeys: author.read(PUBLIC),
      });
      assert.equal(loaded.status === 'loaded' && loaded.signature, 'verified');
    } finally {
      await server.close();
    }
    const [header, , signature] = jws.split('.');
    const {protectedHeader} = await flattenedVerify(
      {protected: header!, payload: encode(author.read('trust.json')), signature: signature!},
      await importJWK(keysOf(author)[0]!, 'Ed25519'),
    );
    assert.deepEqual(protectedHeader, {
      alg: 'Ed25519',
      b64: false,
      crit: ['b64'],
      kid: keysOf(author)[0]!.kid,
    });
  });

  it('signs no manifest that a page would refuse', async () => {
    const author = newAuthor();
    await author.run(['keygen']);
    author.write('trust.json', {...MINIMAL, version: 'one'});
    const {code, stderr} = await author.run(['sign', 'trust.json']);
    assert.equal(code, 1);
    assert.match(stderr, /wrong-format[^]*Nothing was signed/);
    assert.ok(!existsSync(join(author.folder, 'trust.json.jws')));
  });

  it('warns of a key that others can read', async () => {
    const author = await newSigned();
    chmodSync(join(author.folder, PRIVATE), 0o644);
    const {code, stderr} = await author.run(['sign', 'trust.json']);
    assert.deepEqual(
      [code, stderr],
      [0, `warning: others can read ${PRIVATE}; run chmod 600 on it.\n`],
    );
  });

  it('quotes nothing of a file that is no key', async () => {
    const author = newAuthor();
    author.write('trust.json', MINIMAL);
    for (const content of ['secret', '-----BEGIN PRIVATE KEY-----\nsecret', '{"d": "secret"}']) {
      author.write('key', content);
      const {code, stdout, stderr} = await author.run(['sign', 'trust.json', '--key', 'key']);
      assert.equal(code, 2);
      assert.match(stderr, /^error: key is not a private Ed25519 key/);
      assert.ok(!(stdout + stderr).includes('secret'));
    }
  });
});

describe('trust-center verify', () => {
  /** Verifies `trust.json` in an author's folder. */
  const verdict = async ({json}: Author, ...args: string[]) => {
    const {status, reason} = (await json(['verify', 'trust.json', ...args])) as {
      status: string;
      reason?: string;
    };
    return reason ?? status;
  };

  it('accepts what sign wrote, from a file and from a server', async () => {
    const author = await newSigned();
    const {code, stdout} = await author.run(['verify', 'trust.json']);
    assert.equal(code, 0);
    assert.equal(stdout, `trust.json: verified: signed by key ${keysOf(author)[0]!.kid}\n`);
    const server = await serve(({url}, response) => {
      response.end(author.read(url!.slice(1)));
    });
    try {
      const {code} = await author.run(['verify', `${server.origin}/trust.json`]);
      assert.equal(code, 0);
    } finally {
      await server.close();
    }
  });

  it('refuses a flipped bit in the manifest and in each part of the signature', async () => {
    const author = await newSigned();
    const text = author.read('trust.json');
    author.write('trust.json', text.replace('Vendor', 'Wendor'));
    const {code, stdout} = await author.run(['verify', 'trust.json']);
    assert.equal(code, 1);
    assert.match(
      stdout,
      /^trust\.json: not verified: it is not a signature by the key .* of exactly these bytes/,
    );
    author.write('trust.json', text);
    const jws = author.read('trust.json.jws');
    const results = new Set<string>();
    // One place in the header, two in the signature.
    for (const place of [10, jws.indexOf('..') + 2, jws.length - 10]) {
      const flipped = jws[place] === 'A' ? 'B' : 'A';
      author.write('trust.json.jws', jws.slice(0, place) + flipped + jws.slice(place + 1));
      results.add(await verdict(author));
    }
    assert.ok(!results.has('verified'));
    assert.ok(results.has('mismatch'));
  });

  it('tells a wrong key from an unknown one, and accepts either of two', async () => {
    const author = await newSigned();
    await author.run(['keygen', '--key', 'second.json', '--keys', 'second.public.json']);
    assert.equal(await verdict(author, '--keys', 'second.public.json'), 'unknown-key');
    const [second] = JSON.parse(author.read('second.public.json')) as [JWK];
    author.write('anonymous.json', [{...second, kid: undefined}]);
    assert.equal(await verdict(author, '--keys', 'anonymous.json'), 'mismatch');
    author.write('both.json', {keys: [second, ...keysOf(author)]});
    assert.equal(await verdict(author, '--keys', 'both.json'), 'verified');
    await author.run(['sign', 'trust.json', '--key', 'second.json']);
    assert.equal(await verdict(author, '--keys', 'both.json'), 'verified');
    assert.equal(await verdict(author), 'unknown-key');
  });

  it('refuses an older version and a manifest with errors, though they are signed', async () => {
    const author = await newSigned();
    assert.equal(await verdict(author, '--min-version', '1.0'), 'verified');
    assert.equal(await verdict(author, '--min-version', '2'), 'version');
    const text = '{"version": "9"}';
    const key = JSON.parse(author.read(PRIVATE)) as JWK;
    const {protected: header, signature} = await new FlattenedSign(encode(text))
      .setProtectedHeader({alg: 'Ed25519', b64: false, crit: ['b64']})
      .sign(await importJWK(key, 'Ed25519'));
    author.write('trust.json', text);
    author.write('trust.json.jws', `${header}..${signature}`);
    assert.equal(await verdict(author), 'errors');
  });

  it('refuses each forgery that the element refuses, and says why', async () => {
    const author = newAuthor();
    author.write('trust.json', MINIMAL);
    const [signer, payload] = [await newSigner(), encode(author.read('trust.json'))];
    author.write(PUBLIC, [signer.publicKey]);
    author.write('trust.json.jws', await detachedJws(signer, payload));
    assert.equal(await verdict(author), 'verified');
    const reasons = new Map<string, string>();
    for (const [name, forge] of Object.entries(FORGERIES)) {
      author.write('trust.json.jws', await forge(signer, payload));
      reasons.set(name, await verdict(author));
    }
    assert.ok(![...reasons.values()].includes('verified'));
    for (const [name, reason] of [
      ['a JWS with alg none', 'algorithm'],
      ['a JWS without crit', 'encoding'],
      ['a JWS that contains the encoded payload', 'not-detached'],
      ['an HTML page', 'not-a-jws'],
      ['a valid JWS over other bytes', 'mismatch'],
    ])
      assert.equal(reasons.get(name!), reason, name);
  });

  it('signs with a key of openssl, and verifies what openssl signed', async () => {
    const author = newAuthor();
    author.write('trust.json', MINIMAL);
    const openssl = (...args: string[]) =>
      execFileSync('openssl', args, {cwd: author.folder, stdio: ['ignore', 'pipe', 'ignore']});
    openssl('genpkey', '-algorithm', 'ed25519', '-out', 'key.pem');
    openssl('pkey', '-in', 'key.pem', '-pubout', '-out', 'public.pem');
    assert.equal((await author.run(['sign', 'trust.json', '--key', 'key.pem'])).code, 0);
    assert.equal(await verdict(author, '--keys', 'public.pem'), 'verified');

    const header = Buffer.from('{"alg":"Ed25519","b64":false,"crit":["b64"]}').toString(
      'base64url',
    );
    writeFileSync(join(author.folder, 'input'), `${header}.${author.read('trust.json')}`);
    openssl('pkeyutl', '-sign', '-rawin', '-inkey', 'key.pem', '-in', 'input', '-out', 'output');
    const signature = readFileSync(join(author.folder, 'output')).toString('base64url');
    author.write('trust.json.jws', `${header}..${signature}`);
    assert.equal(await verdict(author, '--keys', 'public.pem'), 'verified');
  });

  it('refuses a private key in place of the public one', async () => {
    const {run} = await newSigned();
    const {code, stderr} = await run(['verify', 'trust.json', '--keys', PRIVATE]);
    assert.equal(code, 2);
    assert.match(stderr, /contains a private key/);
  });
});
