/**
 * The largest number of cached results. A full cache is cleared, so that no manifest can exhaust
 * memory.
 */
const MAX_ENTRIES = 1_000;

/** Caches the results of a function of a text. A manifest repeats few distinct dates and names. */
export function memoize<T>(compute: (text: string) => T): (text: string) => T {
  const cache = new Map<string, T>();
  return (text) => {
    let result = cache.get(text);
    if (result === undefined) {
      if (cache.size >= MAX_ENTRIES) cache.clear();
      cache.set(text, (result = compute(text)));
    }
    return result;
  };
}
