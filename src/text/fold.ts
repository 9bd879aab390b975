import {isAscii} from './characters.js';
import {nfkc} from './nfkc.js';

/** Marks that distinguish no letters: accents, and the points of Hebrew and Arabic. */
const MARKS =
  /(?![\u3099\u309a])(?=\p{M})[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}]/gu;

/**
 * Characters that draw nothing or only stretch an Arabic word, and a ligature of 18 letters, which would make
 * texts as many times longer.
 */
const IGNORED = /[\p{Default_Ignorable_Code_Point}\u0640\ufdfa]/gu;

/** Characters that are another to a reader, and that no Unicode form makes the same. */
const SAME: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ħ: 'h',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
  ς: 'σ',
  '⁄': '/',
  '٪': '%',
  '٫': '.',
  '٬': ',',
};
const VARIANTS = new RegExp(`[${Object.keys(SAME).join('')}]`, 'g');

const DIGIT = /\p{Nd}/u;
const OTHER_DIGITS = /(?![0-9])\p{Nd}/gu;

/** Returns the ASCII digit of the same value. Unicode lists the ten digits of a script in their order. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0)!;
  let first = code;
  while (DIGIT.test(String.fromCodePoint(first - 1))) first--;
  return String((code - first) % 10);
}

/**
 * Folds a text so that a search finds a word in any Unicode form, case, width and spelling of its accents,
 * as the search of a browser does, and a number in the digits of any script.
 */
export function foldForSearch(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  const letters = nfkc(text.replace(IGNORED, '')).normalize('NFD').replace(MARKS, '');
  return (
    letters
      // To lower case first, as a capital ß has no other form in upper case.
      .toLowerCase()
      .toUpperCase()
      .toLowerCase()
      .replace(OTHER_DIGITS, asciiDigit)
      .replace(VARIANTS, (variant) => SAME[variant]!)
      .replace(/[‘-‛ʼ]/g, "'")
      .replace(/[“-‟]/g, '"')
      .replace(/[\p{Pd}−]/gu, '-')
      // Syllables of Korean and voiced kana are letters of their own.
      .normalize('NFC')
  );
}
