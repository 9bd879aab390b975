import {css, html, render} from 'lit';

let problem: string | undefined;

/**
 * Returns why elements cannot render here, or an empty string: the browser may lack a function, and the
 * page's `trusted-types` directive may refuse our policy. Found once, because the browser reports each
 * refusal.
 */
export const renderProblem = (): string =>
  (problem ??= typeof document === 'undefined' ? '' : findProblem());

/** Calls each function without which an element would stay empty. */
function findProblem(): string {
  try {
    const trial = document.createElement('i');
    render(html`<i>${[css``.styleSheet, new Intl.PluralRules()]}</i>`, trial);
    trial.toggleAttribute('i');
    trial.getAttributeNames().flatMap(String);
    trial.localName.replaceAll('i', '');
    return '';
  } catch (error) {
    return `${String(error)}; this page must allow "trusted-types arqen-trust-center"`;
  }
}
