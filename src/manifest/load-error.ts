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
  /** What was asked, what came, and what to do. */
  readonly message: string;
  /** Why the document was refused, where it came to that. */
  readonly problems: readonly Problem[];
}

/** Thrown by whoever fetches or reads a manifest, and caught at the edge: see `asFailed`. */
export class LoadFailure extends Error {
  constructor(
    readonly reason: LoadReason,
    message: string,
    readonly problems: readonly Problem[] = [],
  ) {
    super(message);
  }
}

/** What went wrong, as data. */
export interface FailedLoad {
  readonly status: 'failed';
  readonly error: LoadError;
}

/** What was thrown, as data: nothing of it may leave as an exception. */
export function toFailedLoad(error: unknown): FailedLoad {
  const known =
    error instanceof LoadFailure ? error : new LoadFailure('bad-address', String(error));
  const {reason, message, problems} = known;
  return {status: 'failed', error: {reason, message, problems}};
}
