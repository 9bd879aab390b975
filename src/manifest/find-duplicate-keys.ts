import type {Steps} from '../slices.js';
import {pathIn, visitKeys} from './find-crowded-object.js';
import {LIMITS} from './limits.js';
import type {ParseResult} from './parse-result.js';
import {expected, type Problem} from './problem.js';

/** Adds the duplicate keys of a manifest's text to the problems that were found in its value. */
export function* addDuplicateKeys(text: string, result: ParseResult): Steps<ParseResult> {
  const duplicates: Problem[] = [];
  let count = 0;
  const seen: Set<string>[] = [];
  yield* visitKeys(text, (levels, [start, end]) => {
    const level = levels.length - 1;
    const {count: keys} = levels[level]!;
    if (keys === 1) seen[level] = new Set();
    const literal = text.slice(start, end);
    // Most keys have no escaped characters.
    const key = literal.includes('\\') ? (JSON.parse(literal) as string) : literal.slice(1, -1);
    if (seen[level]!.has(key) && ++count <= LIMITS.problems) {
      const message = expected(
        'each key once in an object (remove or rename one)',
        `${literal} again`,
      );
      duplicates.push({
        path: pathIn(text, levels),
        rule: 'duplicate-key',
        severity: 'error',
        message,
      });
    }
    seen[level]!.add(key);
    return false;
  });
  if (!count) return result;
  const problems = [...duplicates, ...result.problems];
  const omitted =
    count -
    duplicates.length +
    (result.omitted ?? 0) +
    Math.max(0, problems.length - LIMITS.problems);
  return {
    status: 'refused',
    problems: problems.slice(0, LIMITS.problems),
    ...(omitted && {omitted}),
  };
}
