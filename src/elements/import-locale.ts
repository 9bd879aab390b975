/** How the words of a language come in: as a module. The script-tag build puts verified files in this file's place. */
import type {Locale} from '../locales/en.js';

interface LocaleModule {
  readonly words: Locale;
}

/** The languages besides English, each with its import. */
export const LOCALE_IMPORTS: Readonly<Record<string, () => Promise<LocaleModule>>> = {
  ar: () => import('../locales/ar.js'),
  de: () => import('../locales/de.js'),
  es: () => import('../locales/es.js'),
  fr: () => import('../locales/fr.js'),
  ja: () => import('../locales/ja.js'),
};
