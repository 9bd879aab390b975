/**
 * Explains each state as data: the facts that `posture/derive.ts` relies on. Facts that can decide the
 * state come first, in order of precedence; evidence comes last.
 */
import type {Gate} from '../manifest/schema.js';
import type {
  ControlPosture,
  DatedEvidence,
  GatePosture,
  RequirementPosture,
} from '../posture/posture.js';

/** A closed list of codes. Each locale has the phrase `because.<rule>`. */
export const REASON_RULES = [
  // `id` names a guard.
  'guard-contradicts',
  // The vendor's statement about a control or a gate. `id` is `null`.
  'not-applicable',
  'current-statement',
  'gated-statement',
  'stated',
  // `id` names a gate.
  'gate-unmet',
  'gate-met',
  // `id` names a piece of evidence. `evidence-internal` is in date, but readers cannot see it.
  'attested',
  'evidence-in-date',
  'evidence-internal',
  'evidence-expired',
  'evidence-undated',
  'evidence-not-yet-issued',
  // `id` is `null`.
  'no-evidence',
] as const;
export type ReasonRule = (typeof REASON_RULES)[number];

export interface StateReason {
  readonly rule: ReasonRule;
  /** The id of the guard, gate or evidence concerned; `null` if there is none. */
  readonly id: string | null;
}

/** Explains a control's state, then its assurance. */
export function reasonsForControl({
  control,
  gates,
  evidence,
  guards,
}: ControlPosture): StateReason[] {
  return distinct([
    ...guards
      .filter(({agreement}) => agreement === 'contradicts')
      .map(({guard}) => reason('guard-contradicts', guard.id)),
    ...statementReasons(control),
    ...gateReasons(gates),
    ...evidenceReasons(evidence),
  ]);
}

/** Explains a gate's state, which is stated by the vendor. */
export const reasonsForGate = ({evidence}: GatePosture): StateReason[] =>
  distinct([reason('stated'), ...evidenceReasons(evidence)]);

/** Explains why a requirement is open or supported. */
export const reasonsForRequirement = ({gates, evidence}: RequirementPosture): StateReason[] =>
  distinct([...gateReasons(gates), ...evidenceReasons(evidence)]);

const reason = (rule: ReasonRule, id: string | null = null): StateReason => ({rule, id});

function statementReasons({
  notApplicable,
  current,
  gated,
}: ControlPosture['control']): StateReason[] {
  if (notApplicable !== undefined) return [reason('not-applicable')];
  return [
    ...(gated === undefined ? [] : [reason('gated-statement')]),
    ...(current === undefined ? [] : [reason('current-statement')]),
  ];
}

const gateReasons = (gates: readonly Gate[]): StateReason[] =>
  gates.map(({id, state}) => reason(`gate-${state}`, id));

const evidenceReasons = (evidence: readonly DatedEvidence[]): StateReason[] =>
  evidence.length
    ? evidence.map((it) => reason(evidenceRule(it), it.evidence.id))
    : [reason('no-evidence')];

function evidenceRule({evidence, freshness, attests}: DatedEvidence): ReasonRule {
  if (freshness !== 'in-date') return `evidence-${freshness}`;
  if (attests) return 'attested';
  return evidence.access === 'internal' ? 'evidence-internal' : 'evidence-in-date';
}

/** Removes duplicates, which occur because lists of ids may contain them. */
const distinct = (reasons: readonly StateReason[]): StateReason[] => [
  ...new Map(reasons.map((it) => [`${it.rule} ${it.id}`, it])).values(),
];
