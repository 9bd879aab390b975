import {css} from 'lit';

/** Styles of a filter row: its fields, the active filters, and the number of entries shown. */
export const filterStyles = css`
  .filters,
  .active,
  .options {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
  }
  .filters {
    align-items: end;
    gap: 0.75em;
    margin-block-end: 0.75em;
  }
  .filters > label {
    flex: 1 1 8em;
    min-width: 0;
    max-width: 16em;
  }
  /* Neither here nor in an option a gap: a password manager may add an element. */
  .filters > label > :not(style) {
    display: block;
  }
  .filters > label > .label {
    margin-block-end: 0.25em;
  }
  .filters > .find {
    flex: 3 1 13em;
    max-width: none;
  }
  .states {
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  .states legend {
    padding: 0;
    margin-block-end: 4px;
  }
  .options {
    gap: 0;
    overflow: clip;
    border: 1px solid var(--trust-control-line);
    border-radius: var(--trust-radius-small);
    background: var(--trust-surface);
  }
  .options label {
    display: flex;
    flex: 1 0 auto;
    align-items: center;
    padding-block: 0.375em;
    padding-inline: 0.75em 0.375em;
    min-height: calc(2.875em - 2px);
    font-size: var(--trust-small);
    cursor: pointer;
  }
  .options span:not(:empty) {
    margin-inline-end: 0.375em;
  }
  .options label:hover {
    background: var(--trust-band);
  }
  .options .icon {
    display: block;
    margin: 0;
  }
  .options input {
    position: absolute;
    opacity: 0;
    width: 1px;
    height: 1px;
  }
  .options label:has(:checked) {
    color: var(--trust-background);
    background: var(--trust-text);
  }
  .options label:has(:focus-visible) {
    outline: 3px solid var(--trust-link);
    outline-offset: -3px;
  }
  .options label:has(:checked:focus-visible) {
    outline-color: var(--trust-background);
  }
  .active {
    margin-block-end: 0.75em;
  }
  .active button {
    display: flex;
    gap: 0.5em;
    align-items: center;
    font-size: var(--trust-small);
    max-width: 100%;
    text-align: start;
  }
  .active .icon {
    margin: 0;
  }
  .clear {
    background: none;
    border-color: transparent;
    text-decoration: underline;
    text-underline-offset: 0.15em;
  }
  .count {
    color: var(--trust-muted);
    font-size: var(--trust-small);
    margin-block-end: 0.5em;
  }
  @media (forced-colors: active) {
    .options label:has(:checked) {
      forced-color-adjust: none;
      color: SelectedItemText;
      background: SelectedItem;
    }
  }
  @media print {
    .filters,
    .active,
    .count {
      display: none;
    }
  }
`;
