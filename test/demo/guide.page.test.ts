/**
 * The guide: its code samples are valid, its links resolve, and its pages are accessible in light and dark,
 * narrow and wide. One file, because all of these tests read the same pages and code blocks.
 */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {lexer, type Token, type Tokens} from 'marked';
import type {Browser} from 'puppeteer-core';
import ts from 'typescript';
import {slugs} from '../../demo/guide/markdown.js';
import {allPages, root} from '../../demo/guide/pages.js';
import {elementDeclarations} from '../../demo/guide/reference.js';
import {manifestJsonSchema} from '../../src/manifest/json-schema.js';
import {parseManifest} from '../../src/manifest/parse.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {serveDemo} from '../fixtures/demo-server.js';
import type {LoopbackServer} from '../fixtures/verdict-server.js';

const pages = allPages();
const chapters = pages.filter(({chapter}) => chapter);
const declared = elementDeclarations();
const scripts = (
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {scripts: Record<string, string>}
).scripts;

interface Block {
  readonly file: string;
  readonly language: string;
  readonly text: string;
}

const blocks = chapters.flatMap(({file}) => blocksOf(file, readFileSync(root + file, 'utf8')));
const inLanguage = (language: string) => blocks.filter((block) => block.language === language);

let server: LoopbackServer | undefined;
let browser: Browser | undefined;
let visit: Visit;

before(async () => {
  [server, browser] = await Promise.all([serveDemo(), openBrowser()]);
  visit = await Visit.open(browser);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

describe('a code block of the guide', () => {
  it('in JSON parses, and breaks no rule if it is a manifest', () => {
    const found = inLanguage('json');
    assert.ok(found.length > 10);
    for (const {file, text} of found) {
      const value = JSON.parse(text) as object;
      if (!('schemaVersion' in value)) continue;
      const {status, problems} = parseManifest(text);
      assert.deepEqual({status, problems}, {status: 'accepted', problems: []}, `${file}\n${text}`);
    }
  });

  it('in HTML uses only elements and attributes of ours that exist', () => {
    assert.ok(inLanguage('html').length > 4);
    for (const {file, text} of inLanguage('html'))
      assert.deepEqual(unknownInMarkup(text), [], file);
    assert.deepEqual(unknownInMarkup('<arqen-trust-center source="a" theme="dark">'), [
      'arqen-trust-center source',
    ]);
    assert.deepEqual(unknownInMarkup('<arqen-trust-badge></arqen-trust-badge>'), [
      'arqen-trust-badge',
    ]);
  });

  it('in CSS uses only custom properties and parts that exist', () => {
    assert.ok(inLanguage('css').length > 2);
    for (const {file, text} of inLanguage('css')) assert.deepEqual(unknownInCss(text), [], file);
    assert.deepEqual(
      unknownInCss('arqen-trust-center { --trust-glow: 1px } arqen-trust-center::part(row) {}'),
      ['--trust-glow', 'part(row)'],
    );
  });

  it('in JavaScript type-checks against the package’s exports', () => {
    const found = inLanguage('js').map(({file, text}) => ({name: file, text}));
    assert.ok(found.length > 5);
    assert.deepEqual(wrongInScripts(found), []);
    const wrong = [
      "import {checkClaim} from '@arqen/trust-center/manifest';",
      "import {createGuardHandler} from '@arqen/trust-center/guards';",
      "document.querySelector('arqen-trust-center').reloadAll();",
    ].map((text, i) => ({name: `wrong-${i}`, text}));
    assert.deepEqual(
      wrongInScripts(wrong).map((line) => line.split(':')[0]),
      wrong.map(({name}) => name),
    );
  });

  it('for a shell runs only npm scripts that exist', () => {
    for (const {file, text} of inLanguage('sh'))
      for (const [, name = ''] of text.matchAll(/npm run ([\w:]+)/g))
        assert.ok(name in scripts, `${file} runs ${name}`);
  });
});

describe('the guide', () => {
  it('describes every field of a manifest', async () => {
    await visit.page.goto(`${server!.origin}/manifest.html`);
    const shown = await visit.evaluate(() =>
      inPage.all('h3[id^="fields"] + table td:last-child').map((cell) => inPage.text(cell)),
    );
    assert.equal(shown.length, meaningsIn(manifestJsonSchema()).length);
    assert.ok(shown.length > 100 && shown.every(Boolean));
  });

  it('describes every attribute, method, event, slot, part and custom property', async () => {
    await visit.page.goto(`${server!.origin}/reference.html`);
    const rows = await visit.evaluate(() =>
      inPage.all('tbody tr').map((row) => [...row.children].map((cell) => inPage.text(cell))),
    );
    const first = new Set(rows.map(([name]) => name));
    for (const element of declared) {
      const {attributes = [], events = [], cssParts = [], cssProperties = []} = element;
      for (const {name} of [...attributes, ...events, ...cssParts, ...cssProperties])
        assert.ok(first.has(name), `${element.tagName}: ${name}`);
    }
    assert.ok([...first].some((name) => name?.startsWith('snapshot(')));
    for (const row of rows) assert.ok(row.at(-1), `${row[0]} is described`);
  });

  it('links only to pages and headings that exist', async () => {
    const seen = new Map<string, string>();
    for (const {address, file} of [...pages, {address: 'index.html', file: 'demo/index.html'}]) {
      await visit.page.goto(`${server!.origin}/${address}`);
      const links = await visit.evaluate(() =>
        [...document.querySelectorAll('a')].map(({href}) => href),
      );
      for (const link of links.filter((link) => link.startsWith(server!.origin))) {
        const [path = '', place] = link.split('#');
        if (!seen.has(path)) {
          const response = await fetch(path, {headers: {Accept: 'text/html'}});
          assert.equal(response.status, 200, `${file} links to ${link}`);
          seen.set(path, await response.text());
        }
        if (place) assert.ok(seen.get(path)!.includes(`id="${place}"`), `${file} links to ${link}`);
      }
    }
    assert.ok(seen.size > chapters.length);
  });

  it('links to the same headings when read on GitHub', () => {
    for (const {file} of chapters) {
      for (const href of linksIn(lexer(readFileSync(root + file, 'utf8')))) {
        const [path = '', place] = href.split('#');
        const target = path ? join(file, '..', path) : file;
        if (/^[a-z]+:/.test(href) || !place || !target.endsWith('.md')) continue;
        // Sections that are generated from code exist only on the site.
        if (place.startsWith('fields') || target.endsWith('reference.md')) continue;
        const slug = slugs();
        const places = lexer(readFileSync(root + target, 'utf8')).flatMap((token) =>
          token.type === 'heading' ? slug((token as Tokens.Heading).text.replaceAll('`', '')) : [],
        );
        assert.ok(places.includes(place), `${file} links to ${href}`);
      }
    }
  });

  it('serves no source file that it does not link to', async () => {
    const fetchFile = (path: string) =>
      fetch(`${server!.origin}/files/${path}`, {headers: {Accept: 'text/html'}});
    const answers = await Promise.all(
      ['package.json', '../package.json', '.git/config'].map(fetchFile),
    );
    for (const answer of answers) assert.doesNotMatch(await answer.text(), /"name"|\[core\]/);
  });

  it('has a menu of its pages that opens and closes by keyboard', async () => {
    await visit.setAppearance(320, 'light');
    await visit.page.goto(`${server!.origin}/theming.html`);
    const shown = () =>
      visit.evaluate(() => document.querySelector('#contents')!.checkVisibility());
    assert.equal(await shown(), false);
    await visit.page.focus('.contents button');
    await visit.page.keyboard.press('Enter');
    assert.equal(await shown(), true);
    await visit.page.keyboard.press('Escape');
    assert.equal(await shown(), false);
    await visit.setAppearance(1440, 'light');
    assert.equal(await shown(), true);
  });

  it('lets a reader skip to the content', async () => {
    await visit.setAppearance(1440, 'light');
    await visit.page.goto(`${server!.origin}/theming.html`);
    await visit.page.keyboard.press('Tab');
    const skip = await visit.evaluate(() => {
      const {top, height} = document.activeElement!.getBoundingClientRect();
      return {text: document.activeElement!.textContent, seen: top >= 0 && height > 20};
    });
    assert.deepEqual(skip, {text: 'Skip to the content', seen: true});
    await visit.page.keyboard.press('Enter');
    assert.equal(await visit.evaluate(() => document.activeElement!.id), 'main');
  });

  for (const {address} of pages) {
    it(`fits and passes the axe checks for WCAG 2.2 AA: ${address}`, async () => {
      await visit.setAppearance(1440, 'light');
      await visit.page.goto(`${server!.origin}/${address}`);
      for (const width of [1440, 768]) {
        await visit.setAppearance(width, 'light');
        assert.deepEqual(await visit.overflows(), [], `${width}`);
        if (width !== 768) assert.deepEqual((await visit.axe()).violations, [], `${width}`);
      }
    });

    it(`does so in a narrow window and in dark: ${address}`, async () => {
      await visit.setAppearance(320, 'dark');
      await visit.page.goto(`${server!.origin}/${address}`);
      assert.deepEqual(await visit.overflows(), []);
      assert.deepEqual((await visit.axe()).violations, []);
    });
  }

  it('prints without its navigation', async () => {
    await visit.page.goto(`${server!.origin}/security.html`);
    await visit.page.emulateMediaType('print');
    const shown = await visit.evaluate(() =>
      ['.site', '.contents', '.around', 'article'].filter((selector) =>
        document.querySelector(selector)!.checkVisibility(),
      ),
    );
    await visit.page.emulateMediaType();
    assert.deepEqual(shown, ['article']);
  });

  it('logs and throws nothing', () => {
    assert.deepEqual(
      visit.console.filter((line) => !/\[vite\]|Lit is in dev mode|status of 403/.test(line)),
      [],
    );
    assert.deepEqual(visit.exceptions, []);
  });
});

function blocksOf(file: string, markdown: string): Block[] {
  return lexer(markdown).flatMap((token) => {
    if (token.type !== 'code') return [];
    const {lang = '', text} = token as Tokens.Code;
    return [{file, language: lang, text}];
  });
}

function linksIn(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) => [
    ...(token.type === 'link' ? [(token as Tokens.Link).href] : []),
    ...linksIn((token as {tokens?: Token[]}).tokens ?? []),
    ...(token.type === 'list' ? linksIn((token as Tokens.List).items) : []),
    ...(token.type === 'table'
      ? (token as Tokens.Table).rows.flat().flatMap((cell) => linksIn(cell.tokens))
      : []),
  ]);
}

/** Attributes that any element may have. */
const COMMON = /^(id|class|slot|lang|dir|hidden)$/;

function unknownInMarkup(html: string): string[] {
  return [...html.matchAll(/<(arqen-trust-[\w-]*)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*>/g)].flatMap(
    ([, tag = '', list = '']) => {
      const element = declared.find(({tagName}) => tagName === tag);
      if (!element) return [tag];
      const names = [...list.matchAll(/([\w-]+)(?:="[^"]*")?/g)].map(([, name = '']) => name);
      return names
        .filter((name) => !COMMON.test(name))
        .filter((name) => !element.attributes?.some((each) => each.name === name))
        .map((name) => `${tag} ${name}`);
    },
  );
}

function unknownInCss(css: string): string[] {
  const names = (lists: readonly (readonly {readonly name: string}[] | undefined)[]) =>
    new Set(lists.flatMap((list = []) => list.map(({name}) => name)));
  const properties = names(declared.map(({cssProperties}) => cssProperties));
  const parts = names(declared.map(({cssParts}) => cssParts));
  return [
    ...[...css.matchAll(/(--trust-[\w-]+)/g)]
      .map(([, it = '']) => it)
      .filter((it) => !properties.has(it)),
    ...[...css.matchAll(/::part\(([\w-]+)\)/g)]
      .filter(([, it = '']) => !parts.has(it))
      .map(([, it = '']) => `part(${it})`),
  ];
}

/**
 * TypeScript's error codes for an unresolved import, an unknown export or member, and a wrong argument
 * type or count.
 */
const WRONG = new Set([2305, 2307, 2339, 2345, 2353, 2551, 2554, 2614, 2724]);

function wrongInScripts(blocks: readonly {name: string; text: string}[]): string[] {
  // In its own folder, the package's name resolves to itself, so the samples are checked against the build.
  const files = new Map(
    blocks.map(({name, text}, i) => [join(root, `guide-${i}.js`), {name, text}]),
  );
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: ['node'],
    allowJs: true,
    checkJs: true,
    skipLibCheck: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const fromDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (path, version) => {
    const file = files.get(path);
    return file ? ts.createSourceFile(path, file.text, version) : fromDisk(path, version);
  };
  const exists = host.fileExists.bind(host);
  host.fileExists = (path) => files.has(path) || exists(path);
  // Adds the tag's type to `HTMLElementTagNameMap`, as on a page that imports the element.
  const program = ts.createProgram(
    [...files.keys(), join(root, 'dist/entries/index.d.ts')],
    options,
    host,
  );
  return [...files].flatMap(([path, {name}]) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(path))
      .filter(({code}) => WRONG.has(code))
      .map(({messageText}) => `${name}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`),
  );
}

function meaningsIn(schema: object): unknown[] {
  const {properties = {}, items} = schema as {
    properties?: Record<string, object>;
    items?: object;
  };
  const own = Object.values(properties);
  return [...own, ...own.flatMap(meaningsIn), ...(items ? meaningsIn(items) : [])];
}
