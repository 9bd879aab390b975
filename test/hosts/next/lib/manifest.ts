import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {parseManifest} from '@arqen/trust-center/manifest';

/** The manifest's own text, as it stands at `/trust.json`. */
export const manifestText = () => readFile(join(process.cwd(), 'public/trust.json'), 'utf8');

export async function readManifest() {
  const parsed = parseManifest(await manifestText());
  if (parsed.status === 'refused') throw new Error(JSON.stringify(parsed.problems));
  return parsed.manifest;
}
