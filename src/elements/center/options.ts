/** What the attributes of a center come to, in the terms of those that act on them. */
import type {VerificationOptions} from '../../manifest/fetch.js';
import type {LoadedManifest} from '../../manifest/load.js';
import {parseUrl} from '../../text/links.js';
import type {TrustCenter} from './trust-center.js';
import type {GuardOptions} from './guard-controller.js';

/** Properties on which the manifest depends: where one changes, it is loaded anew. */
export const SOURCE_PROPERTIES = [
  'src',
  'manifest',
  'integrity',
  'signingKeys',
  'minVersion',
] as const satisfies readonly (keyof TrustCenter)[];

/** Properties on which the checks of guards depend. */
export const GUARD_PROPERTIES = [
  'guardEndpoint',
  'guardOrigins',
  'guardInterval',
  'maxAge',
  'guards',
] as const satisfies readonly (keyof TrustCenter)[];

/** What must hold of a manifest. An attribute that is not there demands nothing; an empty one does. */
export const verificationOptions = ({
  integrity,
  signingKeys,
  minVersion,
}: TrustCenter): VerificationOptions => ({
  integrity: integrity ?? undefined,
  signingKeys: signingKeys ?? undefined,
  minVersion: minVersion ?? undefined,
});

/** How the guards of a manifest may be asked. */
export const guardOptions = (center: TrustCenter, {url, inline}: LoadedManifest): GuardOptions => ({
  policy: {
    template: center.guardEndpoint,
    origins: parseOrigins(center.guardOrigins ?? ''),
    page: document.baseURI,
    base: url,
    origin: inline ? location.origin : new URL(url).origin,
  },
  off: center.guards === 'off',
  interval: seconds(center.guardInterval, 30),
  maxAge: seconds(center.maxAge, 60),
});

/** The level of the center's heading; what is no level is as if it were not set. */
export const clampHeadingLevel = ({headingLevel}: TrustCenter): number =>
  Math.min(6, Math.max(1, Math.trunc(headingLevel) || 2));

/** The origins of a list of addresses, in the one form in which they can be compared. */
const parseOrigins = (list: string) =>
  list.split(/\s+/).flatMap((each) => parseUrl(each)?.origin ?? []);

/** Milliseconds from an attribute in seconds; what is not a number is as if it were not set. */
const seconds = (value: number | null, otherwise: number) =>
  (value !== null && value >= 0 ? value : otherwise) * 1_000;
