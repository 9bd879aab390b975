/** What the demo's pages are on paper: complete, unfolded, unfiltered, and dark on light. */
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {after, before, describe, it} from 'node:test';
import {lexer, type Token} from 'marked';
import type {Browser} from 'puppeteer-core';
import {SCENARIOS} from '../../demo/scenarios.js';
import {en} from '../../src/locales/en.js';
import {decodeEntities} from '../../src/text/entities.js';
import {manifestSchema, markdown} from '../../src/manifest/schema.js';
import {walk} from '../../src/manifest/schema-walk.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {serveDemo} from '../fixtures/demo-server.js';
import {luminance, readPaper, wordsOf, type Paper} from '../fixtures/paper.js';
import {untilArqenSettles, untilStatesSettle} from '../fixtures/settled.js';
import type {LoopbackServer} from '../fixtures/verdict-server.js';

/** What a page holds at the moment at which it goes to paper, and what became of it afterwards. */
interface Printed {
  readonly folded: number;
  /** The states of rows, by the prefix of what they are called. */
  readonly states: readonly string[];
  /** When each guard answered, as it can be read in full. */
  readonly moments: readonly string[];
  readonly answers: readonly string[];
}

declare global {
  var printed: Printed | undefined;
  var afterPrint: boolean | undefined;
}

const {entries} = manifestSchema;
const text = entries.title.wrapped;
/** The schemas of addresses, told apart by identity. */
const ADDRESSES: ReadonlySet<unknown> = new Set([
  entries.organization.entries.url.wrapped,
  entries.disclosure.entries.contacts.pipe[0].item,
  entries.disclosure.entries.encryption.wrapped.pipe[0].item,
]);

let server: LoopbackServer | undefined;
let browser: Browser | undefined;

before(async () => {
  [server, browser] = await Promise.all([serveDemo(), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

describe('ARQEN’s page on paper', () => {
  let visit: Visit;
  let manifest: unknown;
  let paper: Paper;
  let printed: Printed;

  before(async () => {
    manifest = JSON.parse(
      await readFile(new URL('../../demo/arqen.trust.json', import.meta.url), 'utf8'),
    );
    visit = await visitPage('/');
    await untilArqenSettles(visit);
    // A reader prints while the page shows two rows of twelve, in the dark.
    await (await visit.page.$('>>> .find input'))!.type('audit model');
    await visit.until(() => inPage.all('[data-kind="control"]').length < 12, []);
    [paper, printed] = await print(visit);
  });

  it('holds every text of its manifest, each at least as often', () => {
    assert.deepEqual(missing(textsOf(manifest), paper.words), []);
  });

  it('holds every address of its manifest', () => {
    const addresses = addressesOf(manifest);
    assert.ok(addresses.length);
    for (const address of addresses)
      assert.ok(paper.words.includes(wordsOf(address.replace(/^(mailto|tel):/, ''))), address);
  });

  it('says the state of every row in words', () => {
    assert.ok(printed.states.length >= 12 + 34 + 5 + 5, `${printed.states.length} rows`);
    assert.deepEqual(missing(printed.states, paper.words), []);
  });

  it('says what both guards answered, and when, by the clock', () => {
    assert.equal(printed.answers.length, 2);
    assert.equal(printed.moments.length, 2);
    assert.deepEqual(missing(printed.answers, paper.words), []);
    assert.deepEqual(missing(printed.moments, paper.words), []);
    for (const moment of printed.moments) assert.match(moment, /\d{4}.*\d+:\d\d:\d\d/);
  });

  it('has nothing folded', () => {
    assert.equal(printed.folded, 0);
  });

  it('is dark on light, though the reader sees it light on dark', async () => {
    assert.equal(await visit.ask(() => matchMedia('(prefers-color-scheme: dark)').matches), true);
    assertDarkOnLight(paper);
  });

  it('is dark on light, though the theme of the page is dark', async () => {
    await visit.ask(() => inPage.all('arqen-trust-center')[0]!.setAttribute('theme', 'dark'));
    const [paper] = await print(visit);
    assertDarkOnLight(paper);
  });

  it('is on the screen again what it was before', async () => {
    await visit.until(() => inPage.all('[data-kind="control"]').length < 12, []);
    const now = await visit.ask(() => ({
      query: (inPage.all('.find input')[0] as HTMLInputElement).value,
      unfolded: inPage.all('details[open]').length,
      folded: inPage.all('details:not([open])').length,
    }));
    assert.equal(now.query, 'audit model');
    assert.equal(now.unfolded, 0);
    assert.ok(now.folded > 2);
  });
});

describe('a page with every section on paper', () => {
  const {manifest} = SCENARIOS['The manifest']!.find(({name}) => name === 'load-ready')!;
  let paper: Paper;
  let printed: Printed;

  before(async () => {
    const visit = await visitPage('/states.html');
    await untilStatesSettle(visit);
    await visit.ask(() => {
      for (const other of document.querySelectorAll('figure, h2'))
        if (!other.querySelector('#load-ready')) other.remove();
    });
    [paper, printed] = await print(visit);
  });

  it('holds every text of its manifest, each at least as often', () => {
    assert.deepEqual(missing(textsOf(manifest), paper.words), []);
  });

  it('holds every address of its manifest', () => {
    const addresses = addressesOf(manifest).map((each) => each.replace(/^(mailto|tel):/, ''));
    assert.ok(addresses.length > 4);
    assert.deepEqual(missing([...new Set(addresses)], paper.words), []);
  });

  it('says the state of every row in words, and has nothing folded', () => {
    assert.ok(printed.states.length > 8);
    assert.deepEqual(missing(printed.states, paper.words), []);
    assert.equal(printed.folded, 0);
  });

  it('is dark on light', () => {
    assertDarkOnLight(paper);
  });
});

/** A page that a reader has opened in the dark. */
async function visitPage(path: string): Promise<Visit> {
  const visit = await Visit.begin(browser!);
  await visit.look(1440, 'dark');
  await visit.page.goto(server!.origin + path);
  return visit;
}

/** Prints a page, and tells what it held at that moment. */
async function print(visit: Visit): Promise<[Paper, Printed]> {
  await visit.ask((words) => {
    globalThis.printed = globalThis.afterPrint = undefined;
    // Heard after the sections' own listeners: they have drawn everything by then.
    addEventListener(
      'beforeprint',
      () => {
        const guards = inPage.all('[data-kind="guard"]');
        globalThis.printed = {
          folded: inPage.all('details:not([open])').length,
          states: inPage
            .all('[data-kind]')
            .flatMap(({dataset: {kind, state, stage}}) => words[`${kind}.${state ?? stage}`] ?? []),
          moments: guards.flatMap((guard) => {
            const [age] = inPage.all('.answer time', guard);
            return age ? [age.title] : [];
          }),
          answers: guards.map((guard) => {
            const [answer] = inPage.all('.answer', guard);
            const texts = [...answer!.childNodes].filter((node) => node instanceof Text);
            return texts.map(({data}) => data.trim()).find(Boolean) ?? '';
          }),
        };
      },
      {once: true},
    );
    addEventListener('afterprint', () => (globalThis.afterPrint = true), {once: true});
  }, STATE_WORDS);
  const file = await visit.page.pdf({format: 'a4', printBackground: true});
  await visit.until(() => globalThis.afterPrint, []);
  return [await readPaper(file), (await visit.ask(() => globalThis.printed))!];
}

/** What the states of rows are called, by the kind of row. */
const STATE_WORDS: Readonly<Record<string, string>> = {
  'control.contradicted': en['state.contradicted'],
  'control.not-applicable': en['state.not-applicable'],
  'control.gated': en['state.gated'],
  'control.partial': en['state.partial'],
  'control.current': en['state.current'],
  'gate.unmet': en['gates.unmet'],
  'gate.met': 'Met ',
  'requirement.open': en['readiness.open'],
  'requirement.supported': en['readiness.supported'],
  'roadmap.considering': en['stage.considering'],
  'roadmap.planned': en['stage.planned'],
  'roadmap.in-progress': en['stage.in-progress'],
  'roadmap.done': en['stage.done'],
};

/** Every text of a manifest as it is read, in markdown without its marks. */
function textsOf(manifest: unknown): string[] {
  const texts: string[] = [];
  walk({schema: manifestSchema, value: manifest, path: []}, ({schema, value}) => {
    if (schema === markdown) texts.push(...blocksOf(lexer(value as string)));
    if (schema === text) texts.push(value as string);
  });
  return texts;
}

/**
 * Every address of a manifest, in its fields and in its markdown: not its schema's and its own, nor those
 * of what must be asked for.
 */
function addressesOf(manifest: unknown): string[] {
  const addresses: string[] = [];
  const guarded = new Set<string>();
  walk({schema: manifestSchema, value: manifest, path: []}, ({schema, value}) => {
    const {access, href} = Object(value) as {readonly access?: string; readonly href?: string};
    if (href && access && access !== 'public') guarded.add(href);
    if (ADDRESSES.has(schema)) addresses.push(value as string);
    if (schema === markdown) addresses.push(...linksIn(lexer(value as string)));
  });
  return addresses.filter((address) => !guarded.has(address));
}

const linksIn = (tokens: readonly Token[]): string[] =>
  tokens.flatMap((token) => [
    ...(token.type === 'link' ? [String(token.href)] : []),
    ...linksIn(('tokens' in token && token.tokens) || []),
  ]);

/** The texts of markdown, piece by piece where something may stand between them, such as a link's address. */
function blocksOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) => {
    if (token.type === 'list')
      return (token.items as readonly {tokens: Token[]}[]).flatMap(({tokens}) => blocksOf(tokens));
    if ('tokens' in token && token.tokens) return blocksOf(token.tokens);
    return 'text' in token ? [decodeEntities(String(token.text))] : [];
  });
}

/** Which of these texts stand on paper less often than here. */
function missing(texts: readonly string[], words: string): string[] {
  const wanted = new Map<string, number>();
  for (const each of texts) wanted.set(each, (wanted.get(each) ?? 0) + 1);
  return [...wanted].flatMap(([each, times]) => {
    const found = words.split(wordsOf(each)).length - 1;
    return found < times ? [`${found} of ${times}: ${each}`] : [];
  });
}

/** As dark as WCAG 2.2 wants text to be on white, and as light as it wants what stands behind it to be. */
function assertDarkOnLight({ink, grounds}: Paper): void {
  assert.ok(ink.length > 3 && grounds.length > 0);
  for (const colour of ink) assert.ok(luminance(colour) < 0.183, `ink of ${colour.join()}`);
  for (const colour of grounds) assert.ok(luminance(colour) > 0.7, `a ground of ${colour.join()}`);
}
