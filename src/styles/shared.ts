import {css} from 'lit';

/**
 * Styles that the center and all sections share. No lengths in rem: pages change the root font size. One
 * file, because every element adopts it as one style sheet.
 */
export const shared = css`
  :host {
    display: block;
  }
  :host([hidden]),
  :host([data-empty]) {
    display: none;
  }
  /* A page's rules for the tag override :host, so essential ones are set on the box inside. */
  .base,
  section {
    container-type: inline-size;
    color: var(--trust-text);
    line-height: 1.5;
    /* A word without a place to break must not widen the page. */
    overflow-wrap: anywhere;
  }
  /* A size container ignores the width of its content, so the first column makes it up to 960px wide. */
  .fit {
    /* What the page's brand is of the styles that texts inherit. The others may break the layout or the words. */
    all: initial;
    font: inherit;
    -webkit-font-smoothing: inherit;
    letter-spacing: inherit;
    word-spacing: inherit;
    quotes: inherit;
    visibility: inherit;
    pointer-events: inherit;
    color-scheme: inherit;
    cursor: inherit;
    -webkit-user-select: text;
    user-select: text;
    display: grid;
    grid-template-columns: minmax(0, 960px) 1fr;
    border-radius: inherit;
  }
  .fit > * {
    grid-column: 1 / -1;
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
    hyphens: auto;
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
  :is(a, button, summary, input, select, [tabindex]):focus-visible {
    outline: 3px solid var(--trust-link);
    outline-offset: 2px;
    border-radius: 4px;
  }
  [tabindex='-1']:focus:not(:focus-visible) {
    outline: none;
  }
  button,
  input,
  select {
    min-width: 24px;
    min-height: 24px;
    max-width: 100%;
    padding: 0.5em 0.875em;
    font: inherit;
    font-size: var(--trust-small);
    line-height: 1.5;
    color: inherit;
    background: var(--trust-surface);
    border: 1px solid var(--trust-control-line);
    border-radius: var(--trust-radius-small);
  }
  input:not([type='radio']),
  select {
    width: 100%;
    min-height: 2.875em;
  }
  button,
  select {
    cursor: pointer;
  }
  :is(button, select):hover {
    background: var(--trust-band);
  }
  .copy:not(.bare) {
    padding-block: 0.25em;
  }
  .bare {
    padding: 0;
    width: 24px;
    height: 24px;
    vertical-align: bottom;
    line-height: 1;
    color: var(--trust-muted);
    background: none;
    border: 0;
  }
  .bare .icon {
    margin: 0;
  }
  @media (hover: hover) {
    .bare[data-outcome='copy']:not(:focus-visible) {
      opacity: 0;
    }
    [data-kind]:is(:hover, :focus-within) .bare {
      opacity: 1;
    }
  }
  .request {
    margin-block-start: 0.25em;
    font-size: var(--trust-small);
  }
  .request summary {
    width: fit-content;
    padding: 0.125em 0.875em;
    background: var(--trust-surface);
    border: 1px solid var(--trust-control-line);
    border-radius: var(--trust-radius-small);
  }
  .request summary:hover {
    background: var(--trust-band);
  }
  .request[open] summary {
    margin-block-end: 0.25em;
  }
  .label {
    font-size: var(--trust-small);
    color: var(--trust-muted);
  }
  code,
  pre {
    padding: 0.1em 0.35em;
    font:
      0.9em ui-monospace,
      monospace;
    background: var(--trust-band);
    border-radius: 4px;
    /* URLs and digests run from left to right in every language. */
    direction: ltr;
    unicode-bidi: isolate;
  }
  pre {
    white-space: pre-wrap;
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
    justify-self: stretch;
    /* Its own direction orders its lines, and does not move them to the other edge. */
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .prose > * {
    margin: 0;
  }
  .prose > :not(style) ~ * {
    margin-block-start: 0.5em;
  }
  .prose :is(ul, ol, blockquote) {
    margin-inline: 0;
    /* Sixteen levels still leave room for a text. */
    padding-inline-start: min(1.25em, 8%);
  }
  .table {
    contain: inline-size;
    overflow-x: auto;
  }
  table {
    border-collapse: collapse;
    /* Quirks mode resets them. */
    font: inherit;
    color: inherit;
  }
  /* A column is as wide as its longest word, unless that is very long. */
  td,
  th {
    max-width: 16em;
    padding: 0.25em 0.5em;
    border-block-start: 1px solid var(--trust-line);
    overflow-wrap: break-word;
    text-align: start;
    vertical-align: top;
  }
  .chips,
  .evidence {
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
    border-radius: inherit;
    text-decoration: none;
  }
  .chips > li {
    border-radius: 1.5em;
  }
  .chip:hover {
    text-decoration: underline;
  }
  [data-state='met'] > .chip {
    color: var(--trust-muted);
    background: var(--trust-band);
  }
  .evidence,
  .plain > .group {
    display: grid;
    gap: 0.5em;
  }
  :is(.evidence, .plain) small {
    display: block;
  }
  dl {
    display: grid;
    grid-template-columns: fit-content(50%) minmax(0, 1fr);
    gap: 0.25em 1.25em;
    margin: 0.5em 0;
    font-size: var(--trust-small);
  }
  dt {
    color: var(--trust-muted);
  }
  dd {
    margin: 0;
  }
  /* Links outside a sentence need the minimum target size (WCAG 2.2, 2.5.8). */
  :is(.evidence > li, .plain strong, dd, dd > div, .status, .by strong, .topics) > a {
    display: inline-block;
    min-width: 24px;
    min-height: 24px;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
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
  .status.verified {
    color: var(--trust-verified);
  }
  .status.contradicted {
    color: var(--trust-alarm);
  }
  .status:is(.unverified, .pending) {
    color: var(--trust-muted);
  }
  @media (forced-colors: active) {
    .chip {
      border: 1px solid;
    }
  }
  @media print {
    .base,
    section {
      color-scheme: light;
    }
    button {
      display: none;
    }
    /* Paper does not scroll. */
    table {
      table-layout: fixed;
      width: 100%;
    }
    /* On paper, URLs and absolute times must be written out. */
    a[rel]::after {
      content: ' <' attr(href) '>';
      font-weight: normal;
    }
    .age::after {
      content: ' (' attr(title) ')';
    }
  }
`;
