import {html, render} from 'lit';

/** Whether this page lets templates be made: its Trusted Types may allow no policy of ours. */
export function canRender(): boolean {
  try {
    render(html`<i></i>`, document.createDocumentFragment());
    return true;
  } catch {
    return false;
  }
}
