import type {Steps} from '../../slices.js';
import {decodeEntities} from '../../text/entities.js';
import {nfkc} from '../../text/nfkc.js';

/** Matches what `plainText` or a contraction could change: markup, escapes, apostrophes, non-ASCII. */
const NOT_PLAIN = /[^ -%()+-;=-Z^a-}]| {2}/;

/** Returns whether a text is the same without markup, as most are. */
export const isPlain = (text: string): boolean => !NOT_PLAIN.test(text);

const PASSES: readonly ((text: string) => string)[] = [
  (text) => text.replace(/~~.*?~~/gs, ''),
  (text) => text.replace(/<br\s*\/?>/gi, '\n'),
  (text) => text.replace(/\\([!-/:-@[-`{-~])/g, '$1'),
  decodeEntities,
  nfkc,
  (text) => text.replace(/\p{Cf}/gu, ''),
  (text) => text.replace(/\n\s*(?:\n|(?=[-*+#>|]|\d{1,9}[.)]))/g, '. '),
  (text) => text.replace(/\]\([^()]*\)/g, ']'),
  (text) => text.replace(/[*_~`[\]]/g, ''),
  (text) => text.replace(/(?<=\w)[\u2010-\u2013](?=\w)/g, '-'),
  (text) => text.replace(/['\u2018\u2019\u02bc]/g, "'"),
  // Leaves single spaces as they are, which is faster.
  (text) => text.replace(/[^\S ]\s*| \s+/g, ' '),
];

/**
 * Returns a text as a reader sees it: without struck-out text, escapes, markup, link targets and
 * invisible characters. The end of a paragraph or list item becomes the end of a sentence, and any
 * other line break a space. Takes time linear in the length of the text, which may grow: a ligature can
 * be 18 characters.
 */
export function* plainText(text: string): Steps<string> {
  let plain = text;
  for (const pass of PASSES) {
    plain = pass(plain);
    if (plain.length > 2_000) yield;
  }
  return plain;
}
