/**
 * Renders markdown as Lit templates. marked's lexer splits the text into tokens, and each kind of token
 * has one template. Unknown and disallowed tokens (HTML except line breaks, images, refused
 * links) stay raw text. No HTML string is ever created.
 */
import {html, type TemplateResult} from 'lit';
import type {MarkedToken, Token, Tokens} from 'marked';
import type {Manifest} from '../../manifest/schema.js';
import {usesMarkdown} from '../../manifest/uses-markdown.js';
import {decodeEntities} from '../../text/entities.js';
import {resolveLink} from '../../text/links.js';

type Lex = (text: string) => readonly Token[];

/** Matches any markdown beyond plain paragraphs. */
const SYNTAX =
  /[*_`[\]<&\\~|]|^ {0,3}(?:#{1,6}\s|[-+>]|\d+[.)]\s|=|\t)|^ {4}|https?:|www\.| {2}\n/m;

let lex: Lex | undefined;

/** The tokens of each text, because sections render again after each check and their texts stay the same. */
const tokenCache = new Map<string, readonly Token[]>();
const MAX_CACHED = 50_000;

/** Returns whether a text needs the markdown lexer. */
export const needsMarkdown = (text: string): boolean => SYNTAX.test(text);

/** Loads the lexer once. Resolves to whether it has loaded; without it, texts stay plain. */
export async function loadMarkdown(): Promise<boolean> {
  try {
    const {marked} = await import('marked');
    lex = (text) => marked.lexer(text, {gfm: true});
  } catch {
    // The lexer is blocked, tampered with or unreachable, so texts stay as written.
  }
  return !!lex;
}

/** Loads the lexer if a text of the manifest needs it. Returns `undefined` if none does. */
export const loadMarkdownFor = (manifest: Manifest): Promise<boolean> | undefined =>
  usesMarkdown(manifest, needsMarkdown) ? loadMarkdown() : undefined;

/**
 * Renders a markdown text. Relative links are resolved against `base`, the manifest's URL. A costly text
 * stays plain, and is not even split into paragraphs, of which it may have thousands: see `isCostly`.
 */
export function renderMarkdown(text: string, base: string, costly = false): TemplateResult {
  if (costly) return html`<p>${text}</p>`;
  const tokens = needsMarkdown(text) ? tokensOf(text) : undefined;
  return html`${tokens ? blocks(tokens, base) : paragraphs(text)}`;
}

/** Returns the tokens of a text, or `undefined` if it is to stay plain. */
function tokensOf(text: string): readonly Token[] | undefined {
  if (!lex) return undefined;
  let tokens = tokenCache.get(text);
  if (!tokens) {
    try {
      tokens = lex(text);
    } catch {
      return undefined;
    }
    if (tokenCache.size >= MAX_CACHED) tokenCache.clear();
    tokenCache.set(text, tokens);
  }
  return tokens;
}

const paragraphs = (text: string) =>
  text.split(/\n{2,}/).map((paragraph) => html`<p>${paragraph}</p>`);

const blocks = (tokens: readonly Token[], base: string): unknown[] =>
  tokens.map((token) => block(token as MarkedToken, base));

function block(token: MarkedToken, base: string): unknown {
  switch (token.type) {
    case 'space':
    case 'def':
      return '';
    case 'paragraph':
      return html`<p>${inline(token.tokens, base)}</p>`;
    case 'heading':
      // The page owns its outline, so a heading inside a statement is only bold.
      return html`<p><strong>${inline(token.tokens, base)}</strong></p>`;
    case 'blockquote':
      return html`<blockquote>${blocks(token.tokens, base)}</blockquote>`;
    case 'code':
      return html`<pre><code>${token.text}</code></pre>`;
    case 'hr':
      return html`<hr />`;
    case 'list': {
      const items = token.items.map((item) => html`<li>${blocks(item.tokens, base)}</li>`);
      return token.ordered
        ? html`<ol start=${token.start || 1}>
            ${items}
          </ol>`
        : html`<ul>
            ${items}
          </ul>`;
    }
    case 'table':
      return table(token, base);
    default:
      return inline([token], base);
  }
}

/** Renders a table in a box of its own, which the keyboard can scroll if the table is too wide. */
const table = ({header, rows}: Tokens.Table, base: string) => html`
  <div
    class="table"
    role="group"
    tabindex="0"
    aria-label=${header.map(({text}) => text).join(', ')}
  >
    <table>
      <tr>
        ${header.map((cell) => html`<th scope="col">${inline(cell.tokens, base)}</th>`)}
      </tr>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map((cell) => html`<td>${inline(cell.tokens, base)}</td>`)}
          </tr>`,
      )}
    </table>
  </div>
`;

const inline = (tokens: readonly Token[], base: string): unknown[] =>
  tokens.map((token) => span(token as MarkedToken, base));

function span(token: MarkedToken, base: string): unknown {
  switch (token.type) {
    case 'text':
      return 'tokens' in token && token.tokens
        ? inline(token.tokens, base)
        : decodeEntities(token.text);
    case 'escape':
      return token.text;
    case 'codespan':
      return html`<code>${token.text}</code>`;
    case 'strong':
      return html`<strong>${inline(token.tokens, base)}</strong>`;
    case 'em':
      return html`<em>${inline(token.tokens, base)}</em>`;
    case 'del':
      return html`<del>${inline(token.tokens, base)}</del>`;
    case 'br':
      return html`<br />`;
    case 'html':
      // Within a cell of a table, nothing else breaks a line.
      return /^<br\s*\/?>\s*$/i.test(token.raw) ? html`<br />` : token.raw;
    case 'link': {
      const url = resolveLink(decodeEntities(token.href), base);
      return url
        ? html`<a href=${url.href} rel="noreferrer noopener">${inline(token.tokens, base)}</a>`
        : token.raw;
    }
    default:
      return token.raw;
  }
}
