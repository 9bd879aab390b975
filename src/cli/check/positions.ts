/** The places of values in the text of a manifest. */
import {parseTree, type Node, type ParseError} from 'jsonc-parser';

/** A place in a text. Lines and columns count from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Finds places by JSON Pointer. Parses the text when it is first asked, because most manifests have no problems. */
export class Positions {
  #parsed: {readonly root: Node | undefined; readonly error: ParseError | undefined} | undefined;
  #lineStarts: number[] | undefined;

  constructor(private readonly text: string) {}

  /**
   * Returns the range of the value at a pointer, or of its key if `ofKey`. A member that is missing has the
   * range of the object that should contain it.
   */
  rangeAt(pointer: string, ofKey: boolean): Range | undefined {
    const {root} = this.#parse();
    let [node, found] = [root, root];
    for (const segment of segmentsOf(pointer)) {
      const next = node && childOf(node, segment);
      if (!next) break;
      node = next.type === 'property' ? next.children![1] : next;
      found = next.type === 'property' && ofKey ? next.children![0] : node;
    }
    return found && this.#range(found.offset, found.length);
  }

  /** Returns the first place at which the text is not JSON. */
  syntaxError(): Range | undefined {
    const {error} = this.#parse();
    return error && this.#range(error.offset, error.length);
  }

  /** Returns a line without its line break. */
  line(number: number): string | undefined {
    const starts = this.#starts();
    const start = starts[number - 1];
    if (start === undefined) return undefined;
    return this.text.slice(start, starts[number] ?? this.text.length).replace(/[\r\n]+$/, '');
  }

  #parse() {
    if (!this.#parsed) {
      const errors: ParseError[] = [];
      let root: Node | undefined;
      try {
        root = parseTree(this.#withoutMark(), errors, {disallowComments: true});
      } catch {
        // Nested too deeply for the parser, and for a manifest.
      }
      this.#parsed = {root, error: errors[0]};
    }
    return this.#parsed;
  }

  /** Returns the text with a byte order mark replaced, so that offsets stay the same. */
  #withoutMark(): string {
    return this.text.replace(/^\ufeff/, ' ');
  }

  #range(offset: number, length: number): Range {
    return {start: this.#position(offset), end: this.#position(offset + length)};
  }

  #position(offset: number): Position {
    const starts = this.#starts();
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return {line: low + 1, column: offset - starts[low]! + 1};
  }

  #starts(): readonly number[] {
    if (!this.#lineStarts) {
      this.#lineStarts = [0];
      for (const {0: lineBreak, index} of this.text.matchAll(/\r\n?|\n/g))
        this.#lineStarts.push(index + lineBreak.length);
    }
    return this.#lineStarts;
  }
}

const segmentsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));

function childOf(node: Node, segment: string): Node | undefined {
  if (node.type === 'array') return node.children![Number(segment)];
  // Of two members with the same key, `JSON.parse` keeps the last. One without a value is not JSON.
  return node.children?.findLast(({children}) => children?.[1] && children[0]!.value === segment);
}
