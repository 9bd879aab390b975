/**
 * Estimates what it costs to lex and render a markdown text. marked takes quadratic time for some texts
 * and exponential time for others, and cannot be interrupted, so costly texts are found beforehand, in
 * linear time. The weights were fitted to the slowest texts that a search found for marked 18. They bound
 * the time of hostile texts; for ordinary texts they are several times too high.
 */

/** Levels of nested quotes and lists. */
const MAX_NESTING = 16;

/** The highest cost of one text, in microseconds of a fast processor. */
export const MAX_TEXT_COST = 12_000;

/** The highest cost of all markdown in a manifest. */
export const MAX_TOTAL_COST = 200 * MAX_TEXT_COST;

/** Up to this length, a text of one line is cheap unless it contains many marks. */
const SHORT = 300;

/** Matches the indentation and the markers of quotes and lists at the start of a line. */
const MARKERS = /^(?:[ \t]+|>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$))*/;

/** Matches characters that may open or close emphasis. marked seeks the end of each that opens some. */
const EMPHASIS = /[*~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/** The codes of characters that may become an element or a token, as a table. */
const MARKS = new Uint8Array(128);
for (const mark of '*_~`[]<>|&\\!@') MARKS[mark.charCodeAt(0)] = 1;

/** Matches long words, in which marked seeks addresses at each punctuation mark. */
const LONG_WORDS = /[!-~]{100,}/g;

/** Matches lines that may divide the head of a table from its rows, from each of which marked seeks its end. */
const DIVIDERS = /^[ \t|:>-]*-[ \t|:>-]*$/gm;

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/** Matches the first character of an indented or marked block. */
const STARTS_BLOCK = /^[ \t>#+\-\d]/;

/** Counts the marks of a text. Patterns would take several times longer on a text that consists of them. */
function marksIn(text: string): number {
  let marks = 0;
  for (let i = 0; i < text.length; i++) marks += MARKS[text.charCodeAt(i)] ?? 0;
  return marks;
}

/** Returns whether a short text contains neither links nor anything that costs more than words. */
export const isCheapMarkdown = (text: string): boolean =>
  text.length < SHORT &&
  // Most texts are plain, and to search for single characters is much faster than for a pattern.
  !text.includes('\n') &&
  !text.includes('\r') &&
  !text.includes(']') &&
  !text.includes('<') &&
  !text.includes('*') &&
  !text.includes('_') &&
  !text.includes('~') &&
  !STARTS_BLOCK.test(text);

/** Returns the cost of a markdown text, `Infinity` if its quotes and lists are nested too deeply. */
export function markdownCost(text: string): number {
  const marks = marksIn(text) + count(text, /:\/\/|www\./g);
  let cost = marks * 2;
  if (cost > MAX_TEXT_COST) return cost;
  if (marks)
    for (const word of text.match(LONG_WORDS) ?? [])
      cost += word.length ** 2 * (word.includes('@') ? 0.004 : 0.002);
  const nesting = {bullets: 0, level: 0};
  // Paragraphs, tables and quotes end at a blank line. To marked, a line with a tab is not blank.
  for (const block of text.replace(/\r\n?/g, '\n').split(/\n(?: *\n)+/)) {
    if (cost > MAX_TEXT_COST) break;
    cost += linesCost(block, !!marks, nesting);
    cost += count(block, DIVIDERS) * block.length * 0.005;
    if (marks) cost += (marksIn(block) * 0.0001 + count(block, EMPHASIS) * 0.05) * block.length;
  }
  return cost;
}

/** The nesting of quotes and lists, which one block leaves to the next. */
interface Nesting {
  /** The number of list markers so far. */
  bullets: number;
  level: number;
}

/** Returns the cost of a block's lines and of their nesting. `marked` tells whether the text contains marks. */
function linesCost(block: string, marked: boolean, nesting: Nesting): number {
  const lines = block.split('\n');
  let cost = 0;
  let columns = 1;
  let quotes = 0;
  /** The numbers of quotes at which a quote is continued lazily, as bits. */
  let lazy = 0;
  let itemLines = 0;
  let itemLength = 0;
  for (const line of lines) {
    const [markers] = MARKERS.exec(line)!;
    const marker = markers.trim();
    const quoted = count(marker, />/g);
    const listed = count(marker, /[-+*.)]/g);
    if (marker) {
      // A list is nested by markers on one line, or by the indentation of each line.
      const indentation = markers.replaceAll('\t', '    ').search(/\S/);
      nesting.level = quoted + listed + Math.min(Math.floor(indentation / 2), nesting.bullets);
      nesting.bullets += listed;
    } else if (!markers && line === lines[0]) {
      nesting.level = 0;
    }
    const {level, bullets} = nesting;
    if (level > MAX_NESTING) return Infinity;
    for (let at = quoted; at < quotes; at++) lazy |= 1 << at;
    quotes = quoted;
    if (listed) itemLines = itemLength = 0;
    itemLines++;
    itemLength += line.length + 1;
    if (marked) columns = Math.max(columns, count(line, /\|/g));
    cost += 3 + level * (5 + line.length / 50);
    if (bullets || quotes || lazy) cost += (itemLength + itemLines * line.length) * 0.003;
  }
  const rereads = 2 ** count(lazy.toString(2), /1/g);
  cost += block.length * (rereads - 1) * 0.03;
  return cost + lines.length * (block.length * 0.0002 + columns * 0.5);
}
