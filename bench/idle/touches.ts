/** Counts the nodes that a page changes, adds or removes, inside shadow roots too. */

/** The page's global `touches`. */
export interface Touches {
  /** Nodes in time labels, such as an answer's age, which changes with each check. */
  ages: number;
  /** All other nodes, by a description such as `p.count`, or `div @class`. */
  others: Record<string, number>;
}

declare global {
  var touches: Touches;
}

/** Starts counting. Runs in the page before its own scripts. */
export function countTouches(): void {
  const touches: Touches = {ages: 0, others: {}};
  globalThis.touches = touches;
  const elementOf = (node: Node) => (node instanceof Element ? node : node.parentElement);
  const nameOf = (node: Node) => {
    const element = elementOf(node);
    return element ? [element.localName, ...element.classList].join('.') : node.nodeName;
  };
  const note = (records: readonly MutationRecord[]) => {
    for (const {type, target, attributeName, addedNodes, removedNodes} of records) {
      const nodes = type === 'childList' ? addedNodes.length + removedNodes.length : 1;
      if (elementOf(target)?.closest('time')) touches.ages += nodes;
      else {
        const name = nameOf(target) + (attributeName === null ? ` ${type}` : ` @${attributeName}`);
        touches.others[name] = (touches.others[name] ?? 0) + nodes;
      }
    }
  };
  const watch = (root: Node) =>
    new MutationObserver(note).observe(root, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
  const attachShadow = Reflect.get<Element, 'attachShadow'>(Element.prototype, 'attachShadow');
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    watch(root);
    return root;
  };
  watch(document);
}
