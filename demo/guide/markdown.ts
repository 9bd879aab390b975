/** Renders the guide's Markdown as HTML. The source is this repository's own text, and may contain HTML. */
import {Marked, type Tokens} from 'marked';

export interface Rendered {
  readonly html: string;
  /** The second-level headings. */
  readonly sections: readonly {readonly id: string; readonly text: string}[];
}

export interface RenderOptions {
  /** Returns a link's target on the site. */
  readonly href: (href: string) => string;
  /** Returns the content that replaces a paragraph consisting of one link to its source. */
  readonly generated: (href: string) => string | undefined;
}

export function renderPage(markdown: string, {href, generated}: RenderOptions): Rendered {
  const slug = slugs();
  const marked = new Marked();
  marked.use({
    renderer: {
      heading({tokens, depth}) {
        const html = this.parser.parseInline(tokens);
        return heading(depth, slug(unescaped(withoutTags(html))), html);
      },
      link({href: to, tokens}) {
        return `<a href="${escaped(href(to))}">${this.parser.parseInline(tokens)}</a>`;
      },
      table({header, rows}) {
        const cells = (row: readonly Tokens.TableCell[]) =>
          row.map(({tokens}) => this.parser.parseInline(tokens));
        return table(cells(header), rows.map(cells));
      },
      code: ({text}) => codeBlock(text),
      paragraph({tokens}) {
        const [only] = tokens;
        const replacement =
          tokens.length === 1 && only?.type === 'link' && generated(String(only['href']));
        return replacement || `<p>${this.parser.parseInline(tokens)}</p>\n`;
      },
    },
  });
  const html = marked.parse(markdown, {async: false});
  return {html, sections: sectionsOf(html)};
}

const sectionsOf = (html: string): Rendered['sections'] =>
  [...html.matchAll(/<h2 id="([^"]+)">(.*)<\/h2>/g)].map(([, id, title]) => ({
    id: id!,
    text: withoutTags(title!),
  }));

export const heading = (depth: number, id: string, html: string): string =>
  `<h${depth} id="${id}">${html}</h${depth}>\n`;

/** Returns a table whose roles remain when narrow windows lay out its rows as cards. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = header.map((cell) => `<th role="columnheader" scope="col">${cell}</th>`).join('');
  const row = (cells: readonly string[]) =>
    cells
      .map((cell, i) => `<td role="cell" data-column="${attribute(header[i] ?? '')}">${cell}</td>`)
      .join('');
  return `<table role="table">
<thead role="rowgroup"><tr role="row">${head}</tr></thead>
<tbody role="rowgroup">
${rows.map((cells) => `<tr role="row">${row(cells)}</tr>`).join('\n')}
</tbody>
</table>
`;
}

const codeBlock = (text: string): string => `<pre><code>${escaped(text)}</code></pre>\n`;

/** Renders a short text with `code` and links, such as an element's description. */
export const inline = (markdown: string): string => new Marked().parseInline(markdown) as string;

export const code = (text: string): string => `<code>${escaped(text)}</code>`;

export const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const withoutTags = (html: string): string => html.replace(/<[^>]+>/g, '');

const attribute = (html: string): string => withoutTags(html).replaceAll('"', '&quot;');

const unescaped = (html: string): string =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** Returns heading ids as GitHub generates them, so that links to headings work on both sites. */
export function slugs(): (text: string) => string {
  const taken = new Map<string, number>();
  return (text) => {
    const slug = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
      .replaceAll(' ', '-');
    const times = taken.get(slug) ?? 0;
    taken.set(slug, times + 1);
    return times ? `${slug}-${times}` : slug;
  };
}
