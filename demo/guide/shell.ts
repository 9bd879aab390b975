/** The header, navigation and page frame of the site. */
import {allPages, fromPage, type Page} from './pages.js';
import type {Rendered} from './markdown.js';

/** The site's top-level navigation. */
const PLACES = [
  ['index.html', 'ARQEN'],
  ['what-it-is.html', 'Guide'],
  ['themes.html', 'Themes'],
  ['states.html', 'Every state'],
  ['portal.html', 'In a portal'],
] as const;

/** Returns the header of a page; `address` is the page's path from the root of the site. */
export function siteHeader(address: string): string {
  const page = {address};
  const isPlace = PLACES.some(([place]) => place === address);
  const links = PLACES.map(([place, name]) => {
    // All pages of the guide belong to one navigation item.
    const here = place === address ? 'page' : !isPlace && name === 'Guide' ? 'true' : '';
    return `<a href="${fromPage(page, place)}"${here && ` aria-current="${here}"`}>${name}</a>`;
  });
  return `<a class="skip" href="#main">Skip to the content</a>
    <header class="site">
      <div>
        <code>&lt;arqen-trust-center&gt;</code>
        <nav aria-label="Site">
          ${links.join('\n          ')}
        </nav>
      </div>
    </header>`;
}

/** Returns a page of the guide as a complete document. */
export function guidePage(page: Page, {html, sections}: Rendered): string {
  const chapters = allPages().filter(({chapter}) => chapter);
  const css = (name: string) => `<link rel="stylesheet" href="${fromPage(page, name)}" />`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>${page.title} · arqen-trust-center</title>
    <link rel="icon" href="data:," />
    ${css('demo.css')}
    ${css('guide.css')}
  </head>
  <body>
    ${siteHeader(page.address)}
    <div class="guide">
      ${contents(page, chapters, sections)}
      <main id="main" tabindex="-1">
        <article>
${html}
        </article>
        ${around(page, chapters)}
      </main>
    </div>
  </body>
</html>
`;
}

/** Returns the guide's navigation, with the sections of the current page: a menu in narrow windows. */
function contents(page: Page, chapters: readonly Page[], sections: Rendered['sections']): string {
  const own = sections.map(({id, text}) => `<li><a href="#${id}">${text}</a></li>`).join('');
  const items = chapters.map((chapter) => {
    const here = chapter.address === page.address;
    const href = fromPage(page, chapter.address);
    return `<li><a href="${href}"${here ? ' aria-current="page"' : ''}>${chapter.title}</a>${
      here && own ? `<ul>${own}</ul>` : ''
    }</li>`;
  });
  return `<div class="contents">
        <button type="button" popovertarget="contents">The guide: ${page.title}</button>
        <nav id="contents" popover aria-label="Guide">
          <ol>
            ${items.join('\n            ')}
          </ol>
        </nav>
      </div>`;
}

/** Returns links to the previous and the next chapter, or from a recipe back to its chapter. */
function around(page: Page, chapters: readonly Page[]): string {
  const place = chapters.findIndex(({address}) => address === page.address);
  const link = (to: Page | undefined, label: string) =>
    to ? `<a href="${fromPage(page, to.address)}"><small>${label}</small> ${to.title}</a>` : '';
  if (place >= 0)
    return `<nav class="around" aria-label="Before and after">${link(chapters[place - 1], 'Before')}${link(chapters[place + 1], 'Next')}</nav>`;
  const home = page.file.startsWith('examples/') ? 'docs/guards.md' : 'docs/embedding.md';
  const parent = chapters.find(({file}) => file === home);
  return `<nav class="around" aria-label="Back">${link(parent, 'Back to')}</nav>`;
}
