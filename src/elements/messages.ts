import {instant} from '../manifest/dates.js';
import {en, type Locale, type Phrase, type PhraseKey} from '../locales/en.js';
import {formatDate, formatDistance, formatMoment, formatTime, listParts} from '../text/dates.js';

/** What is put into a phrase, by name. `n` is the number that chooses its form. */
export type Values = Readonly<Record<string, unknown>>;

/** One language as the sections speak it, at the heading level that the page gives them. */
export class Messages {
  readonly #words: Locale;
  readonly #plural: Intl.PluralRules;

  constructor(
    /** A BCP 47 tag, for dates, lists and plurals. */
    readonly locale: string = 'en',
    /** The level of the center's own heading, 1 to 6. */
    readonly headingLevel: number = 2,
    words: Locale = en,
  ) {
    this.#words = words;
    this.#plural = new Intl.PluralRules(locale);
  }

  /** A phrase as text. */
  t(key: PhraseKey, values?: Values): string {
    return this.parts(key, values).join('');
  }

  /** A phrase as the pieces of a template, so that what is put in may be a template itself. */
  parts(key: PhraseKey, values: Values = {}): unknown[] {
    return this.#form(this.#words[key], values['n'])
      .split(/\{(\w+)\}/)
      .map((piece, i) => (i % 2 ? values[piece] : piece));
  }

  /** “a, b and c”, of text or templates. */
  list(items: readonly unknown[]): unknown[] {
    return listParts(this.locale, items);
  }

  /** The day that a date of the manifest names. */
  date(rfc3339: string): string {
    return formatDate(this.locale, instant(rfc3339));
  }

  /** The time of day of a moment, in milliseconds since the epoch; with the day, where it is not today. */
  time(wall: number): string {
    return formatTime(this.locale, wall, Date.now());
  }

  /** A moment beyond doubt: day, time and zone. */
  moment(wall: number): string {
    return formatMoment(this.locale, wall);
  }

  /** “12 sec. ago” or “in 18 sec.”, from milliseconds. */
  distance(milliseconds: number): string {
    return formatDistance(this.locale, milliseconds);
  }

  #form(phrase: Phrase, n: unknown): string {
    if (typeof phrase === 'string') return phrase;
    return phrase[String(n)] ?? phrase[this.#plural.select(Number(n))] ?? phrase.other;
  }
}
