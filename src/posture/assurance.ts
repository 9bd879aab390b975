import {instant} from '../manifest/dates.js';
import type {Evidence, Manifest} from '../manifest/schema.js';
import {forEachInSteps, type Steps} from '../slices.js';
import {memoize} from '../text/memoize.js';
import {nfkc} from '../text/nfkc.js';

/** The backing of a statement: the vendor's word alone, evidence, or another party's attestation. */
export type Assurance = 'stated' | 'evidenced' | 'attested';

/** The validity of evidence at a point in time. Only `in-date` evidence supports anything. */
export type Freshness = 'in-date' | 'expired' | 'undated' | 'not-yet-issued';

/**
 * Returns the validity of evidence at a point in time.
 * @param now Milliseconds since the epoch.
 */
export function freshnessOf({issuedAt, expiresAt}: Evidence, now: number): Freshness {
  if (expiresAt !== undefined && instant(expiresAt) <= now) return 'expired';
  if (issuedAt === undefined) return 'undated';
  return instant(issuedAt) > now ? 'not-yet-issued' : 'in-date';
}

/** Endings that do not distinguish two company names, written without dots. */
const LEGAL_SUFFIXES: ReadonlySet<string> = new Set(
  [
    'inc,incorporated,corp,corporation,co,company,llc,llp,lp,pbc',
    'ltd,limited,plc,private,pvt,pte,pty,proprietary,sdn bhd,kk',
    'gmbh,mbh,ag,kg,kgaa,ohg,gbr,ug,haftungsbeschränkt,ev,se',
    'sa,s a,sas,sasu,sarl,spa,srl,sl,s l,slu,ltda,bv,nv',
    'ab,as,a s,aps,asa,oy,oyj,ou,oü,sia,uab,sro,doo,dd',
    'sp z oo,sp z o o,kft,zrt,株式会社,有限公司,group,holding,holdings,and',
  ].flatMap((line) => line.split(',')),
);

/**
 * Normalizes a company name for comparison: case-folded, without spaces, punctuation, invisible
 * characters and legal suffixes. Two companies that differ only in these count as one: the worse wins.
 */
const normalizeName = memoize((name) => {
  const words = nfkc(name.replace(/[\p{Cf}.'’™®©]/gu, ''))
    .toUpperCase()
    .toLowerCase()
    .replaceAll('&', ' and ')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word && word !== 'the');
  const suffixLength = () =>
    [1, 2, 3, 4].find((n) => n < words.length && LEGAL_SUFFIXES.has(words.slice(-n).join(' ')));
  for (let n = suffixLength(); n; n = suffixLength()) words.length -= n;
  return words.join('');
});

/** Returns whether evidence names an issuer. A name of spaces or punctuation alone does not count. */
export const hasIssuer = ({issuer}: Evidence): boolean => normalizeName(issuer ?? '') !== '';

/** Returns whether evidence is an in-date attestation or report by a party other than the vendor. */
export function isAttestation(evidence: Evidence, organization: string, now: number): boolean {
  const {kind, issuer, expiresAt} = evidence;
  return (
    (kind === 'attestation' || kind === 'report') &&
    expiresAt !== undefined &&
    freshnessOf(evidence, now) === 'in-date' &&
    hasIssuer(evidence) &&
    normalizeName(issuer!) !== normalizeName(organization)
  );
}

/** Evidence at a point in time. */
export interface EvidenceState {
  readonly evidence: Evidence;
  readonly freshness: Freshness;
  /** Whether it currently counts as an attestation by another party: see `isAttestation`. */
  readonly attests: boolean;
}

/**
 * Returns the state of every piece of evidence by id, so that each is judged once, however many entries
 * reference it.
 * @param now Milliseconds since the epoch.
 */
export function* evidenceStates(
  {evidence, organization}: Manifest,
  now: number,
): Steps<ReadonlyMap<string, EvidenceState>> {
  const states = new Map<string, EvidenceState>();
  const add = (item: Evidence) =>
    states.set(item.id, {
      evidence: item,
      freshness: freshnessOf(item, now),
      attests: isAttestation(item, organization.name, now),
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
