/**
 * The page for an `<iframe>`, as a folder to upload. What stands in the folder that is named after the
 * release never changes, and may be cached for good. The list of what the page may show is the host's own:
 * only an example of it comes with a release, which can overwrite nothing.
 */
import {readFile} from 'node:fs/promises';
import {VERSION} from '../src/version.js';
import {bundleEmbed, digest, ENTRY, root} from './bundle.js';

/** Its files by their paths; `cdn` are those of the script-tag build, of which the page has a copy. */
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
