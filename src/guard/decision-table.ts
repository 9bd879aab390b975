/** One row of a decision table: where it applies, what follows. */
export interface Row<Facts, Outcome> {
  readonly when: (facts: Facts) => boolean;
  readonly then: Outcome;
}

/** Decides by a table read from the top: the first row that applies is the answer. */
export function firstMatch<Facts, Outcome>(
  table: readonly Row<Facts, Outcome>[],
  facts: Facts,
  otherwise: Outcome,
): Outcome {
  return table.find((row) => row.when(facts))?.then ?? otherwise;
}
