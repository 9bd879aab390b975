/** Rendering on the server, with invalid manifests and invalid options. In plain Node. */
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {describe, it} from 'node:test';
import {renderTrustCenter, type RenderOptions} from '../../src/entries/server.js';
import {minimal} from '../fixtures/manifests.js';

const CONTROL = {id: 'encryption', title: 'Encryption', current: 'Public traffic uses HTTPS.'};
const MANIFEST = JSON.stringify(minimal({controls: [CONTROL]}));
const options = (changes: Partial<RenderOptions> = {}): RenderOptions => ({
  src: '/trust.json',
  base: 'https://vendor.example/trust.json',
  manifest: MANIFEST,
  stylesheet: '/trust-center.css',
  ...changes,
});
const sha256 = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

describe('a manifest on the server', () => {
  it('renders as one tag with its options as attributes and the time of derivation', async () => {
    const tag = await renderTrustCenter(
      options({guardInterval: 60, deepLinks: true, sections: 'summary controls', now: 0}),
    );
    assert.match(tag, /^<arqen-trust-center src="\/trust\.json" [^>]*guard-interval="60"/);
    assert.match(tag, /^[^>]*deep-links/);
    assert.match(tag, /<template data-derived-at="1970-01-01T00:00:00\.000Z"/);
    assert.match(tag, /<\/arqen-trust-center>$/);
    assert.match(tag, /data-kind="control"/);
    assert.doesNotMatch(tag, /<arqen-trust-gates/);
  });

  it('renders separately from others that render at the same time', async () => {
    const titles = Array.from({length: 20}, (_, i) => `Topic ${i}`);
    const tags = await Promise.all(
      titles.map((title) => {
        const controls = [{id: 'one', title, current: 'It is so.'}];
        return renderTrustCenter(options({manifest: JSON.stringify(minimal({controls}))}));
      }),
    );
    tags.forEach((tag, i) => assert.deepEqual(tag.match(/Topic \d+/g), [titles[i]]));
  });

  it('renders markup in its texts as text', async () => {
    const controls = [{id: 'one', title: '<img src=x onerror=alert(1)>', current: '<b>bold</b>'}];
    const tag = await renderTrustCenter(options({manifest: JSON.stringify(minimal({controls}))}));
    assert.doesNotMatch(tag, /<img|<b>/);
    const attack = '"><script>alert(1)</script>';
    assert.doesNotMatch(await renderTrustCenter(options({guardEndpoint: attack})), /<script>/);
  });

  const REFUSED: readonly (readonly [reason: string, Partial<RenderOptions>])[] = [
    ['refused', {manifest: '{"schemaVersion": "1.0"}'}],
    ['integrity', {integrity: ''}],
    ['integrity', {integrity: sha256('another')}],
    ['version', {minVersion: '9'}],
    [
      'signature',
      {
        signingKeys:
          '[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]',
        signature: 'e30..AAAA',
      },
    ],
  ];
  for (const [reason, changes] of REFUSED)
    it(`that a page would refuse renders only the error: ${reason}, with ${JSON.stringify(changes)}`, async () => {
      const tag = await renderTrustCenter(options(changes));
      assert.match(tag, new RegExp(`data-reason="${reason}"`));
      assert.doesNotMatch(tag, /data-kind|data-hydration-key/);
    });

  it('renders if it has the required digest', async () => {
    const tag = await renderTrustCenter(options({integrity: sha256(MANIFEST)}));
    assert.match(tag, /data-kind="control"/);
  });
});

describe('invalid options', () => {
  const INVALID: readonly (readonly [Partial<RenderOptions>, RegExp])[] = [
    [{manifest: undefined}, /"manifest" is missing/],
    [{manifest: minimal()}, /"manifest" must be the text served at "src"/],
    [{base: undefined}, /"base" must be an absolute URL: "\/trust\.json" is relative/],
    [{src: undefined, base: undefined}, /"base" is missing/],
    [{stylesheet: undefined}, /"stylesheet" or "nonce" is required, but not both/],
    [{nonce: 'abc'}, /"stylesheet" or "nonce" is required, but not both/],
    [{signingKeys: '[]'}, /"signature" is missing/],
    [{tag: 'Acme'}, /"tag" must be lower-case letters, digits and at least one hyphen/],
    [{src: undefined, manifest: () => 1}, /"manifest" is a function/],
    [{now: NaN}, /"now" must be milliseconds/],
    [{now: 1e300}, /"now" must be milliseconds/],
    [{theme: 'dark', colour: 'red'} as Partial<RenderOptions>, /"colour" is not an option/],
  ];
  for (const [changes, message] of INVALID)
    it(`are rejected with a remedy: ${message.source}`, () =>
      assert.rejects(renderTrustCenter(options(changes)), {name: 'TypeError', message}));
});
