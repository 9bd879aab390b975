/** Replaces what a host's `toJSON` made of a value by the value itself. Dates keep their standard text. */
function undo(this: Readonly<Record<string, unknown>>, key: string, made: unknown): unknown {
  const value = this[key];
  if (value instanceof Date) return value.toISOString();
  const {toJSON} = (value ?? {}) as {readonly toJSON?: unknown};
  const isHosts = toJSON === toJsonOf([]) || toJSON === toJsonOf({});
  return isHosts ? value : made;
}

const toJsonOf = (value: object): unknown => (value as {readonly toJSON?: unknown}).toJSON;

/**
 * Returns a value as JSON, like `JSON.stringify`. Libraries from before it, such as Prototype.js, give
 * arrays and objects a `toJSON` of their own, which turns lists into texts.
 */
export const toJson = (value: unknown): string | undefined =>
  JSON.stringify(value, toJsonOf([]) ? undo : undefined);

/** Returns whether the page has given every object enumerable members, as old libraries do. */
function isExtended(): boolean {
  for (const key in {}) return !!key;
  return false;
}

/** Parses JSON. The objects have only the members of the text, even if the page has added some to every object. */
export const fromJson = (text: string): unknown =>
  JSON.parse(text, isExtended() ? (_, value: unknown) => withoutOthers(value) : undefined);

/** Takes the prototype from an object if the page has given every object enumerable members. */
export const withoutOthers = <T>(value: T): T =>
  isExtended() && typeof value === 'object' && value && !Array.isArray(value)
    ? (Object.setPrototypeOf(value, null) as T)
    : value;
