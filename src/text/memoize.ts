/** Texts that were asked about before; past these all are forgotten, so that no document fills the memory. */
const MOST_REMEMBERED = 1_000;

/** What `work` makes of a text, remembered: the entries of a manifest share few dates and names. */
export function remembering<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let result = known.get(text);
    if (result === undefined) {
      if (known.size >= MOST_REMEMBERED) known.clear();
      known.set(text, (result = work(text)));
    }
    return result;
  };
}
