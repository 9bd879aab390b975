/** Runs `render`, and focuses the `refuge` element if the element that had the focus was removed. */
export function preserveFocus(root: ParentNode, render: () => void, refuge: string): void {
  const {activeElement} = root as ShadowRoot;
  render();
  if (activeElement && !activeElement.isConnected && !(root as ShadowRoot).activeElement)
    root.querySelector<HTMLElement>(refuge)?.focus({preventScroll: true});
}

/** How many frames the rows around the target may take to render. */
const FRAMES = 20;

/**
 * Scrolls the focused row into view, and repeats this while rows near it render: a deferred group of
 * rows seldom has the height that was reserved for it.
 */
export function keepInView(row: HTMLElement, frames = FRAMES): void {
  row.scrollIntoView({block: 'center', behavior: 'instant'});
  requestAnimationFrame(() => {
    // `:focus` would match nothing while the window is not focused.
    const {activeElement} = row.getRootNode() as ShadowRoot;
    if (frames && row.contains(activeElement)) keepInView(row, frames - 1);
  });
}
