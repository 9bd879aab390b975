/** Text of a vendor or an answer as Markdown that no viewer takes for markup. */

/** What turns text around or is no text at all; the reader sees that something was there. */
const UNPRINTABLE = /(?!\s)\p{Cc}|\p{Bidi_Control}/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  // A backslash before it means something else in a table than elsewhere.
  '|': '&#124;',
};

/** A text on one line, in which no viewer finds markup or an address to link. */
export const plain = (text: string): string =>
  text
    .replace(UNPRINTABLE, '\ufffd')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(
      /[&<>|\\`*_{}[\]#~$^@]|:(?=\/\/)|(?<=www)\./gi,
      (character) => ENTITIES[character] ?? `\\${character}`,
    )
    // What means something at the start of a line alone.
    .replace(/^[-+=:!]/, '\\$&')
    .replace(/^(\d+)([.)])(?= |$)/, '$1\\$2');

/** A text of many lines as a quotation, in which each line stays a line. */
export const quote = (text: string): string =>
  text
    .split(/\r\n?|[\n\u2028\u2029]/)
    .map(plain)
    .map((line, i, lines) => (line ? `> ${line}${lines[i + 1] ? '\\' : ''}` : '>'))
    .join('\n');

/** An id or another word of the project's own in code; anything else as plain text. */
export const code = (word: string): string =>
  /^[\w:/.-]+$/.test(word) ? `\`${word}\`` : plain(word);
