import type * as v from 'valibot';
import {entriesOf, itemOf, presentOf} from './schema-walk.js';
import {manifestSchema, markdown, type Manifest} from './schema.js';

/** Returns whether `predicate` holds for any markdown text in a value; stops at the first match. */
type Search = (value: unknown, predicate: (text: string) => boolean) => boolean;

/** Compiles the search for a schema. Returns `undefined` if the schema has no markdown fields. */
function searchFor(optional: v.GenericSchema): Search | undefined {
  const schema = presentOf(optional);
  if (schema === markdown) return (value, predicate) => predicate(value as string);
  const item = itemOf(schema);
  if (item) {
    const search = searchFor(item);
    return (
      search && ((value, predicate) => (value as unknown[]).some((each) => search(each, predicate)))
    );
  }
  const members = Object.entries(entriesOf(schema) ?? {}).flatMap(([key, entry]) => {
    const search = searchFor(entry);
    return search ? [{key, search}] : [];
  });
  if (!members.length) return undefined;
  return (value, predicate) =>
    members.some(({key, search}) => {
      const member = (value as Record<string, unknown>)[key];
      return member !== undefined && search(member, predicate);
    });
}

let manifestSearch: Search | undefined;

/** Returns whether `predicate` holds for any markdown text of a manifest; stops at the first match. */
export function usesMarkdown(manifest: Manifest, predicate: (text: string) => boolean): boolean {
  manifestSearch ??= searchFor(manifestSchema)!;
  return manifestSearch(manifest, predicate);
}
