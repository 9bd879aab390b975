import {runAtOnce, type Steps} from '../slices.js';
import {addDuplicateKeys, findCrowdedObject, findProblems} from './find-problems.js';
import type {ParseResult} from './parse-result.js';
import {parseText, type SlowPath} from './parse-text.js';
import {readText} from './read-json.js';

export type {ParseResult} from './parse-result.js';

/**
 * Parses a manifest from JSON text or from a value that JSON can represent.
 * Never throws; every failure is returned as `problems`.
 */
export const parseManifest = (input: unknown): ParseResult => runAtOnce(parseSteps(input));

/** Parses a manifest in steps, between which a page may handle input and paint. */
export function* parseSteps(input: unknown): Steps<ParseResult> {
  const read = yield* readText(input);
  return read.status === 'refused' ? read : yield* parseText(read, slowPath);
}

function* slowPath(): Steps<SlowPath> {
  yield;
  return {addDuplicateKeys, findCrowdedObject, findProblems};
}
