import type {Locale} from '../locales/en.js';
import {english} from './english.js';

interface LocaleModule {
  /** Named `words` because pages import it: `@arqen/trust-center/locales/de`. */
  readonly words: Locale;
}

/** The loaders of the languages that are not part of the main bundle. */
const LOADERS: Readonly<Record<string, () => Promise<LocaleModule>>> = {
  ar: () => import('../locales/ar.js'),
  de: () => import('../locales/de.js'),
  es: () => import('../locales/es.js'),
  fr: () => import('../locales/fr.js'),
  ja: () => import('../locales/ja.js'),
};

const locales = new Map<string, Locale>([['en', english]]);

/** Languages that have been requested. */
const loading = new Map<string, Promise<boolean>>();

/** Dispatches `change` when the phrases of a language have been added or replaced. */
export const localeChanges = new EventTarget();

/**
 * Adds the phrases of a language, or replaces the built-in ones. Centers in that language update at once.
 * @param tag A BCP 47 tag, such as `it` or `de-CH`.
 * @param phrases The complete translation.
 * @throws {RangeError} If `tag` is not a valid BCP 47 tag.
 */
export function addLocale(tag: string, phrases: Locale): void {
  locales.set(new Intl.Locale(tag).baseName, phrases);
  localeChanges.dispatchEvent(new Event('change'));
}

/**
 * Returns the loaded phrases of a tag, else of another one for the same script and region, else for the same
 * script, else of its language: those of `zh-TW`, `zh-Hant` or `zh` for `zh-Hant-TW`. Returns `undefined` if
 * none are loaded.
 */
export function findLocale(locale: Intl.Locale): Locale | undefined {
  const found = locales.get(locale.baseName);
  if (found) return found;
  const {baseName, language, script} = locale.maximize();
  const same = [...locales.keys()].find(
    (tag) => new Intl.Locale(tag).maximize().baseName === baseName,
  );
  return locales.get(same ?? '') ?? locales.get(`${language}-${script}`) ?? locales.get(language);
}

/**
 * Loads the phrases of a built-in language. Resolves to whether they have loaded; after a failure, the next call
 * tries again. Returns `undefined` if the language is not built in.
 */
export function loadLocale(language: string): Promise<boolean> | undefined {
  const load = Object.hasOwn(LOADERS, language) && LOADERS[language];
  if (!load) return undefined;
  let loaded = loading.get(language);
  if (!loaded) {
    loaded = load().then(
      ({words}) => {
        // The page may have added its own phrases in the meantime; they take precedence.
        if (!locales.has(language)) addLocale(language, words);
        return true;
      },
      // The phrases are blocked, tampered with or unreachable: the center and its `lang` stay English.
      () => !loading.delete(language),
    );
    loading.set(language, loaded);
  }
  return loaded;
}
