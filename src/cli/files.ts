import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import {UsageError} from './usage-error.js';

/**
 * Reads a file.
 * @throws {UsageError} If it cannot be read.
 */
export async function readBytes(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${reasonOf(error)}.`);
  }
}

/**
 * Reads a file of UTF-8 text.
 * @throws {UsageError} If it cannot be read.
 */
export const readText = async (file: string): Promise<string> =>
  new TextDecoder().decode(await readBytes(file));

/**
 * Writes a file, and the folders it is in.
 * @throws {UsageError} If it cannot be written.
 */
export async function write(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(file), {recursive: true});
    await writeFile(file, content);
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${reasonOf(error)}.`);
  }
}

/** Returns why the file system refused, in words where the code is a common one. */
export function reasonOf(error: unknown): string {
  const {code, message} = error as NodeJS.ErrnoException;
  return REASONS[code ?? ''] ?? code ?? message;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  EEXIST: 'it exists already',
};
