import {html, render} from 'lit';

/**
 * Whether this page lets templates be made: its Trusted Types may allow no policy of ours. A server has no
 * page that could forbid it.
 */
export function canRender(): boolean {
  try {
    render(html`<i></i>`, document.createDocumentFragment());
    return true;
  } catch {
    return !globalThis.document;
  }
}
