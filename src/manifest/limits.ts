/** The limits of a manifest. One that exceeds them is rejected with an `error`. */
export const LIMITS = {
  /** Size of the whole manifest, in bytes of UTF-8. */
  bytes: 16 * 1024 * 1024,
  /** Levels of nested arrays and objects. */
  depth: 32,
  /** Entries in one list. */
  entries: 20_000,
  /** Length of one text field, in UTF-16 code units. */
  characters: 20_000,
} as const;
