/**
 * Measures cold loads of ARQEN's trust center: when its posture is readable, and how long the page is
 * blocked, next to the same content as server markup and to the competitors. For Node.
 */
import {existsSync, readFileSync} from 'node:fs';
import {competitorBuilds} from '../competitors/builds.js';
import {
  CDN,
  COMPETITOR_PAGES,
  dataOf,
  html,
  MANIFEST,
  oursOf,
  SCRIPT,
  type TestedPage,
} from '../competitors/pages.js';
import {textOf} from '../competitors/text.js';
import {CONDITIONS, ISOLATING_FLAG} from '../competitors/visit.js';
import {openBrowser} from '../harness/browser.js';
import {folder, json, page} from '../harness/files.js';
import {sample} from '../harness/sample.js';
import {serve, type Answer, type Responder} from '../harness/server.js';
import type {Suite} from '../harness/suite.js';
import {guardHandlers} from '../../demo/guards.js';
import {serveHandler} from '../../demo/serve-handler.js';
import type * as ServerModule from '../../src/entries/server.js';
import {parseManifest} from '../../src/manifest/parse.js';
import {visit} from './visit.js';

const COLUMNS = {
  text: 'ms',
  statement: 'ms',
  fcp: 'ms',
  lcp: 'ms',
  scripts: 'brotli',
  longest: '÷ calibration',
  blocking: '÷ calibration',
  longestWall: '÷ calibration',
  blockingWall: '÷ calibration',
  calibration: 'ms',
  shift: '',
};

const STYLESHEET = '/trust-center.css';
/** The same file, which browsers may cache: with `no-store` they request it for each shadow root. */
const CACHED_STYLESHEET = '/cached/trust-center.css';
/** The fastest competitors; the suite `competitors` has all of them. */
const CLOSEST = ['rapidoc', 'api-viewer'];
const COMPETITOR_PACKAGES = new URL('../node_modules/', import.meta.url);

/** Runs in its own browser, which can reach no other server. */
export const firstText: Suite = async (_, {samples, dist, wanted}) => {
  const manifest = readFileSync(new URL('../../demo/arqen.trust.json', import.meta.url), 'utf8');
  const server = await serve(ownRoutes(manifest, dist), {brotli: true});
  const browser = await openBrowser([ISOLATING_FLAG]);
  try {
    const [markup, cached] = await Promise.all(
      [STYLESHEET, CACHED_STYLESHEET].map(async (stylesheet) => {
        const tag = await serverMarkup(manifest, dist, server.origin, stylesheet);
        return (head: string) => html(`<link rel="stylesheet" href="${stylesheet}">${head}`, tag);
      }),
    );
    const posture = postureIn(markup!(''));
    const read = parseManifest(manifest);
    if (read.status === 'refused') throw new Error('ARQEN’s manifest was refused.');
    const reference = textOf(read.manifest);
    const first = reference.topics[0]!;

    const ours: TestedPage[] = [
      ...oursOf(manifest, digestsOf(dist)).slice(0, 2),
      {name: 'server markup', html: markup!('')},
      {name: 'server markup, cached styles', html: cached!('')},
      {name: 'server markup, hydrated', html: markup!(SCRIPT)},
    ];
    const others = existsSync(COMPETITOR_PACKAGES)
      ? COMPETITOR_PAGES.filter(({name}) => CLOSEST.includes(name))
      : [];
    if (!others.length)
      console.error('Without the competitors: run "npm ci --prefix bench" first.');
    else server.add(new Map([...(await competitorBuilds()), ...jsonRoutes(dataOf(reference))]));
    server.add(new Map([...ours, ...others].map((one) => [pathOf(one), page(one.html)])));

    const cells = CONDITIONS.flatMap((condition) =>
      [...ours, ...others].map((tested) => ({
        name: `${tested.name}, ${condition.name}`,
        measure: () =>
          visit(browser, {
            url: server.origin + pathOf(tested) + (tested.fragment?.(first.id) ?? ''),
            condition,
            texts: {
              ...(ours.includes(tested) && {text: posture}),
              statement: first.current,
            },
            declarative: tested.name.startsWith('server markup'),
          }),
      })),
    );
    const summaries = await sample(
      cells.filter(({name}) => wanted(name)),
      samples,
    );
    return {suite: 'first-text', summaries, columns: COLUMNS};
  } finally {
    await browser.close();
    await server.close();
  }
};

const pathOf = ({name}: TestedPage) => `/${name.replace(/\W+/g, '-')}.html`;

const digestsOf = (dist: URL) =>
  JSON.parse(readFileSync(new URL('cdn/integrity.json', dist), 'utf8')) as Record<string, string>;

const jsonRoutes = (bodies: Readonly<Record<string, string>>): [string, Answer][] =>
  Object.entries(bodies).map(([path, body]) => [path, json(body)]);

/** Returns the built files, the manifest and its guards. */
function ownRoutes(manifest: string, dist: URL): Map<string, Answer | Responder> {
  const styles = {body: readFileSync(new URL('trust-center.css', dist)), type: 'text/css'};
  return new Map<string, Answer | Responder>([
    ...folder(CDN, new URL('cdn/', dist)),
    [MANIFEST, json(manifest)],
    [STYLESHEET, styles],
    [CACHED_STYLESHEET, {...styles, headers: {'Cache-Control': 'max-age=3600'}}],
    ...[...guardHandlers].map(
      ([path, handler]) =>
        [path, (request, response) => void serveHandler(handler, request, response)] satisfies [
          string,
          Responder,
        ],
    ),
  ]);
}

/** Renders the manifest with the measured build, as `docs/embedding.md` says. */
async function serverMarkup(
  manifest: string,
  dist: URL,
  origin: string,
  stylesheet: string,
): Promise<string> {
  const module = new URL('entries/server.js', dist).href;
  const {renderTrustCenter} = (await import(module)) as typeof ServerModule;
  return renderTrustCenter({
    src: MANIFEST,
    manifest,
    base: origin + MANIFEST,
    stylesheet,
  });
}

/** Returns the longest text of the summary's posture sentence, which has elements in it. */
function postureIn(markup: string): string {
  const [, sentence = ''] = /<p class="posture">(.*?)<\/p>/s.exec(markup) ?? [];
  const texts = sentence.split(/<[^>]*>/).map((text) => text.trim());
  const longest = texts.reduce((most, text) => (text.length > most.length ? text : most), '');
  if (!longest) throw new Error('The server markup has no posture sentence.');
  return longest;
}
