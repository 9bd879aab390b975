import {html, render} from 'lit';

let able: boolean | undefined;

/**
 * Returns whether Lit can create templates. The page's `trusted-types` directive may refuse our policy; a
 * server has no such directive. Tried once, because the browser reports each refusal.
 */
export const canRender = (): boolean => (able ??= tryToRender());

function tryToRender(): boolean {
  try {
    render(html`<i></i>`, document.createDocumentFragment());
    return true;
  } catch {
    return !globalThis.document;
  }
}
