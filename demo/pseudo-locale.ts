/** A pseudo-locale for testing longer text: English with accents, at least 40 % longer. */
import {recordPhrases} from '../src/locales/en-records.js';
import {en, type Locale} from '../src/locales/en.js';

/** The tag of the pseudo-locale (BCP 47: region XA is for private use). */
export const PSEUDO = 'en-XA';

const ACCENTS: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ö',
  u: 'ü',
  c: 'ç',
  n: 'ñ',
  s: 'š',
  y: 'ý',
  A: 'Å',
  E: 'É',
  O: 'Ø',
};

/** Makes each word at least 40 % longer. Leaves placeholders unchanged. */
const longer = (text: string): string =>
  text
    .split(/(\{\w+\})/)
    .map((piece, i) =>
      i % 2
        ? piece
        : piece.replace(/\p{L}+/gu, (word) => {
            const accented = word.replace(/\p{L}/gu, (letter) => ACCENTS[letter] ?? letter);
            return accented + 'ñéüöš'.repeat(9).slice(0, Math.ceil(word.length * 0.4));
          }),
    )
    .join('');

type Phrases = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

export const pseudoLocale = Object.fromEntries(
  Object.entries({...en, ...recordPhrases} as Phrases).map(([key, phrase]) => [
    key,
    typeof phrase === 'string'
      ? longer(phrase)
      : Object.fromEntries(Object.entries(phrase).map(([form, text]) => [form, longer(text)])),
  ]),
) as Locale;
