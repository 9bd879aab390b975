import {css} from 'lit';

/** What needs a script is not there for those who run none: only markup from a server is seen by them. */
export const scriptless = css`
  @media (scripting: none) {
    .filters,
    .save,
    .copy {
      display: none;
    }
  }
`;
