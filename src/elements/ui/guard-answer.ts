/** Descriptions of a guard's answer, for the guard cards and the banner. */
import type {Observation} from '../../guard/observation.js';
import type {Messages} from '../../i18n/messages.js';
import type {Manifest} from '../../manifest/schema.js';
import {manifestText} from './manifest-text.js';
import {timeAgo} from './relative-time.js';

/** Describes an answer that contradicts the manifest, as the end of a sentence whose subject is the guard. */
export function describeContradiction(
  {verdict, reason, status, unmetGates, effects}: Observation,
  messages: Messages,
  manifest: Manifest,
): unknown[] {
  switch (verdict) {
    case 'open':
      return messages.parts(
        unmetGates.length || effects?.mutatesRecords || effects?.enablesProduction
          ? 'contradiction.open-but'
          : 'contradiction.open',
      );
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
