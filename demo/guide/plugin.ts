/** Serves the guide as pages of the site, and inserts the site header into every page of the demo. */
import {readFileSync} from 'node:fs';
import type {Connect, Plugin} from 'vite';
import {fieldTables} from './fields.js';
import {renderPage, type Rendered} from './markdown.js';
import {allPages, fileOf, linkedFile, pagesIn, root, siteHref, type Page} from './pages.js';
import {referenceTables} from './reference.js';
import {guidePage, siteHeader} from './shell.js';

/** Content that replaces a paragraph consisting of one link to its source. */
const GENERATED: Readonly<Record<string, (page: Page) => string>> = {
  'src/manifest/schema.ts': fieldTables,
  'src/elements/center/trust-center.ts': referenceTables,
  'test/hosts': (page) => pagesIn('test/hosts', page),
};

const HEADER = '<!-- the site’s header -->';

export const guide = (): Plugin => ({
  name: 'guide',
  configureServer: ({middlewares}) => void middlewares.use(answer),
  transformIndexHtml: {
    order: 'pre',
    handler: (html, {path}) => html.replace(HEADER, siteHeader(path.replace(/^\//, ''))),
  },
});

const answer: Connect.NextHandleFunction = (request, response, next) => {
  const {pathname} = new URL(request.url ?? '/', 'http://127.0.0.1');
  const address = decodeURI(pathname).slice(1);
  const pages = allPages();
  const page = pages.find((each) => each.address === address);
  const send = (type: string, body: string) =>
    response.writeHead(200, {'Content-Type': `${type}; charset=utf-8`}).end(body);
  try {
    if (page) {
      send('text/html', guidePage(page, render(page, pages).rendered));
      return;
    }
    const file = address.startsWith('files/')
      ? linkedFile(address, new Set(pages.flatMap((each) => render(each, pages).links)))
      : undefined;
    if (file) send('text/plain', readFileSync(file, 'utf8'));
    else next();
  } catch (error) {
    next(error);
  }
};

/** Renders a page, and returns the site paths that it links to. */
function render(page: Page, pages: readonly Page[]): {rendered: Rendered; links: string[]} {
  const links: string[] = [];
  const rendered = renderPage(readFileSync(root + page.file, 'utf8'), {
    href: (href) => {
      const to = siteHref(href, page, pages);
      links.push(new URL(to, `http://site.invalid/${page.address}`).pathname.slice(1));
      return to;
    },
    generated: (href) => GENERATED[fileOf(href, page).replace(/\/README\.md$/, '')]?.(page),
  });
  return {rendered, links};
}
