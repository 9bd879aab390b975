/** The named character references that people write by hand. All others are left as written. */
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  shy: '\u00ad',
  copy: '©',
  reg: '®',
  trade: '™',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  bull: '•',
  middot: '·',
  sect: '§',
  deg: '°',
  euro: '€',
  times: '×',
  rarr: '→',
  percnt: '%',
  hyphen: '\u2010',
  minus: '\u2212',
  filig: '\ufb01',
  zwj: '\u200d',
  zwnj: '\u200c',
  NoBreak: '\u2060',
  ZeroWidthSpace: '\u200b',
};

/**
 * Decodes the character references (HTML §13.5) that marked's lexer leaves in its tokens. A numeric
 * reference to an invalid code point becomes U+FFFD, as CommonMark requires.
 */
export const decodeEntities = (text: string): string =>
  text.replace(
    /&(?:#[xX]([\da-fA-F]{1,6})|#(\d{1,7})|([a-zA-Z]+));/g,
    (raw, hex?: string, decimal?: string, name?: string) => {
      if (name) return Object.hasOwn(NAMED, name) ? NAMED[name]! : raw;
      const code = hex ? parseInt(hex, 16) : Number(decimal);
      const exists = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
      return exists ? String.fromCodePoint(code) : '\ufffd';
    },
  );
