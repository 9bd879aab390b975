import {LitElementRenderer} from '@lit-labs/ssr';
import {LitElement, nothing} from 'lit';
import {SSR_ATTRIBUTE, SECTION_KEYS} from '../elements/tags.js';
import {SECTIONS} from '../elements/sections/registry.js';
import {escapeAttribute} from './escape.js';
import type {StyleSource} from './options.js';
import {ELEMENT_STYLES} from './element-styles.js';

/** An element as it is called here: what Lit keeps to the element itself stands open. */
interface RenderableElement {
  enableUpdating: () => void;
  render: () => unknown;
}

/**
 * What draws the elements of one center, dressed in this way. They find their data by context, as in a
 * page; their own `connectedCallback` reaches for a page, and is left alone.
 */
export const createElementRenderer = (dress: StyleSource): typeof LitElementRenderer =>
  class extends LitElementRenderer {
    override connectedCallback(): void {
      const {element} = this;
      const drawable = element as unknown as RenderableElement;
      // Nothing is updated here: it is drawn once.
      drawable.enableUpdating = () => undefined;
      LitElement.prototype.connectedCallback.call(element);
      // Other elements of this server may want Lit to call it: see `LitElementRenderer.renderOptions`.
      element.connectedCallback = () => undefined;
      super.connectedCallback();
      const key = SECTION_KEYS.find((key) => element instanceof SECTIONS[key].element);
      element.setAttribute(SSR_ATTRIBUTE, key!);
      // What has nothing to show takes no room: in a page it finds that out once it has been drawn.
      if (drawable.render() === nothing) element.setAttribute('data-empty', '');
    }

    override renderShadow(info: Parameters<LitElementRenderer['renderShadow']>[0]) {
      const [content] = super.renderShadow(info)!.slice(-1);
      return this.element.hasAttribute('data-empty')
        ? [content!]
        : [styleTag(this.element, dress), content!];
    }
  };

/** The styles of an element, where no script can adopt them. */
function styleTag(element: LitElement, dress: StyleSource): string {
  if ('stylesheet' in dress)
    return `<link rel="stylesheet" href="${escapeAttribute(dress.stylesheet)}">`;
  const styles = ELEMENT_STYLES.get(element.getAttribute(SSR_ATTRIBUTE)!)!;
  return `<style nonce="${escapeAttribute(dress.nonce)}">${styles.map(String).join('')}</style>`;
}
