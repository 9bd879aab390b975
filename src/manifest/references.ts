import {isLink, linksInMarkdown} from '../text/links.js';
import {expected, pointer, type Problem} from './problem.js';
import {entriesOf, itemOf, walk, type Place} from './schema-walk.js';
import {id, manifestSchema, markdown, REFERS_TO} from './schema.js';

/** Describes the links that the default link policy allows, for messages. */
export const ALLOWED_LINK = 'an https:, mailto: or relative link without credentials';

/**
 * Checks the rules that the schema cannot express: ids are unique within their list, references resolve,
 * keys are known, and links in markdown follow the link policy. `input` may violate the schema.
 */
export function checkReferences(input: unknown): Problem[] {
  const problems: Problem[] = [];
  const lists = new Map(
    [...new Set(REFERS_TO.values())].map((list) => [list, idsIn(input, list)] as const),
  );
  const report = (
    severity: Problem['severity'],
    path: Place['path'],
    rule: string,
    message: string,
  ) => problems.push({path: pointer(path), rule, severity, message});

  walk({schema: manifestSchema, value: input, path: []}, ({schema, value, path}) => {
    const list = REFERS_TO.get(schema);
    if (list && typeof value === 'string' && !lists.get(list)!.has(value)) {
      report(
        'error',
        path,
        'unknown-reference',
        expected(`the id of an entry in /${list}`, `"${value}"`),
      );
    } else if (schema === markdown && typeof value === 'string') {
      for (const href of linksInMarkdown(value)) {
        if (isLink(href)) continue;
        report('warning', path, 'refused-link', expected(ALLOWED_LINK, href));
      }
    } else if (Array.isArray(value)) {
      duplicatesIn(schema, value).forEach((index) =>
        report(
          'error',
          [...path, index, 'id'],
          'duplicate-id',
          expected('a unique id', `"${String(idOf(value[index]))}" again`),
        ),
      );
    }
    for (const key of unknownKeysIn(schema, value)) {
      report(
        'warning',
        [...path, key],
        'unknown-key',
        expected('a key of schema version 1.0', `"${key}"`),
      );
    }
  });
  return problems;
}

const idOf = (entry: unknown): unknown => (entry as {readonly id?: unknown} | null | undefined)?.id;

function idsIn(input: unknown, list: string): Set<unknown> {
  const entries: unknown = (input as Record<string, unknown> | null)?.[list];
  return new Set(Array.isArray(entries) ? entries.map(idOf) : []);
}

/** Returns the keys of an object that its schema does not define. */
function unknownKeysIn(schema: Place['schema'], value: unknown): string[] {
  const entries = entriesOf(schema);
  if (!entries || typeof value !== 'object' || !value) return [];
  return Object.keys(value).filter((key) => !Object.hasOwn(entries, key));
}

/** Returns the indexes of the entries that repeat the id of an earlier entry in the list. */
function duplicatesIn(schema: Place['schema'], entries: readonly unknown[]): number[] {
  const item = itemOf(schema);
  if (!item || entriesOf(item)?.['id'] !== id) return [];
  const seen = new Set<unknown>();
  return entries.flatMap((entry, index) => {
    const entryId = idOf(entry);
    if (typeof entryId !== 'string') return [];
    if (seen.has(entryId)) return [index];
    seen.add(entryId);
    return [];
  });
}
