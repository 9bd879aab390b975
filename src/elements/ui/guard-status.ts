/** The status and the phrases of a guard's answer, for the guard cards, the matrix and the banner. */
import type {Observation} from '../../guard/observation.js';
import type {Messages} from '../../i18n/messages.js';
import type {Manifest} from '../../manifest/schema.js';
import type {GuardPosture} from '../../posture/posture.js';
import type {IconName} from './icons.js';
import {manifestText} from './manifest-text.js';
import {timeAgo} from './relative-time.js';

/** How a guard's answer is presented. Only `verified` is green, and only `contradicted` is red. */
export type GuardStatus = 'verified' | 'open' | 'contradicted' | 'unverified' | 'pending';

export const STATUS_ICONS: Readonly<Record<GuardStatus, IconName>> = {
  verified: 'verified',
  open: 'unlocked',
  contradicted: 'warning',
  unverified: 'unverified',
  pending: 'unverified',
};

/** Returns the status of a guard. */
export function guardStatus({agreement, observation}: GuardPosture): GuardStatus {
  if (agreement === 'contradicts') return 'contradicted';
  if (agreement === 'agrees') return observation?.verdict === 'open' ? 'open' : 'verified';
  return !observation || observation.reason === 'pending' ? 'pending' : 'unverified';
}

/** Returns the announcement of the guards' answers for screen readers. */
export const guardAnnouncement = (guards: readonly GuardPosture[], messages: Messages): string =>
  guards
    .map((posture) => {
      const answer = messages.t(`summary.answer.${guardStatus(posture)}`, {n: 1});
      return messages.t('announcement', {guard: posture.guard.title, answer});
    })
    .join(' ');

/** Describes an answer that contradicts the manifest, as the end of a sentence whose subject is the guard. */
export function describeContradiction(
  {verdict, reason, status, unmetGates}: Observation,
  messages: Messages,
  manifest: Manifest,
): unknown[] {
  switch (verdict) {
    case 'open':
      return messages.parts('contradiction.open');
    case 'not-refused':
      return messages.parts('contradiction.not-refused', {status: String(status)});
    case 'contradictory':
      return messages.parts('contradiction.contradictory', {
        reason: messages.t(`reason.${reason}`),
      });
    default: {
      const titleOf = (id: string) => manifest.gates.find((gate) => gate.id === id)?.title ?? id;
      const gates = unmetGates.map((id) =>
        messages.parts('quoted', {text: manifestText(titleOf(id), manifest)}),
      );
      return messages.parts('contradiction.other-gates', {gates: messages.list(gates)});
    }
  }
}

/** Describes the latest observation by itself, without a contradiction latched from an earlier one. */
export function describeLatest(
  observation: Observation | undefined,
  messages: Messages,
): unknown[] {
  const {verdict, reason: key} = observation ?? {verdict: 'unchecked', reason: 'pending'};
  const reason = messages.t(`reason.${key}`);
  if (observation?.proven) {
    const phrase = verdict === 'open' ? 'guards.open' : 'guards.verified';
    return messages.parts(phrase, {age: timeAgo(observation.checkedAt, messages)});
  }
  switch (verdict) {
    case 'open':
      return messages.parts('guards.unproven-open');
    case 'blocked-unproven':
      return messages.parts('guards.unproven', {reason});
    case 'unchecked':
      return messages.parts('guards.unchecked', {reason});
    default:
      return messages.parts('guards.unknown', {reason});
  }
}
