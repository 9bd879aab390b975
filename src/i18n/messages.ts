import type {Locale, PhraseKey} from '../locales/en.js';
import type {Phrase} from '../locales/phrase.js';
import {instant} from '../manifest/dates.js';
import {english} from './english.js';
import {
  formatDate,
  formatRelativeTime,
  formatMoment,
  formatNumber,
  formatTime,
  listParts,
  plainDate,
  plainList,
  pluralCategory,
} from './intl.js';

/** Values for the placeholders of a phrase, by name. `n` selects the plural form. */
export type PhraseValues = Readonly<Record<string, unknown>>;

/** The language and presentation of a center's messages. */
export interface MessagesOptions {
  /** A BCP 47 tag, for dates, lists and plurals. */
  readonly locale?: string;
  readonly phrases?: Locale;
  /** The level of the center's heading, 1 to 6. */
  readonly headingLevel?: number;
  /** Whether readers can copy links to rows on this page. */
  readonly deepLinks?: boolean;
  /**
   * The time at which a server derived the posture, in milliseconds since the epoch. A server does not know
   * the reader's time zone or the page's address.
   */
  readonly derivedAt?: number | undefined;
  /**
   * Whether dates, numbers and lists are formatted for the language; `true` by default. Otherwise they are
   * plain, because the first formatter of a page takes longer than its first text.
   */
  readonly formatted?: boolean;
}

/** The right-to-left scripts (ISO 15924) of languages in use on the web. */
const RIGHT_TO_LEFT = /^(?:Adlm|Arab|Hebr|Nkoo|Rohg|Syrc|Thaa)$/;

/** Returns the script of a language. `Intl.Locale` is slow to create, so English skips it. */
const scriptOf = (tag: string): string =>
  tag === 'en' ? 'Latn' : (new Intl.Locale(tag).maximize().script ?? '');

/** Phrases and formats of one language, with the options that affect how sections render. */
export class Messages {
  readonly locale: string;
  readonly phrases: Locale;
  readonly headingLevel: number;
  readonly deepLinks: boolean;
  readonly derivedAt: number | undefined;
  readonly formatted: boolean;
  #direction: 'ltr' | 'rtl' | undefined;

  constructor({
    locale = 'en',
    phrases = english,
    headingLevel = 2,
    deepLinks = false,
    derivedAt,
    formatted = true,
  }: MessagesOptions = {}) {
    this.locale = locale;
    this.phrases = phrases;
    this.headingLevel = headingLevel;
    this.deepLinks = deepLinks;
    this.derivedAt = derivedAt;
    this.formatted = formatted;
  }

  /** The text direction of the language, for `dir`. */
  get direction(): 'ltr' | 'rtl' {
    return (this.#direction ??= RIGHT_TO_LEFT.test(scriptOf(this.locale)) ? 'rtl' : 'ltr');
  }

  /** The page's address, or `''` on a server, which does not know it. */
  get page(): string {
    return this.derivedAt === undefined ? location.href : '';
  }

  /** Returns a phrase as text. */
  readonly t = (key: PhraseKey, values?: PhraseValues): string => this.parts(key, values).join('');

  /** Returns a phrase as an array of texts and values, so that values may be templates. */
  readonly parts = (key: PhraseKey, values: PhraseValues = {}): unknown[] =>
    this.#pluralForm(this.phrases[key], values['n'])
      .split(/\{(\w+)\}/)
      .map((piece, i) => (i % 2 ? this.#format(values[piece]) : piece));

  /** Returns “a, b, and c” as an array; items may be templates. */
  list(items: readonly unknown[]): unknown[] {
    return (this.formatted ? listParts : plainList)(this.locale, items);
  }

  /** Formats the day of a date from the manifest. */
  date(rfc3339: string): string {
    return (this.formatted ? formatDate : plainDate)(this.locale, instant(rfc3339));
  }

  /** Formats a time of day, from milliseconds since the epoch. Includes the day if it is not today. */
  time(wall: number): string {
    return formatTime(this.locale, wall, Date.now());
  }

  /** Formats an unambiguous time: day, time and zone. Uses UTC on a server. */
  moment(wall: number): string {
    if (!this.formatted) return new Date(wall).toISOString();
    return formatMoment(this.locale, wall, this.derivedAt === undefined ? undefined : 'UTC');
  }

  /** Formats a time difference in milliseconds, such as “12 sec. ago” or “in 18 sec.”. */
  relativeTime(milliseconds: number): string {
    return formatRelativeTime(this.locale, milliseconds);
  }

  #format(value: unknown): unknown {
    return typeof value === 'number' && this.formatted ? formatNumber(this.locale, value) : value;
  }

  #pluralForm(phrase: Phrase<never>, n: unknown): string {
    if (typeof phrase === 'string') return phrase;
    const forms = phrase as Readonly<Record<string, string>>;
    return forms[String(n)] ?? forms[pluralCategory(this.locale, Number(n))] ?? forms['other']!;
  }
}

/** The default messages. Shared, because creating them takes time. */
export const ENGLISH_MESSAGES = new Messages();
