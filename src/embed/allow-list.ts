/**
 * `embed.json`, which the host of the page keeps beside it: what the page may show, and which pages it
 * tells its height. What is misspelt in it is no rule that holds, and so nothing is shown by it.
 */
import * as v from 'valibot';
import {parseUrl} from '../text/links.js';

/** How long the list may take, in milliseconds, as a manifest may. */
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
  /** The first is shown where the page's address names none. */
  manifests: v.pipe(
    v.array(
      v.strictObject({
        /** Resolved against the page. */
        src: address,
        /** Origins besides the manifest's own at which it may place guards. */
        guardOrigins: v.optional(v.array(origin), []),
        /** What it must meet before anything of it is shown: as the center's attributes. */
        integrity: v.optional(v.string()),
        signingKeys: v.optional(v.array(v.record(v.string(), v.unknown()))),
        minVersion: v.optional(v.string()),
      }),
    ),
    v.minLength(1),
  ),
  /** Origins of pages that are told how tall this one is. */
  embedders: v.optional(v.array(origin), []),
});

export type AllowList = v.InferOutput<typeof allowListSchema>;
export type AllowedManifest = AllowList['manifests'][number];

/** @throws {Error} Where the list is missing, cannot be read, or holds something else. It names the place. */
export async function fetchAllowList(): Promise<AllowList> {
  const response = await fetch('embed.json', {
    cache: 'no-cache',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.timeout(TIMEOUT),
  });
  if (!response.ok) throw new Error(`it was answered with ${response.status}`);
  const {success, output, issues} = v.safeParse(allowListSchema, await response.json());
  if (success) return output;
  const places = issues.map((issue) => `${v.getDotPath(issue) ?? 'as a whole'}: ${issue.message}`);
  throw new Error(places.join('; '));
}

/** The entry for the address that is asked for; the first where none is. */
export const allowedBy = (
  {manifests}: AllowList,
  asked: string | null,
): AllowedManifest | undefined =>
  asked === null ? manifests[0] : manifests.find(({src}) => absolute(src) === absolute(asked));

/** An address as the browser will ask for it. */
export const absolute = (address: string): string | undefined =>
  parseUrl(address, document.baseURI)?.href;
