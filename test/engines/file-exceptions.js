/** @import {Reasons} from './exceptions.js' */

/** The exceptions of one test file. */
export class FileExceptions {
  /** @type {readonly {reason: string, pattern: RegExp, title: string}[]} */
  #all;
  /** @type {Set<string>} */
  #unmatched;

  /** @param {Reasons} reasons */
  constructor(reasons) {
    this.#all = Object.entries(reasons).map(([title, reason]) => ({
      title,
      reason,
      pattern: new RegExp(`^${title.split('*').map(escaped).join('.*')}$`, 's'),
    }));
    this.#unmatched = new Set(Object.keys(reasons));
  }

  /**
   * @param {string} title the full title of a test
   * @returns {string | undefined} the reason why it is an exception
   */
  reason(title) {
    const found = this.#all.find(({pattern}) => pattern.test(title));
    if (found) this.#unmatched.delete(found.title);
    return found?.reason;
  }

  /** @throws {Error} if the title of an exception has matched no test */
  assertAllMatched() {
    for (const title of this.#unmatched)
      throw new Error(`test/engines/exceptions.js: no test has the title "${title}".`);
  }
}

/** @param {string} title an exception that has not failed */
export const unneeded = (title) =>
  new Error(`"${title}" passes: remove it from test/engines/exceptions.js.`);

/** @param {string} text */
const escaped = (text) => text.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
