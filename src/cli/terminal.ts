import {createInterface, type Interface} from 'node:readline/promises';
import {styleText} from 'node:util';

type Style = Extract<Parameters<typeof styleText>[0], string>;

/** The streams that a terminal writes to. */
export interface Streams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** Everything that the command line prints goes through here. */
export class Terminal {
  /** 0: fine. 1: problems were found. 2: wrong use, or something could not be read or written. */
  exitCode: 0 | 1 | 2 = 0;
  readonly #stdout: NodeJS.WriteStream;
  readonly #stderr: NodeJS.WriteStream;
  #lines: Interface | undefined;
  /** Iterated, because lines that arrive between two questions would otherwise be lost. */
  #answers: NodeJS.AsyncIterator<string> | undefined;

  constructor({stdout, stderr}: Streams = process) {
    this.#stdout = stdout;
    this.#stderr = stderr;
    // A reader such as `head` may close the pipe early, which is no failure.
    stdout.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }

  /** Prints a result. */
  print(text: string): void {
    if (text) this.#stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  }

  /** Prints a message that is no result, so that results can be piped. */
  note(text: string): void {
    this.#clearProgress();
    this.#stderr.write(text.endsWith('\n') ? text : `${text}\n`);
  }

  /** Returns text for `print` in styles. Pipes and terminals without colours (no-color.org) get it as it is. */
  style(text: string, ...styles: readonly Style[]): string {
    // One by one: for a list of styles, Node 20 does not look at the stream.
    return styles.reduce((styled, style) => styleText(style, styled, {stream: this.#stdout}), text);
  }

  /** The number of columns of a line. */
  get columns(): number {
    return (this.#stdout.isTTY && this.#stdout.columns) || 100;
  }

  /** Shows a line while work is done, but only to a person: files and CI logs do not get it. */
  async whileShowing<T>(text: string, work: Promise<T>): Promise<T> {
    if (this.#stderr.isTTY) this.#stderr.write(`${text}…`);
    try {
      return await work;
    } finally {
      this.#clearProgress();
    }
  }

  /** Asks a question. Returns `undefined` if there is nobody to answer it. */
  async ask(question: string): Promise<string | undefined> {
    this.#lines ??= createInterface({input: process.stdin});
    this.#answers ??= this.#lines[Symbol.asyncIterator]();
    this.#stderr.write(`${question}: `);
    const answer = await this.#answers.next();
    return answer.done ? undefined : answer.value;
  }

  /** Stops listening for answers, which would keep the process running. */
  close(): void {
    this.#lines?.close();
  }

  #clearProgress(): void {
    if (this.#stderr.isTTY) this.#stderr.write('\r\x1b[K');
  }
}

/**
 * Returns text from a file or a server without characters that a terminal would act on, or that would let it
 * read differently from how it is stored. They become `\u{...}`; tabs and line breaks become spaces.
 */
export const printable = (text: string): string =>
  text
    .replace(/[\t\r\n]/g, ' ')
    .replace(
      /[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]/gu,
      (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
    );
