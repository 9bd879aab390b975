import {runAtOnce} from '../slices.js';
import {colonsOf} from './count-colons.js';

/**
 * Returns whether a short JSON text, of which `value` was parsed, names a key of one object twice. What it
 * says then depends on who reads it (RFC 8259 §4).
 */
export const hasDuplicateKeys = (text: string, value: unknown): boolean =>
  // Other escaped characters have a length of 2.
  (text.match(/:|\\(?:u003a|.)/gi) ?? []).filter(({length}) => length !== 2).length !==
  runAtOnce(colonsOf(value));
