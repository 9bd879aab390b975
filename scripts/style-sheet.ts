/**
 * Builds the style sheet for server markup. In the browser, each element adopts its own styles; markup
 * can only link to a file, and all shadow roots of a center link to this one. So each rule is scoped to its
 * elements by the attribute that the server sets on them. This raises the specificity of every rule by the
 * same amount, so the cascade does not change.
 */
import postcss from 'postcss';
import {SSR_ATTRIBUTE} from '../src/elements/tags.js';
import {ELEMENT_STYLES} from '../src/server/element-styles.js';

/** Returns each style once, scoped to all elements that use it. */
export function styleSheet(): string {
  const order = [...new Set([...ELEMENT_STYLES.values()].flatMap((own) => own.slice(0, -1)))];
  const styles = [...order, ...[...ELEMENT_STYLES.values()].map((own) => own.at(-1)!)];
  return [...new Set(styles)]
    .map((style) => {
      const marks = [...ELEMENT_STYLES]
        .filter(([, own]) => own.includes(style))
        .map(([mark]) => mark);
      return scoped(style.cssText, marks);
    })
    .join('');
}

/** Scopes a style's rules to the elements with one of these marks. */
function scoped(css: string, marks: readonly string[]): string {
  const everywhere = marks.length === ELEMENT_STYLES.size;
  const one = everywhere
    ? `[${SSR_ATTRIBUTE}]`
    : marks.map((mark) => `[${SSR_ATTRIBUTE}=${mark}]`).join();
  const mark = marks.length > 1 && !everywhere ? `:is(${one})` : one;
  const sheet = postcss.parse(css);
  sheet.walkComments((comment) => {
    comment.remove();
  });
  sheet.walkRules((rule) => {
    rule.selectors = rule.selectors.map((selector) => {
      const [host, on = ''] = /^:host(?:\((.*?)\))?$/.exec(selector) ?? [];
      return host ? `:host(${mark}${on})` : `:host(${mark}) ${selector}`;
    });
  });
  return sheet.toString();
}
