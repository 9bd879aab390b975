/** Exports a snapshot as JSON, also on pages that replace `JSON.stringify` or give every object a `toJSON`. */
import {toJson} from '../text/json.js';
import type {Snapshot} from './snapshot.js';

/** Returns a snapshot as `JSON.stringify(snapshot, null, 2)` does by itself. */
export const snapshotJson = (snapshot: Snapshot): string => toJson(snapshot, '\n')!;

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
