/**
 * Renders markdown as Lit templates. marked's lexer splits the text into tokens, `text/rendered-text.ts` decides
 * what each shows, and each kind of block has one template. No HTML string is ever created.
 */
import {html, type TemplateResult} from 'lit';
import type {Token} from 'marked';
import type {Manifest} from '../../manifest/schema.js';
import {usesMarkdown} from '../../manifest/uses-markdown.js';
import {resolveLink} from '../../text/links.js';
import {
  blocksOf,
  needsMarkdown,
  paragraphsOf,
  type Block,
  type Inline,
} from '../../text/rendered-text.js';

type Lex = (text: string) => readonly Token[];

interface MarkdownOptions {
  readonly costly?: boolean;
  /** Splits a text into tokens, or returns `undefined` if it is to stay plain. */
  readonly lex?: typeof tokensOf;
}

let lex: Lex | undefined;

/** The tokens of each text, because sections render again after each check and their texts stay the same. */
const tokenCache = new Map<string, readonly Token[]>();
const MAX_CACHED = 50_000;

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

/** Returns whether the lexer has loaded. */
export const isMarkdownLoaded = (): boolean => !!lex;

/**
 * Renders a markdown text. Relative links are resolved against `base`, the manifest's URL. A costly text
 * stays plain, and is not even split into paragraphs, of which it may have thousands: see `isCostly`.
 */
export function renderMarkdown(
  text: string,
  base: string,
  {costly = false, lex = tokensOf}: MarkdownOptions = {},
): TemplateResult {
  if (costly) return html`<p>${text}</p>`;
  const tokens = needsMarkdown(text) ? lex(text) : undefined;
  const resolve = (href: string) => resolveLink(href, base);
  return html`${draw(tokens ? blocksOf(tokens, resolve) : paragraphsOf(text))}`;
}

/** Returns the tokens of a text, or `undefined` if it is to stay plain. */
export function tokensOf(text: string): readonly Token[] | undefined {
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

const draw = (blocks: readonly Block[]): unknown[] => blocks.map(block);

function block(it: Block): unknown {
  switch (it.kind) {
    case 'paragraph':
      return html`<p>${inlines(it.content)}</p>`;
    case 'heading':
      // The page owns its outline, so a heading inside a statement is only bold.
      return html`<p><strong>${inlines(it.content)}</strong></p>`;
    case 'line':
      return inlines(it.content);
    case 'quote':
      return html`<blockquote>${draw(it.blocks)}</blockquote>`;
    case 'code':
      return html`<pre><code>${it.text}</code></pre>`;
    case 'rule':
      return html`<hr />`;
    case 'list': {
      const items = it.items.map((item) => html`<li>${draw(item)}</li>`);
      return it.start === undefined
        ? html`<ul>
            ${items}
          </ul>`
        : html`<ol start=${it.start}>
            ${items}
          </ol>`;
    }
    case 'table':
      return table(it);
  }
}

/** Renders a table in a box of its own, which the keyboard can scroll if the table is too wide. */
const table = ({name, header, rows}: Extract<Block, {kind: 'table'}>) => html`
  <div class="table" role="group" tabindex="0" aria-label=${name}>
    <table>
      <tr>
        ${header.map((cell) => html`<th scope="col">${inlines(cell)}</th>`)}
      </tr>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map((cell) => html`<td>${inlines(cell)}</td>`)}
          </tr>`,
      )}
    </table>
  </div>
`;

const inlines = (content: readonly Inline[]): unknown =>
  content.length === 1 ? inline(content[0]!) : content.map(inline);

function inline(it: Inline): unknown {
  if (typeof it === 'string') return it;
  switch (it.kind) {
    case 'strong':
      return html`<strong>${inlines(it.content)}</strong>`;
    case 'em':
      return html`<em>${inlines(it.content)}</em>`;
    case 'del':
      return html`<del>${inlines(it.content)}</del>`;
    case 'code':
      return html`<code>${it.text}</code>`;
    case 'break':
      return html`<br />`;
    case 'link':
      return html`<a href=${it.url.href} rel="noreferrer noopener">${inlines(it.content)}</a>`;
  }
}
