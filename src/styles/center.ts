import {css} from 'lit';

/** Layout of the center: one column of sections, or two if there is room. */
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
  .notices {
    display: contents;
  }
  /* The note about server markup keeps its height when it is hidden, so that nothing moves. */
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
  /* The box is 60em wide here, including its padding. */
  @container (min-width: 55.2em) {
    .sections {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .sections > :not(.half) {
      grid-column: 1 / -1;
    }
  }
`;
