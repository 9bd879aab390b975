/** Text as the value of an attribute between double quotes. */
export const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** JSON as the content of a script element, which none of its texts can end. */
export const escapeScript = (json: string): string => json.replaceAll('<', '\\u003c');
