/** The time for which a posture holds: none of its manifest's dates passes in between. */
import {instant, periodEnd} from '../manifest/dates.js';
import type {Manifest} from '../manifest/schema.js';
import {forEachInSteps, type Steps} from '../slices.js';

/** From `since`, up to but not including `until`, in milliseconds since the epoch. */
export interface Period {
  readonly since: number;
  readonly until: number;
}

/** Returns the longest period around `now` in which no date of the manifest passes. */
export function* periodWithoutDates(manifest: Manifest, now: number): Steps<Period> {
  const {expiresAt, disclosure, evidence, roadmap} = manifest;
  let [since, until] = [-Infinity, Infinity];
  const addBoundary = (read: (date: string) => number, date: string | undefined) => {
    if (date === undefined) return;
    const time = read(date);
    if (time <= now) since = Math.max(since, time);
    else if (time > now) until = Math.min(until, time);
  };
  addBoundary(instant, expiresAt);
  addBoundary(instant, disclosure.expiresAt);
  yield* forEachInSteps(evidence, (item) => {
    addBoundary(instant, item.issuedAt);
    addBoundary(instant, item.expiresAt);
  });
  yield* forEachInSteps(roadmap?.items ?? [], ({target}) => addBoundary(periodEnd, target));
  return {since, until};
}
