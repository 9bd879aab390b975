import type * as v from 'valibot';
import {manifestSchema, markdown, type Manifest} from './schema.js';
import {entriesOf, itemOf, presentOf} from './schema-walk.js';

/** Asks `test` about each markdown text in a value of one schema, until it says yes. */
type Search = (value: unknown, test: (text: string) => boolean) => boolean;

/** The search through a schema, or nothing where nothing in it may hold markdown. */
function searchOf(optional: v.GenericSchema): Search | undefined {
  const schema = presentOf(optional);
  if (schema === markdown) return (value, test) => test(value as string);
  const item = itemOf(schema);
  if (item) {
    const search = searchOf(item);
    return search && ((value, test) => (value as unknown[]).some((each) => search(each, test)));
  }
  const members = Object.entries(entriesOf(schema) ?? {}).flatMap(([key, entry]) => {
    const search = searchOf(entry);
    return search ? [{key, search}] : [];
  });
  if (!members.length) return undefined;
  return (value, test) =>
    members.some(({key, search}) => {
      const member = (value as Record<string, unknown>)[key];
      return member !== undefined && search(member, test);
    });
}

let search: Search | undefined;

/** Whether `test` says yes to one of the texts of a manifest that may hold markdown; none is asked after that. */
export function usesMarkdown(manifest: Manifest, test: (text: string) => boolean): boolean {
  search ??= searchOf(manifestSchema)!;
  return search(manifest, test);
}
