/** The times at which a manifest's dates pass, so that its posture must be derived again. */
import {instant, periodEnd} from '../manifest/dates.js';
import type {Manifest} from '../manifest/schema.js';

const boundariesByManifest = new WeakMap<Manifest, readonly number[]>();

/** Returns the times at which the dates of a manifest pass, in milliseconds since the epoch. */
function dateBoundaries(manifest: Manifest): readonly number[] {
  let boundaries = boundariesByManifest.get(manifest);
  if (!boundaries) {
    const {expiresAt, disclosure, evidence, roadmap} = manifest;
    const dates = [expiresAt, disclosure.expiresAt];
    for (const item of evidence) dates.push(item.issuedAt, item.expiresAt);
    const targets = roadmap?.items.map(({target}) => target) ?? [];
    const timesOf = (read: (date: string) => number, from: readonly (string | undefined)[]) =>
      from.flatMap((date) => (date === undefined ? [] : [read(date)]));
    boundaries = [...new Set([...timesOf(instant, dates), ...timesOf(periodEnd, targets)])];
    boundariesByManifest.set(manifest, boundaries);
  }
  return boundaries;
}

/** Returns whether the same dates have passed at two times, in milliseconds since the epoch. */
export const sameDatesPassed = (manifest: Manifest, one: number, other: number): boolean =>
  one === other ||
  dateBoundaries(manifest).every((boundary) => boundary <= one === boundary <= other);
