import {toJson} from '../text/json.js';
import {renderProblem} from './can-render.js';
import {restLoaded} from './center/load-rest.js';
import {TrustCenter} from './center/trust-center.js';
import {TrustSummary} from './sections/summary.js';
import {PREFIX, SECTION_KEYS, sectionTags} from './tags.js';

/** Stricter than HTML's "valid custom element name": ASCII only, so that names cannot be confused. */
const TAG = /^[a-z][a-z\d]*(-[a-z\d]+)+$/;

/** Returns the prefix of a center's section tags; `undefined` if `name` is not a valid tag. */
export const tagPrefix = (name: string): string | undefined =>
  TAG.test(name) ? name.replace(/-center$/, '') : undefined;

/**
 * Returns the class to register under a prefix. A class can have only one tag, so other prefixes get a
 * subclass, and the exported classes keep the tags they are documented with.
 */
export const centerClass = (prefix: string): typeof TrustCenter =>
  prefix === PREFIX
    ? TrustCenter
    : class extends TrustCenter {
        override get tagPrefix(): string {
          return prefix;
        }
      };
export const sectionClass = (
  prefix: string,
  element: CustomElementConstructor,
): CustomElementConstructor => (prefix === PREFIX ? element : class extends element {});

/**
 * Registers the center under a tag, and its sections under tags with the same prefix. `define('acme-trust')`
 * registers `<acme-trust>`, `<acme-trust-summary>`, `<acme-trust-guards>` and so on. A trailing `-center` is
 * not part of the prefix. Another release on the same page keeps its own tags; the two share nothing.
 *
 * If one of the tags is taken, or the page's policy prevents rendering, registers nothing and logs one line
 * to the console: the children of the tag stay visible.
 *
 * @throws {TypeError} `name` is not a valid tag.
 * @throws {DOMException} `name` is reserved by HTML, such as `font-face`.
 */
export function define(name: string): void {
  const prefix = tagPrefix(name);
  if (!prefix)
    throw new TypeError(
      `define(${toJson(name)}): pass lower-case letters, digits and at least one hyphen, such as "acme-trust"`,
    );
  const tags = sectionTags(prefix);
  // Most sections are registered later, so another center with this prefix would claim the same tags.
  const taken = [name, prefix, `${prefix}-center`, ...tags].find((tag) => customElements.get(tag));
  if (taken) {
    console.info(
      `<${taken}> is already defined, so this copy of <${name}> registers nothing. To use both, call define('another-name').`,
    );
    return;
  }
  const problem = renderProblem();
  if (problem) {
    // An undefined element shows its children, which are the fallback.
    console.warn(`<${name}> is not defined: ${problem}.`);
    return;
  }
  // The center is defined first, because this throws for the names that HTML reserves.
  customElements.define(name, centerClass(prefix));
  customElements.define(`${prefix}-summary`, sectionClass(prefix, TrustSummary));
  void restLoaded.then(({SECTIONS}) => {
    for (const [i, key] of SECTION_KEYS.entries()) {
      const tag = tags[i]!;
      if (key === 'summary') continue;
      if (customElements.get(tag))
        console.warn(
          `<${tag}> is already defined by other code: <${name}> cannot show that section.`,
        );
      else customElements.define(tag, sectionClass(prefix, SECTIONS[key]));
    }
  });
}
