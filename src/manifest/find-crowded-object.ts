import type {Steps} from '../slices.js';
import {LIMITS} from './limits.js';
import {refusal, type Refusal} from './parse-result.js';
import {expected, MAX_KEY, pointer} from './problem.js';

/** An open array or object of a text. */
interface Level {
  /** The number of its commas or keys. */
  count: number;
  /** The place of its last key with its quotes; absent in an array. */
  key?: readonly [start: number, end: number];
}

/** Looks at a key of the innermost of the open levels. Returns whether to look no further. */
type Visit = (levels: readonly Level[], key: readonly [start: number, end: number]) => boolean;

/**
 * Finds an object with more keys than the limit in a JSON text, and returns the refusal. In the parsed
 * value it would be too late: to list a million keys of an object, or to learn that there are so many,
 * takes most of a second without a pause. The text need not be valid.
 */
export function* findCrowdedObject(text: string): Steps<Refusal | undefined> {
  let found: Refusal | undefined;
  yield* visitKeys(text, (levels) => {
    if (levels.at(-1)!.count <= LIMITS.keys) return false;
    const message = expected(`at most ${LIMITS.keys} keys`, 'more');
    found = refusal(pathIn(text, levels.slice(0, -1)), 'too-long', message);
    return true;
  });
  return found;
}

/** Visits the keys of a JSON text, except those of levels that are too deep, which are refused anyway. */
export function* visitKeys(text: string, visit: Visit): Steps<void> {
  const open: Level[] = [];
  let depth = 0;
  let start = 0;
  let end = 0;
  let steps = 0;
  for (let at = 0; at < text.length; at++) {
    if (++steps % 8192 === 0) yield;
    const inner = depth <= LIMITS.depth ? open[depth - 1] : undefined;
    switch (text.charAt(at)) {
      case '"':
        start = at;
        do {
          at = text.indexOf('"', at + 1);
          if (++steps % 8192 === 0) yield;
        } while (at > 0 && isEscaped(text, at));
        if (at < 0) return;
        end = at + 1;
        break;
      case ':':
        if (!inner) break;
        inner.key = [start, end];
        inner.count++;
        if (visit(open, inner.key)) return;
        break;
      case ',':
        if (inner && !inner.key) inner.count++;
        break;
      case '{':
      case '[':
        if (++depth <= LIMITS.depth) open[depth - 1] = {count: 0};
        break;
      case '}':
      case ']':
        // A text that is not valid may close more than it opens.
        depth = Math.max(0, depth - 1);
        if (depth < open.length) open.length = depth;
        break;
      default:
    }
  }
}

/** Returns whether the character at a position follows an odd number of backslashes. */
function isEscaped(text: string, at: number): boolean {
  let start = at;
  while (text[start - 1] === '\\') start--;
  return (at - start) % 2 > 0;
}

/** Returns the path of the innermost level. It ends before a key that is very long or not valid JSON. */
export function pathIn(text: string, levels: readonly Level[]): string {
  const segments: (string | number)[] = [];
  for (const {count, key} of levels) {
    if (!key) {
      segments.push(count);
      continue;
    }
    const [start, end] = key;
    // An escaped character takes up to six others.
    if (end - start > 6 * MAX_KEY + 2) break;
    try {
      segments.push(JSON.parse(text.slice(start, end)) as string);
    } catch {
      break;
    }
  }
  return pointer(segments);
}
