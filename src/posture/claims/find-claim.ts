import type {Steps} from '../../slices.js';
import {grammarOf, stemsOf, type Role, type Roles} from './grammar.js';
import type {ClaimKind, Lexicon} from './lexicon.js';

const NO_KINDS: readonly ClaimKind[] = [];

/**
 * Returns the kinds of claims that `findClaim` may find in a text, as returned by `plainText`. Most texts
 * contain no stem, which spares the page the grammar: its patterns take as long to compile as a short
 * manifest takes to derive.
 */
export function possibleClaims(plain: string, lexicon: Lexicon): readonly ClaimKind[] {
  const {any, byKind} = stemsOf(lexicon);
  if (!any.test(plain)) return NO_KINDS;
  return byKind.filter(([, stems]) => stems.test(plain)).map(([kind]) => kind);
}

/** Maximum distance from `generated` to `decides`, in characters. */
const MAX_GAP = 80;

/** The number of characters that are read between two pauses, and what a list mark counts as. */
const CHARACTERS_PER_STEP = 2_000;
const LIST_MARK = 100;

/**
 * Returns the first phrase of a text, as returned by `plainText`, that makes a claim of this kind. A
 * phrase that its clause negates or places in the future makes no claim; in case of doubt it counts as
 * one. The text is read once from left to right, in time linear in its length.
 */
export function* findClaim(
  plain: string,
  kind: ClaimKind,
  lexicon: Lexicon,
): Steps<string | undefined> {
  const {expandContractions, roles, continuesList, isRetracted} = grammarOf(kind, lexicon);
  const text = expandContractions(plain);
  const matches: RoleMatches = [];
  for (const [role, pattern] of roles) {
    // Without a claim, the patterns of the other roles need not even be compiled.
    if (!isClaim(role) && !matches.some((match) => match)) return undefined;
    matches.push(matchFrom(0, pattern, text));
    // The first use of a pattern compiles it.
    yield;
  }
  let negations = 0;
  let future = false;
  let generatedAt = -Infinity;
  for (let end = 0, read = 0; ;) {
    const phrase = nextPhrase(text, end, roles, matches);
    if (!phrase) return undefined;
    const {role, index} = phrase;
    read += phrase.end - end;
    end = phrase.end;
    switch (role) {
      case 'presupposition':
        [negations, future] = [0, false];
        break;
      case 'clauseEnd':
        [negations, future, generatedAt] = [0, false, -Infinity];
        break;
      case 'listMark':
        read += LIST_MARK;
        if ((negations || future) && !continuesList(text, index, end, future))
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
        if (affirmed && !isRetracted(text, end)) return text.slice(start, end);
        break;
      }
      case 'affirmation':
      case 'deciders':
        break;
    }
    if (read > CHARACTERS_PER_STEP) {
      read = 0;
      yield;
    }
  }
}

/** The next match of each role; `null` if none follows. */
type RoleMatches = (RegExpExecArray | null)[];

const isClaim = (role: Role) => role === 'claim' || role === 'decides';

/**
 * Returns the next phrase at or after `from` that plays a role, or `undefined` if no claim follows. Of
 * two phrases, the one that starts first counts, then the one whose role is listed first.
 */
function nextPhrase(text: string, from: number, roles: Roles, matches: RoleMatches) {
  let phrase: {role: Role; index: number; end: number} | undefined;
  let claimFollows = false;
  for (let i = 0; i < roles.length; i++) {
    const [role, pattern] = roles[i]!;
    let match = matches[i];
    if (match && match.index < from) match = matches[i] = matchFrom(from, pattern, text);
    if (!match) continue;
    claimFollows ||= isClaim(role);
    const {0: found, index} = match;
    if (!phrase || index < phrase.index) phrase = {role, index, end: index + found.length};
  }
  return claimFollows ? phrase : undefined;
}

function matchFrom(index: number, pattern: RegExp, text: string): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}
