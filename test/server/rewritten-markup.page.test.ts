/**
 * Server markup that a sanitizer, a minifier or a proxy rewrote before it reached the browser: the page
 * shows the posture once, whole, and nothing fails.
 */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, describe, it} from 'node:test';
import type {ReactiveElement} from 'lit';
import type {Browser} from 'puppeteer-core';
import type * as Server from '../../src/entries/server.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {builtFile, embedPage, json, neverAnswers, Site, text} from '../fixtures/site.js';
import {untilRowsRendered} from '../fixtures/until-settled.js';

const {renderTrustCenter} = (await import(
  new URL('../../dist/entries/server.js', import.meta.url).href
)) as typeof Server;

const ARQEN = readFileSync(new URL('../../demo/arqen.trust.json', import.meta.url), 'utf8');

/** Replaces every second match. */
const everySecond = (markup: string, pattern: RegExp, by: string) => {
  let n = 0;
  return markup.replace(pattern, (match) => (n++ % 2 ? by : match));
};

/** What happens to markup on its way. */
const REWRITES: Readonly<Record<string, (markup: string) => string>> = {
  'comments removed': (markup) => markup.replace(/<!--[^]*?-->/g, ''),
  'every second comment removed': (markup) => everySecond(markup, /<!--[^]*?-->/g, ''),
  'closing part markers removed': (markup) => markup.replace(/<!--\/lit-part-->/g, ''),
  'node markers removed': (markup) => markup.replace(/<!--lit-node \d+-->/g, ''),
  'comments removed from the sections only': (markup) =>
    markup.replace(/(<arqen-trust-(?!center)[^]*?)(<\/template>)/g, (section) =>
      section.replace(/<!--[^]*?-->/g, ''),
    ),
  'white space collapsed': (markup) => markup.replace(/\s+/g, ' '),
  'white space between tags removed': (markup) => markup.replace(/>\s+</g, '><'),
  'quotes of attributes removed': (markup) => markup.replace(/="([\w-]+)"/g, '=$1'),
  'empty attributes shortened': (markup) => markup.replace(/=""/g, ''),
  'attributes reordered': (markup) =>
    markup.replace(/<([a-z][\w-]*)((?: [\w-]+="[^"]*")+)>/g, (_, tag: string, list: string) => {
      const attributes = list.match(/ [\w-]+="[^"]*"/g)!;
      return `<${tag}${attributes.reverse().join('')}>`;
    }),
  'classes removed': (markup) => markup.replace(/ class="[^"]*"/g, ''),
  'roles and labels removed': (markup) => markup.replace(/ (?:role|aria-[\w-]+)="[^"]*"/g, ''),
  'ids removed': (markup) => markup.replace(/ id="[^"]*"/g, ''),
  'entities rewritten': (markup) =>
    markup
      .replace(/&quot;/g, '&#34;')
      .replace(/&amp;/g, '&#x26;')
      .replace(/’/g, '&rsquo;'),
  'data attributes removed': (markup) => markup.replace(/ data-[\w-]+="[^"]*"/g, ''),
  'the marks of the sections removed': (markup) =>
    markup.replace(/ data-ssr="(?!center)[^"]*"/g, ''),
  'the tags of templates removed': (markup) => markup.replace(/<\/?template[^>]*>/g, ''),
  'templates removed': (markup) => markup.replace(/<template[^]*<\/template>/, ''),
  'the templates of the sections removed': (markup) =>
    markup.replace(/(<arqen-trust-(?!center)[^>]*>)<template[^]*?<\/template>/g, '$1'),
  'the tags of the templates of the sections removed': (markup) =>
    markup.replace(/(<arqen-trust-(?!center)[^>]*>)<template[^>]*>([^]*?)<\/template>/g, '$1$2'),
  'its ids repeated by the page': (markup) =>
    `${markup}<p id="forms" hidden></p><p id="forms" hidden></p>`,
  'the tag repeated': (markup) => `${markup}<div hidden>${markup}</div>`,
  'style sheets removed': (markup) => markup.replace(/<link[^>]*>/g, ''),
  'classes renamed': (markup) =>
    markup.replace(
      / class="([^"]*)"/g,
      (_, names: string) => ` class="${names.replace(/\w+/g, 'c-$&')}"`,
    ),
  'ids prefixed': (markup) => markup.replace(/ (id|for|aria-\w+by)="/g, ' $1="user-content-'),
  'states changed': (markup) =>
    markup.replace(/ data-state="(unmet|gated|partial)"/g, ' data-state="met"'),
  'the ids of two rows exchanged': (markup) => {
    const [one, other] = markup.match(/ data-id="[^"]*"/g)!;
    const parts = markup.split(one);
    return `${parts.shift()!}${other!}${parts.join(one).replace(other!, one)}`;
  },
  'links rewritten': (markup) => markup.replace(/ href="(?!\/trust)[^"]*"/g, ' href="/out?to=1"'),
  'one link rewritten': (markup) => markup.replace(/ href="(?!\/trust)/, '$&/out?to='),
  'addresses of mail hidden': (markup) =>
    markup
      .replace(/mailto:[\w.-]+@[\w.-]+/g, '/cdn-cgi/l/email-protection')
      .replace(/[\w.-]+@[\w.-]+/g, '[email&#160;protected]'),
  'elements renamed': (markup) => markup.replace(/(<\/?)h([3-5])\b/g, '$1div'),
  'texts translated': (markup) => markup.replace(/(?<=>[^<]*)\bgates?\b/gi, 'Tor'),
  'a state translated': (markup) => markup.replace(/>Unmet/, '>Met'),
  'texts wrapped by a translation': (markup) =>
    markup.replace(
      /<!--lit-part-->([^<]*\S[^<]*)</g,
      '<!--lit-part--><font><font>$1</font></font><',
    ),
};

let browser: Browser;
before(async () => (browser = await openBrowser()));
after(() => browser.close());

/** Opens a page with this markup and returns what it shows, and what it logs. */
async function show(rewrite: (markup: string) => string) {
  const site = await Site.open({
    '/trust.json': json(ARQEN),
    '/trust-center.css': text(builtFile('trust-center.css'), 'text/css'),
    '/api/production-write/guard': neverAnswers,
    '/api/production-access/guard': neverAnswers,
  });
  const visit = await Visit.open(browser);
  const logged: string[] = [];
  visit.page.on('console', (message) => logged.push(message.text()));
  visit.page.on('pageerror', (error) => logged.push(String(error)));
  try {
    const markup = await renderTrustCenter({
      src: '/trust.json',
      base: `${site.origin}/trust.json`,
      manifest: ARQEN,
      stylesheet: '/trust-center.css',
    });
    site.routes.set('/', text(embedPage(rewrite(markup))));
    await visit.page.goto(site.origin);
    await visit.page.waitForFunction(() => {
      const sections = inPage.all('.sections > *') as unknown as ReactiveElement[];
      const center = document.querySelector('arqen-trust-center')!;
      return (
        center.loadState === 'ready' &&
        sections.length &&
        [center, ...sections].every(
          ({hasUpdated, isUpdatePending}) => hasUpdated && !isUpdatePending,
        )
      );
    });
    await untilRowsRendered(visit);
    return {
      // The style and the role of each element depend on its attributes.
      marks: await visit.evaluate(() =>
        inPage
          .all('.base *')
          .concat(inPage.all('section *'))
          .filter((element) => element.checkVisibility({visibilityProperty: true}))
          .map((element) =>
            [element.localName]
              .concat(
                [...element.attributes]
                  // A server renders these properties as attributes.
                  .filter(({name}) => name !== 'checked' && name !== 'value')
                  .map(({name, value}) => `${name}=${value}`)
                  .sort(),
              )
              .join(' ')
              .replaceAll(location.origin, ''),
          ),
      ),
      text: await visit.evaluate(() => {
        const read = (node: Node): string => {
          if (node instanceof Text) return node.data;
          if (
            !(node instanceof Element) ||
            !node.checkVisibility({visibilityProperty: true}) ||
            node.matches('.age')
          )
            return '';
          return [...(node.shadowRoot ?? node).childNodes].map(read).join('');
        };
        const slotted = document.querySelector('arqen-trust-center')!.textContent;
        return (read(document.body) + slotted).replace(/\s+/g, '').replaceAll(location.origin, '');
      }),
      logged: logged.filter((line) => !line.includes('favicon')),
    };
  } finally {
    await visit.page.close();
    await site.stop();
  }
}

describe('server markup with', () => {
  const wanted = () => show(() => '<arqen-trust-center src="/trust.json"></arqen-trust-center>');
  let expected: Awaited<ReturnType<typeof wanted>> | undefined;
  for (const [name, rewrite] of Object.entries(REWRITES))
    it(`${name} is shown once`, async () => {
      expected ??= await wanted();
      const shown = await show(rewrite);
      // Only the difference, because the text is long.
      const {length} = expected.text;
      const at = Array.from({length}).findIndex((_, i) => expected!.text[i] !== shown.text[i]);
      assert.equal(at, -1, `${shown.text.slice(Math.max(0, at - 50), at + 100)} (at ${at})`);
      assert.equal(shown.text.length, length);
      assert.deepEqual(shown.marks, expected.marks);
      assert.deepEqual(shown.logged, []);
    });
});
