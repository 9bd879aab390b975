/** Renders a tree whose nodes something else has changed. Part of the rest, as few pages need it. */
import {clearRendering} from './clear-rendering.js';
import {MAX_CHANGES, type Repair} from './foreign-changes.js';
import {keepPlace} from './keep-place.js';

/** Elements that tools add for themselves. They show no text. */
const WITHOUT_TEXT = 'style, link, script';

/**
 * Updates, and renders everything from scratch if the update wrote to nodes that something else had changed.
 * Otherwise, a translation stays in place.
 */
export const repair: Repair = (changes, root, update, observer) => {
  const restorePlace = keepPlace(root);
  const {records} = changes;
  try {
    update();
    if (records.length < MAX_CHANGES && !isStale(root, records, observer.takeRecords())) return;
  } catch {
    // Lit has lost nodes that it needs.
  }
  changes.reset();
  try {
    update();
  } catch {
    clearRendering(root);
    update();
  }
  restorePlace();
};

/** Returns whether a tree that was changed may show an earlier state, after an update wrote to it. */
function isStale(
  root: ShadowRoot,
  changed: readonly MutationRecord[],
  records: readonly MutationRecord[],
): boolean {
  // The text of a time is a new node each time.
  const written = records.map(parentOf).filter((parent) => parent?.nodeName !== 'TIME');
  return changed.some((record) => {
    const {type, addedNodes, removedNodes} = record;
    const removed = [...removedNodes].filter(showsText);
    if (type === 'childList' && ![...addedNodes, ...removed].some(showsText)) return false;
    const parent = parentOf(record);
    return (
      removed.some((node) => node instanceof Element && !root.contains(node)) ||
      written.some((node) => node && parent?.contains(node)) ||
      // Lit writes to `data` of the node where it left a text, even if that is now an element.
      [...(parent?.childNodes ?? [])].some((node) => node instanceof Element && 'data' in node)
    );
  });
}

const parentOf = ({type, target}: MutationRecord) =>
  type === 'childList' ? target : target.parentNode;

const showsText = (node: Node) => !(node instanceof Element && node.matches(WITHOUT_TEXT));
