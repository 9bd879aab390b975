import type {Token} from 'marked';
import {isCostly} from '../../manifest/costly-texts.js';
import type {Manifest} from '../../manifest/schema.js';
import {resolveLink} from '../../text/links.js';
import {blocksOf, needsMarkdown, paragraphsOf, segmentsOf} from '../../text/rendered-text.js';
import type {Lexicon} from './lexicon.js';

/**
 * What the claim checks read with. Results are cached by this object: another lexer or lexicon needs another
 * reading.
 */
export interface Reading {
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
