/**
 * The compared pages. Each embeds its component as that component's documentation describes: the standalone
 * build in one tag, nothing from another server, and set to show its first topic without a click.
 */
import {ENTRY, REST} from '../../scripts/bundle.js';
import {customElementsOf, htmlOf, openApiOf} from './documents.js';
import type {ReferenceText} from './text.js';

export interface TestedPage {
  readonly name: string;
  readonly html: string;
  /** The URL fragment, for a page that shows a topic only on its own URL. */
  readonly fragment?: (topic: string) => string;
}

/** The paths of the manifest, the documents made from it, and the built files. */
export const MANIFEST = '/trust.json';
const OPEN_API = '/openapi.json';
const CUSTOM_ELEMENTS = '/custom-elements.json';
export const CDN = '/cdn';
export const COMPETITORS = '/competitors';

export const html = (head: string, body: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Security and trust</title>
<link rel="icon" href="data:,">
${head}
</head>
<body>
${body}
</body>
</html>
`;

export const SCRIPT = `<script type="module" src="${CDN}/${ENTRY}"></script>`;
/**
 * Preloads the entry and the chunk of the rest, which the entry requests only once it runs. The digest is
 * required: a browser reuses a preload without one, unverified.
 */
const preloadOf = (digests: Readonly<Record<string, string>>) =>
  [ENTRY, REST]
    .map(
      (file) =>
        `<link rel="modulepreload" href="${CDN}/${file}" integrity="${digests[file]}" crossorigin>`,
    )
    .join('');
const BY_URL = `<arqen-trust-center src="${MANIFEST}"></arqen-trust-center>`;
const inline = (manifest: string) =>
  `<arqen-trust-center><script type="application/json">${manifest}</script></arqen-trust-center>`;

/** Our page as in the README, and the variants an embedder may choose. */
export const oursOf = (
  manifest: string,
  digests: Readonly<Record<string, string>>,
): TestedPage[] => [
  {name: 'ours', html: html(SCRIPT, BY_URL)},
  {name: 'ours, preload', html: html(preloadOf(digests) + SCRIPT, BY_URL)},
  {name: 'ours, inline', html: html(SCRIPT, inline(manifest))},
  {name: 'ours, preload and inline', html: html(preloadOf(digests) + SCRIPT, inline(manifest))},
];

/** The lower bound: no script at all. */
export const staticOf = (text: ReferenceText): TestedPage => ({
  name: 'static HTML',
  html: html('<style>body{font:1em/1.5 sans-serif;max-width:60em}</style>', htmlOf(text)),
});

export const COMPETITOR_PAGES: readonly TestedPage[] = [
  {
    name: 'scalar',
    html: html(
      '',
      `<div id="app"></div>
<script src="${COMPETITORS}/scalar.js"></script>
<script>
Scalar.createApiReference('#app', {
  url: '${OPEN_API}', withDefaultFonts: false, telemetry: false, defaultOpenAllTags: true,
  hideClientButton: true, showDeveloperTools: 'never', agent: {disabled: true}, mcp: {disabled: true},
})
</script>`,
    ),
  },
  {
    name: 'redoc',
    html: html(
      '',
      `<redoc spec-url="${OPEN_API}" disable-telemetry="true"></redoc>
<script type="module" src="${COMPETITORS}/redoc.js"></script>`,
    ),
    fragment: (topic) => `#/topics/${topic}`,
  },
  {
    name: 'swagger-ui',
    html: html(
      `<link rel="stylesheet" href="${COMPETITORS}/swagger-ui.css">`,
      `<div id="app"></div>
<script src="${COMPETITORS}/swagger-ui.js"></script>
<script>
SwaggerUIBundle({url: '${OPEN_API}', dom_id: '#app', docExpansion: 'full', validatorUrl: null})
</script>`,
    ),
  },
  {
    name: 'rapidoc',
    html: html(
      `<script type="module" src="${COMPETITORS}/rapidoc.js"></script>`,
      `<rapi-doc spec-url="${OPEN_API}" render-style="read" load-fonts="false" allow-try="false"></rapi-doc>`,
    ),
  },
  {
    name: 'stoplight',
    html: html(
      `<script src="${COMPETITORS}/stoplight.js"></script>
<link rel="stylesheet" href="${COMPETITORS}/stoplight.css">`,
      `<elements-api apiDescriptionUrl="${OPEN_API}" router="hash" hideTryIt="true"></elements-api>`,
    ),
    fragment: (topic) => `#/operations/${topic}`,
  },
  {
    name: 'api-viewer',
    html: html(
      `<script type="module" src="${COMPETITORS}/api-viewer.js"></script>`,
      `<api-viewer src="${CUSTOM_ELEMENTS}" only="the-topics"></api-viewer>`,
    ),
  },
];

/** Returns the two documents that the competitors read, by path. */
export const dataOf = (text: ReferenceText): Record<string, string> => ({
  [OPEN_API]: openApiOf(text),
  [CUSTOM_ELEMENTS]: customElementsOf(text),
});
