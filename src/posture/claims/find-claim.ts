import {decodeEntities} from '../../text/entities.js';
import {en} from './lexicon-en.js';
import type {ClaimKind, Lexicon} from './lexicon.js';

const LEXICONS: Readonly<Record<string, Lexicon>> = {en};

/** Returns the lexicon for a BCP 47 language tag, or the English one if the language has none. */
export const lexiconFor = (language = 'en'): Lexicon =>
  LEXICONS[language.split('-')[0]!.toLowerCase()] ?? en;

/** Matches what `plainText` or a contraction could change: markup, escapes, apostrophes, non-ASCII. */
const NOT_PLAIN = /[^ -%()+-Z^a-}]| {2}/;

/**
 * Returns whether a text contains a phrase of any kind of claim. Most texts do not, so this cheap test
 * spares them the full analysis: if it returns `false`, `findClaim` finds nothing.
 */
export function mightContainClaim(text: string, lexicon: Lexicon): boolean {
  const {mentions, expandContractions} = screeningFor(lexicon);
  return mentions.test(NOT_PLAIN.test(text) ? expandContractions(plainText(text)) : text);
}

/** Maximum distance from `generated` to `decides`, in characters. */
const MAX_GAP = 80;

/**
 * Returns the first phrase of `text`, in markdown or plain, that makes a claim of this kind. A phrase
 * that its clause negates or places in the future makes no claim; in case of doubt it counts as one. The
 * text is read once from left to right, in time linear in its length.
 */
export function findClaim(text: string, kind: ClaimKind, lexicon: Lexicon): string | undefined {
  const {mentions, tokens, continuesList, isRetracted} = grammarOf(kind, lexicon);
  const plain = screeningFor(lexicon).expandContractions(plainText(text));
  if (!mentions.test(plain)) return undefined;
  let negations = 0;
  let future = false;
  let generatedAt = -Infinity;
  for (const {0: found, index, groups} of plain.matchAll(tokens)) {
    const end = index + found.length;
    const role = Object.keys(groups!).find((name) => groups![name] !== undefined) as Role;
    switch (role) {
      case 'presupposition':
        [negations, future] = [0, false];
        break;
      case 'clauseEnd':
        [negations, future, generatedAt] = [0, false, -Infinity];
        break;
      case 'listMark':
        if ((negations || future) && !continuesList(plain, index, end, future))
          [negations, future] = [0, false];
        break;
      case 'negation':
        negations++;
        break;
      case 'negationRestart':
        negations = 1;
        break;
      case 'future':
        future = true;
        break;
      case 'generated':
        generatedAt = index;
        break;
      case 'claim':
      case 'decides': {
        const start = role === 'claim' ? index : generatedAt;
        // A double negation affirms: "no system that is not certified".
        const affirmed = !future && negations % 2 === 0 && index - start <= MAX_GAP;
        if (affirmed && !isRetracted(plain, end)) return plain.slice(start, end);
        break;
      }
      case 'affirmation':
      case 'deciders':
        break;
    }
  }
  return undefined;
}

type Role =
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

interface Screening {
  readonly expandContractions: (text: string) => string;
  /** Matches a phrase that may make a claim of any kind. */
  readonly mentions: RegExp;
}

const screenings = new WeakMap<Lexicon, Screening>();

function screeningFor(lexicon: Lexicon): Screening {
  let screening = screenings.get(lexicon);
  if (!screening) {
    const {contractions, certification, absolute, decides, decided} = lexicon;
    const expansions = contractions.map(
      ([short, long]) => [new RegExp(`${short}(?!\\w)`, 'gi'), long] as const,
    );
    const claims = [...certification, ...absolute, ...decides, ...decided];
    screening = {
      expandContractions: (text) =>
        expansions.reduce((expanded, [short, long]) => expanded.replace(short, long), text),
      mentions: new RegExp(`\\b${any(claims)}`, 'i'),
    };
    screenings.set(lexicon, screening);
  }
  return screening;
}

interface Grammar {
  /** Matches a phrase that may make a claim. */
  readonly mentions: RegExp;
  /** Matches every phrase that plays a role. The role is the name of the group that matched. */
  readonly tokens: RegExp;
  /** Returns whether the list mark from `index` to `end` continues a list that began before it. */
  readonly continuesList: (text: string, index: number, end: number, future: boolean) => boolean;
  /** Returns whether a retraction starts at `index`. */
  readonly isRetracted: (text: string, index: number) => boolean;
}

const grammars = new WeakMap<Lexicon, Partial<Record<ClaimKind, Grammar>>>();

function grammarOf(kind: ClaimKind, lexicon: Lexicon): Grammar {
  const byKind = grammars.get(lexicon) ?? {};
  grammars.set(lexicon, byKind);
  return (byKind[kind] ??= buildGrammar(kind, lexicon));
}

function buildGrammar(kind: ClaimKind, lexicon: Lexicon): Grammar {
  const {decides, decided, deciders, generated, presupposition, attributive} = lexicon;
  const isAuthority = kind === 'ai-as-authority';
  const claims = isAuthority ? [...decides, ...decided] : lexicon[kind];
  const claimRoles: readonly RoleSource[] = isAuthority
    ? [
        ['claim', any(decided)],
        // "A qualified person always approves": up to three words between subject and verb.
        ['deciders', `${any(deciders)}(?: (?!(?:and|or|but) )[\\w'-]{1,20}){0,3} ${any(decides)}`],
        ['decides', any(decides)],
        ['generated', any(generated)],
      ]
    : [['claim', any(claims)]];
  const words: readonly RoleSource[] = [
    ...claimRoles,
    ['presupposition', `${any(presupposition)}(?: ${any(attributive)}){0,6}(?= ${any(claims)})`],
    ['affirmation', any(lexicon.affirmation)],
    ['negationRestart', any(lexicon.negationRestart)],
    ['negation', any(lexicon.negation)],
    ['future', any(lexicon.future)],
  ];
  const marks: readonly RoleSource[] = [
    ['clauseEnd', any(lexicon.clauseEnd)],
    ['listMark', any(lexicon.listMark)],
  ];
  return {
    mentions: new RegExp(word(any(claims)), 'i'),
    tokens: new RegExp(any([word(any(named(words))), ...named(marks)]), 'gi'),
    continuesList: buildListTest(claims, lexicon),
    isRetracted: matchAt(`${any(lexicon.retraction)}(?!\\w)`),
  };
}

type RoleSource = readonly [role: Role, source: string];

const named = (roles: readonly RoleSource[]) =>
  roles.map(([role, source]) => `(?<${role}>${source})`);

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
    return (before: string, text: string, end: number) => ends.test(before) && follows(text, end);
  };
  const isClaimPair = pair(claims);
  const isFuturePair = pair([...claims, ...futureListWord]);
  return (text, index, end, future) => {
    if (isAlternative(text, end)) return true;
    const before = text.slice(Math.max(0, index - MAX_GAP), index);
    return (future ? isFuturePair : isClaimPair)(before, text, end);
  };
}

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

/**
 * Returns a text as a reader sees it: without struck-out text, escapes, markup, link targets and
 * invisible characters. The end of a paragraph or list item becomes the end of a sentence, and any
 * other line break a space.
 */
const plainText = (text: string): string =>
  decodeEntities(text.replace(/~~.*?~~/gs, '').replace(/\\([!-/:-@[-`{-~])/g, '$1'))
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\n\s*(?:\n|(?=[-*+#>|]|\d{1,9}[.)]))/g, '. ')
    .replace(/\]\([^()]*\)/g, ']')
    .replace(/[*_~`[\]]/g, '')
    .replace(/(?<=\w)[\u2010-\u2013](?=\w)/g, '-')
    .replace(/['\u2018\u2019\u02bc]/g, "'")
    .replace(/\s+/g, ' ');
