/**
 * Measures cold loads of pages with the same text: ours, a static page, and components that teams embed to
 * show reference texts. Each is measured without limits, and at slow 4G with a slower processor. For Node.
 */
import {readFileSync} from 'node:fs';
import type {Browser} from 'puppeteer-core';
import {openBrowser} from '../harness/browser.js';
import {folder, json, page} from '../harness/files.js';
import {sample, type Cell} from '../harness/sample.js';
import {serve, type Answer, type Server} from '../harness/server.js';
import type {Suite, SuiteResult} from '../harness/suite.js';
import {manifestOf} from '../rows/manifest.js';
import type {Manifest} from '../../src/manifest/schema.js';
import {competitorBuilds} from './builds.js';
import {
  CDN,
  dataOf,
  MANIFEST,
  oursOf,
  COMPETITOR_PAGES,
  staticOf,
  type TestedPage,
} from './pages.js';
import {textOf, type ReferenceText} from './text.js';
import {CONDITIONS, ISOLATING_FLAG, visit} from './visit.js';

/** A typical number for a manifest written by hand. */
const TOPICS = 8;

const COLUMNS = {shown: 'ms', bytes: 'brotli', requests: 'sent', outside: 'refused'};

export interface CompetitorsResult extends SuiteResult {
  /** By page, the URLs outside loopback that it requested despite its settings. */
  readonly outside: Readonly<Record<string, readonly string[]>>;
}

/** Runs in its own browser, which can reach no other server. */
export const competitors = (async (_, {samples, dist, wanted}): Promise<CompetitorsResult> => {
  const manifest = manifestOf(TOPICS);
  const text = textOf(JSON.parse(manifest) as Manifest);
  const digests = JSON.parse(readFileSync(new URL('cdn/integrity.json', dist), 'utf8')) as Record<
    string,
    string
  >;
  const pages = [...oursOf(manifest, digests), staticOf(text), ...COMPETITOR_PAGES];
  const answers = new Map<string, Answer>([
    ...pages.map((tested): [string, Answer] => [pathOf(tested), page(tested.html)]),
    ...Object.entries({[MANIFEST]: manifest, ...dataOf(text)}).map(
      ([path, body]): [string, Answer] => [path, json(body)],
    ),
    ...folder(CDN, new URL('cdn/', dist)),
    ...(await competitorBuilds()),
  ]);
  const server = await serve(answers, {brotli: true});
  const browser = await openBrowser([ISOLATING_FLAG]);
  try {
    const requested = new Map(pages.map(({name}) => [name, new Set<string>()]));
    const cells = cellsOf(pages, text, {browser, server, requested});
    const summaries = await sample(
      cells.filter(({name}) => wanted(name)),
      samples,
    );
    const outside = [...requested]
      .filter(([, urls]) => urls.size)
      .map(([name, urls]) => [name, [...urls]]);
    return {
      suite: 'competitors',
      summaries,
      columns: COLUMNS,
      outside: Object.fromEntries(outside) as CompetitorsResult['outside'],
    };
  } finally {
    await browser.close();
    await server.close();
  }
}) satisfies Suite;

const pathOf = ({name}: TestedPage) => `/${name.replace(/\W+/g, '-')}.html`;

interface Environment {
  readonly browser: Browser;
  readonly server: Server;
  /** The URLs outside loopback by page name, filled by the visits. */
  readonly requested: ReadonlyMap<string, Set<string>>;
}

/** Returns a cell for each page under each condition. */
function cellsOf(
  pages: readonly TestedPage[],
  {topics}: ReferenceText,
  {browser, server, requested}: Environment,
): Cell[] {
  const {id, current} = topics[0]!;
  return CONDITIONS.flatMap((condition) =>
    pages.map((tested): Cell => ({
      name: `${tested.name}, ${condition.name}`,
      measure: () =>
        visit(browser, {
          server,
          condition,
          path: pathOf(tested) + (tested.fragment?.(id) ?? ''),
          text: current,
          onOutside: (url) => requested.get(tested.name)!.add(url),
        }),
    })),
  );
}
