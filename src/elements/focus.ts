/** Draws, and gives the focus to `refuge`'s element where what had it is no longer there. */
export function keepingFocus(root: ParentNode, draw: () => void, refuge: string): void {
  const {activeElement} = root as ShadowRoot;
  draw();
  if (activeElement && !activeElement.isConnected)
    root.querySelector<HTMLElement>(refuge)?.focus({preventScroll: true});
}
