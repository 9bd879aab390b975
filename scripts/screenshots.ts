/**
 * Pictures of the demo for people to look at, in `screenshots/` with a page that shows them all: every
 * state in each language, theme and width, ARQEN's page, and what few readers see (greys alone, forced
 * colours, paper). `node --import tsx scripts/screenshots.ts`
 */
import {mkdir, rm, writeFile} from 'node:fs/promises';
import {relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Browser, MediaFeature} from 'puppeteer-core';
import {openBrowser, Visit} from '../test/fixtures/browser-page.js';
import {serveDemo} from '../test/fixtures/demo-server.js';
import {untilArqenSettles, untilStatesSettle} from '../test/fixtures/settled.js';

const FOLDER = new URL('../screenshots/', import.meta.url);
const LANGUAGES = ['en', 'de', 'fr', 'es', 'ja', 'ar', 'en-XA'];
const THEMES = ['light', 'dark'] as const;
const WIDTHS = [320, 768, 1440];

/** In pixels: Chrome draws no picture that is higher than 16384. */
const HIGHEST = 16_000;

type Theme = (typeof THEMES)[number];

interface Picture {
  /** The heading that it stands under. */
  readonly group: string;
  readonly caption: string;
  /** One below the other. */
  readonly files: readonly string[];
}

const pictures: Picture[] = [];

const server = await serveDemo();
let browser: Browser | undefined;
try {
  browser = await openBrowser();
  await rm(FOLDER, {recursive: true, force: true});
  await mkdir(FOLDER);
  for (const language of LANGUAGES)
    for (const theme of THEMES) await takeStates(browser, language, theme);
  for (const theme of THEMES) await takeArqen(browser, theme);
  await takeOtherEyes(browser);
  await takePaper(browser);
  await writeFile(new URL('index.html', FOLDER), indexPage());
} finally {
  await browser?.close();
  await server.close();
}
console.log(`${pictures.length} pictures: open screenshots/index.html`);

/** Every state in one language and theme, at each width. */
async function takeStates(browser: Browser, language: string, theme: Theme): Promise<void> {
  await visiting(browser, async (visit) => {
    await openStates(visit, language, theme);
    for (const width of WIDTHS) {
      await visit.look(width, theme);
      await take(visit, `Every state: ${language}`, `${theme}, ${width} px`);
    }
  });
}

async function takeArqen(browser: Browser, theme: Theme): Promise<void> {
  await visiting(browser, async (visit) => {
    await visit.look(1440, theme);
    await visit.page.goto(`${server.origin}/`);
    await untilArqenSettles(visit);
    for (const width of WIDTHS) {
      await visit.look(width, theme);
      await take(visit, 'ARQEN', `${theme}, ${width} px`);
    }
  });
}

/** Without any hue, and in the colours that a reader forces upon every page. */
async function takeOtherEyes(browser: Browser): Promise<void> {
  for (const theme of THEMES) {
    await visiting(browser, async (visit) => {
      await openStates(visit, 'en', theme);
      const {page} = visit;
      await page.emulateVisionDeficiency('achromatopsia');
      await take(visit, 'Without hue', theme);
      await page.emulateVisionDeficiency('none');
      const features: MediaFeature[] = [
        {name: 'forced-colors', value: 'active'},
        {name: 'prefers-color-scheme', value: theme},
      ];
      // Puppeteer knows forced-colors only by the protocol.
      const session = await page.createCDPSession();
      await session.send('Emulation.setEmulatedMedia', {features});
      await take(visit, 'Forced colours', theme);
    });
  }
}

async function takePaper(browser: Browser): Promise<void> {
  await visiting(browser, async (visit) => {
    await openStates(visit, 'en', 'light');
    await visit.page.emulateMediaType('print');
    await take(visit, 'Paper', 'every state');
  });
  await visiting(browser, async (visit) => {
    await visit.page.goto(`${server.origin}/`);
    await untilArqenSettles(visit);
    const file = await visit.page.pdf({format: 'a4', printBackground: true});
    const files = [await keep('paper-arqen.pdf', file)];
    pictures.push({group: 'Paper', caption: 'ARQEN', files});
  });
}

async function openStates(visit: Visit, language: string, theme: Theme): Promise<void> {
  await visit.look(1440, theme);
  await visit.page.goto(`${server.origin}/states.html?locale=${language}&theme=${theme}`);
  await untilStatesSettle(visit, language);
}

async function visiting(browser: Browser, look: (visit: Visit) => Promise<void>): Promise<void> {
  const visit = await Visit.begin(browser);
  try {
    await look(visit);
  } finally {
    await visit.page.close();
  }
}

/** A picture of the whole page, in as many pieces as it takes. */
async function take(visit: Visit, group: string, caption: string): Promise<void> {
  const name = `${group} ${caption}`.toLowerCase().replace(/[^a-z\d]+/g, '-');
  const {width, height} = await visit.ask(() => ({
    width: document.documentElement.clientWidth,
    height: document.documentElement.scrollHeight,
  }));
  const files: string[] = [];
  for (let y = 0; y < height; y += HIGHEST) {
    const clip = {x: 0, y, width, height: Math.min(HIGHEST, height - y)};
    const piece = await visit.page.screenshot({clip, captureBeyondViewport: true});
    files.push(
      await keep(height > HIGHEST ? `${name}-${files.length + 1}.png` : `${name}.png`, piece),
    );
  }
  pictures.push({group, caption, files});
}

/** Writes a file, and says so. */
async function keep(name: string, bytes: Uint8Array): Promise<string> {
  const url = new URL(name, FOLDER);
  await writeFile(url, bytes);
  console.log(relative(process.cwd(), fileURLToPath(url)));
  return name;
}

/** All of them, group by group. */
function indexPage(): string {
  const groups = [...new Set(pictures.map(({group}) => group))];
  const image = (file: string) =>
    `<a href="${file}">${file.endsWith('.png') ? `<img loading="lazy" alt="" src="${file}">` : file}</a>`;
  const figure = ({caption, files}: Picture) => `
      <figure>
        <figcaption>${caption}</figcaption>
        ${files.map(image).join('\n        ')}
      </figure>`;
  const section = (group: string) => `
    <h2>${group}</h2>
    <div>${pictures
      .filter((picture) => picture.group === group)
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
