/** Draws, and gives the focus to `refuge`'s element where what had it is no longer there. */
export function preserveFocus(root: ParentNode, draw: () => void, refuge: string): void {
  const {activeElement} = root as ShadowRoot;
  draw();
  if (activeElement && !activeElement.isConnected)
    root.querySelector<HTMLElement>(refuge)?.focus({preventScroll: true});
}

/** How many frames what comes near may take to be drawn, and what comes near by that in turn. */
const FRAMES = 20;

/**
 * Brings the row that has the focus into view, and again while what is near it is drawn: a group of rows
 * that was put off seldom needs the very room that was kept for it.
 */
export function keepInView(row: HTMLElement, frames = FRAMES): void {
  row.scrollIntoView({block: 'center', behavior: 'instant'});
  // Not `:focus`, which nothing matches in a window that has none.
  const focused = (row.getRootNode() as ShadowRoot).activeElement;
  if (frames && row.contains(focused)) requestAnimationFrame(() => keepInView(row, frames - 1));
}
