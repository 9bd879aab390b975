/** A day, an outage, and a server that asks everyone to wait. Every assumption is named here. */
import type {Random} from '../../test/fixtures/random.js';
import {
  BLOCKED,
  INTERVAL,
  MINUTE,
  REFUSED,
  retryAfter,
  SECOND,
  SILENT,
  type Reply,
  type Scenario,
} from './readers.js';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Milliseconds for which a reader of the day looks at the page, on average. */
const VISIT = 4 * MINUTE;

/** When the trouble starts and ends, in milliseconds. */
const TROUBLE = {from: MINUTE, to: 11 * MINUTE};

/** Milliseconds after the trouble in which the return of the readers is measured. */
const RETURN = 10 * MINUTE;

export interface Measured extends Scenario {
  /** The time from which the rates are measured, in milliseconds. */
  readonly from: number;
}

/** Each reader comes once. The arrivals rise from none at midnight to twice their mean at noon. */
const DAY_OF_VISITS: Measured = {
  lasts: DAY,
  from: 0,
  visit: (random) => ({opens: arrival(random), stays: -VISIT * Math.log(1 - random.next())}),
  reply: () => BLOCKED,
};

function arrival(random: Random): number {
  for (;;) {
    const share = random.next();
    if (random.chance((1 - Math.cos(2 * Math.PI * share)) / 2)) return share * DAY;
  }
}

/** Everyone has the page open throughout, and opened it at any time within one interval. */
const trouble = (during: (now: number) => Reply): Measured => ({
  lasts: TROUBLE.to + RETURN,
  from: TROUBLE.to,
  visit: (random) => ({opens: random.next() * INTERVAL, stays: Infinity}),
  reply: (now) => (now >= TROUBLE.from && now < TROUBLE.to ? during(now) : BLOCKED),
});

export const SCENARIOS: Readonly<Record<string, Measured>> = {
  day: DAY_OF_VISITS,
  'outage, refused': trouble(() => REFUSED),
  'outage, silent': trouble(() => SILENT),
  'Retry-After: 120': trouble(() => retryAfter(120 * SECOND)),
  'Retry-After: a date': trouble((now) => retryAfter(TROUBLE.to - now)),
};
