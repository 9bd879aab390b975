/** What holds in a browser must hold in Node, which checks manifests from the command line. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {isLink, parseUrl, resolveLink} from '../../src/text/links.js';

describe('In Node a host outside of ASCII', () => {
  // Node 20 and 22 come to deny such hosts by `URL.canParse` once V8 has optimized the call.
  it('is read however often it was read before', () => {
    for (let time = 0; time < 20_000; time++) {
      assert.ok(parseUrl('https://vëndor.example/'));
      assert.ok(resolveLink('https://vëndor.example/'));
    }
  });
});

describe('In Node a host that is encoded', () => {
  // Chromium takes each of them as it is written.
  for (const label of ['xn--a', 'xn--', 'xn--vndor-jua', 'a.xn--a', 'a--b']) {
    it(`is a link where it leads anywhere: ${label}`, () => {
      const href = `https://${label}.example/`;
      assert.equal(isLink(href), !!resolveLink(href));
    });
  }
});
