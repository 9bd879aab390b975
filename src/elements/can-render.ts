import {html, render} from 'lit';

/**
 * Returns whether Lit can create templates. The page's `trusted-types` directive may refuse our policy; a
 * server has no such directive.
 */
export function canRender(): boolean {
  try {
    render(html`<i></i>`, document.createDocumentFragment());
    return true;
  } catch {
    return !globalThis.document;
  }
}
