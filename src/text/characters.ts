/** Classes of characters that several modules look for. */

const ASCII = /^[\0-\x7f]*$/;

export const isAscii = (text: string): boolean => ASCII.test(text);

/** Marks that are drawn across a letter, for a character class. */
export const OVERLAYS = '\\u0334-\\u0338\\u20d2\\u20d3\\u20d8-\\u20da\\u20e5-\\u20eb';
