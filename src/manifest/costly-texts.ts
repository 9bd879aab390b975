import type {Manifest} from './schema.js';

const costlyTexts = new WeakMap<Manifest, ReadonlySet<string>>();

/** Marks the markdown texts of a manifest that take too long to render, by content. */
export const markCostly = (manifest: Manifest, texts: ReadonlySet<string>) =>
  costlyTexts.set(manifest, texts);

/** Returns whether a markdown text of a manifest must stay plain, because it takes too long to render. */
export const isCostly = (manifest: Manifest, text: string): boolean =>
  !!costlyTexts.get(manifest)?.has(text);
