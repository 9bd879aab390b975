import type * as v from 'valibot';

/** A value in a manifest, paired with the schema that describes it. */
export interface Place {
  readonly schema: v.GenericSchema;
  readonly value: unknown;
  /** The path from the manifest's root. */
  readonly path: readonly (string | number)[];
}

type Shape = v.GenericSchema & {
  readonly entries?: Readonly<Record<string, v.GenericSchema>>;
  readonly item?: v.GenericSchema;
  readonly wrapped?: v.GenericSchema;
};

/** Returns the schema that an optional schema wraps, or the schema itself if it is not optional. */
export const presentOf = (schema: v.GenericSchema): v.GenericSchema =>
  (schema as Shape).wrapped ?? schema;

/** Returns the members of an object schema, or `undefined` for any other schema. */
export const entriesOf = (schema: v.GenericSchema) => (schema as Shape).entries;

/** Returns the item schema of an array schema, or `undefined` for any other schema. */
export const itemOf = (schema: v.GenericSchema) => (schema as Shape).item;

/**
 * Walks a value along its schema, root first. Also walks values that violate the schema, as far as their
 * shape allows, so that all problems can be reported at once.
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
      const entry = Object.hasOwn(entries, key) && entries[key];
      if (entry) walk({schema: entry, value: each, path: [...path, key]}, visit);
    }
  }
}
