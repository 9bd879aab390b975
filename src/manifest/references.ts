import {isLink, linksInMarkdown} from '../text/links.js';
import {expected, pointer, type Problem} from './problem.js';
import {id, manifestSchema, markdown, REFERS_TO} from './schema.js';
import {entriesOf, itemOf, walk, type Place} from './schema-walk.js';

/**
 * The rules that one field alone cannot break: ids unique per list, references that resolve, keys
 * that the schema knows, links inside markdown. `document` need not have passed the schema.
 */
export function checkReferences(document: unknown): Problem[] {
  const problems: Problem[] = [];
  const lists = new Map(
    [...new Set(REFERS_TO.values())].map((list) => [list, idsIn(document, list)] as const),
  );
  const report = (
    severity: Problem['severity'],
    path: Place['path'],
    rule: string,
    message: string,
  ) => problems.push({path: pointer(path), rule, severity, message});

  walk({schema: manifestSchema, value: document, path: []}, ({schema, value, path}) => {
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
        report(
          'warning',
          path,
          'refused-link',
          expected('a link that the link policy allows', href),
        );
      }
    } else if (Array.isArray(value)) {
      duplicatesIn(schema, value).forEach((index) =>
        report(
          'error',
          [...path, index, 'id'],
          'duplicate-id',
          expected('an id of its own', `"${String(idOf(value[index]))}" again`),
        ),
      );
    }
    const entries = entriesOf(schema);
    if (entries && typeof value === 'object' && value) {
      for (const key of Object.keys(value)) {
        if (Object.hasOwn(entries, key)) continue;
        report(
          'warning',
          [...path, key],
          'unknown-key',
          expected('a key of schema version 1.0', `"${key}"`),
        );
      }
    }
  });
  return problems;
}

const idOf = (entry: unknown): unknown => (entry as {readonly id?: unknown} | null | undefined)?.id;

function idsIn(document: unknown, list: string): Set<unknown> {
  const entries: unknown = (document as Record<string, unknown> | null)?.[list];
  return new Set(Array.isArray(entries) ? entries.map(idOf) : []);
}

/** The positions of the entries whose id stands earlier in the same list. */
function duplicatesIn(schema: Place['schema'], entries: readonly unknown[]): number[] {
  const item = itemOf(schema);
  if (!item || entriesOf(item)?.['id'] !== id) return [];
  const seen = new Set<unknown>();
  return entries.flatMap((entry, index) => {
    const own = idOf(entry);
    if (typeof own !== 'string') return [];
    if (seen.has(own)) return [index];
    seen.add(own);
    return [];
  });
}
