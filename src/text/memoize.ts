/** Texts that were asked about before; past these all are forgotten, so that no document fills the memory. */
const MAX_ENTRIES = 1_000;

/** What `work` makes of a text, remembered: the entries of a manifest share few dates and names. */
export function memoize<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let result = known.get(text);
    if (result === undefined) {
      if (known.size >= MAX_ENTRIES) known.clear();
      known.set(text, (result = work(text)));
    }
    return result;
  };
}
