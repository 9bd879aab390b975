import {instant} from '../manifest/dates.js';
import {en, type Locale, type PhraseKey} from '../locales/en.js';
import type {Phrase} from '../locales/phrase.js';
import {
  formatDate,
  formatRelativeTime,
  formatMoment,
  formatNumber,
  formatTime,
  listParts,
  pluralCategory,
  prepareFormats,
} from './intl.js';

/** What is put into a phrase, by name. `n` is the number that chooses its form. */
export type PhraseValues = Readonly<Record<string, unknown>>;

/** How the page wants its center to speak. */
export interface MessagesOptions {
  /** A BCP 47 tag, for dates, lists and plurals. */
  readonly locale?: string;
  readonly words?: Locale;
  /** The level of the center's own heading, 1 to 6. */
  readonly headingLevel?: number;
  /** Whether rows have addresses on this page that can be copied. */
  readonly deepLinks?: boolean;
  /**
   * When a server derived what is said, in milliseconds since the epoch: it knows neither the reader's
   * zone nor the page's address.
   */
  readonly derivedAt?: number | undefined;
}

/** The scripts that are written from right to left (ISO 15924), of languages in use on the web. */
const RIGHT_TO_LEFT = /^(?:Adlm|Arab|Hebr|Nkoo|Rohg|Syrc|Thaa)$/;

/** The script that a language is written in. To ask takes a browser long: not for English, then. */
const scriptOf = (tag: string): string =>
  tag === 'en' ? 'Latn' : (new Intl.Locale(tag).maximize().script ?? '');

/** One language as the sections speak it, in the manner that the page gives them. */
export class Messages {
  readonly locale: string;
  readonly words: Locale;
  readonly headingLevel: number;
  readonly deepLinks: boolean;
  readonly derivedAt: number | undefined;
  #direction: 'ltr' | 'rtl' | undefined;

  constructor({
    locale = 'en',
    words = en,
    headingLevel = 2,
    deepLinks = false,
    derivedAt,
  }: MessagesOptions = {}) {
    this.locale = locale;
    this.words = words;
    this.headingLevel = headingLevel;
    this.deepLinks = deepLinks;
    this.derivedAt = derivedAt;
  }

  /** Which way the language is written, as in `dir`. */
  get direction(): 'ltr' | 'rtl' {
    return (this.#direction ??= RIGHT_TO_LEFT.test(scriptOf(this.locale)) ? 'rtl' : 'ltr');
  }

  /** The address of the page that it is said on, where that is known. */
  get page(): string {
    return this.derivedAt === undefined ? location.href : '';
  }

  /** Gets ready to speak, while there is nothing to say yet. */
  prepare(): void {
    prepareFormats(this.locale);
  }

  /** A phrase as text. */
  readonly t = (key: PhraseKey, values?: PhraseValues): string => this.parts(key, values).join('');

  /** A phrase as the pieces of a template, so that what is put in may be a template itself. */
  readonly parts = (key: PhraseKey, values: PhraseValues = {}): unknown[] =>
    this.#pluralForm(this.words[key], values['n'])
      .split(/\{(\w+)\}/)
      .map((piece, i) => (i % 2 ? this.#format(values[piece]) : piece));

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
    return formatMoment(this.locale, wall, this.derivedAt === undefined ? undefined : 'UTC');
  }

  /** “12 sec. ago” or “in 18 sec.”, from milliseconds. */
  relativeTime(milliseconds: number): string {
    return formatRelativeTime(this.locale, milliseconds);
  }

  #format(value: unknown): unknown {
    return typeof value === 'number' ? formatNumber(this.locale, value) : value;
  }

  #pluralForm(phrase: Phrase<never>, n: unknown): string {
    if (typeof phrase === 'string') return phrase;
    const forms = phrase as Readonly<Record<string, string>>;
    return forms[String(n)] ?? forms[pluralCategory(this.locale, Number(n))] ?? forms['other']!;
  }
}

/** What is spoken where nothing else is asked for: one for all, for making one takes time. */
export const ENGLISH_MESSAGES = new Messages();
