import {en} from '../../posture/claims/lexicons/en.js';
import type {Reading} from '../../posture/claims/reading.js';
import {tokensOf} from './markdown.js';

let readings = new Map<string, Reading>();
let hadLexer = false;

/**
 * Returns what the claim checks read a manifest with: the texts as the page shows them now. It is another object
 * once the markdown lexer has loaded.
 * @param base The manifest's URL.
 */
export function readingFor(base: string): Reading {
  const hasLexer = tokensOf('') !== undefined;
  if (hasLexer !== hadLexer) readings = new Map();
  hadLexer = hasLexer;
  let reading = readings.get(base);
  if (!reading) {
    reading = {lex: tokensOf, lexiconFor: (language) => (language === 'en' ? en : undefined), base};
    readings.set(base, reading);
  }
  return reading;
}
