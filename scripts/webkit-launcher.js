import {startWebKit} from './webkit.js';

/** @import {BrowserLauncher} from '@web/test-runner' */

/** The codes that WebDriver has for keys without a character. */
const KEYS = new Map([
  ['Enter', '\uE007'],
  ['Escape', '\uE00C'],
  ['Tab', '\uE004'],
]);

/**
 * Returns a launcher that runs test files in WebKitGTK, one after the other in the same window. It has the
 * interface that `@web/test-runner-commands` expects of a WebDriver browser: of its commands, `sendKeys`
 * works; `setViewport` and `emulateMedia` do not exist in WebDriver.
 *
 * @returns {BrowserLauncher & {sendKeys(session: string, keys: string[]): Promise<void>}}
 */
export function webkitLauncher() {
  /** @type {Awaited<ReturnType<typeof startWebKit>> | undefined} */
  let webkit;
  /** @type {string | undefined} */
  let active;

  const get = () => {
    if (!webkit) throw new Error('WebKit has not been started');
    return webkit;
  };
  return {
    name: 'WebKit',
    type: 'webdriver',
    concurrency: 1,
    async startSession(id, url) {
      webkit ??= await startWebKit();
      active = id;
      await webkit.send('POST', '/url', {url});
    },
    isActive: (id) => id === active,
    getBrowserUrl: () => get().send('GET', '/url'),
    async stopSession() {
      active = undefined;
      // Ends whatever the page still runs.
      await get().send('POST', '/url', {url: 'about:blank'});
      return {};
    },
    startDebugSession() {
      throw new Error(
        'WebKit cannot be debugged here: open the address of the test in MiniBrowser',
      );
    },
    async sendKeys(_, keys) {
      const codes = keys.map((key) => KEYS.get(key) ?? key);
      const actions = codes.flatMap((value) => [
        {type: 'keyDown', value},
        {type: 'keyUp', value},
      ]);
      await get().send('POST', '/actions', {actions: [{type: 'key', id: 'keyboard', actions}]});
    },
    stop: async () => webkit?.stop(),
  };
}
