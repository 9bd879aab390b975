import {memoize} from '../text/memoize.js';

const RFC_3339 =
  /^(\d{4}-\d\d-\d\d)(?:T(?:[01]\d|2[0-3]):\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))?$/i;
const PERIOD = /^(\d{4})(?:-(?:Q([1-4])|(\d\d)(?:-(\d\d))?))?$/;

/**
 * Returns the time of an RFC 3339 date-time or full-date, in milliseconds since the epoch. A bare date
 * is 00:00 UTC. Returns `NaN` if the text is neither, or names a day that does not exist.
 */
export const instant = memoize((text) => {
  const day = RFC_3339.exec(text)?.[1];
  if (!day) return NaN;
  const midnight = new Date(`${day}T00:00:00Z`);
  // Engines disagree about 30 February: some roll it over into March.
  const exists = !isNaN(+midnight) && midnight.toISOString().startsWith(day);
  return exists ? Date.parse(text.toUpperCase()) : NaN;
});

/**
 * Returns the end of a planned period in UTC, in milliseconds since the epoch. The period is a year,
 * quarter, month or day: `2027`, `2027-Q1`, `2027-03` or `2027-03-31`. Returns `NaN` for any other text.
 */
export function periodEnd(text: string): number {
  const [, year, quarter, month, day] = PERIOD.exec(text) ?? [];
  if (!year) return NaN;
  if (day) return instant(text) + 86_400_000;
  const months = quarter ? +quarter * 3 : month ? +month : 12;
  return months >= 1 && months <= 12 ? Date.UTC(+year, months) : NaN;
}
