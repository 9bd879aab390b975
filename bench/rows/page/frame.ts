/** What P and V have in common: the element's own frame, without the element. In the page. */

/** Puts the markup of the center and of its controls into shadow roots, as the element has them. */
export function putFrame(controls: string | DocumentFragment): ShadowRoot {
  const center = document.querySelector('arqen-trust-center')!.attachShadow({mode: 'open'});
  center.append(document.querySelector<HTMLTemplateElement>('#center')!.content);
  const root = center.querySelector('arqen-trust-controls')!.attachShadow({mode: 'open'});
  if (typeof controls === 'string') root.innerHTML = controls;
  else root.append(controls);
  return root;
}

/** Calls `filter` with the terms of the query whenever a reader types. */
export function onQuery(root: ShadowRoot, filter: (terms: readonly string[]) => void): void {
  root.querySelector<HTMLInputElement>('.find input')!.addEventListener('input', (event) => {
    const {value} = event.target as HTMLInputElement;
    filter(value.toLowerCase().split(/\s+/).filter(Boolean));
  });
}

/** Says how many rows are shown, where assistive technology looks for it. */
export function setCount(root: ShadowRoot, shown: number): void {
  root.querySelector('[role="table"]')!.setAttribute('aria-rowcount', String(shown + 1));
}
