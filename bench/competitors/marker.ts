/** Detects when a text is visible. Runs in each page of this suite before the page's own scripts. */

/** When the text first became visible, and the time spent looking for it until then. In milliseconds. */
export interface TextSighting {
  readonly shown: number;
  readonly looking: number;
}

/**
 * Checks on every frame whether a text is rendered, in the document or in an open shadow root, and reports
 * it once through the binding. An embedded frame checks its own document, and reports the top page's time.
 *
 * Shadow roots are recorded when they are created, so that no frame has to walk all elements to find them;
 * only with `declarative` does it also look for those that the parser created. The function must be
 * self-contained: it is sent to the page as source text.
 */
export function watchFor(text: string, binding: string, declarative = false): void {
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
    const parsed = declarative ? parsedRoots(document) : [];
    const found = [document.body as Node | null, ...roots, ...parsed].some(shows);
    const now = performance.now();
    looking += now - began;
    if (!found) {
      requestAnimationFrame(look);
      return;
    }
    const shown = performance.timeOrigin + now - window.top!.performance.timeOrigin;
    const report = (window as unknown as Record<string, (payload: string) => void>)[binding]!;
    report(JSON.stringify({shown, looking} satisfies TextSighting));
  };
  requestAnimationFrame(look);

  function parsedRoots(root: ParentNode): ShadowRoot[] {
    return [...root.querySelectorAll('*')].flatMap(({shadowRoot}) =>
      shadowRoot ? [shadowRoot, ...parsedRoots(shadowRoot)] : [],
    );
  }

  /** Reading a whole tree's text is fast; its nodes are walked only if it contains the text. */
  function shows(root: Node | null): boolean {
    if (!root?.isConnected || !root.textContent!.includes(text)) return false;
    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      const node = nodes.currentNode as Text;
      if (node.data.includes(text) && isRendered(node)) return true;
    }
    return false;
  }

  /** Excludes, for example, a script that contains the text as data: it has no box. */
  function isRendered(node: Text): boolean {
    const range = document.createRange();
    range.selectNode(node);
    return (
      range.getClientRects().length > 0 &&
      node.parentElement!.checkVisibility({opacityProperty: true, visibilityProperty: true})
    );
  }
}
