import type {Steps} from '../slices.js';
import {LIMITS} from './limits.js';
import {expected, pointer, type Problem} from './problem.js';

/**
 * Finds an object with more keys than the limit in a JSON text, and returns the problem. In the parsed
 * value it would be too late: to list a million keys of an object, or to learn that there are so many,
 * takes most of a second without a pause. The text need not be valid.
 */
export function* findCrowdedObject(text: string): Steps<Problem | undefined> {
  // For each open array and object: the number of its commas or keys, and the place of its last key.
  const open: {count: number; key?: number}[] = [];
  let depth = 0;
  let string = 0;
  let steps = 0;
  for (let at = 0; at < text.length; at++) {
    if (++steps % 8192 === 0) yield;
    const inner = depth <= LIMITS.depth ? open[depth - 1] : undefined;
    switch (text.charAt(at)) {
      case '"':
        string = at;
        do {
          at = text.indexOf('"', at + 1);
          if (++steps % 8192 === 0) yield;
        } while (at > 0 && isEscaped(text, at));
        if (at < 0) return undefined;
        break;
      case ':':
        if (!inner) break;
        inner.key = string;
        if (++inner.count > LIMITS.keys) return problemAt(text, open.slice(0, depth - 1));
        break;
      case ',':
        if (inner && inner.key === undefined) inner.count++;
        break;
      case '{':
      case '[':
        // Nobody looks at levels that are too deep.
        if (++depth <= LIMITS.depth) open[depth - 1] = {count: 0};
        break;
      case '}':
      case ']':
        depth--;
        break;
      default:
    }
  }
  return undefined;
}

/** Returns whether the character at a position follows an odd number of backslashes. */
function isEscaped(text: string, at: number): boolean {
  let start = at;
  while (text[start - 1] === '\\') start--;
  return (at - start) % 2 > 0;
}

/** Returns the problem, at the innermost open object. `undefined` if the text is not JSON. */
function problemAt(text: string, open: readonly {count: number; key?: number}[]) {
  try {
    const path = open.map(({count, key}) =>
      key === undefined
        ? count
        : (JSON.parse(/^"(?:[^"\\]|\\.)*"/.exec(text.slice(key))![0]) as string),
    );
    const message = expected(`at most ${LIMITS.keys} keys`, 'more');
    return {path: pointer(path), rule: 'too-long', severity: 'error', message} as const;
  } catch {
    return undefined;
  }
}
