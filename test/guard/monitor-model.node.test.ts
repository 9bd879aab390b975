/**
 * Compares the monitor of a page's guards with the truth, through random schedules: servers that block, open,
 * fail, lie and replay, readers who leave, hide the page, lose the network and put their device to sleep.
 * `SCHEDULES=10000` runs as many (35 s) instead of 3,000, and `SEED=19` replays one.
 */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {Endpoints} from '../../src/guard/endpoints.js';
import type {Environment} from '../../src/guard/environment.js';
import {effectiveMaxAge, GuardMonitor} from '../../src/guard/monitor.js';
import {asOf, type Observation} from '../../src/guard/observation.js';
import type {Guard} from '../../src/manifest/schema.js';
import {agreementOf, recordObservation, type GuardRecord} from '../../src/posture/agreement.js';
import {FakeClock} from '../fixtures/fake-clock.js';
import {blockedBody, GUARD, openBody} from '../fixtures/guard-answers.js';
import {Random} from '../fixtures/random.js';

const SCHEDULES = Number(process.env['SCHEDULES'] ?? 3_000);
const STEPS = 16;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const MAX_DELAY = 5 * MINUTE;
/** The sum of two times may be off by a rounding error. */
const ROUNDING = 0.01;

const JSON_HEADERS = {'Content-Type': 'application/problem+json'};
type Behavior = (challenge: string, guard: Guard) => Response | Promise<Response>;

const own = ({id, route}: Guard) => ({id, route});
const refusal = (body: string, status = 403, headers = {}) =>
  new Response(body, {status, headers: {...JSON_HEADERS, ...headers}});

/** What a server does, by what a reader may conclude from it at most. */
const BEHAVIORS = {
  /** A live answer that names the unmet gates: the only good news of a guard that is declared blocked. */
  agrees: [(challenge, guard) => refusal(blockedBody(challenge, own(guard)))],
  /** Proves nothing, and contradicts nothing. */
  proves: [
    (_, guard) => refusal(blockedBody('BBBBBBBBBBBBBBBBBBBBBB', own(guard))),
    (_, guard) => refusal(blockedBody(undefined, own(guard))),
    (challenge) => refusal(blockedBody(challenge, {id: 'other'})),
    (challenge, guard) => refusal(blockedBody(challenge, own(guard)).slice(1)),
    (challenge, guard) =>
      refusal(blockedBody(challenge, own(guard)).replace('"id"', '"id":"other","id"')),
    (challenge, guard) => refusal(blockedBody(challenge, own(guard), {status: 404}), 404),
    () => refusal('{}', 503, {'Retry-After': '40'}),
    () => refusal('', 429),
    () => new Response('<html>', {status: 500}),
    () => Promise.reject(new TypeError('Failed to fetch')),
    () => new Response(null, {status: 302, headers: {Location: '/'}}),
    () => new Promise<Response>(() => {}),
  ],
  contradicts: [
    (challenge, guard) => new Response(openBody(challenge, own(guard)), {headers: JSON_HEADERS}),
    (_, guard) => refusal(openBody(undefined, own(guard))),
    (challenge, guard) => new Response(blockedBody(challenge, own(guard))),
    () => new Response('<html>'),
    (challenge, guard) => refusal(blockedBody(challenge, {...own(guard), unmetGates: ['other']})),
    (challenge, guard) => refusal(blockedBody(challenge, {...own(guard), unmetGates: []})),
    (_, guard) => refusal(blockedBody('BBBBBBBBBBBBBBBBBBBBBB', {...own(guard), unmetGates: []})),
  ],
} satisfies Record<string, readonly Behavior[]>;
type Truth = keyof typeof BEHAVIORS;
const TRUTHS = Object.keys(BEHAVIORS) as Truth[];

/** What the server at an endpoint did last, and when it was asked. */
interface Server {
  truth: Truth;
  behavior: Behavior;
  /** The truths of all requests, by their monotonic time. */
  readonly asked: {readonly at: number; readonly truth: Truth; readonly forced: boolean}[];
  inFlight: number;
}

/** Lets every answer that is ready arrive. To read a body takes a few turns. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 2; turn++)
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
}

class Simulation {
  readonly #random: Random;
  readonly #clock = new FakeClock();
  readonly #servers = new Map<string, Server>();
  readonly #guards: readonly Guard[];
  readonly #interval: number;
  readonly #maxAge: number;
  readonly #monitor: GuardMonitor;
  readonly #records = new Map<string, GuardRecord>();
  readonly #history: string[] = [];
  /** The contradictions that only a later answer that agrees may clear, by guard: when they were asked for. */
  readonly #contradicted = new Map<string, number>();
  #forcing = false;
  #violation: string | undefined;
  #visible = true;
  #online = true;
  #running = false;

  constructor(readonly seed: number) {
    this.#random = new Random(seed);
    this.#interval = this.#random.one([0, 5 * SECOND, 30 * SECOND]);
    this.#maxAge = effectiveMaxAge(this.#random.one([0, MINUTE]), this.#interval);
    this.#guards = ['write', 'erase'].map((id) => ({...GUARD, id, route: `/api/${id}`}));
    for (const {id} of this.#guards)
      this.#servers.set(id, {...this.#mood(), asked: [], inFlight: 0});
    this.#monitor = new GuardMonitor({
      guards: this.#guards.map((guard) => ({
        guard,
        address: {status: 'allowed', url: `https://vendor.example/${guard.id}`},
      })),
      interval: this.#interval,
      onObservation: (observation) => this.#observed(observation),
      environment: this.#environment,
      endpoints: new Endpoints(),
    });
  }

  get #environment(): Environment {
    return {
      clock: this.#clock,
      fetch: ((url: string, {signal}: RequestInit) =>
        this.#fetch(new URL(url), signal!)) as typeof fetch,
      random: () => this.#random.next(),
      randomBytes: (bytes) => bytes.map(() => this.#random.below(256)),
      refusedByPolicy: () => Promise.resolve(false),
    };
  }

  async run(): Promise<void> {
    this.#actions.start();
    await settle();
    for (let step = 0; step < STEPS; step++) {
      const [name, act] = this.#random.one(Object.entries(this.#actions));
      this.#history.push(name);
      await act();
      await settle();
      this.#check();
    }
    this.#actions.stop();
    await settle();
    const asked = [...this.#servers.values()].map((server) => server.asked.length);
    this.#clock.pass(60 * MINUTE);
    this.#check();
    this.#must(
      [...this.#servers.values()].every((server, i) => server.asked.length === asked[i]),
      'no request after the monitor has stopped',
    );
    this.#must(!this.#clock.timers.length, 'no timer after the monitor has stopped');
    this.#check();
  }

  readonly #actions = {
    start: () => {
      this.#running = true;
      this.#monitor.start();
    },
    stop: () => {
      this.#running = false;
      this.#monitor.stop();
    },
    hide: () => this.#monitor.setVisible((this.#visible = false)),
    show: () => this.#monitor.setVisible((this.#visible = true)),
    lose: () => this.#monitor.setOnline((this.#online = false)),
    regain: () => this.#monitor.setOnline((this.#online = true)),
    check: () => {
      this.#forcing = true;
      void this.#monitor.check();
      this.#forcing = false;
    },
    change: () => Object.assign(this.#random.one([...this.#servers.values()]), this.#mood()),
    recover: () => {
      for (const server of this.#servers.values())
        Object.assign(server, {truth: 'agrees', behavior: BEHAVIORS.agrees[0]});
    },
    sleep: () => this.#clock.shiftWall(this.#random.below(10 * MINUTE)),
    setBack: () => this.#clock.shiftWall(-this.#random.below(10 * MINUTE)),
    passShort: () => this.#pass(this.#random.below(6 * SECOND)),
    pass: () => this.#pass(this.#random.below(40 * SECOND)),
    passLong: () => this.#pass(this.#random.below(6 * MINUTE)),
  } satisfies Record<string, () => unknown>;

  /** Lets time pass, and each answer arrive at the time of its request. */
  async #pass(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0;) {
      const step = Math.min(left, Math.max(1, this.#clock.timers[0] ?? left));
      this.#clock.pass(step);
      left -= step;
      await settle();
    }
  }

  #mood() {
    const truth = this.#random.one(TRUTHS);
    return {truth, behavior: this.#random.one<Behavior>(BEHAVIORS[truth])};
  }

  get #now(): number {
    return this.#clock.now().monotonic;
  }

  /** Notes the first violation, to be thrown after the step: a probe would catch it as a failed request. */
  #must(holds: boolean, promise: string): void {
    if (holds) return;
    this.#violation ??= `Violated in seed ${this.seed}: ${promise}. Every ${this.#interval} ms: ${this.#history.join(', ')}`;
  }

  #fetch(url: URL, signal: AbortSignal): Promise<Response> {
    const id = url.pathname.slice(1);
    const server = this.#servers.get(id)!;
    const {truth, behavior, asked} = server;
    this.#must(this.#running && this.#online, 'no request while stopped or offline');
    this.#must(!server.inFlight, 'one request at a time');
    if (!this.#forcing) {
      this.#must(this.#visible, 'no scheduled request while hidden');
      const since = this.#now - (asked.at(-1)?.at ?? -Infinity);
      // A device that sleeps, or a clock that is set, makes the wall clock pass more than the monotonic one.
      const measured = this.#slept ? Infinity : since;
      this.#must(measured >= SECOND - ROUNDING, 'no two requests within a second');
    }
    asked.push({at: this.#now, truth, forced: this.#forcing});
    server.inFlight++;
    const guard = this.#guards.find((it) => it.id === id)!;
    return new Promise<Response>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      Promise.resolve()
        .then(() => behavior(url.searchParams.get('challenge')!, guard))
        .then(resolve, reject);
    }).finally(() => server.inFlight--);
  }

  get #slept(): boolean {
    return this.#history.some((name) => name === 'sleep' || name === 'setBack');
  }

  #observed(observation: Observation): void {
    const {guard, checkedAt} = observation;
    this.#must(this.#running, 'no report while stopped');
    const before = this.#records.get(guard);
    const after = recordObservation(before, observation, GUARD.gates);
    this.#records.set(guard, after);
    this.#must(
      !before || after.latest.checkedAt.monotonic >= before.latest.checkedAt.monotonic,
      'an older answer never overwrites a newer one',
    );
    const {asked} = this.#servers.get(guard)!;
    const request = asked.findLast(({at}) => at === checkedAt.monotonic);
    const truth = observation.verdict === 'unchecked' ? 'proves' : request!.truth;
    const agreement = agreementOf(observation, GUARD.gates);
    this.#must(agreement !== 'agrees' || truth === 'agrees', 'only a live answer that agrees does');
    this.#must(
      truth !== 'contradicts' || agreement === 'contradicts',
      'an answer that contradicts is never read as anything else',
    );
    const since = this.#contradicted.get(guard);
    if (truth === 'contradicts') this.#contradicted.set(guard, checkedAt.monotonic);
    else if (truth === 'agrees' && since !== undefined && checkedAt.monotonic > since)
      this.#contradicted.delete(guard);
  }

  /** Checks what a reader sees now. */
  #check(): void {
    if (this.#violation) throw new Error(this.#violation);
    const now = this.#clock.now();
    for (const {id} of this.#guards) {
      const record = this.#records.get(id);
      if (!record) continue;
      const {checkedAt, verdict} = asOf(record.latest, now, this.#maxAge);
      this.#must(
        !!record.contradiction === this.#contradicted.has(id),
        'a contradiction stays until a later live answer agrees, and no longer',
      );
      const age = Math.max(now.monotonic - checkedAt.monotonic, now.wall - checkedAt.wall);
      const fresh = age <= this.#maxAge && now.wall >= checkedAt.wall;
      this.#must(
        fresh || ['stale', 'unknown', 'unchecked'].includes(verdict),
        'no answer is shown as current past its age',
      );
    }
    if (this.#slept || !this.#interval) return;
    for (const {asked} of this.#servers.values()) {
      const free = asked.filter(({forced}) => !forced);
      const tooSoon = free.some(
        ({at, forced}, i) => i > 0 && !forced && at - free[i - 1]!.at < SECOND - ROUNDING,
      );
      this.#must(!tooSoon, 'scheduled requests keep their distance');
      const end = Math.max(0, this.#now);
      const most = 2 + (end / Math.min(this.#interval, MAX_DELAY) + 2 * this.#history.length);
      this.#must(free.length <= most, 'no more requests than the interval and the returns allow');
    }
  }
}

describe('the monitor of a page', () => {
  const replayed = process.env['SEED'];
  const seeds = replayed
    ? [Number(replayed)]
    : Array.from({length: SCHEDULES}, (_, index) => index + 1);

  it(`shows nothing better than the truth, and asks no more than allowed: ${seeds.length} schedules`, async () => {
    for (const seed of seeds) await new Simulation(seed).run();
    assert.ok(seeds.length);
  });
});
