/**
 * JSON in pages whose libraries changed what JSON is: some replace `JSON.stringify`, and libraries from before
 * it, such as Prototype.js, give arrays and objects a `toJSON`, which turns lists into texts.
 */

/** What must be escaped (RFC 8259 §7), and surrogates without the other half. */
const ESCAPED = /["\\\0-\x1f]|\p{Cs}/gu;
const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/**
 * Returns a value as `JSON.stringify` does by itself. Of a `toJSON`, only the value's own counts.
 * @param line A line break, to write one member per line.
 * @throws {TypeError} JSON cannot represent the value.
 */
export const toJson = (value: unknown, line = ''): string | undefined =>
  write(value, line, new Set());

/** @param within The lists and objects that contain the value. */
function write(given: unknown, line: string, within: Set<object>): string | undefined {
  const value = bare(given);
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'bigint') throw new TypeError('a bigint');
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return isFinite(value) ? String(value) : 'null';
  if (typeof value !== 'object') return undefined;
  if (within.has(value)) throw new TypeError('a cycle');
  within.add(value);
  const inner = line && `${line}  `;
  const members: string[] = [];
  const isList = Array.isArray(value);
  if (isList) {
    for (const member of value) members.push(inner + (write(member, inner, within) ?? 'null'));
  } else {
    for (const key of Object.keys(value)) {
      const member = write((value as Record<string, unknown>)[key], inner, within);
      if (member !== undefined) members.push(`${inner}${quoted(key)}:${line && ' '}${member}`);
    }
  }
  within.delete(value);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  return open + members.join() + (members.length ? line : '') + close;
}

/** Returns what stands for a value in JSON: of a date its text, else the result of its own `toJSON`. */
function bare(value: unknown): unknown {
  if (value instanceof Date) return isNaN(+value) ? null : value.toISOString();
  if (typeof value !== 'object' || !value) return value;
  const toJSON = toJsonOf(value);
  const isOwn = typeof toJSON === 'function' && toJSON !== toJsonOf([]) && toJSON !== toJsonOf({});
  return isOwn ? (toJSON.call(value) as unknown) : value;
}

const toJsonOf = (value: object): unknown => (value as {readonly toJSON?: unknown}).toJSON;

const quoted = (text: string) =>
  `"${text.replace(
    ESCAPED,
    (char) => SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}"`;

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
