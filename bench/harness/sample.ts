/**
 * Samples several cells in turn, so that other load on the machine affects all of them equally. Every other
 * round runs in reverse, so that no cell always follows the same one.
 */

/** The measurements of one visit, by figure name. */
export type Figures = Readonly<Record<string, number>>;

export interface Cell {
  readonly name: string;
  /** Measures one visit to a fresh page. */
  measure(): Promise<Figures>;
}

/** One figure over several visits. */
export interface Summary {
  readonly median: number;
  /** The lower and the upper quartile. */
  readonly quartiles: readonly [number, number];
  readonly samples: readonly number[];
}

/** Summaries by cell, then by figure. */
export type Summaries = Readonly<Record<string, Readonly<Record<string, Summary>>>>;

/** Measures every cell `samples` times, after one warm-up round that does not count. */
export async function sample(cells: readonly Cell[], samples: number): Promise<Summaries> {
  const results = new Map(cells.map(({name}): [string, Figures[]] => [name, []]));
  for (let round = 0; round <= samples; round++) {
    for (const cell of round % 2 ? [...cells].reverse() : cells) {
      const figures = await cell.measure();
      if (round > 0) results.get(cell.name)!.push(figures);
    }
    process.stderr.write(round ? '.' : 'w');
  }
  process.stderr.write('\n');
  return Object.fromEntries([...results].map(([name, rounds]) => [name, summariesOf(rounds)]));
}

/** Summarizes the visits to one cell, by figure. */
export function summariesOf(rounds: readonly Figures[]): Readonly<Record<string, Summary>> {
  const names = new Set(rounds.flatMap((figures) => Object.keys(figures)));
  return Object.fromEntries(
    [...names].map((name) => [name, summaryOf(rounds.flatMap((figures) => figures[name] ?? []))]),
  );
}

export function summaryOf(samples: readonly number[]): Summary {
  const sorted = [...samples].sort((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    quartiles: [quantile(sorted, 0.25), quantile(sorted, 0.75)],
    samples,
  };
}

/** Interpolates linearly between the two nearest samples. */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  // Equal samples may be infinite, and have no difference then.
  return below === above ? below : below + (above - below) * (place % 1);
}
