import {css} from 'lit';

/**
 * Styles of the banners above all sections. A contradiction is the most prominent thing on the page. Their
 * class is not `banner`, because ad blockers hide elements by such names.
 */
export const bannerStyles = css`
  .notice {
    display: flex;
    gap: 1em;
    padding: 1.125em 1.25em;
    background: var(--trust-surface);
    border: 1px dashed var(--trust-control-line);
    border-radius: var(--trust-radius);
  }
  .notice > div {
    display: grid;
    gap: 0.375em;
    min-width: 0;
  }
  .notice .icon {
    font-size: 1.5em;
    margin: 0;
  }
  .notice .title {
    font-weight: 650;
  }
  .notice .detail,
  .notice details {
    color: var(--trust-muted);
    font-size: var(--trust-small);
  }
  .notice ul {
    margin: 0.5em 0 0;
    padding-inline-start: 1.25em;
  }
  .contradiction,
  .expired {
    border-style: solid;
    border-color: var(--trust-alarm);
  }
  .contradiction {
    border-width: 2px;
    background: var(--trust-alarm-surface);
  }
  :is(.contradiction, .expired) .icon,
  .contradiction .title {
    color: var(--trust-alarm);
  }
  .contradiction .title {
    font-size: 1.125em;
  }
`;
