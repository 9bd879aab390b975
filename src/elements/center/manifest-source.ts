import {parseUrl} from '../../text/links.js';

/** Where the manifest is to come from: an address, or the document itself. */
export type ManifestSource =
  | {readonly status: 'none'}
  | {readonly status: 'inline'; readonly input: unknown; readonly base: string}
  | {readonly status: 'remote'; readonly url: string};

/** What a center offers: the `manifest` property, else a JSON script among its children, else `src`. */
export function manifestSource(
  center: HTMLElement & {readonly manifest: unknown; readonly src: string | undefined},
): ManifestSource {
  const {manifest, src} = center;
  const base = document.baseURI;
  const script = center.querySelector(':scope > script[type="application/json"]');
  // A parser may still be at it: its text is whole once something follows, or the page is there.
  const whole = script?.nextSibling ?? document.readyState !== 'loading';
  const input = manifest ?? (whole ? script?.textContent : undefined) ?? undefined;
  if (input !== undefined) return {status: 'inline', input, base};
  if (!src) return {status: 'none'};
  return {status: 'remote', url: parseUrl(src, base)?.href ?? src};
}
