/** Escapes text for an attribute value in double quotes. */
export const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** Escapes JSON for a `<script>` element, so that none of its strings can close the element. */
export const escapeScript = (json: string): string => json.replaceAll('<', '\\u003c');
