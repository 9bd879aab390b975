import {clearRendering} from './clear-rendering.js';

/** Updates a tree that something else has changed: see `foreign-repair.ts`. */
export type Repair = (
  changes: ForeignChanges,
  root: ShadowRoot,
  update: () => void,
  observer: MutationObserver,
) => void;

/** The number of changes to remember. Beyond that, everything renders from scratch. */
export const MAX_CHANGES = 1_000;

/** Renders everything from scratch, until the chunk of the other way has loaded. */
let repair: Repair = (changes, root, update) => {
  changes.records = [];
  clearRendering(root);
  update();
};

/** Repairs all trees of the page in another way from now on. */
export function setRepair(loaded: Repair): void {
  repair = loaded;
}

/**
 * Keeps rendered states true if something else changes the rendered nodes, such as a translation of the
 * page, which wraps text nodes. Lit would then write to nodes that are no longer shown, or fail.
 */
export class ForeignChanges {
  /** The number of times the tree was rendered from scratch. Templates use it as the key of content that shows text. */
  resets = 0;

  /** The changes since the tree was last rendered from scratch. */
  records: MutationRecord[] = [];

  #observer: MutationObserver | undefined;

  /** Runs `update`, which renders into `root`, and makes sure that no earlier state stays. */
  update(root: ShadowRoot, update: () => void): void {
    const observer = (this.#observer ??= new MutationObserver(this.#note));
    this.#note(observer.takeRecords());
    if (this.records.length) repair(this, root, update, observer);
    else {
      observer.disconnect();
      update();
    }
    observer.takeRecords();
    observer.observe(root, {childList: true, characterData: true, subtree: true});
  }

  readonly #note = (records: readonly MutationRecord[]) => {
    for (const record of records)
      // A `RelativeTimeController` writes the ages.
      if ((record.target as Element).className !== 'age' && this.records.length < MAX_CHANGES)
        this.records.push(record);
  };
}
