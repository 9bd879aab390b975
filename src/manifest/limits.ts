/** The limits of a manifest. One that exceeds them is rejected with an `error`. */
export const LIMITS = {
  /** Size of the whole manifest, in bytes of UTF-8. */
  bytes: 16 * 1024 * 1024,
  /** Levels of nested arrays and objects. */
  depth: 32,
  /** Keys of one object. */
  keys: 1_000,
  /** Entries in one list. */
  entries: 20_000,
  /** Entries in the list of gates. */
  gates: 2_000,
  /** Entries in the list of guards. */
  guards: 100,
  /** Entries in a list inside an entry, such as the ids of a control's gates. */
  references: 200,
  /** Length of one text field, in UTF-16 code units. */
  characters: 20_000,
  /** Problems that are described. The rest are only counted. */
  problems: 1_000,
} as const;
