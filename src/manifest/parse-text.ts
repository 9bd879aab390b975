import {colonsOf} from './count-colons.js';
import {fastValidate} from './fast-validate.js';
import type * as SlowPathModule from './find-problems.js';
import type {ParseResult} from './parse-result.js';
import {MANY_KEYS, parseJson, type JsonText} from './read-json.js';

/** What only manifests with problems need. A page loads it on demand. */
export type SlowPath = Pick<
  typeof SlowPathModule,
  'addDuplicateKeys' | 'findCrowdedObject' | 'findProblems'
>;

/**
 * Parses a manifest from JSON text in steps, in the same order everywhere.
 * @param loadSlowPath Returns the steps that load the slow path. `Pause` is what they yield.
 */
export function* parseText<Pause>(
  {text, colons}: JsonText,
  loadSlowPath: () => Generator<Pause, SlowPath, void>,
  // eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- The other steps yield nothing.
): Generator<Pause | void, ParseResult, void> {
  if (colons > MANY_KEYS) {
    const {findCrowdedObject} = yield* loadSlowPath();
    const crowded = yield* findCrowdedObject(text);
    if (crowded) return crowded;
  }
  const json = parseJson(text);
  if (json.status === 'refused') return json;
  const {value} = json;
  // An escaped colon could make up for one that was dropped.
  const duplicates = colons !== (yield* colonsOf(value)) || /\\u003a/i.test(text);
  const manifest = duplicates ? undefined : yield* fastValidate(value);
  if (manifest) return {status: 'accepted', manifest, problems: []};
  const {addDuplicateKeys, findProblems} = yield* loadSlowPath();
  const result = yield* findProblems(value);
  return duplicates ? yield* addDuplicateKeys(text, result) : result;
}
