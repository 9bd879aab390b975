/** Dates, numbers, plurals and lists by `Intl`, with one formatter for each kind and language. */

const formatters = new Map<string, unknown>();

function formatter<T>(key: string, make: () => T): T {
  if (!formatters.has(key)) formatters.set(key, make());
  return formatters.get(key) as T;
}

/** Has the formatters of a language made: a page's first ones take the longest of all that it formats. */
export function prepareFormats(locale: string): void {
  formatDate(locale, 0);
  formatNumber(locale, 0);
  listParts(locale, []);
}

/** A day, such as “22 November 2026”. A date without a time is a day in UTC wherever it is read. */
export function formatDate(locale: string, time: number): string {
  const make = () => new Intl.DateTimeFormat(locale, {dateStyle: 'long', timeZone: 'UTC'});
  return formatter(`date ${locale}`, make).format(time);
}

/** The time of day, to the second, in the reader's own zone; with the day, where that is not `now`'s. */
export function formatTime(locale: string, time: number, now: number): string {
  const today = new Date(time).toDateString() === new Date(now).toDateString();
  const make = () =>
    new Intl.DateTimeFormat(locale, {
      timeStyle: 'medium',
      ...(today ? {} : {dateStyle: 'medium' as const}),
    });
  return formatter(`time ${today} ${locale}`, make).format(time);
}

/** Day, time and zone, for where a moment must be beyond doubt; in the reader's own zone unless told otherwise. */
export function formatMoment(locale: string, time: number, timeZone?: 'UTC'): string {
  const make = () =>
    new Intl.DateTimeFormat(locale, {dateStyle: 'long', timeStyle: 'long', timeZone});
  return formatter(`moment ${timeZone} ${locale}`, make).format(time);
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** How far off a moment is, such as “12 sec. ago” or “in 18 sec.”; `distance` in milliseconds. */
export function formatRelativeTime(locale: string, distance: number): string {
  const make = () => new Intl.RelativeTimeFormat(locale, {style: 'short', numeric: 'always'});
  const [unit, size] = UNITS.find(([, size]) => Math.abs(distance) >= size) ?? UNITS[3];
  return formatter(`distance ${locale}`, make).format(Math.trunc(distance / size), unit);
}

/** “a, b and c” as the parts between and the items, so that items may be more than text. */
export function listParts<T>(locale: string, items: readonly T[]): (T | string)[] {
  const make = () => new Intl.ListFormat(locale, {type: 'conjunction'});
  const parts = formatter(`list ${locale}`, make).formatToParts(items.map(String));
  let next = 0;
  return parts.map(({type, value}) => (type === 'element' ? items[next++]! : value));
}

/** A number with the digits and the grouping of the language. */
export function formatNumber(locale: string, n: number): string {
  const make = () => new Intl.NumberFormat(locale);
  return formatter(`number ${locale}`, make).format(n);
}

/** The plural category of a number (Unicode CLDR), such as `one` or `other`. */
export function pluralCategory(locale: string, n: number): Intl.LDMLPluralRule {
  const make = () => new Intl.PluralRules(locale);
  return formatter(`plural ${locale}`, make).select(n);
}
