/** One row of a decision table: a condition and its outcome. */
export interface Row<Facts, Outcome> {
  readonly when: (facts: Facts) => boolean;
  readonly then: Outcome;
}

/** Returns the outcome of the first row whose condition holds, or `otherwise` if there is none. */
export function firstMatch<Facts, Outcome>(
  table: readonly Row<Facts, Outcome>[],
  facts: Facts,
  otherwise: Outcome,
): Outcome {
  return table.find((row) => row.when(facts))?.then ?? otherwise;
}
