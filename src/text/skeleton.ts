import {isAscii, OVERLAYS} from './characters.js';
import {LOOK_ALIKES} from './look-alikes.js';
import {nfkc} from './nfkc.js';

/** Characters that draw nothing, and marks drawn across or around a letter. */
const UNDRAWN = new RegExp(`[\\p{Default_Ignorable_Code_Point}\\p{Me}${OVERLAYS}]`, 'gu');

/** Letters in a filled circle or square, and the letters of flags. NFKC leaves them as they are. */
const BOXED = /[\u{1f150}-\u{1f169}\u{1f170}-\u{1f189}\u{1f1e6}-\u{1f1ff}]/gu;

let letters: ReadonlyMap<string, string> | undefined;

/** Maps each look-alike to its letter. Created when a text first needs it: most are ASCII. */
const lettersOf = (): ReadonlyMap<string, string> =>
  new Map(
    LOOK_ALIKES.split(' ').flatMap((line) => {
      const [letter, ...others] = line;
      return others.map((other) => [other, letter!] as const);
    }),
  );

/** Normalizes a text to NFKC without characters that draw nothing and without overlays. */
export const drawn = (text: string): string =>
  isAscii(text) ? text : nfkc(text.replace(UNDRAWN, '')).replace(UNDRAWN, '');

/**
 * Returns `drawn(text)` with the letters of other scripts that look like a Latin one replaced by it, so that
 * texts that look the same are the same. Only for comparison: a word of another script becomes nonsense.
 * Keeps the case, because letters of one case look alike that do not in the other (Greek Ν and ν).
 */
export function skeleton(text: string): string {
  if (isAscii(text)) return text;
  letters ??= lettersOf();
  const plain = drawn(text).replace(BOXED, (box) => {
    const code = box.codePointAt(0)!;
    return String.fromCharCode(65 + (code < 0x1f1e6 ? (code - 0x1f150) % 32 : code - 0x1f1e6));
  });
  return plain.replace(/[^\0-\x7f]/gu, (original) => {
    const letter = letters!.get(original);
    return letter && original !== original.toLowerCase()
      ? letter.toUpperCase()
      : (letter ?? original);
  });
}
