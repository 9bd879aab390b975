/** P: all rows as one string, inserted at once. Runs in the page. */
import {onQuery, attachFrame, setCount} from './frame.js';

const root = attachFrame(await (await fetch('./rows.html')).text());

const rows = [...root.querySelectorAll<HTMLElement>('[data-kind="control"]')];
let haystacks: readonly string[] | undefined;

onQuery(root, (terms) => {
  haystacks ??= rows.map((row) => row.textContent.toLowerCase());
  let shown = 0;
  for (const [i, row] of rows.entries()) {
    const matches = terms.every((term) => haystacks![i]!.includes(term));
    row.hidden = !matches;
    if (matches) shown++;
  }
  setCount(root, shown);
});
