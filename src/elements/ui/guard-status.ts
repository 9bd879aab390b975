/** The status of a guard, for the summary, the guard cards and the matrix. */
import type {Messages} from '../../i18n/messages.js';
import type {GuardPosture} from '../../posture/posture.js';
import type {IconName} from './icons.js';

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
