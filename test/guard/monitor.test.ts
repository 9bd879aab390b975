/**
 * When a monitor checks its guards, and when it pauses. One file, because all tests share one fake clock and
 * one fake server.
 */
import {expect} from '@open-wc/testing';
import type {Address} from '../../src/guard/address.js';
import {ANSWER_TIMEOUT} from '../../src/guard/contract.js';
import {Endpoints} from '../../src/guard/endpoints.js';
import {effectiveMaxAge, GuardMonitor, type MonitorOptions} from '../../src/guard/monitor.js';
import type {Observation} from '../../src/guard/observation.js';
import type {Guard} from '../../src/manifest/schema.js';
import {recordObservation, type GuardRecord} from '../../src/posture/agreement.js';
import {FakeClock} from '../fixtures/fake-clock.js';
import {
  FakeServer,
  fakeEnvironment,
  nextTurn,
  until,
  type FakeRequest,
} from '../fixtures/fake-server.js';
import {bareResponse, blockedResponse, GUARD, openResponse} from '../fixtures/guard-answers.js';
import {Random} from '../fixtures/random.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const INTERVAL = 30 * SECOND;

const WRITE = GUARD;
const ERASE: Guard = {...GUARD, id: 'erase', route: '/api/erase'};

const allowed = (guard: Guard): Address => ({
  status: 'allowed',
  url: `https://vendor.example${guard.route}/guard`,
});
const refused = (reason: Extract<Address, {status: 'refused'}>['reason']): Address => ({
  status: 'refused',
  reason,
});

type Watched = MonitorOptions['guards'][number];
const watch = (guard: Guard, address = allowed(guard)): Watched => ({guard, address});

describe('a monitor', () => {
  let clock: FakeClock;
  let server: FakeServer;
  let endpoints: Endpoints;
  let monitors: [GuardMonitor, MonitorOptions['guards']][];
  let random: number;
  let reports: Observation[];

  beforeEach(() => {
    clock = new FakeClock();
    server = new FakeServer();
    endpoints = new Endpoints();
    monitors = [];
    random = 0.5;
    reports = [];
  });

  const monitorOf = (options: Partial<MonitorOptions> = {}) => {
    const complete: MonitorOptions = {
      guards: [watch(WRITE)],
      interval: INTERVAL,
      onObservation: (observation) => reports.push(observation),
      environment: fakeEnvironment(clock, server, {random: () => random}),
      endpoints,
      ...options,
    };
    const monitor = new GuardMonitor(complete);
    monitors.push([monitor, complete.guards]);
    return monitor;
  };

  const startMonitor = (options?: Partial<MonitorOptions>) => {
    const monitor = monitorOf(options);
    monitor.start();
    return monitor;
  };

  const hideAndShow = (monitor: GuardMonitor) => {
    monitor.setVisible(false);
    monitor.setVisible(true);
  };
  const reconnect = (monitor: GuardMonitor) => {
    monitor.setOnline(false);
    monitor.setOnline(true);
  };

  /** Resolves once every answer and abort has been processed. */
  const settled = async () => {
    const answered = ({guard, address}: Watched, monitor: GuardMonitor) =>
      !monitor.isChecking(guard.id) ||
      server.inFlight.some(({endpoint}) => 'url' in address && endpoint === address.url);
    await until(
      () => monitors.every(([it, guards]) => guards.every((guard) => answered(guard, it))),
      'only requests in flight are awaited',
    );
    await nextTurn();
  };

  const respond = async (response: Response, request = server.last) => {
    request.answer(response);
    await settled();
  };
  const block = (request = server.last) => respond(blockedResponse(request.challenge), request);
  const fail = async (request = server.last) => {
    request.fail();
    await settled();
  };

  const requestCount = () => server.requests.length;
  const inFlight = () => server.inFlight.length;
  const reported = () =>
    reports.map(({guard, verdict, reason}) => `${guard}: ${verdict} (${reason})`);
  const BLOCKED = 'production-write: blocked (answered-blocked)';
  const OFFLINE = 'production-write: unchecked (offline)';

  describe('when it starts', () => {
    it('checks every guard immediately', () => {
      startMonitor({guards: [watch(WRITE), watch(ERASE)]});
      expect(server.inFlight.map(({endpoint}) => endpoint)).to.deep.equal([
        'https://vendor.example/api/production-write/guard',
        'https://vendor.example/api/erase/guard',
      ]);
    });

    it('checks nothing before', () => {
      const monitor = monitorOf();
      hideAndShow(monitor);
      reconnect(monitor);
      expect(requestCount()).to.equal(0);
      expect(clock.timers).to.be.empty;
      expect(reports).to.be.empty;
    });

    it('immediately reports why it does not check a guard', () => {
      const reasons = ['no-address', 'origin-not-allowed', 'off'] as const;
      const guards = reasons.map((reason) => watch({...GUARD, id: reason}, refused(reason)));
      startMonitor({guards});
      expect(reported()).to.deep.equal([
        'no-address: unchecked (no-address)',
        'origin-not-allowed: unchecked (origin-not-allowed)',
        'off: unchecked (off)',
      ]);
      expect(reports.map(({endpoint}) => endpoint)).to.deep.equal([
        undefined,
        undefined,
        undefined,
      ]);
      expect(requestCount()).to.equal(0);
    });

    it('reports the observation with its endpoint and the time of the request', async () => {
      startMonitor();
      const {wall, monotonic} = clock.now();
      clock.pass(SECOND);
      await block();
      expect(reports).to.have.lengthOf(1);
      expect(reports[0]).to.deep.include({
        guard: 'production-write',
        endpoint: 'https://vendor.example/api/production-write/guard',
        verdict: 'blocked',
        proven: true,
        checkedAt: {wall, monotonic},
      });
    });

    it('works with the real platform', () => {
      const platform = new GuardMonitor({
        guards: [watch(WRITE, refused('off'))],
        interval: INTERVAL,
        onObservation: (observation) => reports.push(observation),
      });
      platform.start();
      platform.stop();
      expect(reported()).to.deep.equal(['production-write: unchecked (off)']);
    });
  });

  describe('while running', () => {
    it('checks again one interval after each answer', async () => {
      startMonitor();
      for (let check = 1; check <= 3; check++) {
        expect(requestCount()).to.equal(check);
        clock.pass(2 * SECOND);
        await block();
        clock.pass(INTERVAL - 1);
        expect(requestCount()).to.equal(check);
        clock.pass(1);
      }
      expect(inFlight()).to.equal(1);
      expect(reported()).to.deep.equal([BLOCKED, BLOCKED, BLOCKED]);
    });

    it('returns the time of the next check', async () => {
      const monitor = monitorOf();
      expect(monitor.nextCheck(WRITE.id)).to.be.undefined;
      monitor.start();
      expect(monitor.nextCheck(WRITE.id), 'during a check').to.be.undefined;
      expect(monitor.isChecking(WRITE.id)).to.be.true;
      await block();
      const {wall, monotonic} = clock.now();
      expect(monitor.nextCheck(WRITE.id)).to.deep.equal({
        wall: wall + INTERVAL,
        monotonic: monotonic + INTERVAL,
      });
      expect(monitor.nextCheck('unknown')).to.be.undefined;
    });

    it('schedules the next check before it reports, so that a listener can read it', async () => {
      let next: unknown;
      const monitor: GuardMonitor = monitorOf({
        onObservation: () => {
          next = monitor.nextCheck(WRITE.id);
        },
      });
      monitor.start();
      await block();
      expect(next).not.to.be.undefined;
    });

    it('checks once if the interval is 0', async () => {
      const monitor = startMonitor({interval: 0});
      await block();
      expect(clock.timers).to.be.empty;
      hideAndShow(monitor);
      expect(requestCount()).to.equal(1);
    });

    it('checks once if the interval is 0 and the check fails', async () => {
      startMonitor({interval: 0});
      await fail();
      expect(clock.timers).to.be.empty;
      expect(requestCount()).to.equal(1);
    });

    it('waits at least a second between checks', async () => {
      startMonitor({interval: 5});
      await block();
      expect(clock.timers).to.deep.equal([SECOND]);
    });

    for (const interval of [2 ** 31, 1e12, Infinity]) {
      it(`does not treat an interval of ${interval} ms as 0, although timers are limited to 31 bits`, async () => {
        startMonitor({interval});
        await block();
        clock.pass(24 * 60 * MINUTE);
        expect(requestCount()).to.equal(1);
      });
    }

    it('schedules each guard separately', async () => {
      startMonitor({guards: [watch(WRITE), watch(ERASE)]});
      const [write, erase] = server.requests as [FakeRequest, FakeRequest];
      await respond(bareResponse(403), write);
      clock.pass(5 * SECOND);
      await respond(bareResponse(403), erase);
      expect(clock.timers).to.deep.equal([25 * SECOND, 30 * SECOND]);
    });
  });

  describe('when a server is in trouble', () => {
    /** Resolves to the delays after this many consecutive failures. */
    const delaysAfter = async (failures: number, interval = INTERVAL) => {
      const delays: number[] = [];
      startMonitor({interval});
      for (let failure = 0; failure < failures; failure++) {
        await fail();
        const [delay] = clock.timers as [number];
        delays.push(delay);
        clock.pass(delay);
      }
      return delays;
    };

    it('doubles the maximum delay after each failure, up to five minutes', async () => {
      random = 1 - Number.EPSILON;
      const delays = await delaysAfter(7);
      expect(delays.map((delay) => Math.round(delay / SECOND))).to.deep.equal([
        60, 120, 240, 300, 300, 300, 300,
      ]);
    });

    it('adds a random part of the rest to its interval, so that pages do not all return at once', async () => {
      random = 0.25;
      expect(await delaysAfter(5)).to.deep.equal(
        [37.5, 52.5, 82.5, 97.5, 97.5].map((it) => it * SECOND),
      );
    });

    it('never checks more often than at its interval, whatever the jitter', async () => {
      random = 0;
      expect(await delaysAfter(3)).to.deep.equal([INTERVAL, INTERVAL, INTERVAL]);
    });

    it('waits at most five minutes after any number of failures', async () => {
      random = 1 - Number.EPSILON;
      const delays = await delaysAfter(1_100, SECOND);
      expect(Math.max(...delays)).to.be.closeTo(5 * MINUTE, 1);
      expect(delays.at(-1)).to.be.closeTo(5 * MINUTE, 1);
    });

    it('keeps its interval if that exceeds the maximum back-off', async () => {
      random = 0.75;
      expect(await delaysAfter(3, 60 * MINUTE)).to.deep.equal(
        [60, 60, 60].map((it) => it * MINUTE),
      );
    });

    for (const [trouble, cause] of Object.entries({
      'a network error': fail,
      'a silent server': async () => {
        clock.pass(ANSWER_TIMEOUT);
        await settled();
      },
      'too many requests': () => respond(bareResponse(429)),
      'a server error': () => respond(bareResponse(500)),
      'an undetermined guard': () => respond(bareResponse(503)),
    })) {
      it(`backs off from ${trouble}`, async () => {
        random = 0.75;
        startMonitor();
        await cause();
        expect(clock.timers).to.deep.equal([52.5 * SECOND]);
      });
    }

    for (const status of [200, 302, 401, 403, 404]) {
      it(`treats ${status} as an answer, not as trouble`, async () => {
        random = 0.75;
        startMonitor();
        await respond(bareResponse(status));
        expect(clock.timers).to.deep.equal([INTERVAL]);
      });
    }

    it('returns to its interval with the first answer', async () => {
      random = 0.75;
      startMonitor();
      for (let failure = 0; failure < 3; failure++) {
        await fail();
        clock.pass(clock.timers[0]!);
      }
      await block();
      expect(clock.timers).to.deep.equal([INTERVAL]);
      clock.pass(INTERVAL);
      await fail();
      expect(clock.timers, 'and starts over').to.deep.equal([52.5 * SECOND]);
    });
  });

  describe('when a server asks it to wait', () => {
    const retryAfter = (seconds: number | string) =>
      respond(bareResponse(503, {'Retry-After': String(seconds)}));

    beforeEach(() => {
      random = 0;
    });

    it('waits for the requested time', async () => {
      startMonitor();
      await retryAfter(120);
      expect(clock.timers).to.deep.equal([120 * SECOND]);
    });

    it('waits for the requested time after a good answer, too', async () => {
      startMonitor();
      const {challenge} = server.last;
      await respond(blockedResponse(challenge, {}, {'Retry-After': '90'}));
      expect(clock.timers).to.deep.equal([90 * SECOND]);
    });

    it('waits for the requested time if only the body names it', async () => {
      startMonitor();
      await respond(new Response('{"retryAfterSeconds": 100}', {status: 429}));
      expect(clock.timers).to.deep.equal([100 * SECOND]);
    });

    it('waits until a date', async () => {
      startMonitor();
      await retryAfter(new Date(clock.now().wall + 2 * MINUTE).toUTCString());
      expect(clock.timers).to.deep.equal([2 * MINUTE]);
    });

    it('waits no longer than five minutes', async () => {
      startMonitor();
      await retryAfter(86_400);
      expect(clock.timers).to.deep.equal([5 * MINUTE]);
    });

    it('adds a random part of its interval, so that pages do not all return at the requested time', async () => {
      random = 0.5;
      startMonitor();
      await retryAfter(120);
      expect(clock.timers).to.deep.equal([135 * SECOND]);
    });

    it('never waits less than it would anyway', async () => {
      startMonitor();
      for (const delay of [0, 1, 'Thu, 01 Jan 1970 00:00:00 GMT']) {
        await respond(bareResponse(403, {'Retry-After': String(delay)}));
        expect(clock.timers).to.deep.equal([INTERVAL]);
        clock.pass(INTERVAL);
      }
    });

    for (const [pause, [leave, resume]] of Object.entries({
      hidden: [(it) => it.setVisible(false), (it) => it.setVisible(true)],
      offline: [(it) => it.setOnline(false), (it) => it.setOnline(true)],
      stopped: [(it) => it.stop(), (it) => it.start()],
    } satisfies Record<string, [(it: GuardMonitor) => void, (it: GuardMonitor) => void]>)) {
      it(`still waits for the rest after being ${pause} meanwhile`, async () => {
        const monitor = startMonitor();
        await retryAfter(120);
        clock.pass(20 * SECOND);
        leave(monitor);
        expect(clock.timers).to.be.empty;
        clock.pass(40 * SECOND);
        resume(monitor);
        expect(requestCount()).to.equal(1);
        expect(clock.timers).to.deep.equal([60 * SECOND]);
        clock.pass(60 * SECOND);
        expect(requestCount()).to.equal(2);
      });

      it(`checks immediately after being ${pause} for that long`, async () => {
        const monitor = startMonitor();
        await retryAfter(120);
        leave(monitor);
        clock.pass(120 * SECOND);
        resume(monitor);
        expect(requestCount()).to.equal(2);
      });
    }

    it('still waits before the single check that is due after an outage', async () => {
      const monitor = startMonitor({interval: 0});
      await retryAfter(120);
      clock.pass(SECOND);
      reconnect(monitor);
      expect(requestCount()).to.equal(1);
      clock.pass(119 * SECOND);
      expect(requestCount()).to.equal(2);
    });
  });

  describe('when it returns before the next check is due', () => {
    for (const [pause, returns] of Object.entries({
      hidden: hideAndShow,
      offline: reconnect,
      stopped: (it) => {
        it.stop();
        it.start();
      },
    } satisfies Record<string, (it: GuardMonitor) => void>)) {
      it(`waits for the rest of its interval after being ${pause}`, async () => {
        const monitor = startMonitor();
        await block();
        for (let second = 1; second < 30; second++) {
          clock.pass(SECOND);
          returns(monitor);
          expect(clock.timers).to.deep.equal([INTERVAL - second * SECOND]);
        }
        clock.pass(SECOND);
        expect(requestCount()).to.equal(2);
      });

      it(`waits for the rest of its back-off after being ${pause}`, async () => {
        const monitor = startMonitor();
        await fail();
        clock.pass(SECOND);
        returns(monitor);
        expect(requestCount()).to.equal(1);
        expect(clock.timers).to.deep.equal([44 * SECOND]);
      });
    }

    for (const [pause, returns] of Object.entries({
      offline: reconnect,
      stopped: (it) => {
        it.stop();
        it.start();
      },
    } satisfies Record<string, (it: GuardMonitor) => void>)) {
      it(`repeats a check that being ${pause} aborted, a second after it began`, () => {
        const monitor = startMonitor();
        clock.pass(SECOND / 4);
        returns(monitor);
        returns(monitor);
        expect(requestCount()).to.equal(1);
        expect(monitor.isChecking(WRITE.id)).to.be.false;
        clock.pass((3 * SECOND) / 4);
        expect(requestCount()).to.equal(2);
      });
    }

    it('counts the time that its device slept', async () => {
      const monitor = startMonitor();
      await block();
      monitor.setVisible(false);
      clock.shiftWall(INTERVAL);
      monitor.setVisible(true);
      expect(requestCount()).to.equal(2);
    });

    it('does not check early because the wall clock was set back', async () => {
      const monitor = startMonitor();
      await block();
      clock.shiftWall(-INTERVAL);
      hideAndShow(monitor);
      expect(requestCount()).to.equal(1);
    });
  });

  describe('while the page is hidden', () => {
    it('pauses its checks, and checks once on return', async () => {
      const monitor = startMonitor();
      await block();
      monitor.setVisible(false);
      expect(clock.timers).to.be.empty;
      expect(monitor.nextCheck(WRITE.id)).to.be.undefined;
      clock.pass(60 * MINUTE);
      expect(requestCount()).to.equal(1);
      monitor.setVisible(true);
      expect(requestCount()).to.equal(2);
      monitor.setVisible(true);
      expect(requestCount()).to.equal(2);
      await block();
      expect(clock.timers).to.deep.equal([INTERVAL]);
    });

    it('checks nothing if it started hidden, and once when the page is shown', async () => {
      const monitor = monitorOf({interval: 0});
      monitor.setVisible(false);
      monitor.start();
      expect(requestCount()).to.equal(0);
      monitor.setVisible(true);
      expect(requestCount()).to.equal(1);
      await block();
      expect(clock.timers).to.be.empty;
    });

    it('reports the check in progress, and schedules nothing', async () => {
      const monitor = startMonitor();
      monitor.setVisible(false);
      expect(inFlight()).to.equal(1);
      await block();
      expect(reported()).to.deep.equal([BLOCKED]);
      expect(clock.timers).to.be.empty;
    });

    it('does not check twice if the page is shown before the answer', async () => {
      const monitor = startMonitor();
      hideAndShow(monitor);
      expect(requestCount()).to.equal(1);
      await block();
      expect(clock.timers).to.deep.equal([INTERVAL]);
    });

    it('ignores being shown or online again without a change', async () => {
      const monitor = startMonitor();
      await block();
      clock.pass(SECOND);
      monitor.setVisible(true);
      monitor.setOnline(true);
      expect(requestCount()).to.equal(1);
      expect(clock.timers).to.deep.equal([INTERVAL - SECOND]);
    });

    it('keeps counting earlier failures', async () => {
      random = 0.75;
      const monitor = startMonitor();
      await fail();
      monitor.setVisible(false);
      clock.pass(MINUTE);
      monitor.setVisible(true);
      await fail();
      expect(clock.timers).to.deep.equal([97.5 * SECOND]);
    });
  });

  describe('while offline', () => {
    it('immediately reports the outage for every guard that it checks, and for no other', async () => {
      const guards = [watch(WRITE), watch(ERASE, refused('no-address'))];
      const monitor = startMonitor({guards});
      await block();
      reports = [];
      clock.pass(SECOND);
      monitor.setOnline(false);
      expect(reported()).to.deep.equal([OFFLINE]);
      expect(reports[0]).to.deep.include({
        endpoint: 'https://vendor.example/api/production-write/guard',
        checkedAt: clock.now(),
      });
    });

    it('pauses its checks, and checks once on return', async () => {
      const monitor = startMonitor();
      await block();
      monitor.setOnline(false);
      monitor.setOnline(false);
      expect(reported()).to.deep.equal([BLOCKED, OFFLINE]);
      clock.pass(60 * MINUTE);
      expect(requestCount()).to.equal(1);
      expect(clock.timers).to.be.empty;
      monitor.setOnline(true);
      monitor.setOnline(true);
      expect(requestCount()).to.equal(2);
      await block();
      expect(clock.timers).to.deep.equal([INTERVAL]);
    });

    it('aborts the check in progress and does not report it', async () => {
      const monitor = startMonitor();
      monitor.setOnline(false);
      expect(server.last.status).to.equal('aborted');
      await settled();
      expect(reported()).to.deep.equal([OFFLINE]);
    });

    it('reports the outage if it started offline', () => {
      const monitor = monitorOf();
      monitor.setOnline(false);
      monitor.start();
      expect(reported()).to.deep.equal([OFFLINE]);
      expect(requestCount()).to.equal(0);
      monitor.setOnline(true);
      expect(requestCount()).to.equal(1);
    });

    it('reports the outage while hidden, too, and resumes only when online and visible', () => {
      const monitor = monitorOf();
      monitor.setVisible(false);
      monitor.start();
      monitor.setOnline(false);
      expect(reported()).to.deep.equal([OFFLINE]);
      monitor.setVisible(true);
      expect(requestCount()).to.equal(0);
      monitor.setVisible(false);
      monitor.setOnline(true);
      expect(requestCount()).to.equal(0);
      monitor.setVisible(true);
      expect(requestCount()).to.equal(1);
    });

    it('checks once on return if the interval is 0, because the last answer no longer counts', async () => {
      const monitor = startMonitor({interval: 0});
      await block();
      clock.pass(SECOND);
      reconnect(monitor);
      expect(requestCount()).to.equal(2);
      await block();
      expect(clock.timers).to.be.empty;
    });

    it('keeps the newest answer even if the outage took no time at all', async () => {
      const monitor = startMonitor();
      clock.pass(SECOND);
      reconnect(monitor);
      expect(server.requests.map(({status}) => status)).to.deep.equal(['aborted', 'in-flight']);
      await block();
      const record = reports.reduce<GuardRecord | undefined>(
        (before, observation) => recordObservation(before, observation, WRITE.gates),
        undefined,
      );
      expect(record?.latest.verdict).to.equal('blocked');
    });
  });

  describe('when it is stopped', () => {
    it('leaves no timer', async () => {
      const monitor = startMonitor();
      await block();
      monitor.stop();
      expect(clock.timers).to.be.empty;
    });

    it('leaves no request, and reports nothing more', async () => {
      const monitor = startMonitor();
      monitor.stop();
      expect(server.last.status).to.equal('aborted');
      await settled();
      expect(reports).to.be.empty;
      expect(clock.timers).to.be.empty;
    });

    it('does not report an answer that has arrived but has not been read', async () => {
      const monitor = startMonitor();
      server.last.answer(blockedResponse(server.last.challenge));
      monitor.stop();
      await until(() => clock.timers.length === 0, 'the request is over');
      await nextTurn();
      expect(reports).to.be.empty;
      expect(clock.timers).to.be.empty;
    });

    it('ignores changes of the page', () => {
      const monitor = startMonitor();
      monitor.stop();
      hideAndShow(monitor);
      reconnect(monitor);
      expect(requestCount()).to.equal(1);
      expect(reports).to.be.empty;
      expect(clock.timers).to.be.lengthOf(1);
    });

    it('may be stopped again, or before it starts', () => {
      const monitor = monitorOf();
      monitor.stop();
      monitor.start();
      monitor.stop();
      monitor.stop();
      expect(inFlight()).to.equal(0);
    });

    it('starts again with an immediate check once its interval has passed', async () => {
      const monitor = startMonitor();
      await block();
      monitor.stop();
      clock.pass(INTERVAL);
      monitor.start();
      expect(reported()).to.deep.equal([BLOCKED]);
      expect(requestCount()).to.equal(2);
      await block();
      expect(reported()).to.deep.equal([BLOCKED, BLOCKED]);
      expect(clock.timers).to.deep.equal([INTERVAL]);
    });

    it('starts again with the last answer before that, as old as it is', async () => {
      const monitor = startMonitor();
      const began = clock.now();
      await block();
      monitor.stop();
      clock.pass(INTERVAL - 1);
      monitor.start();
      expect(requestCount()).to.equal(1);
      expect(reported()).to.deep.equal([BLOCKED, BLOCKED]);
      expect(reports[1]).to.deep.include({proven: true, checkedAt: began});
    });

    it('starts again with an immediate check even if the interval is 0', async () => {
      const monitor = startMonitor({interval: 0});
      await block();
      monitor.stop();
      clock.pass(SECOND);
      monitor.start();
      expect(requestCount()).to.equal(2);
    });

    it('starts again with a new request, and ignores the previous one', async () => {
      const monitor = startMonitor();
      const [before] = server.requests as [FakeRequest];
      monitor.stop();
      clock.pass(SECOND);
      monitor.start();
      expect(before.status).to.equal('aborted');
      expect(inFlight()).to.equal(1);
      const began = clock.now();
      await block();
      expect(reported()).to.deep.equal([BLOCKED]);
      expect(reports[0]!.checkedAt).to.deep.equal(began);
    });

    it('starts with the current state of the page', () => {
      const monitor = monitorOf();
      monitor.setVisible(false);
      monitor.start();
      monitor.stop();
      monitor.setVisible(true);
      monitor.start();
      expect(requestCount()).to.equal(1);
    });

    it('can be stopped by its own report: after an answer', async () => {
      const monitor: GuardMonitor = monitorOf({
        guards: [watch(WRITE), watch(ERASE)],
        onObservation: (observation) => {
          reports.push(observation);
          monitor.stop();
        },
      });
      monitor.start();
      await respond(blockedResponse(undefined), server.requests[0]);
      expect(reports).to.have.lengthOf(1);
      expect(clock.timers).to.be.empty;
      expect(inFlight()).to.equal(0);
    });

    it('can be stopped by its own report: at its start', () => {
      const monitor: GuardMonitor = monitorOf({
        guards: [watch(WRITE), watch(ERASE, refused('off')), watch(ERASE, refused('no-address'))],
        onObservation: (observation) => {
          reports.push(observation);
          monitor.stop();
        },
      });
      monitor.start();
      expect(reported()).to.deep.equal(['erase: unchecked (off)']);
      expect(requestCount()).to.equal(0);
    });

    it('can be stopped by its own report: when it goes offline', () => {
      const monitor: GuardMonitor = monitorOf({
        guards: [watch(WRITE), watch(ERASE)],
        onObservation: (observation) => {
          reports.push(observation);
          monitor.stop();
        },
      });
      monitor.start();
      monitor.setOnline(false);
      expect(reported()).to.deep.equal([OFFLINE]);
    });
  });

  describe('when asked to check now', () => {
    it('checks every guard, and resolves when all checks have completed', async () => {
      const monitor = startMonitor({
        guards: [watch(WRITE), watch(ERASE), watch(WRITE, refused('off'))],
      });
      for (const request of server.inFlight) await block(request);
      reports = [];
      const check = monitor.check();
      expect(inFlight()).to.equal(2);
      for (const request of server.inFlight) await block(request);
      await check;
      expect(reports).to.have.lengthOf(2);
      expect(clock.timers, 'and then the interval restarts').to.deep.equal([INTERVAL, INTERVAL]);
    });

    it('joins a check in progress', async () => {
      const monitor = startMonitor();
      const checks = [monitor.check(), monitor.check()];
      expect(requestCount()).to.equal(1);
      await block();
      await Promise.all(checks);
      expect(reported()).to.deep.equal([BLOCKED]);
      expect(clock.timers).to.deep.equal([INTERVAL]);
    });

    it('replaces the scheduled check', async () => {
      const monitor = startMonitor();
      await block();
      clock.pass(10 * SECOND);
      void monitor.check();
      expect(monitor.nextCheck(WRITE.id)).to.be.undefined;
      clock.pass(5 * SECOND);
      await block();
      clock.pass(INTERVAL - 1);
      expect(requestCount()).to.equal(2);
      clock.pass(1);
      expect(requestCount()).to.equal(3);
    });

    it('checks again if the interval is 0', async () => {
      const monitor = startMonitor({interval: 0});
      await block();
      const check = monitor.check();
      expect(requestCount()).to.equal(2);
      await block();
      await check;
      expect(clock.timers).to.be.empty;
    });

    it('resolves immediately if it is stopped or offline', async () => {
      const monitor = monitorOf();
      await monitor.check();
      monitor.start();
      monitor.setOnline(false);
      await monitor.check();
      monitor.stop();
      await monitor.check();
      expect(requestCount()).to.equal(1);
    });

    it('resolves when the monitor is stopped', async () => {
      const monitor = startMonitor();
      const check = monitor.check();
      monitor.stop();
      await check;
      expect(reports).to.be.empty;
    });

    it('resolves when the page goes offline', async () => {
      const monitor = startMonitor();
      const check = monitor.check();
      monitor.setOnline(false);
      await check;
      expect(reported()).to.deep.equal([OFFLINE]);
    });

    it('schedules nothing while the page is hidden', async () => {
      const monitor = monitorOf();
      monitor.setVisible(false);
      monitor.start();
      const check = monitor.check();
      await block();
      await check;
      expect(reported()).to.deep.equal([BLOCKED]);
      expect(clock.timers).to.be.empty;
    });

    for (const [event, resume] of Object.entries({
      'the page is shown again': (it) => {
        hideAndShow(it);
      },
      'it is started again': (it) => it.start(),
    } satisfies Record<string, (it: GuardMonitor) => void>)) {
      it(`keeps that check if ${event} while the server asks it to wait`, async () => {
        const monitor = startMonitor();
        await respond(bareResponse(503, {'Retry-After': '60'}));
        const check = monitor.check();
        resume(monitor);
        expect(monitor.nextCheck(WRITE.id), 'it is in progress').to.be.undefined;
        await block();
        await check;
        expect(clock.timers).to.deep.equal([INTERVAL]);
        void monitor.check();
        resume(monitor);
        monitor.stop();
        expect(inFlight()).to.equal(0);
        await settled();
        expect(clock.timers).to.be.empty;
      });
    }
  });

  describe('together with other monitors', () => {
    it('shares the request to an endpoint, and reaches its own verdict', async () => {
      const others: Observation[] = [];
      startMonitor();
      startMonitor({
        guards: [watch({...WRITE, statuses: [423]})],
        onObservation: (observation) => others.push(observation),
      });
      expect(requestCount()).to.equal(1);
      await block();
      expect(reported()).to.deep.equal([BLOCKED]);
      expect(others).to.have.lengthOf(1);
      expect(others[0]).to.include({verdict: 'unknown', reason: 'unexpected-status'});
    });

    it('shares the request to an endpoint among its own guards', async () => {
      const {url} = allowed(WRITE) as {url: string};
      const guards = [watch(WRITE), watch(ERASE, {status: 'allowed', url})];
      startMonitor({guards});
      expect(requestCount()).to.equal(1);
      await block();
      expect(reported()).to.deep.equal([BLOCKED, 'erase: unknown (wrong-guard)']);
    });

    it('continues when another monitor that shares its request is stopped', async () => {
      const others: Observation[] = [];
      const other = monitorOf({onObservation: (observation) => others.push(observation)});
      other.start();
      startMonitor();
      other.stop();
      expect(inFlight()).to.equal(1);
      await block();
      expect(reported()).to.deep.equal([BLOCKED]);
      expect(others).to.be.empty;
    });

    it('receives an answer once if another monitor’s report restarts it', async () => {
      const others: Observation[] = [];
      const other = monitorOf({onObservation: (observation) => others.push(observation)});
      startMonitor({
        onObservation: (observation) => {
          reports.push(observation);
          other.stop();
          other.start();
        },
      });
      other.start();
      await block();
      expect(reported()).to.deep.equal([BLOCKED]);
      expect(others.map(({verdict}) => verdict)).to.deep.equal(['blocked']);
      expect(requestCount()).to.equal(1);
      expect(other.nextCheck(WRITE.id)).not.to.be.undefined;
    });

    it('asks an endpoint at the shortest interval, until the monitor with it stops', async () => {
      const often = startMonitor({interval: 5 * SECOND});
      const seldom = startMonitor();
      await block();
      expect(clock.timers).to.deep.equal([5 * SECOND]);
      expect(seldom.nextCheck(WRITE.id)).to.deep.equal(often.nextCheck(WRITE.id));
      clock.pass(SECOND);
      often.stop();
      expect(clock.timers).to.deep.equal([29 * SECOND]);
    });

    it('is answered at once if it starts before the next check is due', async () => {
      startMonitor();
      const began = clock.now();
      await block();
      clock.pass(SECOND);
      const others: Observation[] = [];
      startMonitor({onObservation: (observation) => others.push(observation)});
      expect(requestCount()).to.equal(1);
      expect(clock.timers).to.deep.equal([29 * SECOND]);
      expect(others).to.have.lengthOf(1);
      expect(others[0]).to.deep.include({verdict: 'blocked', proven: true, checkedAt: began});
    });

    it('makes one request an interval after a failure: 8 monitors of 60 guards', async () => {
      const {url} = allowed(WRITE) as {url: string};
      const guards = Array.from({length: 60}, (_, index) =>
        watch({...WRITE, id: `guard-${index}`}, {status: 'allowed', url}),
      );
      const randoms = new Random(1);
      const environment = fakeEnvironment(clock, server, {random: () => randoms.next()});
      for (let center = 0; center < 8; center++)
        startMonitor({guards, interval: 5 * SECOND, environment});
      await fail();
      expect(reports).to.have.lengthOf(480);
      const times = [clock.now().monotonic];
      while (clock.now().monotonic < times[0]! + MINUTE) {
        clock.pass(SECOND / 4);
        if (!inFlight()) continue;
        times.push(clock.now().monotonic);
        await block();
      }
      for (const [index, time] of times.slice(1).entries())
        expect(time - times[index]!).to.be.at.least(5 * SECOND);
      expect(times).to.have.lengthOf.at.least(12);
    });

    it('aborts the request when the last monitor stops', () => {
      const [one, other] = [startMonitor(), startMonitor()];
      one.stop();
      other.stop();
      expect(server.last.status).to.equal('aborted');
    });

    it('makes its own request with its own endpoints', () => {
      startMonitor();
      startMonitor({endpoints: new Endpoints()});
      expect(inFlight()).to.equal(2);
    });
  });

  describe('through any sequence of events', () => {
    for (let block = 0; block < 6; block++) {
      it(`keeps its invariants: seeds ${block * 50 + 1} to ${block * 50 + 50}`, async () => {
        for (let seed = block * 50 + 1; seed <= block * 50 + 50; seed++) await simulate(seed);
      });
    }

    /** Runs random events on two monitors that share an endpoint, and checks their invariants. */
    async function simulate(seed: number): Promise<void> {
      const randoms = new Random(seed);
      const jitters = new Random(-seed);
      const history: string[] = [];
      clock = new FakeClock();
      server = new FakeServer();
      endpoints = new Endpoints();
      monitors = [];

      const violated: string[] = [];
      const invariant = (description: string, holds: boolean) => {
        if (!holds) violated.push(description);
        // A violation within a report is thrown by the next check.
        if (violated.length)
          throw new Error(
            `Violated in seed ${seed}: ${violated[0]}. Events: ${history.join(', ')}`,
          );
      };

      const pages = [
        [watch(WRITE), watch(ERASE)],
        [watch(WRITE), watch(ERASE, refused('off'))],
      ].map((guards, index) => {
        const newest = new Map<string, number>();
        const interval = index && seed % 3 === 0 ? 0 : INTERVAL;
        const page = {
          running: false,
          visible: true,
          online: true,
          monitor: monitorOf({
            guards,
            interval,
            environment: fakeEnvironment(clock, server, {random: () => jitters.next()}),
            onObservation({guard, reason, checkedAt}) {
              invariant('a report only while running', page.running);
              invariant(
                'no answer while offline',
                page.online || reason === 'offline' || reason === 'off',
              );
              invariant(
                'only newer reports',
                checkedAt.monotonic >= (newest.get(guard) ?? -Infinity),
              );
              newest.set(guard, checkedAt.monotonic);
            },
          }),
          asks: guards.filter(({address}) => address.status === 'allowed'),
          interval,
          awake: () => page.running && page.visible && page.online,
        };
        return page;
      });
      const pick = <T>(list: readonly T[]) => randoms.one(list);

      const respondRandomly = (request: FakeRequest) => {
        pick([
          () => request.fail(),
          () => request.answer(blockedResponse(request.challenge)),
          () => request.answer(openResponse(request.challenge)),
          () => request.answer(bareResponse(500)),
          () =>
            request.answer(
              bareResponse(503, {'Retry-After': String(Math.floor(randoms.next() * 400))}),
            ),
          () => request.answer(bareResponse(302)),
        ])();
      };

      const actions = {
        hide: (page) => page.monitor.setVisible((page.visible = false)),
        show: (page) => page.monitor.setVisible((page.visible = true)),
        disconnect: (page) => page.monitor.setOnline((page.online = false)),
        connect: (page) => page.monitor.setOnline((page.online = true)),
        check: (page) => void page.monitor.check(),
        stop: (page) => {
          page.running = false;
          page.monitor.stop();
        },
        start: (page) => {
          page.running = true;
          page.monitor.start();
        },
        answer: () => server.inFlight.length && respondRandomly(pick(server.inFlight)),
        answerAll: () => server.inFlight.forEach(respondRandomly),
        pass: () => clock.pass(Math.floor(randoms.next() * 10 * SECOND)),
        passLong: () => clock.pass(Math.floor(randoms.next() * 6 * MINUTE)),
      } satisfies Record<string, (page: (typeof pages)[number]) => unknown>;

      const scheduled = () => {
        const guards = pages.flatMap(({monitor, asks}) =>
          asks.filter(({guard}) => monitor.nextCheck(guard.id)),
        );
        return new Set(guards.map(({guard}) => guard.id));
      };

      const check = async () => {
        await settled();
        const tidy = until(
          () => clock.timers.length === scheduled().size + server.inFlight.length,
          'every timer belongs to a scheduled check or a request',
        ).then(
          () => true,
          () => false,
        );
        invariant('no timer without a scheduled check or a request', await tidy);
        const endpointsInFlight = server.inFlight.map(({endpoint}) => endpoint);
        invariant(
          'at most one request in flight per endpoint',
          new Set(endpointsInFlight).size === endpointsInFlight.length,
        );
        for (const {monitor, asks, interval, awake} of pages) {
          for (const {guard, address} of asks) {
            const waits = !!monitor.nextCheck(guard.id);
            const asking = endpointsInFlight.includes((address as {url: string}).url);
            if (!awake()) invariant('no scheduled check while paused', !waits);
            else if (interval)
              invariant('a scheduled check or a request while not paused', waits || asking);
          }
        }
        for (const endpoint of endpointsInFlight) {
          const wanted = pages.some(
            ({running, online, asks}) =>
              running &&
              online &&
              asks.some(({address}) => 'url' in address && address.url === endpoint),
          );
          invariant('no request without a subscriber', wanted);
        }
      };

      for (let step = 0; step < 40; step++) {
        const before = requestCount();
        const awake = pages.some((page) => page.awake());
        const [name, act] = pick(Object.entries(actions));
        // The network affects both pages; the server and the clock affect neither in particular.
        const one = name.startsWith('answer') || name.startsWith('pass');
        const both = name.endsWith('connect') || randoms.next() < 0.5;
        const affected = one ? pages.slice(0, 1) : both ? pages : [pick(pages)];
        history.push(`${name} ${affected.map((page) => pages.indexOf(page)).join('+')}`);
        for (const page of affected) act(page);
        // Sometimes skipped, because several events in one turn must work as well.
        if (randoms.next() < 0.7) await check();
        // One page leaves first: a check may become due for the other before it leaves, too.
        const mayCheck = name === 'check' || awake || pages.some((page) => page.awake());
        invariant('a request only if one is allowed', requestCount() === before || mayCheck);
      }
      await check();

      for (const page of pages) actions.stop(page);
      invariant('no request after stopping', server.inFlight.length === 0);
      await check();
      const end = requestCount();
      clock.pass(60 * MINUTE);
      invariant('no activity after stopping', requestCount() === end);
    }
  });
});

describe('the maximum age of an observation', () => {
  it('is what the embedder sets', () => {
    expect(effectiveMaxAge(60_000, 30_000)).to.equal(60_000);
    expect(effectiveMaxAge(90_000, 0)).to.equal(90_000);
  });

  it('is never less than two intervals, so that the next check is in time', () => {
    expect(effectiveMaxAge(60_000, 45_000)).to.equal(90_000);
    expect(effectiveMaxAge(0, 30_000)).to.equal(60_000);
  });
});
