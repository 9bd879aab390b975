/** Escapes text from a vendor or an answer so that no Markdown viewer interprets it as markup. */

/** Control and bidirectional characters. They become U+FFFD, so that their removal is visible. */
const UNPRINTABLE = /(?!\s)\p{Cc}|\p{Bidi_Control}/gu;

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  // A backslash does not work here, because it means something else inside a table.
  ['|', '&#124;'],
]);

/** Escapes text as one line without markup or autolinks. */
export const plain = (text: string): string =>
  text
    .replace(UNPRINTABLE, '\ufffd')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(
      /[&<>|\\`*_{}[\]#~$^@]|:(?=\/\/)|(?<=www)\./gi,
      (character) => ENTITIES.get(character) ?? `\\${character}`,
    )
    // These characters are special only at the start of a line.
    .replace(/^[-+=:!]/, '\\$&')
    .replace(/^(\d+)([.)])(?= |$)/, '$1\\$2');

/** Escapes text as a block quote that keeps its line breaks. */
export const quote = (text: string): string =>
  text
    .split(/\r\n?|[\n\u2028\u2029]/)
    .map(plain)
    .map((line, i, lines) => (line ? `> ${line}${lines[i + 1] ? '\\' : ''}` : '>'))
    .join('\n');

/** Formats an id or a code as inline code; anything else as escaped text. */
export const code = (text: string): string =>
  /^[\w:/.-]+$/.test(text) ? `\`${text}\`` : plain(text);
