/**
 * Takes screenshots of the demo into `screenshots/`, with an index page: every state in each language,
 * theme and width, ARQEN's page, and rarer conditions (no hue, forced colours, print).
 *
 *     npm run screenshots
 */
import {mkdir, rm, writeFile} from 'node:fs/promises';
import {relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Browser, MediaFeature} from 'puppeteer-core';
import {openBrowser, Visit} from '../test/fixtures/browser-page.js';
import {serveDemo} from '../test/fixtures/demo-server.js';
import {untilArqenSettles, untilStatesSettle} from '../test/fixtures/until-settled.js';

const FOLDER = new URL('../screenshots/', import.meta.url);
const LANGUAGES = ['en', 'de', 'fr', 'es', 'ja', 'ar', 'en-XA'];
const THEMES = ['light', 'dark'] as const;
const WIDTHS = [320, 768, 1440];

/** The maximum height of a piece, in pixels. Chrome captures no screenshot taller than 16,384 px. */
const MAX_HEIGHT = 16_000;

type Theme = (typeof THEMES)[number];

interface Screenshot {
  /** The heading on the index page. */
  readonly group: string;
  readonly caption: string;
  /** The pieces of the page, from top to bottom. */
  readonly files: readonly string[];
}

const screenshots: Screenshot[] = [];

const server = await serveDemo();
let browser: Browser | undefined;
try {
  browser = await openBrowser();
  await rm(FOLDER, {recursive: true, force: true});
  await mkdir(FOLDER);
  for (const language of LANGUAGES)
    for (const theme of THEMES) await takeStates(browser, language, theme);
  for (const theme of THEMES) await takeArqen(browser, theme);
  await takeColourModes(browser);
  await takePrint(browser);
  await writeFile(new URL('index.html', FOLDER), indexPage());
} finally {
  await browser?.close();
  await server.close();
}
console.log(`${screenshots.length} screenshots: open screenshots/index.html`);

/** Takes screenshots of every state in one language and theme, at each width. */
async function takeStates(browser: Browser, language: string, theme: Theme): Promise<void> {
  await withVisit(browser, async (visit) => {
    await openStates(visit, language, theme);
    for (const width of WIDTHS) {
      await visit.setAppearance(width, theme);
      await take(visit, `Every state: ${language}`, `${theme}, ${width} px`);
    }
  });
}

async function takeArqen(browser: Browser, theme: Theme): Promise<void> {
  await withVisit(browser, async (visit) => {
    await visit.setAppearance(1440, theme);
    await visit.page.goto(`${server.origin}/`);
    await untilArqenSettles(visit);
    for (const width of WIDTHS) {
      await visit.setAppearance(width, theme);
      await take(visit, 'ARQEN', `${theme}, ${width} px`);
    }
  });
}

/** Takes screenshots of every state, without hue and in forced colours. */
async function takeColourModes(browser: Browser): Promise<void> {
  for (const theme of THEMES) {
    await withVisit(browser, async (visit) => {
      await openStates(visit, 'en', theme);
      const {page} = visit;
      await page.emulateVisionDeficiency('achromatopsia');
      await take(visit, 'Without hue', theme);
      await page.emulateVisionDeficiency('none');
      const features: MediaFeature[] = [
        {name: 'forced-colors', value: 'active'},
        {name: 'prefers-color-scheme', value: theme},
      ];
      // Puppeteer can emulate `forced-colors` only through the DevTools protocol.
      const session = await page.createCDPSession();
      await session.send('Emulation.setEmulatedMedia', {features});
      await take(visit, 'Forced colours', theme);
    });
  }
}

async function takePrint(browser: Browser): Promise<void> {
  await withVisit(browser, async (visit) => {
    await openStates(visit, 'en', 'light');
    await visit.page.emulateMediaType('print');
    await take(visit, 'Print', 'every state');
  });
  await withVisit(browser, async (visit) => {
    await visit.page.goto(`${server.origin}/`);
    await untilArqenSettles(visit);
    const file = await visit.page.pdf({format: 'a4', printBackground: true});
    const files = [await save('print-arqen.pdf', file)];
    screenshots.push({group: 'Print', caption: 'ARQEN', files});
  });
}

async function openStates(visit: Visit, language: string, theme: Theme): Promise<void> {
  await visit.setAppearance(1440, theme);
  await visit.page.goto(`${server.origin}/states.html?locale=${language}&theme=${theme}`);
  await untilStatesSettle(visit, language);
}

async function withVisit(browser: Browser, use: (visit: Visit) => Promise<void>): Promise<void> {
  const visit = await Visit.open(browser);
  try {
    await use(visit);
  } finally {
    await visit.page.close();
  }
}

/** Takes a screenshot of the whole page, in as many pieces as needed. */
async function take(visit: Visit, group: string, caption: string): Promise<void> {
  const name = `${group} ${caption}`.toLowerCase().replace(/[^a-z\d]+/g, '-');
  const {width, height} = await visit.evaluate(() => ({
    width: document.documentElement.clientWidth,
    height: document.documentElement.scrollHeight,
  }));
  const files: string[] = [];
  for (let y = 0; y < height; y += MAX_HEIGHT) {
    const clip = {x: 0, y, width, height: Math.min(MAX_HEIGHT, height - y)};
    const piece = await visit.page.screenshot({clip, captureBeyondViewport: true});
    files.push(
      await save(height > MAX_HEIGHT ? `${name}-${files.length + 1}.png` : `${name}.png`, piece),
    );
  }
  screenshots.push({group, caption, files});
}

/** Writes a file, and logs its path. */
async function save(name: string, bytes: Uint8Array): Promise<string> {
  const url = new URL(name, FOLDER);
  await writeFile(url, bytes);
  console.log(relative(process.cwd(), fileURLToPath(url)));
  return name;
}

/** Returns the index page, group by group. */
function indexPage(): string {
  const groups = [...new Set(screenshots.map(({group}) => group))];
  const image = (file: string) =>
    `<a href="${file}">${file.endsWith('.png') ? `<img loading="lazy" alt="" src="${file}">` : file}</a>`;
  const figure = ({caption, files}: Screenshot) => `
      <figure>
        <figcaption>${caption}</figcaption>
        ${files.map(image).join('\n        ')}
      </figure>`;
  const section = (group: string) => `
    <h2>${group}</h2>
    <div>${screenshots
      .filter((each) => each.group === group)
      .map(figure)
      .join('')}
    </div>`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Screenshots of arqen-trust-center</title>
    <style>
      body { font-family: system-ui, sans-serif; margin: 2em; background: #ddd; }
      div { display: flex; flex-wrap: wrap; gap: 1em; align-items: start; }
      figure { margin: 0; }
      img { display: block; width: 400px; }
    </style>
  </head>
  <body>
    <h1>Screenshots</h1>${groups.map(section).join('')}
  </body>
</html>
`;
}
