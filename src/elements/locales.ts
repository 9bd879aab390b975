import {en, type Locale} from '../locales/en.js';
import {LOCALE_IMPORTS} from './import-locale.js';

const known = new Map<string, Locale>([['en', en]]);

/** Languages that could not be had are not asked for again. */
const asked = new Map<string, Promise<unknown>>();

/**
 * Adds the words of a language, or puts others in the place of those that come with the element.
 * @param tag A BCP 47 tag, such as `it` or `de-CH`.
 */
export const addLocale = (tag: string, words: Locale): void => void known.set(tag, words);

/** The words for a tag, where they are there: its own, else its language's. */
export const wordsFor = ({baseName, language}: Intl.Locale): Locale | undefined =>
  known.get(baseName) ?? known.get(language);

/** Has the words of a language brought, and resolves once they are there or cannot be had. */
export async function loadWords(language: string): Promise<void> {
  const bring = Object.hasOwn(LOCALE_IMPORTS, language) && LOCALE_IMPORTS[language];
  if (!bring) return;
  const words = asked.get(language) ?? bring().then((file) => addLocale(language, file.words));
  asked.set(language, words);
  // Blocked, tampered with or unreachable: the page speaks English, and says so in its `lang`.
  await words.catch(() => undefined);
}
