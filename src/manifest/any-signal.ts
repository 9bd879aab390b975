/**
 * Returns a signal that aborts with the first of these: `AbortSignal.any`, which browsers have only since
 * 2024. One of the signals must abort in the end, because only that removes the listeners on the others.
 */
export function anySignal(...signals: readonly AbortSignal[]): AbortSignal {
  const any = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) any.abort();
    signal.addEventListener('abort', () => any.abort(), {signal: any.signal});
  }
  return any.signal;
}
