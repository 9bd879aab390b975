import {en, type Locale} from '../locales/en.js';

interface LocaleModule {
  readonly words: Locale;
}

/** The languages besides English, each with its import. */
const LOADERS: Readonly<Record<string, () => Promise<LocaleModule>>> = {
  ar: () => import('../locales/ar.js'),
  de: () => import('../locales/de.js'),
  es: () => import('../locales/es.js'),
  fr: () => import('../locales/fr.js'),
  ja: () => import('../locales/ja.js'),
};

const locales = new Map<string, Locale>([['en', en]]);

/** Languages that were asked for: those that could not be had are not asked for again. */
const loading = new Map<string, Promise<void>>();

/** Tells by `change` that there are words which were not there before. */
export const localeChanges = new EventTarget();

/**
 * Adds the words of a language, or puts others in the place of those that come with the element.
 * Centers that speak it do so at once.
 * @param tag A BCP 47 tag, such as `it` or `de-CH`.
 * @throws {RangeError} Where the tag is none.
 */
export function addLocale(tag: string, words: Locale): void {
  locales.set(new Intl.Locale(tag).baseName, words);
  localeChanges.dispatchEvent(new Event('change'));
}

/** The words for a tag, where they are there: its own, else its language's. */
export const findLocale = ({baseName, language}: Intl.Locale): Locale | undefined =>
  locales.get(baseName) ?? locales.get(language);

/** Has the words of a language brought, where the element has such. Resolves once they are there, or cannot be. */
export function loadLocale(language: string): Promise<void> | undefined {
  const bring = Object.hasOwn(LOADERS, language) && LOADERS[language];
  if (!bring) return undefined;
  let coming = loading.get(language);
  if (!coming) {
    coming = bring().then(
      ({words}) => {
        // A page that has given its own meanwhile keeps them.
        if (!locales.has(language)) addLocale(language, words);
      },
      // Blocked, tampered with or unreachable: the page speaks English, and says so in its `lang`.
      () => undefined,
    );
    loading.set(language, coming);
  }
  return coming;
}
