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
  @media print {
    .skipped {
      content-visibility: visible;
    }
  }
`;
