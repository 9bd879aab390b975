import type * as v from 'valibot';

/** One value of a document beside the schema that stands for it. */
export interface Place {
  readonly schema: v.GenericSchema;
  readonly value: unknown;
  /** The path from the document's root. */
  readonly path: readonly (string | number)[];
}

type Shape = v.GenericSchema & {
  readonly entries?: Readonly<Record<string, v.GenericSchema>>;
  readonly item?: v.GenericSchema;
  readonly wrapped?: v.GenericSchema;
};

/** The schema of a value that is there: what an optional schema holds inside, else the schema itself. */
export const presentOf = (schema: v.GenericSchema): v.GenericSchema =>
  (schema as Shape).wrapped ?? schema;

/** The members that an object schema knows, or nothing for any other schema. */
export const entriesOf = (schema: v.GenericSchema) => (schema as Shape).entries;

/** The schema of an array schema's items, or nothing for any other schema. */
export const itemOf = (schema: v.GenericSchema) => (schema as Shape).item;

/**
 * Goes through a document along its schema, root first. It goes through documents that break the
 * schema too, as far as their shape allows, so that every problem can be told at once.
 */
export function walk(place: Place, visit: (place: Place) => void): void {
  const {value, path} = place;
  const schema = presentOf(place.schema);
  visit({schema, value, path});
  const entries = entriesOf(schema);
  const item = itemOf(schema);
  if (item && Array.isArray(value)) {
    value.forEach((each, index) =>
      walk({schema: item, value: each, path: [...path, index]}, visit),
    );
  } else if (entries && typeof value === 'object' && value) {
    for (const [key, each] of Object.entries(value)) {
      const known = Object.hasOwn(entries, key) && entries[key];
      if (known) walk({schema: known, value: each, path: [...path, key]}, visit);
    }
  }
}
