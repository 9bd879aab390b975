import {expect} from '@open-wc/testing';
import {signatureUrl} from '../../src/manifest/fetch.js';
import {verifySignature} from '../../src/manifest/signature.js';
import {parseSigningKeys, type SigningKey} from '../../src/manifest/signing-keys.js';
import {minimal} from '../fixtures/manifests.js';
import {detachedJws, encode, FORGERIES, HEADER, newSigner} from '../fixtures/signatures.js';

const payload = encode(JSON.stringify(minimal()));
const signer = await newSigner();
const other = await newSigner();
const pinned = (kid?: string, from = signer): SigningKey => ({
  ...from.publicKey,
  ...(kid && {kid}),
});

describe('The list of signing keys', () => {
  it('is a JSON array of public Ed25519 keys', () => {
    const keys = [signer.publicKey, {...other.publicKey, kid: '2026', use: 'sig'}];
    expect(parseSigningKeys(JSON.stringify(keys))).to.deep.equal(keys);
  });

  const {kty, crv, x} = signer.publicKey;
  for (const [name, json] of [
    ['an empty text', ''],
    ['not JSON', '[{]'],
    ['an empty list', '[]'],
    ['null', 'null'],
    ['a key outside of a list', JSON.stringify(signer.publicKey)],
    ['a JWK set', JSON.stringify({keys: [signer.publicKey]})],
    ['a list of strings', JSON.stringify([x])],
    ['a list of null', '[null]'],
    ['a private key', JSON.stringify([signer.privateKey])],
    ['a private key next to a public one', JSON.stringify([signer.publicKey, other.privateKey])],
    ['a key whose private part is null', JSON.stringify([{kty, crv, x, d: null}])],
    ['a key without a value', JSON.stringify([{kty, crv}])],
    ['a key whose value is a number', JSON.stringify([{kty, crv, x: 5}])],
    ['a key of another curve', JSON.stringify([{kty, crv: 'X25519', x}])],
    ['an elliptic-curve key', JSON.stringify([{kty: 'EC', crv, x}])],
    ['a symmetric key', JSON.stringify([{kty: 'oct', k: 'c2VjcmV0'}])],
  ] as const) {
    it(`is refused if it is ${name}`, () => {
      expect(parseSigningKeys(json)).to.equal(undefined);
    });
  }
});

describe('The signature of a manifest', () => {
  for (const [manifest, signature] of [
    ['https://vendor.example/trust.json', 'https://vendor.example/trust.json.jws'],
    ['https://vendor.example/trust.json?v=1&w=2', 'https://vendor.example/trust.json.jws?v=1&w=2'],
    [
      'https://vendor.example/trust.json?file=a.json',
      'https://vendor.example/trust.json.jws?file=a.json',
    ],
    ['https://vendor.example/trust', 'https://vendor.example/trust.jws'],
    ['https://vendor.example', 'https://vendor.example/.jws'],
  ] as const) {
    it(`of ${manifest} is at ${signature}`, () => {
      expect(signatureUrl(manifest)).to.equal(signature);
    });
  }

  it('is verified with the key that signed it', async () => {
    const jws = await detachedJws(signer, payload);
    expect(await verifySignature(payload, jws, [pinned()])).to.be.true;
  });

  it('may be surrounded by white space', async () => {
    const jws = await detachedJws(signer, payload);
    expect(await verifySignature(payload, `\n${jws}\r\n`, [pinned()])).to.be.true;
  });

  it('may have more header parameters', async () => {
    const jws = await detachedJws(signer, payload, {typ: 'JOSE', ...HEADER, kid: 'ä'});
    expect(await verifySignature(payload, jws, [pinned()])).to.be.true;
  });

  it('is verified with any of the pinned keys, whatever their order', async () => {
    const jws = await detachedJws(signer, payload);
    expect(await verifySignature(payload, jws, [pinned('a', other), pinned('b')])).to.be.true;
    expect(await verifySignature(payload, jws, [pinned('a'), pinned('b', other)])).to.be.true;
  });

  it('is verified whatever use the JWK declares', async () => {
    const jws = await detachedJws(signer, payload);
    const key = {...pinned(), alg: 'EdDSA', use: 'sig', key_ops: ['verify'], ext: false};
    expect(await verifySignature(payload, jws, [key])).to.be.true;
  });

  it('with a kid is verified with the key of that kid, or with a key that has none', async () => {
    const jws = await detachedJws(signer, payload, {...HEADER, kid: '2026'});
    expect(await verifySignature(payload, jws, [pinned('2026')])).to.be.true;
    expect(await verifySignature(payload, jws, [pinned()])).to.be.true;
    expect(await verifySignature(payload, jws, [pinned('2025')])).to.be.false;
    expect(await verifySignature(payload, jws, [pinned('2025'), pinned('2026')])).to.be.true;
  });

  it('is not verified with another key', async () => {
    const jws = await detachedJws(signer, payload);
    expect(await verifySignature(payload, jws, [pinned(undefined, other)])).to.be.false;
    expect(await verifySignature(payload, jws, [])).to.be.false;
  });

  it('is not verified with an invalid key', async () => {
    const jws = await detachedJws(signer, payload);
    for (const x of ['', 'AAAA', '%', `${signer.publicKey.x!}AAAA`]) {
      expect(await verifySignature(payload, jws, [{...pinned(), x}])).to.be.false;
    }
  });

  it('is not verified if any byte of the manifest has changed', async () => {
    const jws = await detachedJws(signer, payload);
    for (const index of [0, payload.length >> 1, payload.length - 1]) {
      const tampered = payload.slice();
      tampered[index]! ^= 1;
      expect(await verifySignature(tampered, jws, [pinned()])).to.be.false;
    }
    const longer = new Uint8Array([...payload, 0x20]);
    expect(await verifySignature(longer, jws, [pinned()])).to.be.false;
    expect(await verifySignature(payload.slice(1), jws, [pinned()])).to.be.false;
  });

  for (const [name, forge] of Object.entries(FORGERIES)) {
    it(`is not verified if it is ${name}`, async () => {
      const jws = await forge(signer, payload);
      expect(await verifySignature(payload, jws, [pinned()])).to.be.false;
    });
  }

  it('is not verified without WebCrypto, as on an http: page', async () => {
    const jws = await detachedJws(signer, payload);
    Object.defineProperty(crypto, 'subtle', {value: undefined, configurable: true});
    try {
      expect(await verifySignature(payload, jws, [pinned()])).to.be.false;
    } finally {
      Reflect.deleteProperty(crypto, 'subtle');
    }
    expect(await verifySignature(payload, jws, [pinned()])).to.be.true;
  });
});
