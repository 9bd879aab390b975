import {expect} from '@open-wc/testing';
import {drawn, skeleton} from '../../src/text/skeleton.js';

describe('the skeleton of a text', () => {
  const SAME: readonly (readonly [name: string, text: string, skeleton: string])[] = [
    ['an ASCII text', 'Attested 100 % (A/S)', 'Attested 100 % (A/S)'],
    ['characters that draw nothing', 'a\u200bt\u00adt\u2060e\ufe0fs\u{e0061}t', 'attest'],
    ['marks across and around letters', 'a\u0336t\u0338t\u20dde\u20d2s\u20e5t', 'attest'],
    ['Cyrillic', 'Аttеstеd', 'Attested'],
    ['Greek, by case', 'ΝΗ νο', 'NH vo'],
    ['Cherokee and Lisu', 'ᎪᎢᎢᎬꓢꓔ', 'ATTEst'],
    ['small capitals', 'ᴀᴛᴛᴇꜱᴛ', 'attest'],
    ['full width and mathematical letters', 'Ａ𝐭𝔱ℯ𝓈ｔ', 'Attest'],
    ['boxed letters and flags', '🅰🅃🆃🅔ⓢ🇹', 'ATTEsT'],
    ['accents, which distinguish letters', 'Mu\u0308ller', 'Müller'],
    ['Arabic, Hebrew and Japanese', 'شهادة תעודה 証明', 'شهادة תעודה 証明'],
  ];
  for (const [name, text, folded] of SAME) {
    it(`reads ${name}`, () => {
      expect(skeleton(text)).to.equal(folded);
    });
  }

  it('differs from the drawn text only in letters of other scripts', () => {
    expect(drawn('а\u200bttеst\u0336')).to.equal('аttеst');
    expect(skeleton('а\u200bttеst\u0336')).to.equal('attest');
  });
});
