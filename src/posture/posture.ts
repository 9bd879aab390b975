/** The types of a posture, which `derive.ts` computes and the page renders. */
import type {Moment} from '../guard/clock.js';
import type {Observation} from '../guard/observation.js';
import type {Problem} from '../manifest/problem.js';
import type {
  Control,
  Evidence,
  Gate,
  Guard,
  Readiness,
  Requirement,
  RoadmapItem,
} from '../manifest/schema.js';
import type {Agreement, GuardRecord} from './agreement.js';
import type {Assurance, EvidenceState} from './assurance.js';

export const CONTROL_STATES = [
  'contradicted',
  'not-applicable',
  'gated',
  'partial',
  'current',
] as const;
export type ControlState = (typeof CONTROL_STATES)[number];

/** Evidence and its validity now. */
export interface DatedEvidence extends EvidenceState {
  /** The overclaims in the evidence entry itself. */
  readonly overclaims: readonly Problem[];
}

export interface GuardPosture {
  readonly guard: Guard;
  /** The guard's gates that are unmet in the manifest. */
  readonly unmet: readonly Gate[];
  /** The latest observation; `undefined` before the first. */
  readonly observation?: Observation | undefined;
  /** `contradicts` as long as a contradiction is latched. */
  readonly agreement: Agreement;
  /** The latched contradiction. */
  readonly contradiction?: Observation | undefined;
  /** The time of the latest proven answer that agrees. */
  readonly verifiedAt?: Moment | undefined;
  readonly overclaims: readonly Problem[];
}

export interface ControlPosture {
  readonly control: Control;
  readonly state: ControlState;
  readonly assurance: Assurance;
  /** The issuers of the attestations; empty unless the assurance is `attested`. */
  readonly attestedBy: readonly string[];
  /** Whether every gate of the `gated` statement is met. Only the author may restate it. */
  readonly readyToReview: boolean;
  readonly gates: readonly Gate[];
  readonly evidence: readonly DatedEvidence[];
  readonly guards: readonly GuardPosture[];
  readonly overclaims: readonly Problem[];
}

export interface GatePosture {
  readonly gate: Gate;
  readonly evidence: readonly DatedEvidence[];
  /** Every entry that references this gate. */
  readonly holdsBack: {
    readonly controls: readonly Control[];
    readonly guards: readonly Guard[];
    readonly roadmap: readonly RoadmapItem[];
    /** Their `id` is unique across all frameworks: see `RequirementPosture.rowId`. */
    readonly requirements: readonly Pick<Requirement, 'id' | 'title'>[];
  };
  readonly overclaims: readonly Problem[];
}

export interface RoadmapPosture {
  readonly item: RoadmapItem;
  readonly gates: readonly Gate[];
  readonly overclaims: readonly Problem[];
}

export interface RequirementPosture {
  readonly requirement: Requirement;
  /** An id unique across all frameworks: the readiness entry's id and its own, as in `soc-2/access`. */
  readonly rowId: string;
  readonly state: 'open' | 'supported';
  readonly gates: readonly Gate[];
  readonly evidence: readonly DatedEvidence[];
  readonly overclaims: readonly Problem[];
}

export interface ReadinessPosture {
  readonly readiness: Readiness;
  /** The issued report, if it is in date and from an independent issuer. */
  readonly report?: Evidence | undefined;
  readonly requirements: readonly RequirementPosture[];
  readonly overclaims: readonly Problem[];
}

/** Everything that the page derives. None of it is stored. */
export interface Posture {
  readonly controls: readonly ControlPosture[];
  readonly gates: readonly GatePosture[];
  readonly guards: readonly GuardPosture[];
  readonly roadmap: readonly RoadmapPosture[];
  readonly readiness: readonly ReadinessPosture[];
  /** Every overclaim and warning. */
  readonly claims: readonly Problem[];
  /**
   * The language of the manifest, if no lexicon was there to check its wording; `undefined` if it was checked.
   */
  readonly uncheckedLanguage: string | undefined;
  /** Returns the evidence with these ids and its validity now, in the given order. */
  readonly dated: (ids: readonly string[]) => readonly DatedEvidence[];
  /** Returns the overclaims at or below a JSON Pointer (RFC 6901); `""` is the whole manifest. */
  readonly overclaimsAt: (path: string) => readonly Problem[];
}

/** A posture, and the time as of which the dates of its manifest were evaluated. */
export interface PostureAt {
  readonly posture: Posture;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The records of a manifest's guards by guard id. */
export type Observations = ReadonlyMap<string, GuardRecord>;
