/**
 * The tests that an engine cannot pass, by file and full title, each with the reason. `npm run test:engines`
 * skips exactly these and prints them; an entry that matches no test is an error.
 *
 * @import {Engine} from '../../scripts/browser.js'
 * @typedef {Readonly<Record<string, Readonly<Record<string, string>>>>} Exceptions
 */

/** @type {Readonly<Record<Engine, Exceptions>>} */
export const exceptions = {
  chromium: {},
  firefox: {},
  webkit: {},
};
