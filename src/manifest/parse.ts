import {runAtOnce, type Steps} from '../slices.js';
import {fastValidate} from './fast-validate.js';
import {findCrowdedObject, findProblems, type ParseResult} from './find-problems.js';
import type {Problem} from './problem.js';
import {parseJson, readText} from './read-json.js';

export type {ParseResult} from './find-problems.js';

/**
 * Parses a manifest from JSON text or from a value that JSON can represent.
 * Never throws; every failure is returned as `problems`.
 */
export const parseManifest = (input: unknown): ParseResult => runAtOnce(parseSteps(input));

/** Parses a manifest in steps, between which a page may handle input and paint. */
export function* parseSteps(input: unknown): Steps<ParseResult> {
  const read = yield* readText(input);
  if (read.status === 'refused') return refused(read.problem);
  const crowded = read.mayBeCrowded ? yield* findCrowdedObject(read.text) : undefined;
  if (crowded) return refused(crowded);
  const json = parseJson(read.text);
  if (json.status === 'refused') return refused(json.problem);
  const manifest = yield* fastValidate(json.value);
  if (manifest) return {status: 'accepted', manifest, problems: []};
  return yield* findProblems(json.value);
}

const refused = (problem: Problem): ParseResult => ({status: 'refused', problems: [problem]});
