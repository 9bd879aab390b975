import {expect} from '@open-wc/testing';
import {decodeEntities} from '../../src/text/entities.js';

describe('decodeEntities()', () => {
  const CASES: readonly [text: string, decoded: string][] = [
    ['&lt;b&gt;', '<b>'],
    ['&amp;lt;', '&lt;'],
    ['&#39;&#x27;&#X27;', "'''"],
    ['&quot;&apos;', '"\''],
    ['&nbsp;', '\u00a0'],
    ['&#128274;', '🔒'],
    ['&lt', '&lt'],
    ['& lt;', '& lt;'],
    ['&LT;', '&LT;'],
    ['&unknown;', '&unknown;'],
    ['&constructor;&toString;&__proto__;', '&constructor;&toString;&__proto__;'],
    ['&#0;', '\ufffd'],
    ['&#xdfff;', '\ufffd'],
    ['&#1114112;', '\ufffd'],
    ['&#12345678;', '&#12345678;'],
    ['&#x1234567;', '&#x1234567;'],
    ['&#;', '&#;'],
    ['plain', 'plain'],
  ];
  for (const [text, decoded] of CASES) {
    it(`returns “${decoded}” for “${text}”`, () => {
      expect(decodeEntities(text)).to.equal(decoded);
    });
  }
});
