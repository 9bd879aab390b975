/** Manifests without a page: parse one, run the claim checks, derive its posture. Runs in Node. */
export {checkClaims, derivePosture, type ClaimOptions} from '../posture/at-once.js';
export {CLAIM_RULES, type ClaimRule} from '../posture/claims/rules.js';
export type {RegistrableDomain} from '../posture/issuer.js';
export {REMEDIES} from '../posture/claims/remedies.js';
export * from '../posture/posture.js';
export {
  agreementOf,
  recordObservation,
  type Agreement,
  type GuardRecord,
} from '../posture/agreement.js';
export type {Assurance, Freshness} from '../posture/assurance.js';
export {instant} from '../manifest/dates.js';
export {LIMITS} from '../manifest/limits.js';
export type {VerificationOptions, LoadOptions} from '../manifest/fetch.js';
export type {LoadError, LoadReason} from '../manifest/load-error.js';
export {
  loadManifest,
  readManifest,
  type LoadedManifest,
  type LoadResult,
} from '../manifest/load.js';
export {parseManifest, type ParseResult} from '../manifest/parse.js';
export type {Problem, Severity} from '../manifest/problem.js';
export {
  manifestSchema,
  type Control,
  type Disclosure,
  type Evidence,
  type Gate,
  type Guard,
  type Manifest,
  type Readiness,
  type Requirement,
  type RoadmapItem,
} from '../manifest/schema.js';
