/** Formats dates, numbers, plurals and lists with `Intl`. Keeps one formatter per kind and locale. */

const formatters = new Map<string, unknown>();

function formatter<T>(key: string, make: () => T): T {
  if (!formatters.has(key)) formatters.set(key, make());
  return formatters.get(key) as T;
}

let prepared = false;

/** Returns whether formats may be used: see `prepareFormats`. */
export const formatsPrepared = (): boolean => prepared;

/** Creates the first formatters, which take a page much longer than all later ones. */
export function prepareFormats(locale: string): void {
  formatDate(locale, 0);
  formatNumber(locale, 0);
  listParts(locale, []);
  prepared = true;
}

/** Formats a day, such as “22 November 2026”, in UTC: a date without a time is the same everywhere. */
export function formatDate(locale: string, time: number): string {
  const make = () => new Intl.DateTimeFormat(locale, {dateStyle: 'long', timeZone: 'UTC'});
  return formatter(`date ${locale}`, make).format(time);
}

const MONTHS =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

/** The languages that plain dates and lists match, so that no text moves once they are formatted. */
const isEnglish = (locale: string) => locale === 'en' || locale === 'en-US';

/** Formats a day without a formatter: in English as `formatDate` does, in other languages as in ISO 8601. */
export function plainDate(locale: string, time: number): string {
  const date = new Date(time);
  if (!isEnglish(locale)) return date.toISOString().slice(0, 'YYYY-MM-DD'.length);
  return `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
}

/** Returns items and separators without a formatter: in English as `listParts` does, else with commas. */
export function plainList<T>(locale: string, items: readonly T[]): (T | string)[] {
  const last = items.length > 2 ? ', and ' : ' and ';
  return items.flatMap((item, i) => {
    if (!i) return [item];
    return [isEnglish(locale) && i === items.length - 1 ? last : ', ', item];
  });
}

/** Formats a time to the second, in the reader's time zone. Adds the day unless it is that of `now`. */
export function formatTime(locale: string, time: number, now: number): string {
  const today = new Date(time).toDateString() === new Date(now).toDateString();
  const make = () =>
    new Intl.DateTimeFormat(locale, {
      timeStyle: 'medium',
      ...(today ? {} : {dateStyle: 'medium' as const}),
    });
  return formatter(`time ${today} ${locale}`, make).format(time);
}

/** Formats an unambiguous time: day, time and zone. The reader's time zone is the default. */
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

/** Formats a time difference in milliseconds: “12 sec. ago” if negative, “in 18 sec.” if positive. */
export function formatRelativeTime(locale: string, distance: number): string {
  const make = () => new Intl.RelativeTimeFormat(locale, {style: 'short', numeric: 'always'});
  const [unit, size] = UNITS.find(([, size]) => Math.abs(distance) >= size) ?? UNITS[3];
  return formatter(`distance ${locale}`, make).format(Math.trunc(distance / size), unit);
}

/** Returns “a, b, and c” as an array of items and separators, so that items need not be strings. */
export function listParts<T>(locale: string, items: readonly T[]): (T | string)[] {
  const make = () => new Intl.ListFormat(locale, {type: 'conjunction'});
  const parts = formatter(`list ${locale}`, make).formatToParts(items.map(String));
  let next = 0;
  return parts.map(({type, value}) => (type === 'element' ? items[next++]! : value));
}

/** Formats a number with the locale's digits and grouping. */
export function formatNumber(locale: string, n: number): string {
  const make = () => new Intl.NumberFormat(locale);
  return formatter(`number ${locale}`, make).format(n);
}

/** Returns the plural category of a number (Unicode CLDR), such as `one` or `other`. */
export function pluralCategory(locale: string, n: number): Intl.LDMLPluralRule {
  const make = () => new Intl.PluralRules(locale);
  return formatter(`plural ${locale}`, make).select(n);
}
