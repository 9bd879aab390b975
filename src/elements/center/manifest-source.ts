import {parseUrl} from '../../text/links.js';
import type {CenterOptions} from './host.js';

/** Where a center gets its manifest: an address, or the manifest itself. */
export type ManifestSource =
  | {readonly status: 'none'}
  | {readonly status: 'inline'; readonly input: unknown; readonly base: string}
  | {readonly status: 'remote'; readonly url: string};

/** Picks the `manifest` property, else a JSON `<script>` child, else `src`. */
export function manifestSource(
  center: HTMLElement & Pick<CenterOptions, 'manifest' | 'src'>,
  src = center.src,
): ManifestSource {
  const {manifest} = center;
  const base = document.baseURI;
  const script = center.querySelector(':scope > script[type="application/json"]');
  // The parser may still be appending; the text is complete once there is a next sibling.
  const complete = script?.nextSibling ?? document.readyState !== 'loading';
  const input = manifest ?? (complete ? script?.textContent : undefined) ?? undefined;
  if (input !== undefined) return {status: 'inline', input, base};
  if (!src) return {status: 'none'};
  return {status: 'remote', url: parseUrl(src, base)?.href ?? src};
}
