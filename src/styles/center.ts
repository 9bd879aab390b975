import {css} from 'lit';

/** How the center lays its sections out: one column, two where there is room. */
export const centerStyles = css`
  :host {
    background: var(--trust-background);
  }
  .base:focus-visible {
    outline: none;
  }
  .base {
    display: grid;
    gap: 1.5em;
    padding: 1.5em clamp(1em, 4cqi, 3em);
  }
  .banners {
    display: contents;
  }
  /* What a server said of its drawing keeps its room: nothing moves when it is no longer so. */
  .base > .label {
    margin-block: -0.75em;
  }
  .base > [aria-hidden] {
    visibility: hidden;
  }
  .sections {
    display: grid;
    gap: 3.5em 3em;
    grid-template-columns: minmax(0, 1fr);
  }
  @container (min-width: 60em) {
    .sections {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .sections > :not(.half) {
      grid-column: 1 / -1;
    }
  }
`;
