import type {Problem} from './problem.js';

export type LoadReason =
  | 'bad-address'
  | 'timeout'
  | 'offline'
  | 'network'
  | 'http-status'
  | 'web-page'
  | 'redirect'
  | 'too-large'
  | 'cut-off'
  | 'not-utf8'
  | 'refused'
  | 'integrity'
  | 'signature'
  | 'version'
  | 'chunk-missing'
  | 'internal';

export interface LoadError {
  readonly reason: LoadReason;
  /** The address or attribute concerned, the cause, and what to do about it. */
  readonly message: string;
  /** The problems found in the manifest; empty if it was never parsed. */
  readonly problems: readonly Problem[];
  /** The number of further problems, which were counted but not described; absent if there are none. */
  readonly omitted?: number;
  /** The number of seconds to wait before another attempt; absent if the server asks for none. */
  readonly retryAfter?: number;
}

/** Thrown while a manifest is fetched or read. `toFailedLoad` turns it into data for the caller. */
export class LoadFailure extends Error {
  constructor(
    readonly reason: LoadReason,
    message: string,
    readonly problems: readonly Problem[] = [],
    readonly omitted?: number,
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

/** A failed load, as data. */
export interface FailedLoad {
  readonly status: 'failed';
  readonly error: LoadError;
}

const MANIFEST_FAULTS: readonly LoadReason[] = [
  'too-large',
  'not-utf8',
  'refused',
  'integrity',
  'signature',
  'version',
];

/** Returns whether the manifest itself, or what verifies it, is the reason of a failure. */
export const isManifestFault = ({reason}: LoadError): boolean => MANIFEST_FAULTS.includes(reason);

/** Returns whether another attempt may succeed although nobody changes anything. */
export const mayPass = (error: LoadError): boolean =>
  !isManifestFault(error) && error.reason !== 'bad-address' && error.reason !== 'internal';

/** The failure of a load for which a file of this element is missing, blocked or has other bytes. */
export const chunkMissing = (error: unknown): LoadFailure =>
  new LoadFailure('chunk-missing', `A file of this element could not be loaded: ${String(error)}`);

/**
 * Converts a thrown value to a `FailedLoad`, so that loading never throws or rejects. `signal` is the one
 * whose abort may have caused it.
 */
export function toFailedLoad(error: unknown, signal?: AbortSignal): FailedLoad {
  if (!(error instanceof LoadFailure)) {
    const aborted = signal?.aborted;
    // The message alone would not show where the code is at fault.
    if (!aborted) console.error(error);
    error = new LoadFailure(aborted ? 'network' : 'internal', String(error));
  }
  const {reason, message, problems, omitted, retryAfter} = error as LoadFailure;
  return {
    status: 'failed',
    error: {reason, message, problems, ...(omitted && {omitted}), ...(retryAfter && {retryAfter})},
  };
}
