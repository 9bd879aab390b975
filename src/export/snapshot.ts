/** A reviewer's record of exactly what was shown, as plain JSON: hashes, times, and why. */
import type {Effects} from '../guard/contract.js';
import type {Reason as AnswerReason, Verdict} from '../guard/observation.js';
import type {Digest} from '../manifest/digest.js';
import type {LoadError, LoadReason} from '../manifest/load-error.js';
import type {LoadedManifest} from '../manifest/load.js';
import type {Problem} from '../manifest/problem.js';
import type {Evidence, Gate, RoadmapItem} from '../manifest/schema.js';
import type {OverclaimRule, PhraseKey} from '../locales/en.js';
import type {Agreement} from '../posture/agreement.js';
import type {Assurance, Freshness} from '../posture/assurance.js';
import type {ControlState, GatePosture, Posture, RequirementPosture} from '../posture/posture.js';
import type {StateReason} from './reasons.js';

/** Says a phrase in the reader's language, with `values` put in by name. */
export type Say = (key: PhraseKey, values?: Readonly<Record<string, unknown>>) => string;

/** What a record is made from. */
export interface SnapshotSource {
  /** Milliseconds since the epoch. `posture` must have been derived at that moment. */
  readonly takenAt: number;
  /** The version of the element. */
  readonly version: string;
  /** The address of the page. */
  readonly page: string;
  /** The language of the words: a BCP 47 tag. */
  readonly language: string;
  readonly loadState: 'idle' | 'loading' | 'ready' | 'kept' | 'failed';
  /** The address that was asked for the manifest, where nothing was loaded. */
  readonly source: string | null;
  /** The manifest that is shown. */
  readonly loaded?: LoadedManifest | undefined;
  /** The digest of the manifest's bytes in hexadecimal, or why there is none. */
  readonly sha256: Digest;
  /** When the manifest came, in milliseconds since the epoch. */
  readonly fetchedAt?: number | undefined;
  readonly error?: LoadError | undefined;
  /** What follows from the manifest that is shown. */
  readonly posture?: Posture | undefined;
}

/** Why there is no digest: no bytes came, nothing here can hash them, or nothing was loaded. */
export type DigestReason = Extract<Digest, {readonly reason: unknown}>['reason'];

/** The rule of an overclaim at a row, or that only its author may restate it. */
export type Flag = OverclaimRule | 'ready-to-review';

/**
 * The record. Plain JSON: what is not known is `null`, so that a record read back from its text is the
 * same. Times of its own are RFC 3339 in UTC; dates of the manifest stay as the manifest writes them.
 */
export interface Snapshot {
  readonly takenAt: string;
  /** The version of the element that showed it. */
  readonly element: string;
  /** The address of the page that it was shown on, without query and fragment. */
  readonly page: string;
  /** The language of `limits`: a BCP 47 tag. */
  readonly language: string;
  /** Who speaks; `null` where no manifest is shown. */
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
  /** One for each guard, whether or not it was asked. */
  readonly observations: readonly ObservationRow[];
  /**
   * Everything that was found wrong, each once. Where a reload failed, those of severity `error` are of
   * the document that was refused, and not of the one that is shown.
   */
  readonly problems: readonly Problem[];
  /** Why the manifest could not be loaded, or loaded again. */
  readonly error: {readonly reason: LoadReason; readonly message: string} | null;
  /** What the record does not prove, in sentences. */
  readonly limits: readonly string[];
}

/** Which document was shown. */
export interface ManifestRow {
  /** Where it was had from, after redirects; where nothing was loaded, the address that was asked. */
  readonly url: string | null;
  /** Of the bytes that were read, in hexadecimal. */
  readonly sha256: string | null;
  /** Why there is no `sha256`. */
  readonly sha256Reason: DigestReason | null;
  readonly id: string | null;
  readonly schemaVersion: string | null;
  readonly version: string | null;
  readonly publishedAt: string | null;
  readonly expiresAt: string | null;
  readonly fetchedAt: string | null;
  /** `kept`: a reload failed, and this is the last one that did not. */
  readonly loadState: SnapshotSource['loadState'];
  readonly signature: LoadedManifest['signature'] | null;
}

export interface ControlRow {
  readonly id: string;
  readonly title: string;
  readonly category: string | null;
  /** The statements, as the manifest writes them: markdown. */
  readonly current: string | null;
  readonly gated: string | null;
  readonly notApplicable: string | null;
  readonly state: ControlState;
  readonly assurance: Assurance;
  /** The issuers, where the assurance is `attested`. */
  readonly attestedBy: readonly string[];
  /** The ids of its gates. */
  readonly gates: readonly string[];
  readonly flags: readonly Flag[];
  readonly reasons: readonly StateReason[];
}

export interface GateRow {
  readonly id: string;
  readonly title: string;
  /** The vendor's own word, as is `metAt`. */
  readonly state: Gate['state'];
  readonly metAt: string | null;
  readonly flags: readonly Flag[];
  readonly reasons: readonly StateReason[];
  /** The ids of everything that names this gate. */
  readonly holdsBack: Readonly<Record<keyof GatePosture['holdsBack'], readonly string[]>>;
}

export interface RoadmapRow {
  readonly id: string;
  readonly title: string;
  /** The vendor's own word. */
  readonly stage: RoadmapItem['stage'];
  /** A year, quarter, month or day: `2027-Q1`. */
  readonly target: string | null;
  /** The ids of the gates that it waits for. */
  readonly after: readonly string[];
  readonly flags: readonly Flag[];
}

export interface ReadinessRow {
  readonly id: string;
  readonly framework: string;
  /** `issued` only where the report is in date, and by an independent issuer. */
  readonly report: 'issued' | 'none';
  /** The id of the evidence that the vendor names as the report, whether or not it counts. */
  readonly reportEvidence: string | null;
  /** Without those of its requirements. */
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

/** A reference to proof. Its content was not looked at. */
export interface EvidenceRow {
  readonly id: string;
  readonly title: string;
  readonly kind: Evidence['kind'];
  readonly issuer: string | null;
  readonly issuedAt: string | null;
  readonly expiresAt: string | null;
  readonly access: Evidence['access'];
  readonly freshness: Freshness;
  /** Resolved against the manifest's address; only where it is public and the link policy lets it be. */
  readonly href: string | null;
  /** As the manifest states it, in hexadecimal. */
  readonly sha256: string | null;
  readonly scope: string | null;
  readonly flags: readonly Flag[];
}

/** What one guard showed. While nothing was asked, there is nothing of an answer in it. */
export interface ObservationRow {
  /** The guard's id. */
  readonly guard: string;
  readonly title: string;
  readonly route: string;
  /** What the manifest declares: `blocked` while it holds one of the guard's gates unmet. */
  readonly expected: 'blocked' | 'open';
  /** The address that was asked, without the challenge. */
  readonly endpoint: string | null;
  readonly verdict: Verdict;
  readonly reason: AnswerReason;
  /** Whether it was shown to be a live answer of this guard. */
  readonly proven: boolean;
  /** `contradicts` as long as a contradiction stands. */
  readonly agreement: Agreement;
  /** The HTTP status. */
  readonly status: number | null;
  readonly checkedAt: string | null;
  /** When a proven answer that agrees last came. */
  readonly lastVerifiedAt: string | null;
  /** The answer that contradicted last, until a proven one that agrees takes it away. */
  readonly contradiction: {
    readonly verdict: Verdict;
    readonly reason: AnswerReason;
    readonly status: number | null;
    readonly checkedAt: string;
    readonly unmetGates: readonly string[];
  } | null;
  /** The gates that the answer names as unmet, in the answer's own words. */
  readonly unmetGates: readonly string[];
  /** What the answer says that asking had for effects. */
  readonly effects: Effects | null;
  readonly release: string | null;
  /** Whether the answer's own time is over five minutes off. */
  readonly clockSkew: boolean;
  readonly flags: readonly Flag[];
}
