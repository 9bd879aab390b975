/**
 * Text that reads differently from how it is stored: scripts mixed inside a word, an overridden direction, and
 * characters that draw nothing or strike letters out (Unicode UTS #39 and UAX #9).
 */
import {isAscii, OVERLAYS} from './characters.js';

/** Reverses the letters after it. */
const OVERRIDE = /[\u202d\u202e]/;

/**
 * Matches a character between two letters that draws nothing. A soft hyphen is ordinary, a joiner is part of the
 * writing of most scripts of India and of Persian, and variation selectors choose a form of a Han character.
 */
const INVISIBLE =
  /(?<=\p{L}\p{M}*)(?![\u00ad])(?:(?<![\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*)[\u200c\u200d]|(?![\u200c\u200d]|(?<=\p{Script=Han})[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]|(?<=\p{Script=Mongolian}\p{M}*)[\u180b-\u180f])\p{Default_Ignorable_Code_Point})+(?=\p{L})/u;

/** Matches a mark that strikes a letter out or encloses it, or a stack of marks that covers other lines. */
const OVERLAY = new RegExp(`\\p{L}\\p{M}*?(?:[${OVERLAYS}]|\\p{Me}|\\p{Mn}{5})`, 'u');

const WORD = /[\p{L}\p{M}]+/gu;
const LATIN = /\p{Script=Latin}/u;

/** Scripts that one word may mix: those of Japanese and Korean, also with Latin. */
const MIXABLE =
  /[\p{Script=Common}\p{Script=Inherited}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/gu;

/** Up to this length, a word may be a unit or a formula (μm, kΩ, Δt). */
const SHORT = 3;

function mixesScripts(word: string): boolean {
  const rest = word.replace(MIXABLE, '');
  const others = rest.replace(/\p{Script=Latin}/gu, '');
  if (!others) return false;
  if (LATIN.test(rest)) return !(rest.length <= SHORT && /^\p{Script=Greek}+$/u.test(others));
  const [first] = others;
  const script = SCRIPTS.find((it) => it.test(first!));
  return !!script && Array.from(others).some((letter) => !script.test(letter));
}

/** The scripts with letters that look like those of another. */
const SCRIPTS = [
  'Cyrillic',
  'Greek',
  'Armenian',
  'Georgian',
  'Cherokee',
  'Hebrew',
  'Arabic',
  'Coptic',
  'Lisu',
].map((script) => new RegExp(`\\p{Script=${script}}`, 'u'));

/** Returns the first part of a text that deceives, `undefined` if nothing does. */
export function deceptivePart(text: string): string | undefined {
  if (isAscii(text)) return undefined;
  const found = OVERRIDE.exec(text) ?? INVISIBLE.exec(text) ?? OVERLAY.exec(text);
  if (found) return partAround(text, found.index, found[0].length);
  for (const [word] of text.matchAll(WORD)) if (mixesScripts(word)) return escaped(word);
  return undefined;
}

/** Returns the words around a place. */
function partAround(text: string, index: number, length: number): string {
  const start = text.slice(0, index).search(/\S{0,30}$/u);
  const end = index + length;
  return escaped(text.slice(start, end) + /^\S{0,30}/u.exec(text.slice(end))![0]);
}

/** Writes everything that draws nothing, and letters of unexpected scripts, as code points. */
const escaped = (part: string): string =>
  part.replace(
    /\p{Default_Ignorable_Code_Point}|\p{Bidi_Control}|\p{M}|(?=\p{L})[^\p{Script=Latin}]/gu,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
