/** What a manifest may hold at most. Past these it is refused with an `error`. */
export const LIMITS = {
  /** Bytes of the whole document, as UTF-8. */
  bytes: 16 * 1024 * 1024,
  /** Levels of arrays and objects inside each other. */
  depth: 32,
  /** Entries in one list. */
  entries: 20_000,
  /** Characters in one text field. */
  characters: 20_000,
} as const;
