/** Measures how long manifests at the limits, made to block their page, do block it. For Node. */
import {openBrowser} from '../harness/browser.js';
import {folder, json, page} from '../harness/files.js';
import {short} from '../harness/report.js';
import {summariesOf, type Figures, type Summaries} from '../harness/sample.js';
import {serve, type Answer, type Responder} from '../harness/server.js';
import type {Suite} from '../harness/suite.js';
import {serveHandler} from '../../demo/serve-handler.js';
import {createGuardHandler} from '../../src/guard/handler.js';
import {hostileTexts} from '../../test/fixtures/hostile.js';
import {CDN, html, SCRIPT} from '../competitors/pages.js';
import {MANIFEST, visit} from './visit.js';

/** The page as in the README: one tag, default sections. */
const PAGE = html(SCRIPT, `<arqen-trust-center src="${MANIFEST}"></arqen-trust-center>`);

const COLUMNS = {
  longest: '÷ calibration',
  load: '÷ calibration',
  scroll: '÷ calibration',
  type: '÷ calibration',
  answer: 'ms',
  parse: 'ms',
  answerRatio: '÷ parse',
  calibration: 'ms',
};

/** Milliseconds after which a visit is given up. A page that is blocked as long answers nothing. */
const TIMEOUT = 90_000;
const GIVEN_UP: Figures = {longest: Infinity};

/** More visits would change little: these figures are far from their limits on either side. */
const MOST_VISITS = 3;

const guardRoute: Responder = (request, response) => {
  const handler = createGuardHandler({
    id: 'one-0',
    route: '/api/write',
    gate: () => ({decision: 'blocked', unmetGates: ['og-0']}),
  });
  void serveHandler(handler, request, response);
};

export const hostile: Suite = async (_, {samples, dist, wanted}) => {
  const names = Object.keys(hostileTexts).filter(wanted);
  const server = await serve(
    new Map<string, Answer | Responder>([
      ...folder(CDN, new URL('cdn/', dist)),
      ['/guard', guardRoute],
    ]),
  );
  const summaries: Record<string, Summaries[string]> = {};
  try {
    for (const [i, name] of names.entries()) {
      server.add(
        new Map([
          [`/${i}/`, page(PAGE)],
          [`/${i}/${MANIFEST}`, json(hostileTexts[name]!(1))],
        ]),
      );
      const visits = await repeat(`${server.origin}/${i}/`, Math.min(samples, MOST_VISITS));
      summaries[name] = summariesOf(visits);
      console.error(`${name}: ${short(summaries[name]['longest']!.median)}`);
    }
    return {suite: 'hostile', summaries, columns: COLUMNS};
  } finally {
    await server.close();
  }
};

/** Visits the page in a browser of its own, so that a page that never recovers costs no other. */
async function repeat(url: string, count: number): Promise<readonly Figures[]> {
  const browser = await openBrowser();
  const visits: Figures[] = [];
  while (visits.length < count) {
    const figures = await Promise.race([visit(browser, url), givenUp()]);
    if (figures === GIVEN_UP) {
      browser.process()?.kill('SIGKILL');
      return [GIVEN_UP];
    }
    visits.push(figures);
  }
  await browser.close();
  return visits;
}

/** Its timer does not keep the process running. */
const givenUp = () =>
  new Promise<Figures>((resolve) => {
    setTimeout(() => resolve(GIVEN_UP), TIMEOUT).unref();
  });
