import type {Gate, Manifest} from './schema.js';

/** Looks up the gates of a manifest by id. Its references are known to resolve. */
export interface ManifestIndex {
  readonly gate: (id: string) => Gate;
  /** Returns the ids of the unmet gates among `ids`, in the given order and without duplicates. */
  readonly unmet: (ids: readonly string[]) => readonly string[];
}

const indexes = new WeakMap<Manifest, ManifestIndex>();

/** Returns the index of a manifest. Each manifest is indexed once. */
export function indexById(manifest: Manifest): ManifestIndex {
  let index = indexes.get(manifest);
  if (!index) {
    const gates = new Map(manifest.gates.map((gate) => [gate.id, gate]));
    index = {
      gate: (id) => gates.get(id)!,
      unmet: (ids) => [...new Set(ids.filter((id) => gates.get(id)!.state === 'unmet'))],
    };
    indexes.set(manifest, index);
  }
  return index;
}
