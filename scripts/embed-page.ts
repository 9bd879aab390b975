/**
 * Builds the `<iframe>` page as a folder to upload. Files in the folder named after the release never
 * change, so they can be cached forever. The host owns the list of manifests the page may show: a release
 * contains only an example of it, so that uploading one overwrites nothing.
 */
import {readFile} from 'node:fs/promises';
import {VERSION} from '../src/version.js';
import {bundleEmbed, digest, ENTRY, root} from './bundle.js';

/** Returns the files, keyed by path. `cdn` contains the script-tag files, of which the page gets a copy. */
export async function embedPage(
  cdn: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  const source = (name: string) => readFile(`${root}src/embed/${name}`, 'utf8');
  const {code} = await bundleEmbed();
  const release = {...cdn, 'embed.js': code, 'embed.css': await source('embed.css')};
  const page = (await source('index.html'))
    .replaceAll('%VERSION%', VERSION)
    .replace('%TRUST_CENTER%', digest(cdn[ENTRY]!))
    .replace('%EMBED%', digest(code));
  return {
    ...Object.fromEntries(
      Object.entries(release).map(([name, text]) => [`${VERSION}/${name}`, text]),
    ),
    'index.html': page,
    'embed.example.json': await source('embed.example.json'),
  };
}
