/** When what follows from a manifest's dates changes, and whether it has. */
import {instant, periodEnd} from '../manifest/dates.js';
import type {Manifest} from '../manifest/schema.js';

const boundariesByManifest = new WeakMap<Manifest, readonly number[]>();

/** Every moment, in milliseconds since the epoch, from which on a date of the manifest has passed. */
function dateBoundaries(manifest: Manifest): readonly number[] {
  let moments = boundariesByManifest.get(manifest);
  if (!moments) {
    const {expiresAt, disclosure, evidence, roadmap} = manifest;
    const dates = [expiresAt, disclosure.expiresAt];
    for (const item of evidence) dates.push(item.issuedAt, item.expiresAt);
    const targets = roadmap?.items.map(({target}) => target) ?? [];
    const past = (read: (date: string) => number, from: readonly (string | undefined)[]) =>
      from.flatMap((date) => (date === undefined ? [] : [read(date)]));
    moments = [...new Set([...past(instant, dates), ...past(periodEnd, targets)])];
    boundariesByManifest.set(manifest, moments);
  }
  return moments;
}

/** Whether at both times, in milliseconds since the epoch, the same dates of the manifest have passed. */
export const sameDatesPassed = (manifest: Manifest, one: number, other: number): boolean =>
  one === other || dateBoundaries(manifest).every((moment) => moment <= one === moment <= other);
