/** One cold visit to a page, under given conditions. For Node. */
import type {Browser, CDPSession, Protocol} from 'puppeteer-core';
import {withFreshPage} from '../harness/browser.js';
import type {Figures} from '../harness/sample.js';
import type {Server} from '../harness/server.js';
import {watchFor, type Seen} from './marker.js';

export interface Condition {
  readonly name: string;
  /** How many times slower the processor is. */
  readonly cpu: number;
  readonly network?: Protocol.Network.EmulateNetworkConditionsRequest;
}

/** In bytes a second. */
const kilobits = (count: number) => (count * 1024) / 8;

/** Slow 4G is what Lighthouse calls so: a round trip of 150 ms, 1.6 Mbit/s down and 750 kbit/s up. */
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

/** Names of other servers lead nowhere: whatever a page asks of them fails at once. */
export const ISOLATING_FLAG = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1';

/** A page that shows nothing in this time never will, in ms. */
const PATIENCE = 120_000;
const BINDING = 'textIsShown';

export interface Visit {
  readonly server: Server;
  /** Path and fragment. */
  readonly path: string;
  /** What to wait for. */
  readonly text: string;
  readonly condition: Condition;
  /** Is told each address beyond the server that the page asks for. */
  readonly onOutside: (url: string) => void;
}

/** Loads the page, waits for its text, and then until it asks for nothing more. */
export function visit(browser: Browser, visit: Visit): Promise<Figures> {
  const {server, path, text, condition, onOutside} = visit;
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
    server.takeSent();
    const [seen] = await Promise.all([
      firstSight(session),
      page.goto(server.origin + path, {timeout: PATIENCE}),
    ]);
    await page.waitForNetworkIdle({timeout: PATIENCE});
    const {bytes, requests} = server.takeSent();
    return {...seen, bytes, requests: requests.length, outside};
  });
}

async function emulate(session: CDPSession, {cpu, network}: Condition): Promise<void> {
  await session.send('Emulation.setCPUThrottlingRate', {rate: cpu});
  await session.send('Network.enable');
  if (network) await session.send('Network.emulateNetworkConditions', network);
}

/** Resolves to what the page tells once it shows the text. */
function firstSight(session: CDPSession): Promise<Seen> {
  return new Promise((resolve, reject) => {
    AbortSignal.timeout(PATIENCE).addEventListener('abort', () =>
      reject(new Error('The page never showed its text.')),
    );
    session.on('Runtime.bindingCalled', ({name, payload}) => {
      if (name === BINDING) resolve(JSON.parse(payload) as Seen);
    });
  });
}
