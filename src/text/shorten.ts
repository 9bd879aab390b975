/** The maximum number of UTF-16 code units of a shortened text. */
const MAX = 100;

/** The number of UTF-16 code units that the texts of one list may have together, a long text in all. */
const MAX_TOGETHER = 20_000;

/** Shortens a text for a place that shows one line. A shortened text ends with an ellipsis. */
export const shorten = (text: string, max = MAX): string =>
  // A surrogate pair must not be cut in two.
  text.length > max ? `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;

export type Shorten = (text: string) => string;

/**
 * Returns how to show the texts of one list: in full, unless they are so long together that laying them out
 * would hold up the page.
 */
export function shortenerFor(texts: readonly (string | undefined)[]): Shorten {
  const length = texts.reduce((sum, text = '') => sum + text.length, 0);
  return length > MAX_TOGETHER ? (text) => shorten(text) : (text) => text;
}
