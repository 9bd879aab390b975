/** Removes what Lit has rendered into a root, and its reference to it, so that the next update starts from scratch. */
export function clearRendering(root: HTMLElement | DocumentFragment): void {
  root.replaceChildren();
  Reflect.deleteProperty(root, '_$litPart$');
}
