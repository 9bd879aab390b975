/** Renders a tree whose nodes something else has changed. Part of the rest, as few pages need it. */
import {clearRendering} from './clear-rendering.js';
import {MAX_CHANGES, type Repair} from './foreign-changes.js';
import {keepPlace} from './keep-place.js';

/** Elements that tools add for themselves. They show no text. */
const WITHOUT_TEXT = 'style, link, script';

/**
 * Updates, and renders everything from scratch if an earlier state may stay. Otherwise, a translation stays in
 * place.
 */
export const repair: Repair = (changes, root, update, observer) => {
  const restorePlace = keepPlace(root);
  const {records} = changes;
  const complete = records.length < MAX_CHANGES;
  try {
    update();
    if (complete && !isStale(root, records, observer.takeRecords())) return;
  } catch {
    // Lit has lost nodes that it needs.
  }
  changes.records = [];
  changes.resets++;
  let whole = false;
  try {
    update();
    whole = complete && removeAdditions(root, records);
  } catch {
    // Some of the lost nodes are outside of what was rendered anew.
  }
  if (!whole) {
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
  if (changed.some(hidesUpdates)) return true;
  const relevant = changed.filter(
    ({type, addedNodes, removedNodes}) =>
      type === 'characterData' || [...addedNodes, ...removedNodes].some(showsText),
  );
  if (!relevant.length) return false;
  // The text of a time is a new node each time.
  const written = records.filter((record) => parentOf(record)?.nodeName !== 'TIME');
  // A tool may have put a copy of a withdrawn statement anywhere.
  if (written.some(withdrawsText)) return true;
  return relevant.some((record) => {
    const parent = parentOf(record);
    return (
      [...record.removedNodes].some((node) => isElement(node) && !root.contains(node)) ||
      written.some((each) => parent?.contains(parentOf(each)))
    );
  });
}

/** Returns whether Lit may have updated a text without a trace after this change. */
function hidesUpdates({type, target, addedNodes, removedNodes}: MutationRecord): boolean {
  if (type === 'characterData') return false;
  // Lit writes to `data` of the node where it left a text, even if that is now an element.
  if ([...target.childNodes].some((node) => isElement(node) && 'data' in node)) return true;
  // It removes nothing where no text is any more.
  return (
    !addedNodes.length &&
    [...removedNodes].some((node) => isText(node) && node.data.trim() && !target.contains(node))
  );
}

/**
 * Removes what was added outside of what was rendered anew. Returns `false` if something else than a text was
 * removed there.
 */
function removeAdditions(root: ShadowRoot, changed: readonly MutationRecord[]): boolean {
  const [added, removed] = [new Set<Node>(), new Set<Node>()];
  for (const {target, addedNodes, removedNodes} of changed) {
    if (!root.contains(target)) continue;
    for (const node of removedNodes) if (!added.has(node)) removed.add(node);
    for (const node of addedNodes) if (!removed.has(node) || isText(node)) added.add(node);
  }
  for (const node of added)
    if (showsText(node) && root.contains(node)) (node as ChildNode).remove();
  return [...removed].every((node) => isText(node) || !showsText(node) || root.contains(node));
}

const parentOf = ({type, target}: MutationRecord) =>
  type === 'childList' ? target : target.parentNode;

const withdrawsText = ({type, removedNodes}: MutationRecord) =>
  type === 'characterData' ||
  [...removedNodes].some(
    (node) => node.nodeType !== Node.COMMENT_NODE && showsText(node) && node.textContent?.trim(),
  );

const showsText = (node: Node) => !(isElement(node) && node.matches(WITHOUT_TEXT));

const isText = (node: Node): node is Text => node.nodeType === Node.TEXT_NODE;

/** Returns whether a node is an element, in the document of a frame, too. */
const isElement = (node: Node): node is Element => node.nodeType === Node.ELEMENT_NODE;
