import {expect} from '@open-wc/testing';
import {foldForSearch} from '../../src/text/fold.js';

describe('a text folded for a search', () => {
  const SAME: readonly [what: string, one: string, other: string][] = [
    ['composed and decomposed letters', 'r\u00e9sum\u00e9', 're\u0301sume\u0301'],
    ['letters with and without accents', 'Résumé', 'resume'],
    ['a ligature', 'O\ufb03ce', 'office'],
    ['full width', 'ＡＢＣ１２', 'abc12'],
    ['half-width kana', '\uff76\uff9e', 'ガ'],
    ['squared words', '㍿', '株式会社'],
    ['upper and lower case', 'ÄÖÜ', 'äöü'],
    ['a sharp s', 'Straße', 'STRASSE'],
    ['a capital sharp s', 'STRAẞE', 'strasse'],
    ['a dotted capital I', 'İSTANBUL', 'istanbul'],
    ['a dotless small i', 'ıstanbul', 'ISTANBUL'],
    ['a final sigma', 'οδος', 'ΟΔΟΣ'],
    ['strokes', 'Łódź, Tromsø', 'lodz, tromso'],
    ['joined vowels', 'Ærø, œuvre', 'aero, oeuvre'],
    ['Arabic with and without points', 'مُحَمَّد', 'محمد'],
    ['Arabic forms of a letter', 'أحمد', 'احمد'],
    ['Hebrew with and without points', 'שָׁלוֹם', 'שלום'],
    ['a soft hyphen', 'co\u00adoperation', 'cooperation'],
    ['a joiner without width', 'sign\u200bin', 'signin'],
    ['typographic quotes', '“it’s”', '"it\'s"'],
    ['apostrophes', 'l\u2019accès, l\u02bcaccès, l\uff07accès', "l'acces, l'acces, l'acces"],
    ['low and reversed quotes', '\u201eISO\u201f, \u201aISO\u201b', '"ISO", \'ISO\''],
    ['a hyphen that does not break', 'sign\u2011in', 'sign-in'],
    ['dashes and minus', 'TLS\u20121.2\u20141.3, \u22121', 'tls-1.2-1.3, -1'],
    ['a stretched Arabic word', 'مـحـمـد', 'محمد'],
    ['Arabic presentation forms', 'ﻣﺤﻤﺪ', 'محمد'],
    ['Hebrew presentation forms', 'ﬡבג', 'אבג'],
    ['a fraction', '½', '1/2'],
    ['a long s', 'ſecure', 'secure'],
    ['letters in circles and mathematical letters', 'ⓢⓞⓒ 𝟐', 'soc 2'],
    ['Roman numerals', 'Ⅳ', 'iv'],
    ['a dotted small i in two characters', 'i\u0307stanbul', 'İSTANBUL'],
    ['joiners, selectors and a mark of order', 'a\u200db\ufe0f\u2060c\ufeff', 'abc'],
    ['accents in another order', 'a\u0301\u0323', 'a\u0323\u0301'],
    ['an ideographic space', 'ISO\u300027001', 'ISO 27001'],
    ['jamo', '한국어'.normalize('NFD'), '한국어'],
    ['Arabic digits', '٠١٢٣٤٥٦٧٨٩', '0123456789'],
    ['Persian digits', '۲۰۲۶', '٢٠٢٦'],
    ['Arabic marks of numbers', '١٬٠٠٠٫٥٪', '1,000.5%'],
    ['digits of Devanagari, Thai and Tibetan', '२०२६ ๒๐๒๖ ༢༠༢༦', '2026 2026 2026'],
    ['digits of scripts that touch', '\u{116d9}\u{116da}', '90'],
    ['a space that does not break', '10\u00a0MB', '10 MB'],
  ];
  for (const [what, one, other] of SAME)
    it(`is the same for ${what}`, () => {
      expect(foldForSearch(one)).to.equal(foldForSearch(other));
      for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD'])
        expect(foldForSearch(one.normalize(form)), form).to.equal(foldForSearch(other));
    });

  const DIFFERENT: readonly [what: string, one: string, other: string][] = [
    ['voiced kana', 'か', 'が'],
    ['syllables of Korean that begin alike', '각', '가'],
    ['vowels of Devanagari', 'कि', 'का'],
    ['vowels of Thai', 'กิ', 'กู'],
    ['letters of Cyrillic', 'ж', 'з'],
  ];
  for (const [what, one, other] of DIFFERENT)
    it(`tells apart ${what}`, () => {
      expect(foldForSearch(one)).not.to.contain(foldForSearch(other));
    });

  it('has only one kind of digit', () => {
    for (let code = 0; code < 0x20000; code++) {
      const character = String.fromCodePoint(code);
      if (/\p{Nd}/u.test(character))
        expect(foldForSearch(character), code.toString(16)).to.match(/^[0-9]$/);
    }
  });

  it('is folded already', () => {
    for (const [, one] of [...SAME, ...DIFFERENT])
      expect(foldForSearch(foldForSearch(one))).to.equal(foldForSearch(one));
  });

  it('is at most eight times as long', () => {
    for (let code = 0x80; code < 0x30000; code++) {
      const character = String.fromCodePoint(code);
      expect(foldForSearch(character).length, code.toString(16)).to.be.at.most(8);
    }
  });
});
