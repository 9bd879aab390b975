import {memoize} from '../text/memoize.js';

/** Matches a full-date or a date-time (RFC 3339). Its groups are the day, and the seconds if they are 60. */
export const RFC_3339 =
  /^(\d{4}-\d\d-\d\d)(?:[T ](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|(60))(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d))?$/i;
const PERIOD = /^(\d{4})(?:-(?:Q([1-4])|(\d\d)(?:-(\d\d))?))?$/;

/**
 * Returns the time of an RFC 3339 date-time or full-date, in milliseconds since the epoch. A bare date
 * is 00:00 UTC, and a leap second, which is only possible at the end of a month in UTC, is the first second
 * of the next. Returns `NaN` if the text is neither, or names a day that does not exist.
 */
export const instant = memoize((text) => {
  const [, day, leap] = RFC_3339.exec(text) ?? [];
  if (!day) return NaN;
  const midnight = new Date(`${day}T00:00:00Z`);
  // Engines disagree about 30 February: some roll it over into March.
  const exists = !isNaN(+midnight) && midnight.toISOString().startsWith(day);
  if (!exists) return NaN;
  // A space may separate day and time (section 5.6).
  const iso = text.toUpperCase().replace(' ', 'T');
  if (!leap) return Date.parse(iso);
  const time = Date.parse(iso.replace(':60', ':59')) + 1_000;
  return /-01T00:00:00/.test(new Date(time).toISOString()) ? time : NaN;
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
