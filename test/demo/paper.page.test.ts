/** Printed pages of the demo are complete, unfolded, unfiltered, and dark on light. */
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {after, before, describe, it} from 'node:test';
import {lexer, type Token} from 'marked';
import type {Browser} from 'puppeteer-core';
import {SCENARIOS} from '../../demo/scenarios.js';
import {en} from '../../src/locales/en.js';
import {decodeEntities} from '../../src/text/entities.js';
import {manifestSchema, markdown} from '../../src/manifest/schema.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {serveDemo} from '../fixtures/demo-server.js';
import {luminance, readPdf, wordsOf, type PdfContent} from '../fixtures/pdf.js';
import {untilArqenSettles, untilStatesSettle} from '../fixtures/until-settled.js';
import type {LoopbackServer} from '../fixtures/verdict-server.js';
import {walk} from '../fixtures/schema-walk.js';

/** The content of a page at the time it is printed. */
interface Printed {
  /** The number of closed `<details>`. */
  readonly folded: number;
  /** The label of each row's state. */
  readonly states: readonly string[];
  /** The absolute time of each guard's answer. */
  readonly times: readonly string[];
  readonly answers: readonly string[];
}

declare global {
  var printed: Printed | undefined;
  var afterPrint: boolean | undefined;
}

const {entries} = manifestSchema;
const text = entries.title.wrapped;
/** The schemas of URLs and contacts, compared by identity. */
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

describe('ARQEN’s page in print', () => {
  let visit: Visit;
  let manifest: unknown;
  let pdf: PdfContent;
  let printed: Printed;

  before(async () => {
    manifest = JSON.parse(
      await readFile(new URL('../../demo/arqen.trust.json', import.meta.url), 'utf8'),
    );
    visit = await visitPage('/');
    await untilArqenSettles(visit);
    // The reader prints a filtered page (two of twelve rows) in dark mode.
    await (await visit.page.$('>>> .find input'))!.type('audit model');
    await visit.waitFor(() => inPage.all('[data-kind="control"]').length < 12, []);
    [pdf, printed] = await print(visit);
  });

  it('contains every text of its manifest at least as often', () => {
    assert.deepEqual(missing(textsOf(manifest), pdf.words), []);
  });

  it('contains every link of its manifest', () => {
    const addresses = addressesOf(manifest);
    assert.ok(addresses.length);
    for (const address of addresses)
      assert.ok(pdf.words.includes(wordsOf(address.replace(/^(mailto|tel):/, ''))), address);
  });

  it('gives the state of every row in words', () => {
    assert.ok(printed.states.length >= 12 + 34 + 5 + 5, `${printed.states.length} rows`);
    assert.deepEqual(missing(printed.states, pdf.words), []);
  });

  it('shows both guards’ answers with their absolute times', () => {
    assert.equal(printed.answers.length, 2);
    assert.equal(printed.times.length, 2);
    assert.deepEqual(missing(printed.answers, pdf.words), []);
    assert.deepEqual(missing(printed.times, pdf.words), []);
    for (const time of printed.times) assert.match(time, /\d{4}.*\d+:\d\d:\d\d/);
  });

  it('unfolds everything', () => {
    assert.equal(printed.folded, 0);
  });

  it('is dark on light, although the reader prefers a dark colour scheme', async () => {
    assert.equal(
      await visit.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches),
      true,
    );
    assertDarkOnLight(pdf);
  });

  it('is dark on light, although the center’s theme is dark', async () => {
    await visit.evaluate(() => inPage.all('arqen-trust-center')[0]!.setAttribute('theme', 'dark'));
    const [pdf] = await print(visit);
    assertDarkOnLight(pdf);
  });

  it('restores the filter and the folded details on screen afterwards', async () => {
    await visit.waitFor(() => inPage.all('[data-kind="control"]').length < 12, []);
    const now = await visit.evaluate(() => ({
      query: (inPage.all('.find input')[0] as HTMLInputElement).value,
      unfolded: inPage.all('details[open]').length,
      folded: inPage.all('details:not([open])').length,
    }));
    assert.equal(now.query, 'audit model');
    assert.equal(now.unfolded, 0);
    assert.ok(now.folded > 2);
  });
});

describe('a page with every section in print', () => {
  const {manifest} = SCENARIOS['The manifest']!.find(({name}) => name === 'load-ready')!;
  let pdf: PdfContent;
  let printed: Printed;

  before(async () => {
    const visit = await visitPage('/states.html');
    await untilStatesSettle(visit);
    await visit.evaluate(() => {
      for (const other of document.querySelectorAll('figure, h2'))
        if (!other.querySelector('#load-ready')) other.remove();
    });
    [pdf, printed] = await print(visit);
  });

  it('contains every text of its manifest at least as often', () => {
    assert.deepEqual(missing(textsOf(manifest), pdf.words), []);
  });

  it('contains every link of its manifest', () => {
    const addresses = addressesOf(manifest).map((each) => each.replace(/^(mailto|tel):/, ''));
    assert.ok(addresses.length > 4);
    assert.deepEqual(missing([...new Set(addresses)], pdf.words), []);
  });

  it('gives the state of every row in words, and unfolds everything', () => {
    assert.ok(printed.states.length > 8);
    assert.deepEqual(missing(printed.states, pdf.words), []);
    assert.equal(printed.folded, 0);
  });

  it('is dark on light', () => {
    assertDarkOnLight(pdf);
  });
});

/** Opens a page with a dark colour scheme. */
async function visitPage(path: string): Promise<Visit> {
  const visit = await Visit.open(browser!);
  await visit.setAppearance(1440, 'dark');
  await visit.page.goto(server!.origin + path);
  return visit;
}

/** Prints a page to PDF, and returns the PDF with the content of the page at that time. */
async function print(visit: Visit): Promise<[PdfContent, Printed]> {
  await visit.evaluate((labels) => {
    globalThis.printed = globalThis.afterPrint = undefined;
    // Runs after the sections' own listeners, which render everything.
    addEventListener(
      'beforeprint',
      () => {
        const guards = inPage.all('[data-kind="guard"]');
        globalThis.printed = {
          folded: inPage.all('details:not([open])').length,
          states: inPage
            .all('[data-kind]')
            .flatMap(
              ({dataset: {kind, state, stage}}) => labels[`${kind}.${state ?? stage}`] ?? [],
            ),
          times: guards.flatMap((guard) => {
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
  }, STATE_LABELS);
  const file = await visit.page.pdf({format: 'a4', printBackground: true});
  await visit.waitFor(() => globalThis.afterPrint, []);
  return [await readPdf(file), (await visit.evaluate(() => globalThis.printed))!];
}

/** The labels of states, by the kind of row. */
const STATE_LABELS: Readonly<Record<string, string>> = {
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

/** Returns every text of a manifest as it is displayed, with Markdown syntax removed. */
function textsOf(manifest: unknown): string[] {
  const texts: string[] = [];
  walk({schema: manifestSchema, value: manifest, path: []}, ({schema, value}) => {
    if (schema === markdown) texts.push(...blocksOf(lexer(value as string)));
    if (schema === text) texts.push(value as string);
  });
  return texts;
}

/**
 * Returns every link of a manifest, from its fields and its Markdown, except those of its schema, of the
 * manifest itself and of items that are available on request only.
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

/** Returns the texts of Markdown, split where other text may be inserted, such as a link's URL. */
function blocksOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) => {
    if (token.type === 'list')
      return (token.items as readonly {tokens: Token[]}[]).flatMap(({tokens}) => blocksOf(tokens));
    if ('tokens' in token && token.tokens) return blocksOf(token.tokens);
    return 'text' in token ? [decodeEntities(String(token.text))] : [];
  });
}

/** Returns the texts that occur less often in print than in the list. */
function missing(texts: readonly string[], words: string): string[] {
  const wanted = new Map<string, number>();
  for (const each of texts) wanted.set(each, (wanted.get(each) ?? 0) + 1);
  return [...wanted].flatMap(([each, times]) => {
    const found = words.split(wordsOf(each)).length - 1;
    return found < times ? [`${found} of ${times}: ${each}`] : [];
  });
}

/** Asserts that text is dark enough for WCAG 2.2 on white, and that backgrounds are light. */
function assertDarkOnLight({ink, grounds}: PdfContent): void {
  assert.ok(ink.length > 3 && grounds.length > 0);
  for (const colour of ink) assert.ok(luminance(colour) < 0.183, `text in ${colour.join()}`);
  for (const colour of grounds)
    assert.ok(luminance(colour) > 0.7, `a background of ${colour.join()}`);
}
