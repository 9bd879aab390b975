/** Adds an item to the group of a key. */
export function addTo<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (!group) groups.set(key, [item]);
  // An entry may name the same id twice.
  else if (group.at(-1) !== item) group.push(item);
}
