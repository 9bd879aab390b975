import {TrustCenter} from './center/trust-center.js';
import {rendererLoaded} from './center/load-renderer.js';
import {canRender} from './can-render.js';
import {PREFIX, SECTION_KEYS, sectionTags} from './tags.js';

/** Less than HTML allows (HTML, "valid custom element name"): names that are the same to everyone. */
const TAG = /^[a-z][a-z\d]*(-[a-z\d]+)+$/;

/** What the tags of a center's sections begin with, where that center is called `name`; nothing for no tag. */
export const tagPrefix = (name: string): string | undefined =>
  TAG.test(name) ? name.replace(/-center$/, '') : undefined;

/**
 * The classes of a center and of its sections under tags that begin with `prefix`. A class has one tag: what
 * is imported as such has the name that it is documented with.
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
 * Registers the center under a tag, and its sections under what that begins with: `define('acme-trust')`
 * makes `<acme-trust>` and `<acme-trust-summary>`, `<acme-trust-guards>` …; as in `arqen-trust-center`,
 * a `-center` at the end is left out for the sections. They are this copy's own: another release on
 * the same page keeps its names, and the two share nothing.
 *
 * Where one of the tags is taken, or the page lets nothing be rendered, it registers none, and says so in
 * one line of the console: what stands inside the tag stays to be read.
 *
 * @throws TypeError where `name` can be no tag; a DOMException where it is one of HTML's own, such as `font-face`.
 */
export function define(name: string): void {
  const prefix = tagPrefix(name);
  if (!prefix)
    throw new TypeError(
      `define(${JSON.stringify(name)}): give lower-case letters, digits and at least one hyphen, such as "acme-trust"`,
    );
  const tags = sectionTags(prefix);
  // Sections come late: whoever has a center that begins alike will want the same ones.
  const taken = [name, prefix, `${prefix}-center`, ...tags].find((tag) => customElements.get(tag));
  if (taken) {
    console.info(
      `<${taken}> is defined already; this copy of <${name}> stays out of the way. For both, define('another-name').`,
    );
    return;
  }
  if (!canRender()) {
    // Tags that nobody defines show their children: the fallback.
    console.warn(
      `<${name}> stays undefined: this page must allow "trusted-types arqen-trust-center".`,
    );
    return;
  }
  // First: a few names are HTML's own, and this throws.
  customElements.define(name, centerClass(prefix));
  // The sections come with what they draw from. Before any center hears of that they are defined.
  void rendererLoaded.then(({SECTIONS}) => {
    for (const [i, tag] of tags.entries()) {
      const {element} = SECTIONS[SECTION_KEYS[i]!];
      if (customElements.get(tag))
        console.warn(`<${tag}> was defined by somebody else: <${name}> cannot show that section.`);
      else customElements.define(tag, sectionClass(prefix, element));
    }
  });
}
