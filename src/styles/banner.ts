import {css} from 'lit';

/** Styles of the banners above all sections. A contradiction is the most prominent thing on the page. */
export const bannerStyles = css`
  .banner {
    display: flex;
    gap: 1em;
    padding: 1.125em 1.25em;
    background: var(--trust-surface);
    border: 1px dashed var(--trust-control-line);
    border-radius: var(--trust-radius);
  }
  .banner > div {
    display: grid;
    gap: 0.375em;
    min-width: 0;
  }
  .banner .icon {
    font-size: 1.5em;
    margin: 0;
  }
  .banner .title {
    font-weight: 650;
  }
  .banner .detail,
  .banner details {
    color: var(--trust-muted);
    font-size: var(--trust-small);
  }
  .banner ul {
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
