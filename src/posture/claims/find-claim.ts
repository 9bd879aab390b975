import {decodeEntities} from '../../text/entities.js';
import {en} from './lexicon-en.js';

/**
 * The words of one language: a list of sources of regular expressions for each part that they play,
 * matched without regard to case. What makes a claim begins with a letter or a digit of ASCII.
 */
export interface Lexicon {
  /** Short forms, each with an apostrophe, and what they are short for. */
  readonly contractions: readonly (readonly [short: string, long: string])[];

  /** Says that somebody else has judged. */
  readonly certification: readonly string[];
  /** Says that something cannot fail. */
  readonly absolute: readonly string[];
  /** Generated text, or what generates it. */
  readonly generated: readonly string[];
  /** To decide: a claim where `generated` stands shortly before it. */
  readonly decides: readonly string[];
  /** Generated text that has decided, in one phrase. */
  readonly decided: readonly string[];
  /** Who else may well decide. */
  readonly deciders: readonly string[];

  /** Ends a clause: no word before it says anything of a word behind it. */
  readonly clauseEnd: readonly string[];
  /** Ends a clause too, unless a list goes on behind it. */
  readonly listMark: readonly string[];
  /** Stands before the last item of a list of which nothing is so. */
  readonly alternative: readonly string[];
  /** May stand before a claim that a list goes on with. */
  readonly listWord: readonly string[];

  /** Negates what follows in its clause. */
  readonly negation: readonly string[];
  /** Begins a negation, or goes on with the one before it. */
  readonly negationRestart: readonly string[];
  /** A claim right behind it is taken for granted, whatever is negated before. */
  readonly presupposition: readonly string[];
  /** May stand between `presupposes` and the claim. */
  readonly attributive: readonly string[];
  /** Looks like a negation and is none. */
  readonly affirmation: readonly string[];
  /** Says that what follows in its clause is not so yet. */
  readonly future: readonly string[];
  /** Last word before a list mark in a list of what is waited for. */
  readonly futureListWord: readonly string[];
  /** Takes a claim back that stands right before it. */
  readonly retraction: readonly string[];
}

export type ClaimKind = 'certification' | 'absolute' | 'ai-as-authority';

const LEXICONS: Readonly<Record<string, Lexicon>> = {en};

/** The words for a BCP 47 language, English where there are none of its own. */
export const lexiconFor = (language = 'en'): Lexicon =>
  LEXICONS[language.split('-')[0]!.toLowerCase()] ?? en;

/** Whatever `plainText` or a short form could change: markup, escapes, apostrophes, all but printable ASCII. */
const NOT_PLAIN = /[^ -%()+-Z^a-}]| {2}/;

/**
 * Whether a text has a word of any kind of claim at all: most have none, and need no closer look.
 * Where it says no, `findClaim` finds nothing.
 */
export function mightContainClaim(text: string, wording: Lexicon): boolean {
  const {mentions, expandContractions: writeOut} = screeningFor(wording);
  return mentions.test(NOT_PLAIN.test(text) ? writeOut(plainText(text)) : text);
}

/** How far `decides` may stand behind `generated`, in characters. */
const MAX_GAP = 80;

/**
 * The first phrase of `text`, markdown or plain, that makes such a claim. A word that its clause
 * negates, or says of what is still to come, makes none; where that is in doubt, it does. The text is
 * read once from left to right: the time it takes grows with its length alone.
 */
export function findClaim(text: string, kind: ClaimKind, wording: Lexicon): string | undefined {
  const {mentions, tokens, listGoesOn, retracted: takenBack} = grammarOf(kind, wording);
  const plain = screeningFor(wording).expandContractions(plainText(text));
  if (!mentions.test(plain)) return undefined;
  let negations = 0;
  let waiting = false;
  let generatedAt = -Infinity;
  for (const {0: found, index, groups} of plain.matchAll(tokens)) {
    const end = index + found.length;
    const role = Object.keys(groups!).find((name) => groups![name] !== undefined) as Role;
    switch (role) {
      case 'presupposes':
        [negations, waiting] = [0, false];
        break;
      case 'clauseEnd':
        [negations, waiting, generatedAt] = [0, false, -Infinity];
        break;
      case 'listMark':
        if ((negations || waiting) && !listGoesOn(plain, index, end, waiting))
          [negations, waiting] = [0, false];
        break;
      case 'negation':
        negations++;
        break;
      case 'negationAgain':
        negations = 1;
        break;
      case 'waiting':
        waiting = true;
        break;
      case 'generated':
        generatedAt = index;
        break;
      case 'claim':
      case 'decides': {
        const start = role === 'claim' ? index : generatedAt;
        // Twice negated is said: "no system that is not certified".
        const said = !waiting && negations % 2 === 0 && index - start <= MAX_GAP;
        if (said && !takenBack(plain, end)) return plain.slice(start, end);
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
  | 'presupposes'
  | 'negationAgain'
  | 'negation'
  | 'waiting'
  | 'clauseEnd'
  | 'listMark';

interface Screening {
  readonly expandContractions: (text: string) => string;
  /** Finds a word that may be a claim, of whatever kind. */
  readonly mentions: RegExp;
}

const screenings = new WeakMap<Lexicon, Screening>();

function screeningFor(wording: Lexicon): Screening {
  let screen = screenings.get(wording);
  if (!screen) {
    const {contractions: writtenOut, certification, absolute, decides, decided} = wording;
    const shortForms = writtenOut.map(
      ([short, long]) => [new RegExp(`${short}(?!\\w)`, 'gi'), long] as const,
    );
    screen = {
      expandContractions: (text) =>
        shortForms.reduce((it, [short, long]) => it.replace(short, long), text),
      mentions: new RegExp(
        `\\b${any([...certification, ...absolute, ...decides, ...decided])}`,
        'i',
      ),
    };
    screenings.set(wording, screen);
  }
  return screen;
}

interface Grammar {
  /** Finds a word that may be a claim. */
  readonly mentions: RegExp;
  /** Finds what plays a part; the part is the name of the group that is set. */
  readonly tokens: RegExp;
  /** Whether the list mark from `index` to `end` stands inside a list that began before it. */
  readonly listGoesOn: (text: string, index: number, end: number, waiting: boolean) => boolean;
  readonly retracted: (text: string, index: number) => boolean;
}

const grammars = new WeakMap<Lexicon, Partial<Record<ClaimKind, Grammar>>>();

function grammarOf(kind: ClaimKind, wording: Lexicon): Grammar {
  const known = grammars.get(wording) ?? {};
  grammars.set(wording, known);
  return (known[kind] ??= buildGrammar(kind, wording));
}

function buildGrammar(kind: ClaimKind, wording: Lexicon): Grammar {
  const {decides, decided, deciders, generated} = wording;
  const ofGenerated = kind === 'ai-as-authority';
  const claims = ofGenerated ? [...decides, ...decided] : wording[kind];
  const claimRoles: readonly RoleSource[] = ofGenerated
    ? [
        ['claim', any(decided)],
        // "A qualified person always approves": up to three words between who and what.
        ['deciders', `${any(deciders)}(?: (?!(?:and|or|but) )[\\w'-]{1,20}){0,3} ${any(decides)}`],
        ['decides', any(decides)],
        ['generated', any(generated)],
      ]
    : [['claim', any(claims)]];
  const words: readonly RoleSource[] = [
    ...claimRoles,
    [
      'presupposes',
      `${any(wording.presupposition)}(?: ${any(wording.attributive)}){0,6}(?= ${any(claims)})`,
    ],
    ['affirmation', any(wording.affirmation)],
    ['negationAgain', any(wording.negationRestart)],
    ['negation', any(wording.negation)],
    ['waiting', any(wording.future)],
  ];
  const marks: readonly RoleSource[] = [
    ['clauseEnd', any(wording.clauseEnd)],
    ['listMark', any(wording.listMark)],
  ];
  return {
    mentions: new RegExp(word(any(claims)), 'i'),
    tokens: new RegExp(any([word(any(named(words))), ...named(marks)]), 'gi'),
    listGoesOn: listsOf(claims, wording),
    retracted: sticky(`${any(wording.retraction)}(?!\\w)`),
  };
}

type RoleSource = readonly [role: Role, source: string];

const named = (roles: readonly RoleSource[]) =>
  roles.map(([role, source]) => `(?<${role}>${source})`);

/** Tells the list marks between the items of a list, such as the comma of "not certified, audited or compliant". */
function listsOf(
  claims: readonly string[],
  {alternative, listWord, futureListWord: waitedFor}: Lexicon,
): Grammar['listGoesOn'] {
  const item = `(?: [\\w/.:'"-]{1,30}){1,3}`;
  const alternatives = sticky(`${item}(?:,${item}){0,6},? ${word(any(alternative))}`);
  const pair = (members: readonly string[]) => {
    const ends = new RegExp(`${word(any(members))}["']?(?:[ -]\\w{1,20})?,? ?$`, 'i');
    const follows = sticky(`(?: ${any(listWord)}){0,2} ["']?${any(members)}(?!\\w)`);
    return (before: string, text: string, end: number) => ends.test(before) && follows(text, end);
  };
  const claimPair = pair(claims);
  const waitedForPair = pair([...claims, ...waitedFor]);
  return (text, index, end, waiting) =>
    alternatives(text, end) ||
    (waiting ? waitedForPair : claimPair)(
      text.slice(Math.max(0, index - MAX_GAP), index),
      text,
      end,
    );
}

const any = (sources: readonly string[]) => `(?:${sources.join('|')})`;
const word = (source: string) => `(?<!\\w)${source}(?!\\w)`;

/** Whether a pattern matches right at an index of a text. */
function sticky(source: string): (text: string, index: number) => boolean {
  const pattern = new RegExp(source, 'iy');
  return (text, index) => {
    pattern.lastIndex = index;
    return pattern.test(text);
  };
}

/**
 * The words of a text as they are read: nothing that is struck out, no escapes, no markup, no addresses of links, no invisible characters;
 * a paragraph and an item of a list ends like a sentence, another line break is a space.
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
