import type {Manifest} from '../../manifest/schema.js';
import type {Lexicon} from '../../posture/claims/lexicon.js';
import {languageOf, type Reading} from '../../posture/claims/reading.js';
import {isMarkdownLoaded, tokensOf} from './markdown.js';

/** The loaders of the lexicons. */
const LEXICONS: Readonly<Record<string, () => Promise<Readonly<Record<string, Lexicon>>>>> = {
  ar: () => import('../../posture/claims/lexicons/ar.js'),
  de: () => import('../../posture/claims/lexicons/de.js'),
  en: () => import('../../posture/claims/lexicons/en.js'),
  es: () => import('../../posture/claims/lexicons/es.js'),
  fr: () => import('../../posture/claims/lexicons/fr.js'),
  ja: () => import('../../posture/claims/lexicons/ja.js'),
};

const lexicons = new Map<string, Lexicon>();
let scanClaims: Reading['scanClaims'];
let independenceFrom: Reading['independenceFrom'];

const readings = new Map<string, Reading>();
/** The parts that the readings were created with. */
let known = '';

/**
 * Loads the claim checks and the lexicon of a language, if there is one. Resolves to `false` if a chunk failed to
 * load. The next call requests it again.
 */
export function loadClaimChecks(language: string): Promise<boolean> {
  const load = Object.hasOwn(LEXICONS, language) && !lexicons.has(language) && LEXICONS[language];
  return loadParts([
    scanClaims ?? import('../../posture/claims/scan.js').then((module) => ({scanClaims} = module)),
    load && load().then((module) => lexicons.set(language, module[language]!)),
  ]);
}

/** Loads what tells issuers from the organization if evidence names an issuer, as in `loadClaimChecks`. */
export function loadIssuerCheck({evidence}: Manifest): Promise<boolean> {
  const named = evidence.some(({issuer}) => issuer !== undefined);
  return loadParts([
    named &&
      (independenceFrom ??
        import('../../posture/issuer.js').then((module) => ({independenceFrom} = module))),
  ]);
}

/** Loads all chunks that check a manifest, as in `loadClaimChecks`. */
export async function loadChecksFor(manifest: Manifest): Promise<boolean> {
  const loaded = await Promise.all([
    loadClaimChecks(languageOf(manifest)),
    loadIssuerCheck(manifest),
  ]);
  return loaded.every(Boolean);
}

/** Resolves to whether all parts have loaded. A chunk may be blocked, tampered with or unreachable. */
const loadParts = (parts: readonly unknown[]): Promise<boolean> =>
  Promise.all(parts).then(
    () => true,
    () => false,
  );

/**
 * Returns what the claim checks read a manifest with: the texts as the page shows them now. It is another object
 * once another part has loaded.
 * @param base The manifest's URL.
 */
export function readingFor(base: string): Reading {
  const markdown = isMarkdownLoaded();
  const parts = [markdown, !!scanClaims, !!independenceFrom, lexicons.size].join();
  if (parts !== known) readings.clear();
  known = parts;
  let reading = readings.get(base);
  if (!reading) {
    const lexiconFor = (language: string) => lexicons.get(language);
    const lex = markdown ? tokensOf : () => undefined;
    reading = {scanClaims, independenceFrom, lex, lexiconFor, base};
    readings.set(base, reading);
  }
  return reading;
}
