/** Turns the center's attributes and properties into the options of the code that uses them. */
import type {VerificationOptions} from '../../manifest/fetch.js';
import type {LoadedManifest} from '../../manifest/load.js';
import {parseUrl} from '../../text/links.js';
import type {GuardOptions} from './guard-controller.js';
import type {CenterOptions} from './host.js';

/** A change to one of these loads the manifest again. */
export const SOURCE_PROPERTIES = [
  'src',
  'manifest',
  'integrity',
  'signingKeys',
  'minVersion',
] as const satisfies readonly (keyof CenterOptions)[];

/** A change to one of these restarts the guard checks. */
export const GUARD_PROPERTIES = [
  'guardEndpoint',
  'guardOrigins',
  'guardInterval',
  'maxAge',
  'guards',
] as const satisfies readonly (keyof CenterOptions)[];

/** Returns the verification options. A missing one requires nothing; nothing satisfies an empty one. */
export const verificationOptions = ({
  integrity,
  signingKeys,
  minVersion,
}: Pick<CenterOptions, 'integrity' | 'signingKeys' | 'minVersion'>): VerificationOptions => ({
  integrity: integrity ?? undefined,
  signingKeys: signingKeys ?? undefined,
  minVersion: minVersion ?? undefined,
});

/** Returns how the guards of a manifest may be checked. */
export const guardOptions = (
  center: CenterOptions,
  {url, inline}: LoadedManifest,
): GuardOptions => ({
  policy: {
    template: center.guardEndpoint,
    origins: parseOrigins(center.guardOrigins ?? ''),
    page: document.baseURI,
    base: url,
    origin: inline ? location.origin : new URL(url).origin,
  },
  off: center.guards === 'off',
  interval: milliseconds(center.guardInterval, 30),
  maxAge: milliseconds(center.maxAge, 60),
});

/** Returns the level of the center's heading, 1 to 6. An invalid level counts as the default, 2. */
export const clampHeadingLevel = ({headingLevel}: CenterOptions): number =>
  Math.min(6, Math.max(1, Math.trunc(headingLevel) || 2));

/** Normalizes a space-separated list of addresses to origins. Addresses that do not parse are dropped. */
const parseOrigins = (list: string) =>
  list.split(/\s+/).flatMap((address) => parseUrl(address)?.origin ?? []);

/** Converts seconds to milliseconds. A missing or invalid value counts as `fallback` seconds. */
const milliseconds = (seconds: number | null, fallback: number) =>
  (seconds !== null && seconds >= 0 ? seconds : fallback) * 1_000;
