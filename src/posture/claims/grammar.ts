import {en} from './lexicon-en.js';
import type {ClaimKind, Lexicon} from './lexicon.js';

const LEXICONS: Readonly<Record<string, Lexicon>> = {en};

/** Returns the lexicon for a BCP 47 language tag, or the English one if the language has none. */
export const lexiconFor = (language = 'en'): Lexicon =>
  LEXICONS[language.split('-')[0]!.toLowerCase()] ?? en;

/** The part that a phrase plays in a sentence. */
export type Role =
  | 'claim'
  | 'generated'
  | 'decides'
  | 'deciders'
  | 'affirmation'
  | 'presupposition'
  | 'negationRestart'
  | 'negation'
  | 'future'
  | 'clauseEnd'
  | 'listMark';

/**
 * A pattern for the phrases of each role. One pattern for all roles would take several times as long to
 * compile, and engines compile a pattern only when it is first used.
 */
export type Roles = readonly (readonly [role: Role, pattern: RegExp])[];

/** The patterns that find the claims of one kind in one language. */
export interface Grammar {
  readonly expandContractions: (text: string) => string;
  /** `claim` and `decides` come first: if neither follows, no other pattern is needed. */
  readonly roles: Roles;
  /** Returns whether the list mark from `index` to `end` continues a list that began before it. */
  readonly continuesList: (text: string, index: number, end: number, future: boolean) => boolean;
  /** Returns whether a retraction starts at `index`. */
  readonly isRetracted: (text: string, index: number) => boolean;
}

/** Caches a value for each lexicon. */
function oncePerLexicon<T>(build: (lexicon: Lexicon) => T): (lexicon: Lexicon) => T {
  const cache = new WeakMap<Lexicon, {readonly value: T}>();
  return (lexicon) => {
    let built = cache.get(lexicon);
    if (!built) cache.set(lexicon, (built = {value: build(lexicon)}));
    return built.value;
  };
}

/** Patterns for texts that contain a stem of any kind of claim, and of each. */
export const stemsOf = oncePerLexicon(({stems}) => {
  const startWord = (source: string) => new RegExp(`\\b(?:${source})`, 'i');
  return {
    any: startWord(Object.values(stems).join('|')),
    byKind: (Object.keys(stems) as ClaimKind[]).map(
      (kind) => [kind, startWord(stems[kind])] as const,
    ),
  };
});

const grammarsOf = oncePerLexicon((): Partial<Record<ClaimKind, Grammar>> => ({}));

/** Returns the grammar, which is built on first use. */
export const grammarOf = (kind: ClaimKind, lexicon: Lexicon): Grammar =>
  (grammarsOf(lexicon)[kind] ??= buildGrammar(kind, lexicon));

function buildGrammar(kind: ClaimKind, lexicon: Lexicon): Grammar {
  const {decides, decided, deciders, generated, presupposition, attributive} = lexicon;
  const {roles, ...shared} = sharedGrammarOf(lexicon);
  const isAuthority = kind === 'ai-as-authority';
  const claims = isAuthority ? [...decides, ...decided] : lexicon[kind];
  return {
    ...shared,
    roles: [
      ...(isAuthority
        ? [
            wordRole('claim', any(decided)),
            wordRole('decides', any(decides)),
            // "A qualified person always approves": up to three words between subject and verb.
            wordRole(
              'deciders',
              `${any(deciders)}(?: (?!(?:and|or|but) )[\\w'-]{1,20}){0,3} ${any(decides)}`,
            ),
            wordRole('generated', any(generated)),
          ]
        : [wordRole('claim', any(claims))]),
      wordRole(
        'presupposition',
        `${any(presupposition)}(?: ${any(attributive)}){0,6}(?= ${any(claims)})`,
      ),
      ...roles,
    ],
    continuesList: buildListTest(claims, lexicon),
  };
}

/** The part of the grammar that all kinds share, so that its patterns are compiled once. */
const sharedGrammarOf = oncePerLexicon((lexicon): Omit<Grammar, 'continuesList'> => {
  const expansions = lexicon.contractions.map(
    ([short, long]) => [new RegExp(`${short}(?!\\w)`, 'gi'), long] as const,
  );
  return {
    expandContractions: (text) =>
      expansions.reduce((expanded, [short, long]) => expanded.replace(short, long), text),
    roles: [
      ...(['affirmation', 'negationRestart', 'negation', 'future'] as const).map((role) =>
        wordRole(role, any(lexicon[role])),
      ),
      markRole('clauseEnd', any(lexicon.clauseEnd)),
      markRole('listMark', any(lexicon.listMark)),
    ],
    isRetracted: matchAt(`${any(lexicon.retraction)}(?!\\w)`),
  };
});

const markRole = (role: Role, source: string) => [role, new RegExp(source, 'gi')] as const;
const wordRole = (role: Role, source: string) => markRole(role, word(source));

/** Recognizes a mark between list items, as the comma in "not certified, audited or compliant". */
function buildListTest(
  claims: readonly string[],
  {alternative, listWord, futureListWord}: Lexicon,
): Grammar['continuesList'] {
  const item = `(?: [\\w/.:'"-]{1,30}){1,3}`;
  const isAlternative = matchAt(`${item}(?:,${item}){0,6},? ${word(any(alternative))}`);
  const pair = (members: readonly string[]) => {
    const ends = new RegExp(`${word(any(members))}["']?(?:[ -]\\w{1,20})?,? ?$`, 'i');
    const follows = matchAt(`(?: ${any(listWord)}){0,2} ["']?${any(members)}(?!\\w)`);
    return (before: string, text: string, end: number) => follows(text, end) && ends.test(before);
  };
  const isClaimPair = pair(claims);
  const isFuturePair = pair([...claims, ...futureListWord]);
  return (text, index, end, future) => {
    if (isAlternative(text, end)) return true;
    const before = text.slice(Math.max(0, index - MAX_LIST_GAP), index);
    return (future ? isFuturePair : isClaimPair)(before, text, end);
  };
}

/** The length of the text before a list mark in which the previous item must start. */
const MAX_LIST_GAP = 80;

const any = (sources: readonly string[]) => `(?:${sources.join('|')})`;
const word = (source: string) => `(?<!\\w)${source}(?!\\w)`;

/** Returns a test of whether the pattern matches exactly at an index of a text. */
function matchAt(source: string): (text: string, index: number) => boolean {
  const pattern = new RegExp(source, 'iy');
  return (text, index) => {
    pattern.lastIndex = index;
    return pattern.test(text);
  };
}
