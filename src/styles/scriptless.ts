import {css} from 'lit';

/** Hides controls that need a script in server markup, the only markup readers see without scripts. */
export const scriptless = css`
  @media (scripting: none) {
    .filters,
    .save,
    .copy {
      display: none;
    }
  }
`;
