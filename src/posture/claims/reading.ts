import type {Token} from 'marked';
import {isCostly} from '../../manifest/costly-texts.js';
import type {Manifest} from '../../manifest/schema.js';
import type {Steps} from '../../slices.js';
import {resolveLink} from '../../text/links.js';
import {blocksOf, needsMarkdown, paragraphsOf, segmentsOf} from '../../text/rendered-text.js';
import type {ClaimKind} from './find-claims.js';
import type {independenceFrom} from '../issuer.js';
import type {Lexicon} from './lexicon.js';

/** The place of a value in the manifest, as the unescaped segments of a JSON Pointer (RFC 6901). */
export type PathSegments = readonly (string | number)[];

/** A phrase that breaks a rule, and its place. */
export interface Match {
  readonly path: PathSegments;
  readonly phrase: string;
  /** The ids of the entry's own evidence, if entries of this kind have any. */
  readonly evidence?: readonly string[] | undefined;
}
export type ClaimMatches = Readonly<Record<ClaimKind | 'deceptive', readonly Match[]>>;

/**
 * The functions that the claim checks depend on. Results are cached per object, so another lexer or lexicon needs
 * another one.
 */
export interface Reading {
  /** Finds what the texts claim: see `scan.ts`. Until it has loaded, no text is checked. */
  readonly scanClaims: ((manifest: Manifest, reading: Reading) => Steps<ClaimMatches>) | undefined;
  /** Tells issuers from the organization: see `issuer.ts`. Until it has loaded, nothing attests. */
  readonly independenceFrom: typeof independenceFrom | undefined;
  /** Lexes a markdown text; `undefined` for texts that are shown as they are written. */
  readonly lex: (text: string) => readonly Token[] | undefined;
  /** Returns the lexicon of a language, `undefined` if there is none. */
  readonly lexiconFor: (language: string) => Lexicon | undefined;
  /** The manifest's URL, which decides whether a link is shown as one. */
  readonly base?: string | undefined;
}

/** The languages with a lexicon, as BCP 47 primary language subtags. */
export const LANGUAGES: readonly string[] = ['en', 'de', 'fr', 'es', 'ja', 'ar'];

/** Returns the primary language subtag (BCP 47) of a manifest's texts. */
export const languageOf = ({language = 'en'}: Manifest): string =>
  language.split('-')[0]!.toLowerCase();

/** Returns the segments of a markdown text as a reader sees them. */
export function segmentsShown(text: string, manifest: Manifest, {lex, base}: Reading): string[] {
  if (isCostly(manifest, text)) return [text];
  const tokens = needsMarkdown(text) ? lex(text) : undefined;
  if (!tokens) return text.includes('\n') ? [...segmentsOf(paragraphsOf(text))] : [text];
  return [...segmentsOf(blocksOf(tokens, (href) => resolveLink(href, base)))];
}
