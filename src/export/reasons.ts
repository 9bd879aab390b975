/**
 * Why a state is what it is, as data: the facts that `posture/derive.ts` goes by. Those that could
 * decide come first, in the order in which they win; what backs a statement comes last.
 */
import type {Gate} from '../manifest/schema.js';
import type {
  ControlPosture,
  DatedEvidence,
  GatePosture,
  RequirementPosture,
} from '../posture/posture.js';

/** One closed list of words, which every locale translates as `because.<rule>`. */
export const REASON_RULES = [
  // With the id of a guard.
  'guard-contradicts',
  // What the vendor says of a control, and of a gate; without an id.
  'not-applicable',
  'current-statement',
  'gated-statement',
  'stated',
  // With the id of a gate.
  'gate-unmet',
  'gate-met',
  // With the id of evidence. `evidence-internal` is in date, and no reader can see it.
  'attested',
  'evidence-in-date',
  'evidence-internal',
  'evidence-expired',
  'evidence-undated',
  'evidence-not-yet-issued',
  // Without an id.
  'no-evidence',
] as const;
export type ReasonRule = (typeof REASON_RULES)[number];

export interface StateReason {
  readonly rule: ReasonRule;
  /** The id of the guard, gate or evidence that it is about; `null` where it is about none. */
  readonly id: string | null;
}

/** Why a control has its state, and then its assurance. */
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
    ...statements(control),
    ...standing(gates),
    ...backing(evidence),
  ]);
}

/** What stands behind a gate's state, which is the vendor's own word. */
export const reasonsForGate = ({evidence}: GatePosture): StateReason[] =>
  distinct([reason('stated'), ...backing(evidence)]);

/** Why a requirement is open or supported. */
export const reasonsForRequirement = ({gates, evidence}: RequirementPosture): StateReason[] =>
  distinct([...standing(gates), ...backing(evidence)]);

const reason = (rule: ReasonRule, id: string | null = null): StateReason => ({rule, id});

function statements({notApplicable, current, gated}: ControlPosture['control']): StateReason[] {
  if (notApplicable !== undefined) return [reason('not-applicable')];
  return [
    ...(gated === undefined ? [] : [reason('gated-statement')]),
    ...(current === undefined ? [] : [reason('current-statement')]),
  ];
}

const standing = (gates: readonly Gate[]): StateReason[] =>
  gates.map(({id, state}) => reason(`gate-${state}`, id));

const backing = (evidence: readonly DatedEvidence[]): StateReason[] =>
  evidence.length
    ? evidence.map((it) => reason(backingRule(it), it.evidence.id))
    : [reason('no-evidence')];

function backingRule({evidence, freshness, attests}: DatedEvidence): ReasonRule {
  if (freshness !== 'in-date') return `evidence-${freshness}`;
  if (attests) return 'attested';
  return evidence.access === 'internal' ? 'evidence-internal' : 'evidence-in-date';
}

/** A list of ids may name one twice. */
const distinct = (reasons: readonly StateReason[]): StateReason[] => [
  ...new Map(reasons.map((it) => [`${it.rule} ${it.id}`, it])).values(),
];
