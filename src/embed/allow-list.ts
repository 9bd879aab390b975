/**
 * Reads `embed.json`, which the site that hosts the page maintains: the manifests it may show, and the pages
 * that receive its height. An unknown key is an error, because a misspelt rule would not apply.
 */
import * as v from 'valibot';
import {parseUrl} from '../text/links.js';

/** How long the list may take to load, in milliseconds; the same as for a manifest. */
const TIMEOUT = 15_000;

const address = v.pipe(
  v.string(),
  v.check((text) => !!parseUrl(text, document.baseURI), 'Expected an address'),
);
const origin = v.pipe(
  v.string(),
  v.check(
    (text) => parseUrl(text)?.origin === text,
    'Expected an origin, such as "https://portal.example"',
  ),
);

const allowListSchema = v.strictObject({
  /** The first is the default. */
  manifests: v.pipe(
    v.array(
      v.strictObject({
        /** Resolved against the page. */
        src: address,
        /** Origins, besides the manifest's own, where it may place guards. */
        guardOrigins: v.optional(v.array(origin), []),
        /** Verification options, as in the center's attributes. */
        integrity: v.optional(v.string()),
        signingKeys: v.optional(v.array(v.record(v.string(), v.unknown()))),
        minVersion: v.optional(v.string()),
      }),
    ),
    v.minLength(1),
  ),
  /** Origins of the pages that receive the height of this page. */
  embedders: v.optional(v.array(origin), []),
});

export type AllowList = v.InferOutput<typeof allowListSchema>;
export type AllowedManifest = AllowList['manifests'][number];

/**
 * Fetches and validates the list.
 * @throws {Error} The list is missing, unreadable or invalid. The message names the place.
 */
export async function fetchAllowList(): Promise<AllowList> {
  // Not `AbortSignal.timeout`, which needs newer browsers than the rest.
  const timeout = new AbortController();
  setTimeout(() => timeout.abort(), TIMEOUT);
  const response = await fetch('embed.json', {
    cache: 'no-cache',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    signal: timeout.signal,
  });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const {success, output, issues} = v.safeParse(allowListSchema, await response.json());
  if (success) return output;
  const places = issues.map((issue) => `${v.getDotPath(issue) ?? 'as a whole'}: ${issue.message}`);
  throw new Error(places.join('; '));
}

/** Returns the entry for the requested address, or the first entry if none is requested. */
export const allowedBy = (
  {manifests}: AllowList,
  requested: string | null,
): AllowedManifest | undefined =>
  requested === null
    ? manifests[0]
    : manifests.find(({src}) => absolute(src) === absolute(requested));

/** Resolves an address against the page. */
export const absolute = (address: string): string | undefined =>
  parseUrl(address, document.baseURI)?.href;
