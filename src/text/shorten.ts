/** The maximum number of UTF-16 code units of a text that is one of many in the same place. */
const MAX = 200;

/**
 * Shortens a text for a place that shows many texts at once, such as a list of names in a row: laying out
 * hundreds of the longest would hold up the page. A shortened text ends with an ellipsis.
 */
export const shorten = (text: string): string =>
  // A surrogate pair must not be cut in two.
  text.length > MAX ? `${text.slice(0, MAX - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;
