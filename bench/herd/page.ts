/** One page with eight centers, each with sixty guards that share an address, after a failed check. */
import type {Guard} from '../../src/manifest/schema.js';
import {Endpoints} from '../../src/guard/endpoints.js';
import {platform} from '../../src/guard/environment.js';
import {GuardMonitor} from '../../src/guard/monitor.js';
import type {Random} from '../../test/fixtures/random.js';
import {HerdClock} from './clock.js';
import {BLOCKED, MINUTE, REFUSED, SECOND} from './readers.js';

const CENTERS = 8;
const GUARDS = 60;
const INTERVAL = 5 * SECOND;

/** Returns the most requests within any interval of ten minutes in which only the first check fails. */
export async function mostPerInterval(random: Random): Promise<number> {
  const clock = new HerdClock();
  const times: number[] = [];
  const endpoints = new Endpoints(() => {
    const checkedAt = clock.now();
    const {outcome, takes} = times.push(checkedAt.monotonic) === 1 ? REFUSED : BLOCKED;
    return new Promise((resolve) => {
      clock.setTimeout(() => resolve({outcome, challenge: '', checkedAt}), takes);
    });
  });
  const guards = Array.from({length: GUARDS}, (_, index) => ({
    guard: guardOf(index),
    address: {status: 'allowed', url: 'https://vendor.example/guard'} as const,
  }));
  for (let center = 0; center < CENTERS; center++)
    new GuardMonitor({
      guards,
      interval: INTERVAL,
      environment: {...platform, clock, random: () => random.next()},
      endpoints,
      onObservation: () => undefined,
    }).start();
  await clock.pass(10 * MINUTE);
  const within = times.map(
    (from) => times.filter((at) => at >= from && at < from + INTERVAL).length,
  );
  return Math.max(...within);
}

const guardOf = (index: number): Guard => ({
  id: `guard-${index}`,
  title: `Guard ${index}`,
  route: `/api/route-${index}`,
  gates: ['tenant-isolation'],
  statuses: [403],
});
