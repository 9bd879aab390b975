/** Code shared by P and V: the element's outer markup, without the element. Runs in the page. */

/** Attaches the markup of the center and of its controls to shadow roots, as in the element. */
export function attachFrame(controls: string | DocumentFragment): ShadowRoot {
  const center = document.querySelector('arqen-trust-center')!.attachShadow({mode: 'open'});
  center.append(document.querySelector<HTMLTemplateElement>('#center')!.content);
  const root = center.querySelector('arqen-trust-controls')!.attachShadow({mode: 'open'});
  if (typeof controls === 'string') root.innerHTML = controls;
  else root.append(controls);
  return root;
}

/** Calls `filter` with the terms of the query on every input. */
export function onQuery(root: ShadowRoot, filter: (terms: readonly string[]) => void): void {
  root.querySelector<HTMLInputElement>('.find input')!.addEventListener('input', (event) => {
    const {value} = event.target as HTMLInputElement;
    filter(value.toLowerCase().split(/\s+/).filter(Boolean));
  });
}

/** Sets the number of rows for assistive technology, including the header. */
export function setCount(root: ShadowRoot, shown: number): void {
  root.querySelector('[role="table"]')!.setAttribute('aria-rowcount', String(shown + 1));
}
