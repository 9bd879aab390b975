import {isAscii} from '../../text/characters.js';
import {foldForSearch} from '../../text/fold.js';
import {memoize} from '../../text/memoize.js';
import {drawn, skeleton} from '../../text/skeleton.js';

/** A text as the grammar reads it: folded words and marks, with a space before and after each. */
export interface Words {
  /** The text that a reader sees, which phrases are quoted from. */
  readonly text: string;
  readonly folded: string;
  /** The offset of each word in `folded`, and its start and end in `text`. */
  readonly at: readonly number[];
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** The end of a paragraph, list item or cell. */
export const SEGMENT_END = '\u2029';

const ASCII_WORDS = /[a-z]+|\d+(?:[.,]\d+)*|\S/gi;
/** Matches an address, which is drawn as a link and may touch a word. */
const ADDRESS = /(?:https?:\/\/|www\.)\S*/gi;
/** Matches a word of which each letter is struck out. */
const STRUCK_OUT = /(?<!\p{L})(?:\p{L}[\u0335-\u0338])+(?!\p{L})/gu;
const UNSPACED = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\u30fc';
const WORDS = new RegExp(
  `[${UNSPACED}]+|(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\u0640])+|\\p{N}+(?:[.,]\\p{N}+)*|${SEGMENT_END}|\\S`,
  'gu',
);
const HAS_UNSPACED = new RegExp(`[${UNSPACED}]`, 'u');

/** Returns whether a phrase is of a language that puts no spaces between words. */
export const isUnspaced = (phrase: string): boolean => HAS_UNSPACED.test(phrase);

const BETWEEN_UNSPACED = new RegExp(`(?<=[${UNSPACED}]) +(?=[${UNSPACED}])`, 'gu');

/** Removes the spaces between words of a language that puts none there. */
export const joinUnspaced = (phrase: string): string => phrase.replace(BETWEEN_UNSPACED, '');

/** Matches marks that join the words on both sides of them, or stand inside one. */
const JOINS = /[-‐‑–−'’ʼ/_]/;

/** Letters written one by one, and a digit or sign in place of a letter. */
const SPACED_LETTERS = /(?<!\p{L})\p{L}(?:[ .·_-]\p{L}){3,}(?!\p{L})/gu;
const SIGNS: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
};
const SIGN_IN_WORD = /(?<=\p{L})[013457@$!|](?=\p{L})/gu;

/** Arabic letters with several forms, and the stretching of a word. */
const ARABIC = /[\u0640ىیةکھہە]/g;
const ARABIC_AS: Readonly<Record<string, string>> = {
  '\u0640': '',
  ى: 'ي',
  ی: 'ي',
  ة: 'ه',
  ک: 'ك',
  ھ: 'ه',
  ہ: 'ه',
  ە: 'ه',
};

/**
 * Folds a word so that words which look alike are the same: without accents, case and the scripts of look-alike
 * letters. The letters `i` and `l`, and `m` and `rn`, look alike in many fonts.
 */
const foldWord = (word: string): string => {
  const folded = isAscii(word) ? word.toLowerCase() : foldedLetters(word);
  return folded.length < 3 ? folded : folded.replaceAll('i', 'l').replaceAll('m', 'rn');
};
const foldedLetters = memoize((word: string) =>
  foldForSearch(
    skeleton(word)
      .replace(ARABIC, (it) => ARABIC_AS[it]!)
      // A capital I of another script is listed with the letter l.
      .replace(/^al$/i, 'ai'),
  ),
);

/** Splits a text into words and marks. Takes time linear in its length. */
export function wordsOf(shown: string): Words {
  const isPlain = isAscii(shown);
  const text = (isPlain ? shown : drawn(shown.replace(STRUCK_OUT, ''))).replace(/[*_~`]+/g, '');
  const signs = /[013457@$!|]/.test(text)
    ? text.replace(SIGN_IN_WORD, (sign) => SIGNS[sign]!)
    : text;
  const read = /:\/\/|www\./i.test(signs)
    ? signs.replace(ADDRESS, (address) => ' '.repeat(address.length))
    : signs;
  const at: number[] = [];
  const from: number[] = [];
  const to: number[] = [];
  let folded = ' ';
  const add = (word: string, start: number, end: number) => {
    const plain = foldWord(word);
    if (!plain) return;
    at.push(folded.length);
    from.push(start);
    to.push(end);
    folded += `${plain} `;
  };
  const spaced = /\S[ .·_-]\S[ .·_-]\S[ .·_-]\S/.test(read)
    ? [...read.matchAll(SPACED_LETTERS)]
    : [];
  let next = spaced.shift();
  const pattern = isPlain ? ASCII_WORDS : WORDS;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(read); match; match = pattern.exec(read)) {
    const {0: word, index} = match;
    const end = index + word.length;
    if (next && next.index <= index) {
      const close = next.index + next[0].length;
      if (next.index === index) add(next[0].replace(/[ .·_-]/g, ''), index, close);
      if (end >= close) next = spaced.shift();
      continue;
    }
    if (word.length === 1 && JOINS.test(word) && isInside(read, index)) continue;
    // "27001:2022" and "1:1".
    if (word === ':' && isInside(read, index) && /\d/.test(read[index - 1]! + read[index + 1]!))
      continue;
    add(word, index, end);
  }
  return {text, folded, at, from, to};
}

const isInside = (text: string, index: number): boolean =>
  index > 0 &&
  /[\p{L}\p{N}\p{M}]/u.test(text[index - 1]!) &&
  /[\p{L}\p{N}]/u.test(text[index + 1] ?? ' ');

/** Returns a phrase of a lexicon as words, folded in the same way. */
export const foldedWords = (phrase: string): string =>
  /^[a-z ]+$/.test(phrase)
    ? phrase.split(' ').map(foldWord).join(' ')
    : wordsOf(phrase).folded.trim();
