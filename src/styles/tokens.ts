import {css} from 'lit';

/**
 * Design tokens: the colours, in light and dark, the font and the sizes. Green means verified live, red a
 * contradiction or an overclaim, ochre gated. A page may set each token on the center.
 */
export const tokens = css`
  :host {
    --trust-background: light-dark(#fbfbf9, #131519);
    --trust-surface: light-dark(#ffffff, #1b1e24);
    --trust-band: light-dark(#f4f4f1, #20242b);
    --trust-text: light-dark(#16181d, #eef0f3);
    --trust-muted: light-dark(#5a616c, #a2a9b4);
    --trust-line: light-dark(#e3e4e0, #30353d);
    --trust-control-line: light-dark(#868c95, #767e8a);
    --trust-link: light-dark(#1f4bb8, #93b2ff);
    --trust-verified: light-dark(#0b6e34, #5fd08c);
    --trust-gated: light-dark(#7d4a05, #f0bd68);
    --trust-gated-surface: light-dark(#fdf0da, #33260f);
    --trust-alarm: light-dark(#b3201a, #ff8f88);
    --trust-alarm-surface: light-dark(#fdeceb, #331618);
    --trust-font: inherit;
    --trust-font-size: 16px;
    --trust-small: 0.8125em;
    --trust-radius: 0.75em;
    --trust-radius-small: 0.5em;
  }
  .base {
    font-family: var(--trust-font);
    font-size: var(--trust-font-size);
  }
  :host([theme='light']) .base {
    color-scheme: light;
  }
  :host([theme='dark']) .base {
    color-scheme: dark;
  }
  @media print {
    :host([theme]) .base {
      color-scheme: light;
    }
  }
`;
