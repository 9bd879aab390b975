import {css} from 'lit';

/** What the center and all sections have in common. Lengths in em and px: hosts change the root's size. */
export const shared = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--trust-text);
    line-height: 1.5;
    text-align: start;
  }
  :host([hidden]),
  :host([data-empty]) {
    display: none;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  p,
  h1,
  h2,
  h3,
  h4,
  h5,
  h6 {
    margin: 0;
  }
  h1,
  h2,
  h3,
  h4,
  h5,
  h6 {
    font-size: 1.3125em;
    font-weight: 650;
    letter-spacing: -0.01em;
    line-height: 1.25;
    text-wrap: balance;
  }
  :is(h1, h2, h3, h4, h5, h6) {
    margin-block-end: 0.5em;
  }
  div > :is(h1, h2, h3, h4, h5, h6) {
    margin: 0;
    font-size: 1em;
    letter-spacing: 0;
    line-height: 1.5;
  }
  a {
    color: var(--trust-link);
    text-underline-offset: 0.15em;
  }
  a.quiet {
    color: inherit;
  }
  :is(a, button, summary, [tabindex]):focus-visible {
    outline: 3px solid var(--trust-link);
    outline-offset: 2px;
    border-radius: 4px;
  }
  [tabindex='-1']:focus:not(:focus-visible) {
    outline: none;
  }
  button {
    min-height: 24px;
    padding: 0.375em 0.875em;
    font: inherit;
    color: inherit;
    background: var(--trust-surface);
    border: 1px solid var(--trust-control-line);
    border-radius: var(--trust-radius-small);
    cursor: pointer;
  }
  button:hover {
    background: var(--trust-band);
  }
  code,
  pre {
    padding: 0.1em 0.35em;
    font:
      0.9em ui-monospace,
      monospace;
    background: var(--trust-band);
    border-radius: 4px;
    overflow-wrap: anywhere;
  }
  pre {
    overflow-x: auto;
  }
  pre code {
    padding: 0;
  }
  small {
    font-size: var(--trust-small);
    color: var(--trust-muted);
  }
  summary {
    cursor: pointer;
    min-height: 24px;
  }
  .icon {
    flex: none;
    width: 1em;
    height: 1em;
    margin-block-start: 0.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .intro {
    margin-block-end: 1.25em;
    max-width: 46em;
    color: var(--trust-muted);
  }
  .muted {
    color: var(--trust-muted);
  }
  .prose {
    max-width: 46em;
    overflow-wrap: break-word;
  }
  .prose > * {
    margin: 0;
  }
  .prose > * + * {
    margin-block-start: 0.5em;
  }
  .prose :is(ul, ol) {
    padding-inline-start: 1.25em;
  }
  .chips,
  .evidence,
  .plain {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375em;
  }
  .chip {
    display: inline-block;
    min-height: 24px;
    padding: 0.25em 0.75em;
    font-size: var(--trust-small);
    line-height: 1.35;
    color: var(--trust-gated);
    background: var(--trust-gated-surface);
    border-radius: 1.5em;
    text-decoration: none;
  }
  .chip:hover {
    text-decoration: underline;
  }
  [data-state='met'] > .chip {
    color: var(--trust-muted);
    background: var(--trust-band);
  }
  .evidence,
  .plain {
    display: grid;
    gap: 0.5em;
  }
  .evidence small,
  .plain small {
    display: block;
  }
  .evidence [data-freshness]:not([data-freshness='in-date']) {
    color: var(--trust-muted);
  }
  .overclaim {
    display: flex;
    gap: 0.5em;
    font-size: var(--trust-small);
    color: var(--trust-alarm);
  }
  .tone.verified {
    color: var(--trust-verified);
  }
  .tone.contradicted {
    color: var(--trust-alarm);
  }
  .tone:is(.unverified, .pending) {
    color: var(--trust-muted);
  }
  @media (forced-colors: active) {
    .chip {
      border: 1px solid;
    }
  }
`;
