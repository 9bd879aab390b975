/**
 * The style sheet of what a server draws. In a page each element adopts styles of its own; markup can only
 * link to a file, and all shadow roots of a center link to this one. So each rule names the elements whose it
 * is, by the mark that a server puts on each. Every rule's weight grows alike: none passes another.
 */
import postcss from 'postcss';
import {SSR_ATTRIBUTE} from '../src/elements/tags.js';
import {ELEMENT_STYLES} from '../src/server/element-styles.js';

/** Every style once, for all the elements that have it. */
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

/** A style whose rules hold for the elements with one of these marks. */
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
