/**
 * Controls WebKitGTK's test browser by the W3C WebDriver protocol: Puppeteer cannot. The browser needs a
 * display, so it runs in a virtual one.
 */
import {spawn} from 'node:child_process';
import {createServer} from 'node:net';
import {findBrowser} from './browser.js';

/**
 * @typedef {object} WebKitSession
 * @property {(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => Promise<any>} send sends a
 *   command, such as `POST` `/url`, and returns its value
 * @property {() => Promise<void>} stop
 */

/**
 * Starts the browser, with one window.
 *
 * @param {Readonly<Record<string, unknown>>} [capabilities] WebDriver capabilities that the browser must have
 * @returns {Promise<WebKitSession>}
 */
export async function startWebKit(capabilities = {}) {
  const port = await freePort();
  // A process group of its own: to kill only `xvfb-run` would leave its display and the driver running.
  const driver = spawn('xvfb-run', ['-a', findBrowser('webkit'), `--port=${port}`], {
    detached: true,
    stdio: 'ignore',
  });
  const kill = () => {
    try {
      if (driver.pid) process.kill(-driver.pid);
    } catch {
      // It has already exited.
    }
  };
  const exit = () => process.exit(1);
  process.once('exit', kill).once('SIGINT', exit).once('SIGTERM', exit);
  /** @type {Promise<never>} */
  const exited = new Promise((_, reject) => {
    driver.once('error', (cause) => reject(new Error('Cannot start xvfb-run', {cause})));
    driver.once('exit', (code) => reject(new Error(`xvfb-run or its driver exited (${code})`)));
  });
  exited.catch(() => {}); // Also rejected by `stop()`, when nobody waits for it.

  const server = `http://127.0.0.1:${port}`;
  await Promise.race([exited, untilListening(`${server}/status`)]);
  const {sessionId} = await command('POST', `${server}/session`, {
    // WebDriver measures its time limit with the page's timers, and a test may replace those.
    capabilities: {
      alwaysMatch: {pageLoadStrategy: 'none', timeouts: {script: null}, ...capabilities},
    },
  });
  const session = `${server}/session/${sessionId}`;
  return {
    send: (method, path, body) => command(method, session + path, body),
    async stop() {
      await command('DELETE', session).catch(() => {}); // A crashed browser has no session.
      kill();
      process.off('exit', kill).off('SIGINT', exit).off('SIGTERM', exit);
    },
  };
}

/** @returns {Promise<number>} */
const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** @param {string} url */
async function untilListening(url) {
  for (;;) {
    try {
      await fetch(url);
      return;
    } catch {
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
    }
  }
}

/**
 * @param {string} method
 * @param {string} url
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
async function command(method, url, body = {}) {
  const init = method === 'POST' ? {method, body: JSON.stringify(body)} : {method};
  const response = await fetch(url, init);
  const {value} = /** @type {{value: unknown}} */ (await response.json());
  if (!response.ok)
    throw new Error(`WebDriver refused ${method} ${url}: ${JSON.stringify(value).slice(0, 500)}`);
  return value;
}
