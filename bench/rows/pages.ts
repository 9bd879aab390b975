/** The measured pages for one number of rows. For Node. */
import {page, json, script} from '../harness/files.js';
import type {Answer} from '../harness/server.js';
import type {Material} from './material.js';

/** E is the element, S static HTML, P a prebuilt string, V handwritten code. */
export const KINDS = ['E', 'S', 'P', 'V'] as const;
export type Kind = (typeof KINDS)[number];

/** Pixels: the approximate height of a row in the viewport, reserved for rows that are not rendered yet. */
const ROW_HEIGHT = 297;

const htmlPage = (head: string, body: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Controls</title>
    <link rel="icon" href="data:," />
    ${head}
  </head>
  <body>${body}</body>
</html>
`;

const ELEMENT = `<arqen-trust-center src="./trust.json" sections="controls"><span slot="fallback"></span></arqen-trust-center>`;

const moduleScript = (src: string) => `<script type="module" src="${src}"></script>`;
const template = (id: string, html: string) => `<template id="${id}">${html}</template>`;
const shadow = (html: string) => `<template shadowrootmode="open">${html}</template>`;

/** Returns the element's page and manifest. The fallback is empty, so that the first paint is the posture. */
export const elementPages = (folder: string, manifest: string): Map<string, Answer> =>
  new Map([
    [`${folder}/trust.json`, json(manifest)],
    [`${folder}/E`, page(htmlPage(moduleScript('/cdn/trust-center.js'), ELEMENT))],
  ]);

/** Returns the pages of the other cells. */
export function referencePages(folder: string, material: Material): Map<string, Answer> {
  const {center, before, after, rows, template: row} = material;
  const all = rows.join('');
  const host = '<arqen-trust-center></arqen-trust-center>';
  const frame = template('center', center);
  const controls = template('controls', `${LAZY}${before}${after}`.replace(EMPTY_GROUP, ''));
  return new Map([
    [`${folder}/S`, page(htmlPage('', staticBody(center, before + all + after)))],
    [`${folder}/P`, page(htmlPage(moduleScript('/page/prebuilt.js'), host + frame))],
    [`${folder}/rows.html`, page(SKIPPED + before + all + after)],
    [
      `${folder}/V`,
      page(
        htmlPage(moduleScript('/page/handmade.js'), host + frame + controls + template('row', row)),
      ),
    ],
  ]);
}

/** Returns the scripts of the reference pages. */
export const pageScripts = (): Map<string, Answer> =>
  new Map(
    ['frame', 'prebuilt', 'handmade'].map((name) => [
      `/page/${name}.js`,
      script(new URL(`page/${name}.ts`, import.meta.url)),
    ]),
  );

/** The emptied group of the template, removed for V, which creates its own groups. */
const EMPTY_GROUP = '<div role="rowgroup"></div>';

const SKIPPED = `<style>
  [data-kind='control'] {
    content-visibility: auto;
    contain-intrinsic-block-size: auto ${ROW_HEIGHT}px;
  }
  [hidden] {
    display: none !important;
  }
</style>`;

const LAZY = `<style>
  .lazy {
    content-visibility: auto;
    contain-intrinsic-block-size: auto ${10 * ROW_HEIGHT}px;
  }
  .lazy:empty {
    min-block-size: ${10 * ROW_HEIGHT}px;
  }
  .lazy + .lazy {
    border-block-start: 1px solid var(--trust-line);
  }
</style>`;

const staticBody = (center: string, controls: string) =>
  `<arqen-trust-center>${shadow(
    center.replace(/(<arqen-trust-controls[^>]*>)/, (tag) => tag + shadow(controls)),
  )}</arqen-trust-center>`;
