/**
 * The pages of the guide: their Markdown files, their addresses on the site, and the targets of their links.
 * The files contain nothing specific to the site, so they also read well on GitHub.
 */
import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {dirname, join, posix} from 'node:path';
import {fileURLToPath} from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** In reading order. */
const CHAPTERS = [
  'what-it-is',
  'embedding',
  'embed-page',
  'host-pages',
  'browsers',
  'theming',
  'guards',
  'deploying',
  'manifest',
  'command-line',
  'claim-checks',
  'security',
  'reference',
  'architecture',
].map((name) => `docs/${name}.md`);

export interface Page {
  /** The path of the Markdown file from the root of the repository. */
  readonly file: string;
  /** The page's path from the root of the site. */
  readonly address: string;
  /** Its first heading. */
  readonly title: string;
  /** Whether it is a chapter of the guide; the other pages are recipes that chapters link to. */
  readonly chapter: boolean;
}

/** Returns a list of links to the pages in a folder. */
export const pagesIn = (folder: string, page: Page): string =>
  `<ul>${allPages()
    .filter(({file}) => file.startsWith(`${folder}/`))
    .map(({address, title}) => `<li><a href="${fromPage(page, address)}">${title}</a></li>`)
    .join('')}</ul>\n`;

/** Returns every page, as currently on disk. */
export function allPages(): readonly Page[] {
  const chapters = CHAPTERS.filter((file) => existsSync(root + file));
  const recipes = [...readmesIn('test/hosts'), ...readmesIn('examples')];
  return [...chapters, ...recipes].map((file) => ({
    file,
    address: pageAddress(file),
    title: /^# (.+)$/m.exec(readFileSync(root + file, 'utf8'))?.[1]?.replaceAll('`', '') ?? file,
    chapter: chapters.includes(file),
  }));
}

const readmesIn = (folder: string): string[] =>
  existsSync(root + folder)
    ? readdirSync(root + folder)
        .map((name) => `${folder}/${name}/README.md`)
        .filter((file) => existsSync(root + file))
    : [];

/** Maps `docs/theming.md` to `theming.html`, and `test/hosts/vue/README.md` to `hosts/vue.html`. */
const pageAddress = (file: string): string =>
  `${file.replace(/^(docs|test)\//, '').replace(/(\/README)?\.md$/, '')}.html`;

/**
 * Returns the target of a link on `page`: another page, a file that the demo serves, or the text of a source
 * file. Absolute URLs and fragments are returned unchanged.
 */
export function siteHref(href: string, page: Page, pages: readonly Page[]): string {
  if (/^([a-z]+:|#)/i.test(href)) return href;
  const [path = '', hash] = href.split('#');
  return fromPage(page, siteAddress(fileOf(path, page), pages)) + (hash ? `#${hash}` : '');
}

/** Returns a site path relative to a page, which may be in a folder. */
export const fromPage = ({address}: Pick<Page, 'address'>, to: string): string =>
  posix.relative(dirname(address), to);

/** Returns the path that a link on `page` refers to, from the repository root; for a folder, its README. */
export function fileOf(path: string, page: Page): string {
  const file = posix.join(dirname(page.file), path).replace(/\/$/, '');
  const readme = `${file}/README.md`;
  return existsSync(join(root, readme)) ? readme : file;
}

function siteAddress(file: string, pages: readonly Page[]): string {
  const page = pages.find((each) => each.file === file);
  if (page) return page.address;
  // The demo and the build output are served from the root of the site.
  const served = /^(?:demo|dist)\/(.+)$/.exec(file)?.[1];
  return served ?? `files/${file}`;
}

/** Returns the source file that the site shows at `files/…`. Only files that a page links to are shown. */
export function linkedFile(address: string, links: ReadonlySet<string>): string | undefined {
  if (!links.has(address)) return undefined;
  const file = join(root, address.replace(/^files\//, ''));
  return existsSync(file) && statSync(file).isFile() ? file : undefined;
}
