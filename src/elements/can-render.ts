import {html, render} from 'lit';

let problem: string | undefined;

/**
 * Returns why elements cannot render here, or an empty string. The page's `trusted-types` directive may
 * refuse our policy. Tried once, because the browser reports each refusal.
 */
export const renderProblem = (): string =>
  (problem ??= typeof document === 'undefined' ? '' : findProblem());

function findProblem(): string {
  try {
    render(html`<i></i>`, document.createDocumentFragment());
    return '';
  } catch {
    return 'the page\'s policy must allow "trusted-types arqen-trust-center"';
  }
}
