/** Runs in each page of this suite before its own scripts, and needs nothing from outside itself. */

/** What the page tells: when the text was first there to be seen, and what looking for it had cost by then. In ms. */
export interface Seen {
  readonly shown: number;
  readonly looking: number;
}

/**
 * Looks on every frame whether a text is rendered, in the document or in an open shadow root, and tells
 * it once through the binding. A frame within the page looks for itself, and tells the page's own time.
 *
 * Shadow roots are noted as they are made, so that no frame walks all elements in search of them.
 */
export function watchFor(text: string, binding: string): void {
  const roots: ShadowRoot[] = [];
  // eslint-disable-next-line @typescript-eslint/unbound-method -- Called with its element below.
  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    if (init.mode === 'open') roots.push(root);
    return root;
  };

  let looking = 0;
  const look = () => {
    const began = performance.now();
    const seen = [document.body as Node | null, ...roots].some(shows);
    const now = performance.now();
    looking += now - began;
    if (!seen) {
      requestAnimationFrame(look);
      return;
    }
    const shown = performance.timeOrigin + now - window.top!.performance.timeOrigin;
    const tell = (window as unknown as Record<string, (payload: string) => void>)[binding]!;
    tell(JSON.stringify({shown, looking} satisfies Seen));
  };
  requestAnimationFrame(look);

  /** The text of a whole tree is quick to ask for; its nodes are walked only where it holds ours. */
  function shows(root: Node | null): boolean {
    if (!root?.isConnected || !root.textContent!.includes(text)) return false;
    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      const node = nodes.currentNode as Text;
      if (node.data.includes(text) && isRendered(node)) return true;
    }
    return false;
  }

  /** A script that holds the text as data has no box. */
  function isRendered(node: Text): boolean {
    const range = document.createRange();
    range.selectNode(node);
    return (
      range.getClientRects().length > 0 &&
      node.parentElement!.checkVisibility({opacityProperty: true, visibilityProperty: true})
    );
  }
}
