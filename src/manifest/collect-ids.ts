import type {Steps} from '../slices.js';
import {LIMITS} from './limits.js';
import {REFERS_TO} from './schema.js';

/** The ids that references may name, by list. A list that is too long is absent. */
export type Ids = ReadonlyMap<string, ReadonlySet<unknown>>;

/** Collects the ids of the lists that references name. The value may violate the schema. */
export function* collectIds(value: unknown): Steps<Ids> {
  const ids = new Map<string, Set<unknown>>();
  for (const list of REFERS_TO.values()) {
    const entries = (value as Readonly<Record<string, unknown>> | null)?.[list] ?? [];
    if (!Array.isArray(entries)) ids.set(list, new Set());
    else if (entries.length <= LIMITS.entries) ids.set(list, new Set(entries.map(idOf)));
    yield;
  }
  return ids;
}

/** Returns the `id` of an entry that may be anything. */
export const idOf = (entry: unknown): unknown =>
  (entry as {readonly id?: unknown} | null | undefined)?.id;
