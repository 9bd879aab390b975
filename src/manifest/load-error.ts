import type {Problem} from './problem.js';

export type LoadReason =
  | 'bad-address'
  | 'timeout'
  | 'network'
  | 'http-status'
  | 'redirect'
  | 'too-large'
  | 'cut-off'
  | 'not-utf8'
  | 'refused'
  | 'integrity'
  | 'signature'
  | 'version'
  | 'chunk-missing';

export interface LoadError {
  readonly reason: LoadReason;
  /** The address or attribute concerned, the cause, and what to do about it. */
  readonly message: string;
  /** The problems found in the manifest; empty if it was never parsed. */
  readonly problems: readonly Problem[];
  /** The number of further problems, which were counted but not described; absent if there are none. */
  readonly omitted?: number;
}

/** Thrown while a manifest is fetched or read. `toFailedLoad` turns it into data for the caller. */
export class LoadFailure extends Error {
  constructor(
    readonly reason: LoadReason,
    message: string,
    readonly problems: readonly Problem[] = [],
    readonly omitted?: number,
  ) {
    super(message);
  }
}

/** A failed load, as data. */
export interface FailedLoad {
  readonly status: 'failed';
  readonly error: LoadError;
}

/** The failure of a load for which a file of this element is missing, blocked or has other bytes. */
export const chunkMissing = (error: unknown): LoadFailure =>
  new LoadFailure('chunk-missing', `A file of this element could not be loaded: ${String(error)}`);

/**
 * Converts a thrown value to a `FailedLoad`, so that loading never throws or rejects. `signal` is the one
 * whose abort may have caused it.
 */
export function toFailedLoad(error: unknown, signal?: AbortSignal): FailedLoad {
  const {reason, message, problems, omitted} =
    error instanceof LoadFailure
      ? error
      : new LoadFailure(signal?.aborted ? 'network' : 'bad-address', String(error));
  return {status: 'failed', error: {reason, message, problems, ...(omitted && {omitted})}};
}
