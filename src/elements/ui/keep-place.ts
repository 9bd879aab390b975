/**
 * Returns a function that restores the focus, the selection in a field and the unfolded details after the
 * tree was rendered from scratch.
 */
export function keepPlace(root: ShadowRoot): () => void {
  const {activeElement} = root;
  const focused = activeElement && successor(root, activeElement);
  const {selectionStart, selectionEnd} = (activeElement ?? {}) as Partial<HTMLInputElement>;
  const unfolded = [...root.querySelectorAll('details[open]')].map((each) => successor(root, each));
  return () => {
    for (const details of unfolded) details()?.setAttribute('open', '');
    const field = activeElement?.isConnected ? undefined : focused?.();
    field?.focus({preventScroll: true});
    if (typeof selectionStart === 'number')
      (field as HTMLInputElement | undefined)?.setSelectionRange(selectionStart, selectionEnd!);
  };
}

/** Returns a function that finds the element that has taken the place of another, by row, tag and order. */
function successor(root: ShadowRoot, element: Element): () => HTMLElement | null | undefined {
  const {kind, id} = element.closest<HTMLElement>('[data-kind]')?.dataset ?? {};
  const scope = () =>
    kind ? root.querySelector<HTMLElement>(`[data-kind="${kind}"][data-id="${id}"]`) : root;
  const peers = () => [...(scope()?.querySelectorAll<HTMLElement>(element.localName) ?? [])];
  const index = peers().indexOf(element as HTMLElement);
  return () => (index < 0 ? (scope() as HTMLElement | null) : peers()[index]);
}
