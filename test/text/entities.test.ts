import {expect} from '@open-wc/testing';
import {decodeEntities} from '../../src/text/entities.js';

describe('character references', () => {
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
    ['&unheard;', '&unheard;'],
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
    it(`are decoded in “${text}” as HTML does, or left as they are`, () => {
      expect(decodeEntities(text)).to.equal(decoded);
    });
  }
});
