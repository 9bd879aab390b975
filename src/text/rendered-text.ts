/**
 * What a reader sees of a text. The renderer draws these blocks and the claim checks read them, so the two
 * cannot disagree about what is struck out, what an entity means, or which markup is shown as written.
 */
import type {MarkedToken, Token} from 'marked';
import {decodeEntities} from './entities.js';

/** Text within a line. A string is drawn as it is. */
export type Inline =
  | string
  | {readonly kind: 'strong' | 'em' | 'del'; readonly content: readonly Inline[]}
  | {readonly kind: 'link'; readonly url: URL; readonly content: readonly Inline[]}
  | {readonly kind: 'code'; readonly text: string}
  | {readonly kind: 'break'};

export type Block =
  | {readonly kind: 'paragraph' | 'heading' | 'line'; readonly content: readonly Inline[]}
  | {readonly kind: 'quote'; readonly blocks: readonly Block[]}
  | {readonly kind: 'code'; readonly text: string}
  | {readonly kind: 'rule'}
  | {
      readonly kind: 'list';
      /** The number of the first item; `undefined` if the items are not numbered. */
      readonly start?: number | undefined;
      readonly items: readonly (readonly Block[])[];
    }
  | {
      readonly kind: 'table';
      readonly name: string;
      readonly header: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    };

/** Resolves a link target, or returns `undefined` if the link policy refuses it. */
export type ResolveLink = (href: string) => URL | undefined;

/** Matches any markdown beyond plain paragraphs. */
const SYNTAX =
  /[*_`[\]<&\\~|]|^ {0,3}(?:#{1,6}\s|[-+>]|\d+[.)]\s|=|\t)|^ {4}|https?:|www\.| {2}\n/m;

/** Returns whether a text needs the markdown lexer. */
export const needsMarkdown = (text: string): boolean => SYNTAX.test(text);

/** Returns a text without markdown as its paragraphs. */
export const paragraphsOf = (text: string): Block[] =>
  text.split(/\n{2,}/).map((paragraph) => ({kind: 'paragraph', content: [paragraph]}));

/**
 * Returns the blocks of a markdown text that marked has lexed. Unknown and disallowed tokens (HTML except line
 * breaks, images, refused links) stay as they were written.
 */
export function blocksOf(tokens: readonly Token[], resolve: ResolveLink): Block[] {
  return tokens.flatMap((token) => block(token as MarkedToken, resolve) ?? []);
}

function block(token: MarkedToken, resolve: ResolveLink): Block | undefined {
  switch (token.type) {
    case 'space':
    case 'def':
      return undefined;
    case 'paragraph':
    case 'heading':
      return {kind: token.type, content: inlines(token.tokens, resolve)};
    case 'blockquote':
      return {kind: 'quote', blocks: blocksOf(token.tokens, resolve)};
    case 'code':
      return {kind: 'code', text: token.text};
    case 'hr':
      return {kind: 'rule'};
    case 'list': {
      const items = token.items.map((item) => blocksOf(item.tokens, resolve));
      return {kind: 'list', start: token.ordered ? token.start || 1 : undefined, items};
    }
    case 'table': {
      const cells = (row: readonly {tokens: Token[]}[]) =>
        row.map((cell) => inlines(cell.tokens, resolve));
      return {
        kind: 'table',
        name: token.header.map(({text}) => text).join(', '),
        header: cells(token.header),
        rows: token.rows.map(cells),
      };
    }
    default:
      return {kind: 'line', content: inlines([token], resolve)};
  }
}

const inlines = (tokens: readonly Token[], resolve: ResolveLink): Inline[] =>
  tokens.flatMap((token) => inline(token as MarkedToken, resolve));

function inline(token: MarkedToken, resolve: ResolveLink): Inline | Inline[] {
  switch (token.type) {
    case 'text':
      return 'tokens' in token && token.tokens
        ? inlines(token.tokens, resolve)
        : decodeEntities(token.text);
    case 'escape':
      return token.text;
    case 'codespan':
      return {kind: 'code', text: token.text};
    case 'strong':
    case 'em':
    case 'del':
      return {kind: token.type, content: inlines(token.tokens, resolve)};
    case 'br':
      return {kind: 'break'};
    case 'html':
      // Within a cell of a table, nothing else breaks a line.
      return /^<br\s*\/?>\s*$/i.test(token.raw) ? {kind: 'break'} : token.raw;
    case 'link': {
      const url = resolve(decodeEntities(token.href));
      return url ? {kind: 'link', url, content: inlines(token.tokens, resolve)} : token.raw;
    }
    default:
      return token.raw;
  }
}

/** Returns the text of each paragraph, list item, table cell and code block, without what is struck out. */
export function* segmentsOf(blocks: readonly Block[]): Generator<string> {
  for (const it of blocks) {
    switch (it.kind) {
      case 'quote':
        yield* segmentsOf(it.blocks);
        break;
      case 'list':
        for (const item of it.items) yield* segmentsOf(item);
        break;
      case 'table':
        for (const row of [it.header, ...it.rows]) for (const cell of row) yield textOf(cell);
        break;
      case 'code':
        yield it.text;
        break;
      case 'rule':
        break;
      default:
        yield textOf(it.content);
    }
  }
}

const textOf = (content: readonly Inline[]): string =>
  content
    .map((it) => {
      if (typeof it === 'string') return it;
      if (it.kind === 'break') return '\n';
      if (it.kind === 'code') return it.text;
      return it.kind === 'del' ? '' : textOf(it.content);
    })
    .join('');
