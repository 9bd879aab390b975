import type * as v from 'valibot';

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
