/** A snapshot: a reviewer's record of exactly what was shown, as plain JSON with hashes, times and reasons. */
import type {Effects} from '../guard/contract.js';
import type {Reason as AnswerReason, Verdict} from '../guard/observation.js';
import type {OverclaimRule, PhraseKey} from '../locales/en.js';
import type {Digest} from '../manifest/digest.js';
import type {LoadError, LoadReason} from '../manifest/load-error.js';
import type {LoadedManifest} from '../manifest/load.js';
import type {Problem} from '../manifest/problem.js';
import type {Evidence, Gate, RoadmapItem} from '../manifest/schema.js';
import type {Agreement} from '../posture/agreement.js';
import type {Assurance, Freshness} from '../posture/assurance.js';
import type {ControlState, GatePosture, Posture, RequirementPosture} from '../posture/posture.js';
import type {StateReason} from './reasons.js';

/** Formats a phrase in the reader's language, with `values` inserted by name. */
export type Say = (key: PhraseKey, values?: Readonly<Record<string, unknown>>) => string;

/** Everything a snapshot is created from, captured at one time. */
export interface SnapshotSource {
  /** Milliseconds since the epoch. `posture` must be derived for that time. */
  readonly takenAt: number;
  /** The address of the page, without query and fragment. */
  readonly page: string;
  /** The language of the phrases: a BCP 47 tag. */
  readonly language: string;
  readonly loadState: 'idle' | 'loading' | 'ready' | 'kept' | 'failed';
  /** The requested address of the manifest; `null` if it is inline or there is none. */
  readonly source: string | null;
  /** The manifest that is shown. */
  readonly loaded?: LoadedManifest | undefined;
  /** When the manifest arrived, in milliseconds since the epoch. */
  readonly fetchedAt?: number | undefined;
  readonly error?: LoadError | undefined;
  /** The posture of the shown manifest. */
  readonly posture?: Posture | undefined;
}

/** Why there is no digest: the manifest is inline, WebCrypto is missing, or nothing was loaded. */
export type DigestReason = Extract<Digest, {readonly reason: unknown}>['reason'];

/** A flag of a row: the rule of an overclaim, or `ready-to-review` (all its gates are met). */
export type Flag = OverclaimRule | 'ready-to-review';

/**
 * The record, as plain JSON. Unknown values are `null`, so that a record survives a JSON round trip. Its own
 * times are RFC 3339 in UTC; dates from the manifest stay as written there.
 */
export interface Snapshot {
  readonly takenAt: string;
  /** The version of the element. */
  readonly element: string;
  /** The address of the page, without query and fragment. */
  readonly page: string;
  /** The language of the sentences (`limits`, `backing`, `attestation`): a BCP 47 tag. */
  readonly language: string;
  /** The organization in the manifest; `null` if no manifest is shown. */
  readonly organization: {
    readonly name: string;
    readonly product: string | null;
    readonly url: string | null;
  } | null;
  readonly manifest: ManifestRow;
  readonly controls: readonly ControlRow[];
  readonly gates: readonly GateRow[];
  readonly roadmap: readonly RoadmapRow[];
  readonly readiness: readonly ReadinessRow[];
  readonly evidence: readonly EvidenceRow[];
  /** One for each guard, whether or not it was checked. */
  readonly observations: readonly ObservationRow[];
  /**
   * All problems, without duplicates. After a failed reload, those of severity `error` belong to the
   * refused manifest, not to the one that is shown.
   */
  readonly problems: readonly Problem[];
  /** The number of problems that were found besides those. */
  readonly problemsOmitted: number;
  /** Why the manifest could not be loaded or reloaded. */
  readonly error: {readonly reason: LoadReason; readonly message: string} | null;
  /** Sentences that state what the record does not prove. */
  readonly limits: readonly string[];
}

/** Identifies the manifest that was shown. */
export interface ManifestRow {
  /** Its final address, after redirects; if nothing was loaded, the requested address. */
  readonly url: string | null;
  /** The SHA-256 digest of its bytes, in hexadecimal. */
  readonly sha256: string | null;
  /** Why `sha256` is `null`. */
  readonly sha256Reason: DigestReason | null;
  readonly id: string | null;
  readonly schemaVersion: string | null;
  readonly version: string | null;
  readonly publishedAt: string | null;
  readonly expiresAt: string | null;
  readonly fetchedAt: string | null;
  /** `kept`: a reload failed, and the last good manifest is shown. */
  readonly loadState: SnapshotSource['loadState'];
  readonly signature: LoadedManifest['signature'] | null;
}

export interface ControlRow {
  readonly id: string;
  readonly title: string;
  readonly category: string | null;
  /** The statements, in markdown as written in the manifest. */
  readonly current: string | null;
  readonly gated: string | null;
  readonly notApplicable: string | null;
  readonly state: ControlState;
  readonly assurance: Assurance;
  /** The assurance in words, in the record's language. They say whose word it is. */
  readonly backing: string;
  /** The issuers, if the assurance is `attested`. */
  readonly attestedBy: readonly string[];
  /** The ids of its gates. */
  readonly gates: readonly string[];
  readonly flags: readonly Flag[];
  readonly reasons: readonly StateReason[];
}

export interface GateRow {
  readonly id: string;
  readonly title: string;
  /** As stated by the vendor, like `metAt`. */
  readonly state: Gate['state'];
  readonly metAt: string | null;
  readonly flags: readonly Flag[];
  readonly reasons: readonly StateReason[];
  /** The ids of the entries that name this gate. */
  readonly holdsBack: Readonly<Record<keyof GatePosture['holdsBack'], readonly string[]>>;
}

export interface RoadmapRow {
  readonly id: string;
  readonly title: string;
  /** As stated by the vendor. */
  readonly stage: RoadmapItem['stage'];
  /** A year, quarter, month or day, such as `2027-Q1`. */
  readonly target: string | null;
  /** The ids of the gates it waits for. */
  readonly after: readonly string[];
  readonly flags: readonly Flag[];
}

export interface ReadinessRow {
  readonly id: string;
  readonly framework: string;
  /** `issued` only if the report is in date and its issuer is independent. */
  readonly report: 'issued' | 'none';
  /** The id of the evidence named as the report, whether or not it counts as one. */
  readonly reportEvidence: string | null;
  /** Excludes the flags of its requirements. */
  readonly flags: readonly Flag[];
  readonly requirements: readonly RequirementRow[];
}

export interface RequirementRow {
  readonly id: string;
  readonly title: string;
  readonly state: RequirementPosture['state'];
  readonly flags: readonly Flag[];
  readonly reasons: readonly StateReason[];
}

/** A reference to proof. Its content was not examined. */
export interface EvidenceRow {
  readonly id: string;
  readonly title: string;
  readonly kind: Evidence['kind'];
  readonly issuer: string | null;
  /** The issuer's website; `null` if the link policy refuses it. */
  readonly issuerUrl: string | null;
  /** Who attests and whose word that is, in the record's language; `null` if nobody does. */
  readonly attestation: string | null;
  readonly issuedAt: string | null;
  readonly expiresAt: string | null;
  readonly access: Evidence['access'];
  readonly freshness: Freshness;
  /** Resolved against the manifest's address; `null` unless public and allowed by the link policy. */
  readonly href: string | null;
  /** As stated in the manifest, in hexadecimal. */
  readonly sha256: string | null;
  readonly scope: string | null;
  readonly flags: readonly Flag[];
}

/** The observation of one guard. An unchecked guard has no values from an answer. */
export interface ObservationRow {
  /** The guard's id. */
  readonly guard: string;
  readonly title: string;
  readonly route: string;
  /** What the manifest declares: `blocked` while one of the guard's gates is unmet. */
  readonly expected: 'blocked' | 'open';
  /** The requested address, without the challenge. */
  readonly endpoint: string | null;
  readonly verdict: Verdict;
  readonly reason: AnswerReason;
  /** Whether the answer is proven to be live and from this guard. */
  readonly proven: boolean;
  /** `contradicts` while a contradiction is latched. */
  readonly agreement: Agreement;
  /** The HTTP status. */
  readonly status: number | null;
  readonly checkedAt: string | null;
  /** When a proven answer last agreed. */
  readonly lastVerifiedAt: string | null;
  /** The latest contradiction; cleared by a proven answer that agrees. */
  readonly contradiction: {
    readonly verdict: Verdict;
    readonly reason: AnswerReason;
    readonly status: number | null;
    readonly checkedAt: string;
    readonly unmetGates: readonly string[];
  } | null;
  /** The ids of unmet gates, as named in the answer. */
  readonly unmetGates: readonly string[];
  /** The side effects of the check, as stated in the answer. */
  readonly effects: Effects | null;
  readonly release: string | null;
  /** Whether the answer's `checkedAt` is off by more than five minutes. */
  readonly clockSkew: boolean;
  readonly flags: readonly Flag[];
}
