import {manifestSchema, markdown, type Manifest} from './schema.js';
import {walk} from './walk.js';

/** Every text of a manifest that may hold markdown. */
export function markdownTexts(manifest: Manifest): string[] {
  const texts: string[] = [];
  walk({schema: manifestSchema, value: manifest, path: []}, ({schema, value}) => {
    if (schema === markdown) texts.push(String(value));
  });
  return texts;
}
