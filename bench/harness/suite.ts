/** What all suites have in common: what they are told, and what they hand back. */
import type {Browser} from 'puppeteer-core';
import type {Summaries} from './sample.js';

export interface SuiteOptions {
  /** Visits that count, to each cell. */
  readonly samples: number;
  /** Numbers of rows. */
  readonly rows: readonly number[];
  /** The folder that `npm run build` has made. */
  readonly dist: URL;
}

/** What one suite found: figures by cell. A cell's name is its kind and, where it has one, its size: `E 8`. */
export interface SuiteResult {
  readonly suite: string;
  readonly summaries: Summaries;
  /** The figures that a reader is shown, in their order, each with its unit; the others are in the JSON alone. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Makes a suite's figures, in this browser. */
export type Suite = (browser: Browser, options: SuiteOptions) => Promise<SuiteResult>;

/** The median of a figure of a cell, such as `of('E 8', 'paint')`; NaN where it was not measured. */
export type Medians = (cell: string, figure: string) => number;

/** What must be shown of figures of one run. */
export interface Target {
  readonly name: string;
  /** The highest that `measured` may be, or, where it says so, the lowest. */
  readonly limit: number;
  readonly atLeast?: boolean;
  readonly measured: (of: Medians) => number;
  /** The same of V, made by hand: what can be reached on this machine. */
  readonly best?: (of: Medians) => number;
}
