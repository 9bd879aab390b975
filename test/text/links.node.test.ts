/**
 * Checks that links work in Node, which validates manifests on the command line, as they do in
 * browsers.
 */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {isLink, parseUrl, resolveLink} from '../../src/text/links.js';

describe('A non-ASCII host in Node', () => {
  // In Node 20 and 22, `URL.canParse` rejects such hosts once V8 has optimized the call.
  it('is parsed no matter how often it has been parsed before', () => {
    for (let time = 0; time < 20_000; time++) {
      assert.ok(parseUrl('https://vëndor.example/'));
      assert.ok(resolveLink('https://vëndor.example/'));
    }
  });
});

describe('A Punycode host in Node', () => {
  // Chromium accepts all of these as they are.
  for (const label of ['xn--a', 'xn--', 'xn--vndor-jua', 'a.xn--a', 'a--b']) {
    it(`is a link if it resolves: ${label}`, () => {
      const href = `https://${label}.example/`;
      assert.equal(isLink(href), !!resolveLink(href));
    });
  }
});
