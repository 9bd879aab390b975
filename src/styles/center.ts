import {css} from 'lit';

/** How the center lays its sections out: one column, two where there is room. */
export const centerStyles = css`
  .base:focus-visible {
    outline: none;
  }
  .base {
    display: grid;
    gap: 1.5em;
    padding: 1.5em clamp(1em, 4%, 3em);
    background: var(--trust-background);
    border-radius: inherit;
  }
  .banners {
    display: contents;
  }
  .sections {
    display: grid;
    gap: 3.5em 3em;
    grid-template-columns: minmax(0, 1fr);
  }
  /* Where the box with its padding is 60em wide. */
  @container (min-width: 55.2em) {
    .sections {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .sections > :not(.half) {
      grid-column: 1 / -1;
    }
  }
`;
