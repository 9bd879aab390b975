/** Counts the nodes that a page touches: those that change, come or go, behind shadow roots too. */

/** What stands in the page as the global `touches`. */
export interface Touches {
  /** In labels that say a time, such as how old an answer is: with each check that is another one. */
  ages: number;
  /** Everything else, by what it was: such as `p.count`, or `div @class`. */
  others: Record<string, number>;
}

declare global {
  var touches: Touches;
}

/** Runs in the page before anything of its own does. */
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
      ...{subtree: true, childList: true, attributes: true, characterData: true},
    });
  const attachShadow = Reflect.get<Element, 'attachShadow'>(Element.prototype, 'attachShadow');
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    watch(root);
    return root;
  };
  watch(document);
}
