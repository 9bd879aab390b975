/** One cold visit to a page, under given conditions. For Node. */
import type {Browser, CDPSession, Protocol} from 'puppeteer-core';
import {withFreshPage} from '../harness/browser.js';
import type {Figures} from '../harness/sample.js';
import type {Server} from '../harness/server.js';
import {watchFor, type TextSighting} from './marker.js';

export interface Condition {
  readonly name: string;
  /** The slowdown factor of the processor. */
  readonly cpu: number;
  readonly network?: Protocol.Network.EmulateNetworkConditionsRequest;
}

/** Converts kilobits per second to bytes per second. */
const kilobits = (count: number) => (count * 1024) / 8;

/** Slow 4G as Lighthouse defines it: a round trip of 150 ms, 1.6 Mbit/s down and 750 kbit/s up. */
export const CONDITIONS: readonly Condition[] = [
  {name: 'plain', cpu: 1},
  {
    name: 'slow 4G',
    cpu: 4,
    network: {
      offline: false,
      latency: 150,
      downloadThroughput: kilobits(1.6 * 1024),
      uploadThroughput: kilobits(750),
    },
  },
];

/** Makes all other host names unresolvable, so that requests to other servers fail at once. */
export const ISOLATING_FLAG = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1';

/** Milliseconds after which a page that has not shown its text counts as failed. */
const TIMEOUT = 120_000;
const BINDING = 'textIsShown';

export interface VisitOptions {
  readonly server: Server;
  /** Path and fragment. */
  readonly path: string;
  /** The text to wait for. */
  readonly text: string;
  readonly condition: Condition;
  /** Called with each URL outside the server that the page requests. */
  readonly onOutside: (url: string) => void;
}

/** Loads the page, waits for its text, and then for the network to be idle. */
export function visit(browser: Browser, options: VisitOptions): Promise<Figures> {
  const {server, path, text, condition, onOutside} = options;
  return withFreshPage(browser, async ({page, session}) => {
    let outside = 0;
    page.on('request', (request) => {
      const url = request.url();
      if (url.startsWith(server.origin) || /^(data|blob):/.test(url)) return;
      outside += 1;
      onOutside(url);
    });
    await emulate(session, condition);
    await session.send('Runtime.enable');
    await session.send('Runtime.addBinding', {name: BINDING});
    await page.evaluateOnNewDocument(watchFor, text, BINDING);
    server.takeTraffic();
    const [sighting] = await Promise.all([
      firstSighting(session),
      page.goto(server.origin + path, {timeout: TIMEOUT}),
    ]);
    await page.waitForNetworkIdle({timeout: TIMEOUT});
    const {bytes, requests} = server.takeTraffic();
    return {...sighting, bytes, requests: requests.length, outside};
  });
}

/** Applies a condition to a page. */
export async function emulate(session: CDPSession, {cpu, network}: Condition): Promise<void> {
  await session.send('Emulation.setCPUThrottlingRate', {rate: cpu});
  await session.send('Network.enable');
  if (network) await session.send('Network.emulateNetworkConditions', network);
}

/** Resolves to the page's report once it shows the text. */
export function firstSighting(session: CDPSession, binding = BINDING): Promise<TextSighting> {
  return new Promise((resolve, reject) => {
    AbortSignal.timeout(TIMEOUT).addEventListener('abort', () =>
      reject(new Error('The page never showed its text.')),
    );
    session.on('Runtime.bindingCalled', ({name, payload}) => {
      if (name === binding) resolve(JSON.parse(payload) as TextSighting);
    });
  });
}
