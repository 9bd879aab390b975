/** Types that all suites share: their options and their results. */
import type {Browser} from 'puppeteer-core';
import type {Summaries} from './sample.js';

export interface SuiteOptions {
  /** Measured visits to each cell. */
  readonly samples: number;
  /** Row counts to measure. */
  readonly rows: readonly number[];
  /** Whether a cell is to be measured; only the suites of single pages ask. */
  readonly wanted: (cell: string) => boolean;
  /** The output folder of `npm run build`. */
  readonly dist: URL;
}

/** The figures of one suite by cell. A cell's name is its kind and its size, if it has one: `E 8`. */
export interface SuiteResult {
  readonly suite: string;
  readonly summaries: Summaries;
  /** The figures in the printed table, in order, each with its unit; all others are only in the JSON. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Runs a suite in this browser. */
export type Suite = (browser: Browser, options: SuiteOptions) => Promise<SuiteResult>;

/** Returns the median of a cell's figure, as in `of('E 8', 'paint')`; `NaN` if it was not measured. */
export type Medians = (cell: string, figure: string) => number;

/** A requirement on the figures of one run. */
export interface Target {
  readonly name: string;
  /** The maximum of `measured`, or the minimum if `atLeast` is set. */
  readonly limit: number;
  readonly atLeast?: boolean;
  readonly measured: (of: Medians) => number;
  /** The same for V, the handwritten page: what is achievable on this machine. */
  readonly best?: (of: Medians) => number;
}
