/** Exports a snapshot as JSON, also on pages that replace `JSON.stringify` or give every object a `toJSON`. */
import type {Snapshot} from './snapshot.js';

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

/** Returns a snapshot as `JSON.stringify(snapshot, null, 2)` does by itself. */
export const snapshotJson = (snapshot: Snapshot): string => write(snapshot, '\n');

function write(value: unknown, line: string): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || !value) return String(value);
  const inner = `${line}  `;
  const isList = Array.isArray(value);
  const members = Object.entries(value).map(
    ([key, member]) => inner + (isList ? '' : `${quoted(key)}: `) + write(member, inner),
  );
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  return open + members.join() + (members.length ? line : '') + close;
}

const quoted = (text: string) =>
  `"${text.replace(
    ESCAPED,
    (char) => SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}"`;

/**
 * Keeps a host's `toJSON` from every list and object of a snapshot, so that the host's own `JSON.stringify`
 * writes them as they are. Changes nothing that the host has made.
 */
export function withoutToJson(value: Snapshot): Snapshot {
  if ('toJSON' in [] || 'toJSON' in {}) shadow(value);
  return value;
}

function shadow(value: unknown): void {
  if (typeof value !== 'object' || !value) return;
  Object.defineProperty(value, 'toJSON', {value: undefined});
  Object.values(value).forEach(shadow);
}
