/**
 * Texts of any length and shape, in every field: each wraps or scrolls inside its own box, in every
 * language, however narrow the window. At 400 % zoom, a window of 1280 px is 320 CSS px wide.
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {parseManifest} from '../../src/manifest/parse.js';
import {manifestSchema} from '../../src/manifest/schema.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {edit, full, type ManifestInput} from '../fixtures/manifests.js';
import {installMeasures} from '../fixtures/measures.js';
import {walk} from '../fixtures/schema-walk.js';
import {PROBLEM_MEDIA_TYPE} from '../../src/guard/contract.js';
import {guardMember} from '../fixtures/guard-answers.js';
import {embedPage, json, neverAnswers, Site, text} from '../fixtures/site.js';

const WIDTHS = {'320 px wide': [320], wider: [360, 800, 1280]};
const LANGUAGES = ['en', 'de', 'fr', 'es', 'ja', 'ar'];

const WORD = 'a'.repeat(400);
const HASH = '9f86d081884c7d65'.repeat(4);
const URL = `https://vendor.example/${'path-'.repeat(40)}?${'query=value&'.repeat(20)}`;
const columns = (cell: (index: number) => string) =>
  `|${Array.from({length: 12}, (_, i) => cell(i)).join('|')}|`;
const table = (cell: string) =>
  [columns((i) => `Column ${i + 1}`), columns(() => '-'), columns(() => cell)].join('\n');

/** Texts to put into each field, the first that is valid there. */
const SHAPES: Readonly<Record<string, readonly string[]>> = {
  'a long word': [WORD, `https://vendor.example/${WORD}`, '1'.repeat(400)],
  'a long address': [URL],
  'a digest': [HASH, `https://vendor.example/${HASH}`, '1'.repeat(64)],
  'a wide table': [table('Subprocessor'), `https://vendor.example/${WORD}`],
  'a table of long words': [`${table(WORD)}\n\n\`\`\`\n${URL}\n${WORD}\n\`\`\`\n\n> - > - ${WORD}`],
};

/** Ids, references, dates and choices stay as they are: they have no room for a long text. */
const SHORT =
  /(?:^schemaVersion|^\$schema|^language|^guards\.url|\w\.id|kind|state|stage|access|safeHarbor|target|since|\.at|\w+At|gates|guards|evidence|controls|after|report)$/;

const isValid = (manifest: ManifestInput) => 'manifest' in parseManifest(JSON.stringify(manifest));

/** Returns the full manifest with a text of the shape in every field that takes one. */
function manifestWith(shape: readonly string[]) {
  const gated = {route: '/api/production-write', gates: ['key-custody']};
  const {controls, ...others} = full();
  const more = ['three', 'four', 'five'].map((id) => ({id, title: id, current: 'Now.'}));
  let manifest: ManifestInput = {
    ...others,
    language: 'en',
    controls: [...(controls as object[]), ...more],
    guards: [
      {id: 'production-write', title: 'Write', url: '/open', description: 'It.', ...gated},
      {id: 'silent', title: 'Silent', url: '/silent', ...gated},
      {id: 'named', title: 'Names other gates', url: '/named', ...gated},
    ],
  };
  const edited: string[] = [];
  const kept: string[] = [];
  walk({schema: manifestSchema, value: manifest, path: []}, ({value, path}) => {
    // The languages of phrases and the schema are not shown as texts, and guards must be asked.
    const fixed = /^(\$schema|language|guards\/\d+\/url)$/.test(path.join('/'));
    if (typeof value !== 'string') return;
    const field = path.filter((key) => typeof key === 'string').join('.');
    const edits = shape.map((text) => edit(manifest, `/${path.join('/')}`, text));
    const valid = fixed ? undefined : edits.find(isValid);
    if (valid) manifest = valid;
    (valid ? edited : kept).push(field);
  });
  return {manifest, edited, kept};
}

let site: Site;
let browser: Browser | undefined;
let visit: Visit;

before(async () => {
  browser = await openBrowser();
  site = await Site.open({'/silent': neverAnswers});
  visit = await Visit.open(browser);
});
after(async () => {
  await browser?.close();
  await site.stop();
});

/** Answers for two guards of a manifest that one route is open, and that unknown gates block the other. */
function answer([open, , named]: readonly ManifestInput[]): void {
  const member = (address: string, {id, route}: ManifestInput, changes: ManifestInput) =>
    guardMember(challengeIn(address), {
      id,
      route,
      checkedAt: new Date().toISOString(),
      ...changes,
    });
  site.routes.set('/open', (request, response) => {
    const changes = {decision: 'open', unmetGates: [], release: HASH};
    json({guard: member(request.url!, open!, changes)})(request, response);
  });
  site.routes.set('/named', (request, response) => {
    const guard = member(request.url!, named!, {unmetGates: [WORD, URL, HASH], release: WORD});
    text(JSON.stringify({guard}), PROBLEM_MEDIA_TYPE, {}, 403)(request, response);
  });
}

const challengeIn = (address: string) =>
  new globalThis.URL(address, site.origin).searchParams.get('challenge') ?? undefined;

async function open(src = '/trust.json', children = ''): Promise<void> {
  const tag = `<arqen-trust-center src="${src}" guard-interval="0">${children}</arqen-trust-center>`;
  site.routes.set('/', text(embedPage(tag)));
  await visit.setViewport(1280);
  await visit.page.goto(`${site.origin}/`);
}

async function unfold(): Promise<void> {
  await visit.evaluate(() => {
    for (const details of inPage.all('details')) details.toggleAttribute('open', true);
  });
}

/** Searches, and chooses the last option of each filter but the order. */
async function filter(): Promise<void> {
  await visit.waitForSelector('.find input');
  await visit.evaluate(() => {
    const fields = inPage.all('.find input, .filters select:not(.filters > :last-child > select)');
    for (const field of fields as (HTMLInputElement | HTMLSelectElement)[]) {
      field.value = field instanceof HTMLSelectElement ? field.options[1]!.value : 'a'.repeat(400);
      field.dispatchEvent(new Event(field.localName === 'select' ? 'change' : 'input'));
    }
  });
  await visit.waitForSelector('.active button');
}

async function setLanguage(language: string): Promise<void> {
  await visit.evaluate((locale) => {
    for (const center of inPage.all('arqen-trust-center')) Object.assign(center, {locale});
  }, language);
  await visit.waitFor(
    (language) => inPage.all('[part~="base"], section').every(({lang}) => lang === language),
    [language],
  );
}

/** Describes everything that leaves its box: the page's, the center's, a scroller's, a column's. */
const faults = async (): Promise<string[]> => [
  ...(await visit.evaluate(() => {
    const {scrollWidth} = document.documentElement;
    const found = scrollWidth > innerWidth ? [`the page is ${scrollWidth} px wide`] : [];
    const named = (element: Element) =>
      `${element.localName}.${element.className} in ${element.parentElement?.className ?? ''}`;
    const [base] = inPage.all('[part~="base"]');
    const room = base!.getBoundingClientRect();
    const scrolls = (element: Element) =>
      /auto|scroll/.test(getComputedStyle(element).overflowX) &&
      element.scrollWidth > element.clientWidth;
    const roots = inPage.all('*').flatMap(({shadowRoot}) => shadowRoot ?? []);
    for (const element of roots.flatMap((root) => [...root.querySelectorAll<HTMLElement>('*')])) {
      // Fields scroll what is typed into them, and text for screen readers only is clipped on purpose.
      if (element.matches('.unseen, input, select, option, svg *')) continue;
      let box: Element | null = element.parentElement;
      while (box && !scrolls(box)) box = box.parentElement;
      if (box) continue;
      const {left, right, width} = element.getBoundingClientRect();
      if (width && (left < room.left - 0.5 || right > room.right + 0.5))
        found.push(`${named(element)} reaches from ${left} to ${right}`);
      if (!scrolls(element)) {
        const clipped = getComputedStyle(element).overflowX !== 'visible';
        if (clipped && element.scrollWidth > element.clientWidth + 1)
          found.push(`${named(element)} shows ${element.clientWidth} of ${element.scrollWidth} px`);
      } else if (element.tabIndex !== 0 || !element.role) {
        found.push(`${named(element)} scrolls, and no keyboard reaches it`);
      }
    }
    return [...new Set(found)];
  })),
  ...(await visit.evaluate(() => measures.overlapping())),
];

/** Defines tests of the open page in each language and width. */
function itFits(title: string): void {
  for (const [which, widths] of Object.entries(WIDTHS))
    it(`${title}, ${which}`, async () => {
      await installMeasures(visit);
      for (const language of LANGUAGES) {
        await setLanguage(language);
        await unfold();
        for (const width of widths) {
          await visit.setViewport(width);
          assert.deepEqual(await faults(), [], `${language}, ${width} px`);
        }
      }
    });
}

const MANIFESTS = Object.entries(SHAPES).map(([name, shape]) => ({name, ...manifestWith(shape)}));

it('every field that has room for a long text gets one', () => {
  const edited = new Set(MANIFESTS.flatMap((it) => it.edited));
  const missed = MANIFESTS.flatMap(({kept}) => kept).filter((field) => !edited.has(field));
  assert.deepEqual(
    missed.filter((field) => !SHORT.test(field)),
    [],
  );
});

for (const {name, manifest, edited} of MANIFESTS) {
  describe(`${name} in every field`, () => {
    before(async () => {
      // One line where markdown is not rendered, such as in a title.
      assert.ok(edited.length >= 45, edited.join());
      site.routes.set('/trust.json', json(manifest));
      answer(manifest['guards'] as ManifestInput[]);
      await open();
      await visit.waitFor(() => inPage.all('[data-banner="contradiction"]').length === 2, []);
      await visit.waitForSelector('[part="contact"]');
      await visit.waitForSelector('[data-list] .prose > *');
    });

    itFits('stays inside its box');

    describe('when a reload has failed', () => {
      before(async () => {
        await filter();
        site.routes.set('/trust.json', json(refused));
        await visit.evaluate(() => {
          void document.querySelector('arqen-trust-center')!.reload();
        });
        await visit.waitForSelector('[data-banner="kept"]');
      });

      itFits('stays inside its box, and so do filters');
    });
  });
}

/** A manifest with problems at long paths, in long texts. */
const refused = {
  ...full(),
  [WORD]: WORD,
  language: WORD,
  publishedAt: WORD,
  version: HASH,
  organization: {name: 'Vendor', url: `javascript:${WORD}`},
  [`${URL}/~`]: {[WORD]: WORD},
};

describe('long texts in the list of problems', () => {
  before(async () => {
    site.routes.set('/trust.json', json(refused));
    await open();
    await visit.waitForSelector('[data-banner="failed"] li');
  });

  itFits('stay inside their box');
});

for (const [name, reply] of Object.entries({
  'a missing manifest': text('', 'text/html', {}, 404),
  'broken JSON': json(`{"${WORD}": ${WORD}`),
}))
  describe(`the message for ${name} at a long address`, () => {
    before(async () => {
      site.routes.set(`/${WORD}`, reply);
      await open(`/${WORD}`);
      await visit.waitForSelector('[data-banner="failed"] .reason');
    });

    itFits('stays inside its box');
  });

describe('long texts in the markup around', () => {
  before(async () => {
    await open('/silent', `<p>${WORD}</p><p slot="header">${WORD}</p><p slot="footer">${URL}</p>`);
    await visit.waitForSelector('[part~="base"]');
  });

  itFits('stay inside their box');
});
