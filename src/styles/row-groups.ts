import {css} from 'lit';

/** Styles of lists that render in groups of rows. `--row` is about the height of a row. */
export const rowGroupStyles = css`
  /* Without its height, everything below would jump when its rows render. */
  section {
    --row: 7em;
  }
  .gap {
    block-size: calc(var(--rows) * var(--row));
  }
  .stale {
    display: none;
  }
  .skipped {
    content-visibility: auto;
    contain-intrinsic-block-size: auto calc(var(--rows, 10) * var(--row));
  }
  /* A skipped group clips what reaches beyond it. */
  .skipped > :focus-visible {
    outline-offset: -3px;
  }
  .plain > .group {
    margin-block-end: 0.5em;
  }
  .plain {
    margin-block-end: -0.5em;
  }
  .plain [role='listitem'] {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0 0.875em;
    padding-block: 0.875em;
    border-block-start: 1px solid var(--trust-line);
  }
  .plain [role='listitem'] > div {
    display: grid;
    gap: 0.25em;
    justify-items: start;
  }
  .plain [role='listitem'] > small {
    grid-column: 1 / -1;
  }
  @media print {
    .skipped {
      content-visibility: visible;
    }
  }
`;
