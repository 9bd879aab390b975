/**
 * How each example of CommonMark is rendered, against a reviewed record. After a change that is meant, and
 * after a look at the differences, `npx web-test-runner --files test/elements/ui/commonmark.test.ts
 * --update-snapshots` writes the record anew.
 */
import {expect} from '@open-wc/testing';
import {getSnapshotConfig, writeFile} from '@web/test-runner-commands';
import {render} from 'lit';
import {loadMarkdown, renderMarkdown} from '../../../src/elements/ui/markdown.js';
import {resolveLink} from '../../../src/text/links.js';

const BASE = 'https://vendor.example/trust/manifest.json';

interface Example {
  readonly number: number;
  readonly section: string;
  readonly markdown: string;
  readonly html: string;
}

/** Why a text is not rendered as CommonMark specifies. */
const KINDS = {
  image: 'an image stays text',
  html: 'HTML stays text',
  link: 'a link that is refused stays text',
  reference: 'a rare named character stays text',
  url: 'an address is written as browsers write it',
  address: 'a bare address is a link, as on GitHub',
  other: 'it is read in another way',
} as const;
type Kind = keyof typeof KINDS;

/** What a reader sees of an example that is not rendered as specified. */
interface Difference {
  readonly kind: Kind;
  readonly elements: string;
  readonly text: string;
}
type Outcome = Difference | 'as specified';

/** The elements that a text may become, with their attributes. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  p: [],
  strong: [],
  em: [],
  del: [],
  code: [],
  pre: [],
  hr: [],
  br: [],
  blockquote: [],
  ul: [],
  ol: ['start'],
  li: [],
  a: ['href', 'rel'],
  div: ['class', 'role', 'tabindex', 'aria-label'],
  table: [],
  tbody: [],
  tr: [],
  th: ['scope'],
  td: [],
};

/** Returns the examples of the specification, as its own package extracts them. */
async function examples(): Promise<readonly Example[]> {
  const spec = await (await fetch('/node_modules/commonmark-spec/spec.txt')).text();
  const [tests] = spec.split('<!-- END TESTS -->');
  const fence = '`'.repeat(32);
  const pattern = new RegExp(
    `^${fence} example\\n([\\s\\S]*?)^\\.\\n([\\s\\S]*?)^${fence}$|^#{1,6} *(.*)$`,
    'gm',
  );
  const found: Example[] = [];
  let section = '';
  for (const [, markdown, html, heading] of tests!.matchAll(pattern)) {
    if (heading) section = heading;
    else
      found.push({
        number: found.length + 1,
        section,
        markdown: markdown!.replaceAll('→', '\t'),
        html: html!.replaceAll('→', '\t'),
      });
  }
  return found;
}

const PLACE = document.implementation.createHTMLDocument();

function shownOf(markdown: string): Element {
  const place = document.createElement('div');
  render(renderMarkdown(markdown, BASE), place);
  return place;
}

/** Returns what the specification says, as this page renders it: headings are bold, links are resolved. */
function specifiedOf(html: string): Element {
  const place = PLACE.createElement('div');
  place.innerHTML = html;
  for (const heading of place.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const [paragraph, strong] = [PLACE.createElement('p'), PLACE.createElement('strong')];
    strong.append(...heading.childNodes);
    paragraph.append(strong);
    heading.replaceWith(paragraph);
  }
  for (const link of place.querySelectorAll('a')) {
    link.href = resolveLink(link.getAttribute('href') ?? '', BASE)?.href ?? '';
    link.rel = 'noreferrer noopener';
    link.removeAttribute('title');
  }
  for (const code of place.querySelectorAll('pre > code')) {
    code.removeAttribute('class');
  }
  for (const list of place.querySelectorAll('ol'))
    list.setAttribute('start', String(list.start || 1));
  return place;
}

/** Returns the elements, attributes and texts of a place, without white space that is not seen. */
function outlineOf(node: Node): string {
  if (node instanceof Text || node.nodeType === Node.TEXT_NODE) {
    const {textContent} = node;
    // Browsers do not show the last line break of a code block.
    if (node.parentElement!.closest('pre')) return textContent!.replace(/\n$/, '');
    return textContent!.replace(/\s+/g, ' ');
  }
  if (node.nodeType !== Node.ELEMENT_NODE) return '';
  const {localName, attributes} = node as Element;
  const listed = [...attributes].map(({name, value}) => ` ${name}="${value}"`).sort();
  const inside = [...node.childNodes].map(outlineOf).join('');
  const block = /^(?:div|p|pre|hr|br|blockquote|ul|ol|li)$/.test(localName);
  const content = localName === 'pre' ? inside : inside.replace(/\s*(‹[^›]*›)\s*/g, '$1');
  return block
    ? `‹${localName}${listed.join('')}›${content.trim()}‹/›`
    : `<${localName}${listed.join('')}>${content}</>`;
}

const textOf = (place: Element) => place.textContent.replace(/\s+/g, ' ').trim();

function outcomeOf(example: Example): Outcome {
  const shown = shownOf(example.markdown);
  const specified = specifiedOf(example.html);
  if (outlineOf(shown) === outlineOf(specified)) return 'as specified';
  const elements = [...shown.querySelectorAll('*')].map(({localName}) => localName).join(' ');
  return {kind: kindOf(example, specified, shown), elements, text: textOf(shown)};
}

function kindOf({markdown, html}: Example, specified: Element, shown: Element): Kind {
  const tags = markdown.match(/<[a-z/!?][^<>]*>/gi) ?? [];
  if (specified.querySelector('img')) return 'image';
  if (html === markdown || tags.some((tag) => html.includes(tag)) || /<[!?]/.test(markdown))
    return 'html';
  if (specified.querySelector('a[href=""]')) return 'link';
  const addressless = (place: Element) => outlineOf(place).replace(/ href="[^"]*"/g, '');
  if (addressless(shown) === addressless(specified))
    return /&[a-z]+;/i.test(markdown) ? 'reference' : 'url';
  if (/&[a-z]+;/i.test(markdown)) return 'reference';
  const links = (place: Element) => place.querySelectorAll('a').length;
  return links(shown) > links(specified) ? 'address' : 'other';
}

interface Section {
  readonly specified: readonly number[];
  readonly others: Readonly<Record<string, Difference>>;
}

function recordOf(all: readonly Example[]): Record<string, Section> {
  const record: Record<string, {specified: number[]; others: Record<string, Difference>}> = {};
  for (const example of all) {
    const section = (record[example.section] ??= {specified: [], others: {}});
    const outcome = outcomeOf(example);
    if (outcome === 'as specified') section.specified.push(example.number);
    else section.others[example.number] = outcome;
  }
  return record;
}

describe('the examples of CommonMark', () => {
  let all: readonly Example[];

  before(async () => {
    expect(await loadMarkdown()).to.be.true;
    all = await examples();
  });

  it('are 652', () => {
    expect(all.length).to.equal(652);
  });

  it('are rendered as recorded', async () => {
    const record = recordOf(all);
    const {updateSnapshots} = await getSnapshotConfig();
    if (updateSnapshots)
      await writeFile({path: 'commonmark.json', content: `${JSON.stringify(record, null, 2)}\n`});
    const known = await fetch('/test/elements/ui/commonmark.json');
    expect(record).to.deep.equal(await known.json());
  });

  it('are counted in the guide', async () => {
    const guide = await (await fetch('/docs/manifest.md')).text();
    const rows = guide.matchAll(
      /^\| ([A-Z][^|]*[^ |]) *\| *(\d+) *\| *(\d+) *\| *([^|]*[^ |]) *\|$/gm,
    );
    const counts = Object.entries(recordOf(all)).map(([section, {specified, others}]) => {
      const kinds = [...new Set(Object.values(others).map(({kind}) => KINDS[kind]))].sort();
      const {length} = Object.keys(others);
      return [section, String(specified.length), String(length), kinds.join('; ') || '–'];
    });
    expect([...rows].map(([, ...cells]) => cells)).to.deep.equal(counts);
  });

  it('become no element and no attribute beyond a few', () => {
    for (const {markdown, number} of all)
      for (const {localName, attributes} of shownOf(markdown).querySelectorAll('*'))
        for (const name of ['', ...[...attributes].map(({name}) => name)])
          expect(['', ...(ALLOWED[localName] ?? ['none'])], `${number}: ${localName}`).to.include(
            name,
          );
  });
});
