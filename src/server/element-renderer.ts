import {LitElementRenderer} from '@lit-labs/ssr';
import {nothing, type LitElement} from 'lit';
import {SECTIONS} from '../elements/sections/sections.js';
import {SECTION_KEYS, SSR_ATTRIBUTE} from '../elements/tags.js';
import {ELEMENT_STYLES} from './element-styles.js';
import {escapeAttribute} from './escape.js';
import type {StyleSource} from './options.js';

/** The protected members of a Lit element that are called here. */
interface RenderableElement {
  enableUpdating: () => void;
  render: () => unknown;
}

/**
 * Creates the renderer class for the elements of one center. Sections find their data by context, as on a
 * page.
 */
export const createElementRenderer = (styleSource: StyleSource): typeof LitElementRenderer =>
  class extends LitElementRenderer {
    override connectedCallback(): void {
      const {element} = this;
      const renderable = element as unknown as RenderableElement;
      // Elements render once here and never update.
      renderable.enableUpdating = () => undefined;
      element.connectedCallback();
      // `super` would call it again if another library on this server has enabled that: see
      // `LitElementRenderer.renderOptions`.
      element.connectedCallback = () => undefined;
      super.connectedCallback();
      const key = SECTION_KEYS.find((key) => element instanceof SECTIONS[key]);
      element.setAttribute(SSR_ATTRIBUTE, key!);
      // An empty section takes up no space. On a page, `updated` sets this attribute.
      if (renderable.render() === nothing) element.setAttribute('data-empty', '');
    }

    override renderShadow(info: Parameters<LitElementRenderer['renderShadow']>[0]) {
      const [content] = super.renderShadow(info)!.slice(-1);
      return this.element.hasAttribute('data-empty')
        ? [content!]
        : [styleTag(this.element, styleSource), content!];
    }
  };

/** Returns the styles of an element as markup, because no script adopts them. */
function styleTag(element: LitElement, source: StyleSource): string {
  if ('stylesheet' in source)
    return `<link rel="stylesheet" href="${escapeAttribute(source.stylesheet)}">`;
  const styles = ELEMENT_STYLES.get(element.getAttribute(SSR_ATTRIBUTE)!)!;
  return `<style nonce="${escapeAttribute(source.nonce)}">${styles.map(String).join('')}</style>`;
}
