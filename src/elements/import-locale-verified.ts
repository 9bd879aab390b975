/** How the words of a language come in the script-tag build: as files whose digests the entry carries. */
import type {Locale} from '../locales/en.js';
import {importVerified} from '../text/import-verified.js';

interface LocaleModule {
  readonly words: Locale;
}

/** Digests by the file's name, and file names by language. */
declare const LOCALE_FILES: Readonly<Record<string, readonly [file: string, integrity: string]>>;

export const LOCALE_IMPORTS: Readonly<Record<string, () => Promise<LocaleModule>>> =
  Object.fromEntries(
    Object.entries(LOCALE_FILES).map(([language, [file, integrity]]) => [
      language,
      () => importVerified<LocaleModule>(file, integrity),
    ]),
  );
