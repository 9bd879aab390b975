/**
 * The slow path, for manifests with problems: finds and describes them. A page loads it on demand. It
 * walks the value along the schema and enforces each of valibot's rules itself: valibot would create an
 * issue for each of a million problems, and could not pause.
 */
import type {Steps} from '../slices.js';
import {collectIds} from './collect-ids.js';
import {markCostly} from './costly-texts.js';
import {refusal, type ParseResult} from './parse-result.js';
import {ProblemSearch} from './problem-search.js';
import {expected} from './problem.js';
import type {SchemaNode} from './schema-pipe.js';
import {rulesOf, type Rules} from './schema-rules.js';
import {manifestSchema} from './schema.js';

// A page loads all of the slow path as one chunk, which is named after this file.
export {findCrowdedObject} from './find-crowded-object.js';
export {addDuplicateKeys} from './find-duplicate-keys.js';

let manifestRules: Rules | undefined;

/** Finds every problem of a value, which it modifies. Returns the manifest if all of them are warnings. */
export function* findProblems(value: unknown): Steps<ParseResult> {
  const version = (value as {readonly schemaVersion?: unknown} | null)?.schemaVersion;
  if (typeof version === 'string' && /^\d+\.\d+$/.test(version) && !version.startsWith('1.')) {
    const message = `${expected('schema version 1.0 or a newer 1.x', version)}; update the trust center`;
    return refusal('/schemaVersion', 'schema-version', message);
  }
  manifestRules ??= rulesOf(manifestSchema as unknown as SchemaNode);
  const search = new ProblemSearch(yield* collectIds(value));
  const manifest = yield* search.run(manifestRules, value);
  const {problems, count, hasErrors, costly} = search;
  if (costly.size) markCostly(manifest, costly);
  return {
    ...(hasErrors ? {status: 'refused'} : {status: 'accepted', manifest}),
    problems,
    ...(count > problems.length && {omitted: count - problems.length}),
  };
}
