import {instant} from '../manifest/dates.js';
import type {Evidence, Manifest} from '../manifest/schema.js';
import {forEachInSteps, type Steps} from '../slices.js';
import type {Reading} from './claims/reading.js';
import type {Independence, RegistrableDomain} from './issuer.js';

/** The backing of a statement: the vendor's word alone, evidence, or another party's attestation. */
export type Assurance = 'stated' | 'evidenced' | 'attested';

/** The validity of evidence at a point in time. Only `in-date` evidence supports anything. */
export type Freshness = 'in-date' | 'expired' | 'undated' | 'not-yet-issued';

/**
 * Returns the validity of evidence at a point in time.
 * @param now Milliseconds since the epoch.
 */
export function freshnessOf({issuedAt, expiresAt}: Evidence, now: number): Freshness {
  // Stryker disable next-line ConditionalExpression: without a date, the time is NaN, and never past.
  if (expiresAt !== undefined && instant(expiresAt) <= now) return 'expired';
  if (issuedAt === undefined) return 'undated';
  return instant(issuedAt) > now ? 'not-yet-issued' : 'in-date';
}

/** Returns whether evidence is an in-date attestation or report by a party other than the vendor. */
export function isAttestation(
  evidence: Evidence,
  {byName, byUrl}: Independence,
  now: number,
): boolean {
  const {kind, expiresAt} = evidence;
  return (
    (kind === 'attestation' || kind === 'report') &&
    expiresAt !== undefined &&
    freshnessOf(evidence, now) === 'in-date' &&
    byUrl(evidence) &&
    byName(evidence)
  );
}

/** Evidence at a point in time. */
export interface EvidenceState {
  readonly evidence: Evidence;
  readonly freshness: Freshness;
  /** Whether it currently counts as an attestation by another party: see `isAttestation`. */
  readonly attests: boolean;
  /** Whether it names an issuer. */
  readonly hasIssuer: boolean;
  /** Whether `issuerUrl` leads to the organization's own website. */
  readonly isOwnSite: boolean;
}

/**
 * Returns the state of every piece of evidence by id, so that each is judged once, however many entries
 * reference it.
 * @param now Milliseconds since the epoch.
 * @param reading Compares the names.
 * @param registrableDomain Compares websites more strictly than a page can: see `checkClaims`.
 */
export function* evidenceStates(
  {evidence, organization}: Manifest,
  now: number,
  {independenceFrom}: Pick<Reading, 'independenceFrom'>,
  registrableDomain?: RegistrableDomain,
): Steps<ReadonlyMap<string, EvidenceState>> {
  const states = new Map<string, EvidenceState>();
  const independence = independenceFrom?.(organization, registrableDomain);
  const add = (item: Evidence) =>
    states.set(item.id, {
      evidence: item,
      freshness: freshnessOf(item, now),
      attests: !!independence && isAttestation(item, independence, now),
      hasIssuer: independence ? independence.isNamed(item) : item.issuer !== undefined,
      isOwnSite: !!independence && !independence.byUrl(item),
    });
  // Names can be long.
  yield* forEachInSteps(evidence, add, 1);
  return states;
}

/** Returns the best assurance that a statement's evidence supports. */
export function assuranceOf(backing: readonly EvidenceState[]): Assurance {
  if (backing.some(({attests}) => attests)) return 'attested';
  const supports = ({evidence, freshness}: EvidenceState) =>
    evidence.access !== 'internal' && freshness === 'in-date';
  return backing.some(supports) ? 'evidenced' : 'stated';
}
