/**
 * Whether the issuer of evidence is a party other than the organization, as far as its name and its website
 * show. Readers judge the rest: the page names each issuer "as stated by the vendor".
 */
import type {Evidence, Manifest} from '../manifest/schema.js';
import {parseUrl} from '../text/links.js';
import {memoize} from '../text/memoize.js';
import {drawn, skeleton} from '../text/skeleton.js';
import {ALONE, ARTICLES, LEGAL_FORMS, OWN, OWN_UNSPACED, SHARED} from './issuer-words.js';

/** Returns the registrable domain of a host, such as `vendor.co.uk`; `null` if it has none. */
export type RegistrableDomain = (host: string) => string | null;

type Words = readonly string[];

/**
 * A name as it looks, and with digits read as letters; for a name with look-alikes of Latin letters, then as
 * it is written. Each with its legal forms, then without them if it has any.
 */
type Forms = readonly (readonly Words[])[];

/** No company has a longer name. Bounds the work for each issuer. */
const MAX_NAME = 200;

/** Names of these scripts begin longer words. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hangul}]{2,}$/u;

/** Splits a name into words in lower case. Another script and a capital begin a word, too. */
const wordsOf = (name: string): Words =>
  name
    .replace(/(?<=\p{L})['’ʼ]s?(?!\p{L})|(?<=(?<!\p{L})[ld])['’ʼ]/giu, ' ')
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .replace(/['’ʼ\u0640]|[\u064b-\u0652]/g, '')
    .replace(
      /(?:株式|有限|合同)会社|(?:股份)?有限(?:[责責]任)?公司|集[团團]|[주유][식한]회사/gu,
      ' $& ',
    )
    .replace(/\p{Script=Han}+|[\p{Script=Hiragana}\p{Script=Katakana}ー]+/gu, ' $& ')
    .toUpperCase()
    .toLowerCase()
    .replaceAll('i\u0307', 'i')
    .replace(/[أإآ]/g, 'ا')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean);

/** Makes the digits and letters equal that look alike in some font. */
const alike = (word: string): string =>
  word.replace(/[1i]/g, 'l').replaceAll('0', 'o').replaceAll('rn', 'm').replaceAll('vv', 'w');

/** Removes accents, which authors leave out. */
const bare = (word: string): string =>
  /^[ -~]*$/.test(word) ? word : word.normalize('NFD').replace(/\p{Mn}/gu, '');

const setOf = (list: string): ReadonlySet<string> =>
  new Set(
    bare(list)
      .replaceAll(' ', '')
      .split(',')
      .flatMap((word) => [word, alike(word)]),
  );

const createVocabulary = () => ({
  legalForms: setOf(LEGAL_FORMS),
  shared: setOf(SHARED),
  own: setOf(OWN),
  alone: setOf(ALONE),
  articles: setOf(ARTICLES),
});

let vocabulary: ReturnType<typeof createVocabulary> | undefined;

/** Returns the lists of words, prepared when the first issuer needs them: most manifests name none. */
const vocabularyNow = () => (vocabulary ??= createVocabulary());

const isShared = (word: string): boolean => vocabularyNow().shared.has(bare(word));

/** The number of words in the longest legal form: G. G. m. b. H. */
const MAX_LEGAL_FORM = 5;

/** Returns the words of a name, and those besides its legal forms if there are both. */
function withAndWithoutLegalForms(words: Words): readonly Words[] {
  const {legalForms} = vocabularyNow();
  const bareWords = words.map(bare);
  const rest: string[] = [];
  for (let i = 0; i < words.length; i++) {
    let n = Math.min(MAX_LEGAL_FORM, words.length - i);
    while (n && !legalForms.has(bareWords.slice(i, i + n).join(''))) n--;
    if (n) i += n - 1;
    else rest.push(words[i]!);
  }
  return rest.length && rest.length < words.length ? [words, rest] : [words];
}

const formsOf = memoize((name): Forms => {
  // NFKC writes these as letters.
  const unmarked = name.replace(/[™℠®©]/g, ' ');
  const [plain, folded] = [drawn(unmarked), skeleton(unmarked)];
  // A name in Latin letters needs no comparison as it is besides the one as it looks.
  return (plain === folded ? [folded] : [folded, plain]).flatMap((text) => {
    const ways = withAndWithoutLegalForms(wordsOf(text));
    return [ways, ways.map((words) => words.map(alike))];
  });
});

/**
 * Returns whether a run of whole words spells the target, as `Ar Qen` spells `ARQEN`, or a word begins with
 * it and goes on with a shared word, as `ArqenLabs`.
 */
const spells = (words: Words, target: string): boolean =>
  words.some((first, i) => {
    let run = first;
    for (let j = i + 1; j < words.length && target.startsWith(run) && run !== target; j++)
      run += words[j]!;
    const ending = run.slice(target.length);
    return (
      run === target ||
      (first.startsWith(target) &&
        (UNSPACED.test(target) || (ending.length > 2 && isShared(ending))))
    );
  });

/** Returns whether an issuer's name contains a name of the organization, or is a part of it. */
function overlaps(issuer: readonly Words[], name: readonly Words[]): boolean {
  // With legal forms, for names such as A. S. Watson.
  if (issuer.some((words) => name.some((own) => contains(words, own)))) return true;
  const [words, own] = [issuer.at(-1)!, name.at(-1)!];
  const distinct = own.filter((word) => !isShared(word));
  if (distinct.length) {
    if (distinct.every((word) => words.includes(word))) return true;
    // A group of companies is called by the beginning of a name.
    if (words[0] === own[0] && words.every((word) => own.includes(word))) return true;
  }
  return own.length > 1 && words.join('') === own.map((word) => word[0]).join('');
}

/** Returns whether the words contain all words of a name, in any order or run together. */
function contains(words: Words, own: Words): boolean {
  const target = own.join('');
  // A vendor of "Trust" has not issued what Trust Auditors have.
  if (own.length < 2 && isShared(target)) return words.join('') === target;
  return spells(words, target) || own.every((word) => words.includes(word));
}

/** Returns whether a name stands for oneself or for nobody. */
function namesNobody(name: string): boolean {
  const {own, alone, articles} = vocabularyNow();
  return formsOf(name)
    .flat()
    .some((words) => {
      const known = words.map(bare).join(' ').replace('in house', 'inhouse').split(' ');
      return (
        alone.has(known.join('')) ||
        alone.has(known.slice(+articles.has(known[0]!)).join('')) ||
        own.has(known.join('')) ||
        OWN_UNSPACED.test(words.join('')) ||
        (known.some((word) => own.has(word)) &&
          known.every((word) => own.has(word) || isShared(word)))
      );
    });
}

/** Returns the host of an absolute URL, without `www.`. */
const hostOf = (url: string | undefined): string =>
  (url && parseUrl(url)?.hostname.replace(/^www\.|\.$/g, '')) || '';

/** Returns whether one host is the other or is under it, or both are of one registrable domain. */
const isSameSite = (a: string, b: string, registrableDomain?: RegistrableDomain): boolean =>
  a === b ||
  a.endsWith(`.${b}`) ||
  b.endsWith(`.${a}`) ||
  (!!registrableDomain &&
    registrableDomain(a) !== null &&
    registrableDomain(a) === registrableDomain(b));

/** Returns whether evidence names an issuer. A name of spaces or punctuation alone does not count. */
const hasIssuer = ({issuer}: Evidence): boolean => /[\p{L}\p{N}]/u.test(drawn(issuer ?? ''));

/** What tells the parties apart from the organization. */
export interface Independence {
  /** Returns whether evidence names an issuer at all. */
  readonly isNamed: (evidence: Evidence) => boolean;
  /** Returns whether evidence names an issuer, by name, that is not the organization. */
  readonly byName: (evidence: Evidence) => boolean;
  /** Returns whether the issuer's website, if stated, is not the organization's. */
  readonly byUrl: (evidence: Evidence) => boolean;
}

/**
 * Returns how issuers compare with an organization.
 * @param registrableDomain Compares by a public suffix list; without it, one host must be under the other.
 */
export function independenceFrom(
  {name, product = '', url}: Manifest['organization'],
  registrableDomain?: RegistrableDomain,
): Independence {
  const host = hostOf(url);
  const names = [name, product, host, host.replace(/\.[^.]*$/, '')]
    .map((text) => formsOf(text.slice(0, MAX_NAME)))
    .filter((forms) => forms[0]![0]!.length);
  const overlapsAny = (issuer: Forms) =>
    names.some((forms) => forms.some((ways, i) => overlaps(issuer[i] ?? issuer[i - 2]!, ways)));
  const isOwn = memoize((issuer) => namesNobody(issuer) || overlapsAny(formsOf(issuer)));
  return {
    isNamed: hasIssuer,
    byName: (evidence) =>
      hasIssuer(evidence) && evidence.issuer!.length <= MAX_NAME && !isOwn(evidence.issuer!),
    byUrl: ({issuerUrl}) => {
      const issuer = hostOf(issuerUrl);
      return !issuer || !host || !isSameSite(issuer, host, registrableDomain);
    },
  };
}
