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
}

/** Thrown while a manifest is fetched or read. `toFailedLoad` turns it into data for the caller. */
export class LoadFailure extends Error {
  constructor(
    readonly reason: LoadReason,
    message: string,
    readonly problems: readonly Problem[] = [],
  ) {
    super(message);
  }
}

/** A failed load, as data. */
export interface FailedLoad {
  readonly status: 'failed';
  readonly error: LoadError;
}

/** Converts a thrown value to a `FailedLoad`, so that loading never throws or rejects. */
export function toFailedLoad(error: unknown): FailedLoad {
  const known =
    error instanceof LoadFailure ? error : new LoadFailure('bad-address', String(error));
  const {reason, message, problems} = known;
  return {status: 'failed', error: {reason, message, problems}};
}
