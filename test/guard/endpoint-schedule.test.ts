/**
 * Compares the schedule of one endpoint with a simple model, through random sequences of events: subscribers
 * that come and go, hide and lose the network, answers of every kind, and time.
 */
import type {Subscriber} from '../../src/guard/endpoint-schedule.js';
import {Endpoints} from '../../src/guard/endpoints.js';
import type {ProbeResult} from '../../src/guard/probe.js';
import {FakeClock} from '../fixtures/fake-clock.js';
import {FakeServer, fakeEnvironment, nextTurn, until} from '../fixtures/fake-server.js';
import {bareResponse, blockedResponse} from '../fixtures/guard-answers.js';
import {Random} from '../fixtures/random.js';

const ENDPOINT = 'https://vendor.example/guard';
const SECOND = 1_000;
const MAX_DELAY = 300 * SECOND;
const INTERVALS = [0, 5, 1 * SECOND, 5 * SECOND, 30 * SECOND, 600 * SECOND];

/** The sum of two times may be off by a rounding error: milliseconds since the epoch are large numbers. */
const ROUNDING = 0.01;

/** A page that may subscribe, and the answers it has received since it last did. */
interface Page extends Subscriber {
  readonly name: string;
  active: boolean;
  since: number;
  joined: boolean;
  received: ProbeResult[];
}

/** One request, and its answer unless it was aborted. */
interface Request {
  readonly at: number;
  answered?: {readonly at: number; readonly failed: boolean; readonly retryAfter: number};
}

class Simulation {
  readonly #random: Random;
  readonly #clock = new FakeClock();
  readonly #server = new FakeServer();
  readonly #endpoints = new Endpoints();
  readonly #pages: readonly Page[];
  readonly #requests: Request[] = [];
  readonly #history: string[] = [];
  /** The pages that have yet to receive the current answer. */
  #awaiting = new Set<Page>();
  #forcing = false;
  /** The random number that was drawn last. */
  #jitter = 0;

  constructor(readonly seed: number) {
    this.#random = new Random(seed);
    const environment = fakeEnvironment(this.#clock, this.#server, {
      random: () => (this.#jitter = this.#random.next()),
      fetch: (...request) => {
        this.#asked();
        return this.#server.fetch(...request);
      },
    });
    this.#pages = ['A', 'B', 'C', 'D'].map((name) => {
      const page: Page = {
        name,
        interval: this.#random.one(INTERVALS),
        environment,
        active: true,
        since: -Infinity,
        joined: false,
        received: [],
        onAnswer: (answer) => this.#received(page, answer),
      };
      return page;
    });
  }

  async run(steps: number): Promise<void> {
    for (let step = 0; step < steps; step++) {
      const page = this.#random.one(this.#pages);
      const [name, act] = this.#random.one(Object.entries(this.#actions));
      this.#history.push(act.length ? `${name} ${page.name}` : name);
      act(page);
      await this.#settle();
      this.#checkPlan();
    }
    this.#actions.disconnect();
    await this.#settle();
    this.#checkPlan();
    const end = this.#requests.length;
    this.#clock.pass(3_600 * SECOND);
    this.#must(this.#requests.length === end, 'no request after the last page has left');
  }

  readonly #actions = {
    join: (page: Page) => this.#join(page),
    leave: (page: Page) => this.#leave(page),
    disconnect: () => this.#pages.forEach((page) => this.#leave(page)),
    reconnect: () => {
      const present = this.#present;
      this.#actions.disconnect();
      for (const page of this.#pages) page.since = this.#now;
      present.forEach((page) => this.#join(page));
    },
    move: (page: Page) => {
      if (!page.joined) return;
      this.#leave(page);
      this.#join(page);
    },
    hide: () => this.#pages.forEach((page) => this.#setActive(page, false)),
    show: () => this.#pages.forEach((page) => this.#setActive(page, true)),
    toggle: (page: Page) => this.#setActive(page, !page.active),
    check: () => {
      if (!this.#present.length) return;
      this.#forcing = true;
      void this.#schedule.check();
      this.#forcing = false;
    },
    answer: () => this.#respond(bareResponse(200)),
    refuse: () => this.#respond(blockedResponse(undefined)),
    fail: () => this.#server.inFlight.forEach((request) => request.fail()),
    overload: () => this.#respond(bareResponse(this.#random.one([429, 503]), this.#wait(400))),
    askToWait: () => this.#respond(bareResponse(403, this.#wait(100))),
    passShort: () => this.#clock.pass(this.#random.below(2 * SECOND)),
    pass: () => this.#clock.pass(this.#random.below(40 * SECOND)),
    passLong: () => this.#clock.pass(this.#random.below(400 * SECOND)),
  } satisfies Record<string, (page: Page) => unknown>;

  get #now(): number {
    return this.#clock.now().monotonic;
  }

  get #present(): readonly Page[] {
    return this.#pages.filter(({joined}) => joined);
  }

  get #schedule() {
    return this.#endpoints.at(ENDPOINT);
  }

  #join(page: Page): void {
    if (page.joined) return;
    page.joined = true;
    page.received = [];
    this.#schedule.subscribe(page);
  }

  #leave(page: Page): void {
    if (!page.joined) return;
    page.joined = false;
    this.#schedule.unsubscribe(page);
  }

  #setActive(page: Page, active: boolean): void {
    page.active = active;
    if (page.joined) this.#schedule.update();
  }

  #respond(response: Response): void {
    this.#server.inFlight.forEach((request) => request.answer(response));
  }

  #wait = (seconds: number) => ({'Retry-After': String(this.#random.below(seconds))});

  #must(holds: boolean, promise: string): void {
    if (holds) return;
    const pages = this.#pages.map(({name, interval}) => `${name} every ${interval} ms`);
    throw new Error(
      `Violated in seed ${this.seed}: ${promise}. ${pages.join(', ')}: ${this.#history.join(', ')}`,
    );
  }

  /** Returns the time from which a request need not be forced. */
  #due(): number {
    const aborted = (this.#requests.at(-1)?.at ?? -Infinity) + SECOND;
    const answers = this.#requests.flatMap(({answered}) => answered ?? []);
    const last = answers.at(-1);
    if (!last) return aborted;
    const intervals = this.#present.flatMap(({interval}) => interval || []);
    const interval = intervals.length ? Math.max(SECOND, Math.min(...intervals)) : SECOND;
    const failures = answers.length - 1 - answers.findLastIndex(({failed}) => !failed);
    const backOff = Math.max(interval, Math.min(MAX_DELAY, interval * 2 ** failures));
    const least = Math.max(interval, Math.min(MAX_DELAY, last.retryAfter));
    const delay = Math.max(
      interval + this.#jitter * (backOff - interval),
      Math.min(MAX_DELAY, last.retryAfter) + this.#jitter * interval,
    );
    this.#must(delay >= least && delay <= MAX_DELAY + interval, 'the model keeps its own promise');
    return Math.max(aborted, last.at + delay);
  }

  #asked(): void {
    this.#must(!this.#server.inFlight.length, 'one request at a time');
    if (!this.#forcing) {
      this.#must(
        this.#present.some(({active}) => active),
        'no scheduled request without a visible page',
      );
      this.#must(
        this.#now >= this.#due() - ROUNDING,
        'no scheduled request before the interval, the back-off and `Retry-After` are over',
      );
    }
    this.#requests.push({at: this.#now});
  }

  #received(page: Page, answer: ProbeResult): void {
    const {outcome, checkedAt, retryAfter = 0} = answer;
    const request = this.#requests.at(-1)!;
    if (answer.challenge === this.#server.last.challenge && !request.answered) {
      const status = outcome.status === 'answered' ? outcome.httpStatus : 0;
      const failed = !status || status === 429 || status >= 500;
      request.answered = {at: this.#now, failed, retryAfter};
      this.#awaiting = new Set(this.#present);
    }
    this.#must(page.joined, 'no answer after leaving');
    this.#must(!page.received.includes(answer), 'no answer twice');
    const newest = page.received.at(-1)?.checkedAt.monotonic ?? page.since;
    this.#must(checkedAt.monotonic >= newest, 'no answer older than the newest, or the outage');
    page.received.push(answer);
    this.#awaiting.delete(page);
  }

  /** Resolves once every answer has been delivered. */
  async #settle(): Promise<void> {
    await until(
      () => this.#schedule.checking === this.#server.inFlight.length > 0,
      'only a request in flight is awaited',
    );
    await nextTurn();
    const status = this.#server.requests.at(-1)?.status;
    this.#must(
      !this.#awaiting.size &&
        ((status !== 'answered' && status !== 'failed') || !!this.#requests.at(-1)!.answered),
      'every page receives every answer',
    );
  }

  /** Checks that the next request is planned for the right time, or that nothing is left. */
  #checkPlan(): void {
    const {next} = this.#schedule;
    const inFlight = this.#server.inFlight.length;
    const timers = this.#clock.timers.length;
    this.#must(timers === (next ? 1 : 0) + inFlight, 'no timer without a purpose');
    this.#must(!inFlight || this.#present.length > 0, 'no request without a page');
    const active = this.#present.filter((page) => page.active);
    const wanted = active.some(({interval, received}) => interval > 0 || !received.length);
    this.#must(
      !!next === (wanted && !inFlight),
      'a request is planned if a visible page wants one',
    );
    if (!next) return;
    this.#must(
      Math.abs(next.monotonic - this.#due()) < ROUNDING,
      'the next request is neither early nor late',
    );
    const last = this.#requests.findLast(({answered}) => answered);
    for (const {received, since} of active)
      this.#must(
        received.length > 0 || !last || last.at < since,
        'no page waits without an answer that it could have',
      );
  }
}

describe('the schedule of an endpoint', () => {
  for (let block = 0; block < 8; block++) {
    it(`keeps the promises of its model: seeds ${block * 50 + 1} to ${block * 50 + 50}`, async () => {
      for (let seed = block * 50 + 1; seed <= block * 50 + 50; seed++)
        await new Simulation(seed).run(60);
    });
  }
});
