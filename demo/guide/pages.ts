/**
 * The pages of the guide: which Markdown files of this repository they are, where the site shows them, and
 * where a link from one of them leads. The same files read well on GitHub: nothing in them is the site's.
 */
import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {dirname, join, posix} from 'node:path';
import {fileURLToPath} from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** In the order in which they are read. */
const CHAPTERS = [
  'what-it-is',
  'embedding',
  'embed-page',
  'theming',
  'guards',
  'deploying',
  'manifest',
  'claim-checks',
  'security',
  'reference',
].map((name) => `docs/${name}.md`);

export interface Page {
  /** The Markdown file, from the root of the repository. */
  readonly file: string;
  /** Where the site shows it, from the root of the site. */
  readonly address: string;
  /** Its first heading. */
  readonly title: string;
  /** Whether it stands in the guide's own order; the others are recipes that those lead to. */
  readonly chapter: boolean;
}

/** The pages in a folder, one link a line. */
export const pagesIn = (folder: string, page: Page): string =>
  `<ul>${allPages()
    .filter(({file}) => file.startsWith(`${folder}/`))
    .map(({address, title}) => `<li><a href="${fromPage(page, address)}">${title}</a></li>`)
    .join('')}</ul>\n`;

/** Every page as it is on the disk now. */
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

/** `docs/theming.md` is `theming.html`, `test/hosts/vue/README.md` is `hosts/vue.html`. */
const pageAddress = (file: string): string =>
  `${file.replace(/^(docs|test)\//, '').replace(/(\/README)?\.md$/, '')}.html`;

/**
 * Where a link of `page` leads on the site: another page, a file that the demo serves, or the text of a
 * source file. Addresses elsewhere, and places on the same page, stay as they are.
 */
export function siteHref(href: string, page: Page, pages: readonly Page[]): string {
  if (/^([a-z]+:|#)/i.test(href)) return href;
  const [path = '', hash] = href.split('#');
  return fromPage(page, siteAddress(fileOf(path, page), pages)) + (hash ? `#${hash}` : '');
}

/** A place of the site as it is written on a page, which may stand in a folder. */
export const fromPage = ({address}: Pick<Page, 'address'>, to: string): string =>
  posix.relative(dirname(address), to);

/** The file that a link of `page` names, from the root of the repository; a folder stands for its README. */
export function fileOf(path: string, page: Page): string {
  const file = posix.join(dirname(page.file), path).replace(/\/$/, '');
  const readme = `${file}/README.md`;
  return existsSync(join(root, readme)) ? readme : file;
}

function siteAddress(file: string, pages: readonly Page[]): string {
  const page = pages.find((each) => each.file === file);
  if (page) return page.address;
  // What the demo and the build have is served from the root of the site.
  const served = /^(?:demo|dist)\/(.+)$/.exec(file)?.[1];
  return served ?? `files/${file}`;
}

/** The source file that the site shows at `files/…`: one that a page leads to, and no other. */
export function linkedFile(address: string, links: ReadonlySet<string>): string | undefined {
  if (!links.has(address)) return undefined;
  const file = join(root, address.replace(/^files\//, ''));
  return existsSync(file) && statSync(file).isFile() ? file : undefined;
}
