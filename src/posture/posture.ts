/** What a posture is made of: the page draws it, `derive.ts` works it out. */
import type {Moment, Observation} from '../guard/observation.js';
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
import type {Assurance, Freshness} from './assurance.js';

export const CONTROL_STATES = [
  'contradicted',
  'not-applicable',
  'gated',
  'partial',
  'current',
] as const;
export type ControlState = (typeof CONTROL_STATES)[number];

/** Evidence, and how it stands now. */
export interface DatedEvidence {
  readonly evidence: Evidence;
  readonly freshness: Freshness;
  /** Whether another party stands for it now: see `isAttestation`. */
  readonly attests: boolean;
  /** What the claim checks found in the evidence itself. */
  readonly overclaims: readonly Problem[];
}

export interface GuardPosture {
  readonly guard: Guard;
  /** The gates of the guard that the manifest holds unmet. */
  readonly unmet: readonly Gate[];
  /** The latest observation; nothing before the first. */
  readonly observation?: Observation | undefined;
  /** `contradicts` as long as a contradiction is latched. */
  readonly agreement: Agreement;
  readonly contradiction?: Observation | undefined;
  /** When a proven answer that agrees last came. */
  readonly verifiedAt?: Moment | undefined;
  readonly overclaims: readonly Problem[];
}

export interface ControlPosture {
  readonly control: Control;
  readonly state: ControlState;
  readonly assurance: Assurance;
  /** Who attests, where the assurance is `attested`. */
  readonly attestedBy: readonly string[];
  /** Every gate of the `gated` statement is met: only the author may restate it. */
  readonly readyToReview: boolean;
  readonly gates: readonly Gate[];
  readonly evidence: readonly DatedEvidence[];
  readonly guards: readonly GuardPosture[];
  readonly overclaims: readonly Problem[];
}

export interface GatePosture {
  readonly gate: Gate;
  readonly evidence: readonly DatedEvidence[];
  /** Everything that names this gate. */
  readonly holdsBack: {
    readonly controls: readonly Control[];
    readonly guards: readonly Guard[];
    readonly roadmap: readonly RoadmapItem[];
    /** By their ids among those of all frameworks: see `RequirementPosture.rowId`. */
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
  /** Its id among those of all frameworks: the framework's entry and its own, as in `soc-2/access`. */
  readonly rowId: string;
  readonly state: 'open' | 'supported';
  readonly gates: readonly Gate[];
  readonly evidence: readonly DatedEvidence[];
  readonly overclaims: readonly Problem[];
}

export interface ReadinessPosture {
  readonly readiness: Readiness;
  /** The issued report, where there is one in date by an independent issuer. */
  readonly report?: Evidence | undefined;
  readonly requirements: readonly RequirementPosture[];
  readonly overclaims: readonly Problem[];
}

/** Everything that the page derives; nothing in it is stored anywhere. */
export interface Posture {
  readonly controls: readonly ControlPosture[];
  readonly gates: readonly GatePosture[];
  readonly guards: readonly GuardPosture[];
  readonly roadmap: readonly RoadmapPosture[];
  readonly readiness: readonly ReadinessPosture[];
  /** Every overclaim and warning. */
  readonly claims: readonly Problem[];
  /** The evidence with these ids, as it stands now. */
  readonly dated: (ids: readonly string[]) => readonly DatedEvidence[];
  /** The overclaims at this JSON Pointer or below it; `""` is the whole manifest. */
  readonly overclaimsAt: (path: string) => readonly Problem[];
}

/** The records of a manifest's guards, by the guard's id. */
export type Observations = ReadonlyMap<string, GuardRecord>;
