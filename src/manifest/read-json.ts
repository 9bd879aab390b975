import type {Steps} from '../slices.js';
import {fromJson, toJson} from '../text/json.js';
import {colonsIn} from './count-colons.js';
import {LIMITS} from './limits.js';
import {refusal, type Refusal} from './parse-result.js';
import {expected} from './problem.js';

/** A JSON text within the byte limit, not yet parsed. */
export interface JsonText {
  readonly status: 'read';
  readonly text: string;
  /** The number of its colons: those of its keys, and those in its texts. */
  readonly colons: number;
}

interface JsonValue {
  readonly status: 'parsed';
  readonly value: unknown;
}

/** The number of UTF-16 code units to look at in one step. */
const CHUNK = 1 << 16;

/**
 * The number of keys that one object may have before it takes longer than a few frames to list them.
 * A text with fewer colons has no such object.
 */
export const MANY_KEYS = 150_000;

const notJson = (found: unknown) =>
  refusal('', 'not-json', expected('JSON', String(found instanceof Error ? found.message : found)));

/** Reads JSON text, or a value that JSON can represent. Never throws. */
export function* readText(input: unknown): Steps<JsonText | Refusal> {
  let text: string;
  try {
    // A value also makes a round trip through text, so that nothing but plain JSON remains.
    text = typeof input === 'string' ? input : (toJson(input) ?? 'undefined');
  } catch (error) {
    return notJson(error);
  }
  if (yield* isTooLarge(text))
    return refusal('', 'too-large', expected(`at most ${LIMITS.bytes} bytes`, 'more'));
  return {status: 'read', text, colons: yield* colonsIn(text)};
}

/** Parses JSON text. Never throws. */
export function parseJson(text: string): JsonValue | Refusal {
  try {
    return {status: 'parsed', value: fromJson(text.replace(/^\ufeff/, ''))};
  } catch (error) {
    return notJson(/^\s{0,999}</.test(text) ? 'HTML or XML' : error);
  }
}

/**
 * Returns whether a text exceeds the byte limit when encoded as UTF-8. A UTF-16 code unit takes at most
 * three bytes, so most texts need not be encoded to know.
 */
function* isTooLarge(text: string): Steps<boolean> {
  if (text.length > LIMITS.bytes) return true;
  if (text.length <= LIMITS.bytes / 3) return false;
  const encoder = new TextEncoder();
  // One buffer for all chunks: to allocate one for each would cause garbage collection.
  const buffer = new Uint8Array(3 * CHUNK + 3);
  let bytes = 0;
  for (let start = 0, end = 0; start < text.length; start = end) {
    end = start + CHUNK;
    // Both halves of a surrogate pair are encoded together.
    if (/[\ud800-\udbff]/.test(text.charAt(end - 1))) end++;
    bytes += encoder.encodeInto(text.slice(start, end), buffer).written;
    yield;
  }
  return bytes > LIMITS.bytes;
}
