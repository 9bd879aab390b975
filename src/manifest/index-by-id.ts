import type {Evidence, Gate, Manifest} from './schema.js';

/** The entries of a manifest by their ids. Its references are known to resolve. */
export interface ManifestIndex {
  readonly gate: (id: string) => Gate;
  readonly evidence: (id: string) => Evidence;
  /** Those of `ids` that the manifest holds unmet, in their order, each once. */
  readonly unmet: (ids: readonly string[]) => readonly string[];
}

const indexes = new WeakMap<Manifest, ManifestIndex>();

/** The catalog of a manifest, made once for each. */
export function indexById(manifest: Manifest): ManifestIndex {
  let catalog = indexes.get(manifest);
  if (!catalog) {
    const gates = new Map(manifest.gates.map((gate) => [gate.id, gate]));
    const evidence = new Map(manifest.evidence.map((item) => [item.id, item]));
    catalog = {
      gate: (id) => gates.get(id)!,
      evidence: (id) => evidence.get(id)!,
      unmet: (ids) => [...new Set(ids.filter((id) => gates.get(id)!.state === 'unmet'))],
    };
    indexes.set(manifest, catalog);
  }
  return catalog;
}
