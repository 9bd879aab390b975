/** The posture in one sentence, which quotes no text of the manifest. */
import {html, nothing} from 'lit';
import type {RenderContext} from '../ui/fragments.js';
import {guardStatus} from '../ui/guard-status.js';
import {timeAgo} from '../ui/relative-time.js';

/** The order of the states in the summary sentence. */
const STATES = ['current', 'partial', 'gated', 'not-applicable', 'contradicted'] as const;

/** The order of the guard statuses in the summary sentence. */
const STATUSES = ['contradicted', 'verified', 'open', 'unverified', 'pending'] as const;

/** Renders how many topics are in each state, how many gates are unmet, and what backs the statements. */
export function topicsSentence({posture: {controls, gates}, messages}: RenderContext): unknown {
  if (!controls.length) return nothing;
  const states = STATES.flatMap((state) => {
    const n = controls.filter((control) => control.state === state).length;
    return n
      ? [html`<strong class=${state}>${messages.t(`summary.state.${state}`, {n})}</strong>`]
      : [];
  });
  const backing = (['attested', 'evidenced', 'stated'] as const).flatMap((assurance) => {
    const n = controls.filter((control) => control.assurance === assurance).length;
    return n ? [messages.t(`summary.assurance.${assurance}`, {n})] : [];
  });
  return html`${messages.parts('summary.topics', {
    n: controls.length,
    states: messages.list(states),
  })}
  ${messages.t('summary.gates', {n: gates.filter(({gate}) => gate.state === 'unmet').length})}
  ${messages.parts('summary.backing', {parts: messages.list(backing)})}`;
}

/** Renders how many guards have each status, and the age of the oldest verified answer. */
export function guardsSentence({posture: {guards}, messages}: RenderContext): unknown {
  const statuses = guards.map(guardStatus);
  // A sentence about only some of the guards would be longer and shift the page. So all guards count as
  // pending until every one has answered, unless an answer is bad news.
  const waiting =
    statuses.includes('pending') &&
    !statuses.some((status) => /contradicted|unverified/.test(status));
  const answers = STATUSES.flatMap((status) => {
    const inStatus = guards.filter((_, i) => (waiting ? 'pending' : statuses[i]) === status);
    const n = inStatus.length;
    if (!n) return [];
    const oldest = inStatus
      .flatMap(({observation}) => observation?.checkedAt ?? [])
      .sort((a, b) => a.wall - b.wall)[0];
    const plain = html`<strong class=${status}
      >${messages.t(`summary.answer.${status}`, {n})}</strong
    >`;
    const answer =
      status === 'verified' && oldest
        ? html`${messages.parts('summary.answer.age', {
            answer: plain,
            age: timeAgo(oldest, messages),
          })}`
        : plain;
    return [{n, answer}];
  });
  const [first] = answers;
  if (!first) return nothing;
  if (answers.length === 1) return messages.parts('summary.guards.all', first);
  const parts = answers.map((part) => html`${messages.parts('summary.guards.part', part)}`);
  return messages.parts('summary.guards.some', {n: guards.length, parts: messages.list(parts)});
}
