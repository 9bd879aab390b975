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

/** Endpoints that tell whose answers are waited for. */
class CountedEndpoints extends Endpoints {
  readonly awaited: string[] = [];

  override async ask(...[endpoint, ...others]: Parameters<Endpoints['ask']>) {
    this.awaited.push(endpoint);
    const answer = await super.ask(endpoint, ...others);
    this.awaited.splice(this.awaited.indexOf(endpoint), 1);
    return answer;
  }
}

describe('a monitor', () => {
  let clock: FakeClock;
  let server: FakeServer;
  let endpoints: CountedEndpoints;
  let random: number;
  let reports: Observation[];

  beforeEach(() => {
    clock = new FakeClock();
    server = new FakeServer();
    endpoints = new CountedEndpoints();
    random = 0.5;
    reports = [];
  });

  const monitorOf = (options: Partial<MonitorOptions> = {}) =>
    new GuardMonitor({
      guards: [watch(WRITE)],
      interval: INTERVAL,
      onObservation: (observation) => reports.push(observation),
      environment: fakeEnvironment(clock, server, {random: () => random}),
      endpoints,
      ...options,
    });

  /** Waits until whatever was answered or ended is dealt with. */
  const settled = async () => {
    await until(
      () => endpoints.awaited.every((it) => server.inFlight.some(({endpoint}) => endpoint === it)),
      'nobody waits but for requests in flight',
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

  const asked = () => server.requests.length;
  const inFlight = () => server.inFlight.length;
  const said = () => reports.map(({guard, verdict, reason}) => `${guard}: ${verdict} (${reason})`);
  const BLOCKED = 'production-write: blocked (answered-blocked)';
  const OFFLINE = 'production-write: unchecked (offline)';

  describe('when it starts', () => {
    it('asks every guard at once', () => {
      monitorOf({guards: [watch(WRITE), watch(ERASE)]}).start();
      expect(server.inFlight.map(({endpoint}) => endpoint)).to.deep.equal([
        'https://vendor.example/api/production-write/guard',
        'https://vendor.example/api/erase/guard',
      ]);
    });

    it('asks nothing before', () => {
      const monitor = monitorOf();
      monitor.setVisible(false);
      monitor.setVisible(true);
      monitor.setOnline(false);
      monitor.setOnline(true);
      expect(asked()).to.equal(0);
      expect(clock.timers).to.be.empty;
      expect(reports).to.be.empty;
    });

    it('says at once why it does not ask', () => {
      const reasons = ['no-address', 'origin-not-allowed', 'off'] as const;
      const guards = reasons.map((reason) => watch({...GUARD, id: reason}, refused(reason)));
      monitorOf({guards}).start();
      expect(said()).to.deep.equal([
        'no-address: unchecked (no-address)',
        'origin-not-allowed: unchecked (origin-not-allowed)',
        'off: unchecked (off)',
      ]);
      expect(reports.map(({endpoint}) => endpoint)).to.deep.equal([
        undefined,
        undefined,
        undefined,
      ]);
      expect(asked()).to.equal(0);
    });

    it('reports what was observed, where, and when it asked', async () => {
      monitorOf().start();
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

    it('works with the platform as it is', () => {
      const platform = new GuardMonitor({
        guards: [watch(WRITE, refused('off'))],
        interval: INTERVAL,
        onObservation: (observation) => reports.push(observation),
      });
      platform.start();
      platform.stop();
      expect(said()).to.deep.equal(['production-write: unchecked (off)']);
    });
  });

  describe('on its way', () => {
    it('asks again an interval after each answer', async () => {
      monitorOf().start();
      for (let check = 1; check <= 3; check++) {
        expect(asked()).to.equal(check);
        clock.pass(2 * SECOND);
        await block();
        clock.pass(INTERVAL - 1);
        expect(asked()).to.equal(check);
        clock.pass(1);
      }
      expect(inFlight()).to.equal(1);
      expect(said()).to.deep.equal([BLOCKED, BLOCKED, BLOCKED]);
    });

    it('tells when it asks next', async () => {
      const monitor = monitorOf();
      expect(monitor.nextCheck(WRITE.id)).to.be.undefined;
      monitor.start();
      expect(monitor.nextCheck(WRITE.id), 'while it asks').to.be.undefined;
      expect(monitor.isChecking(WRITE.id)).to.be.true;
      await block();
      const {wall, monotonic} = clock.now();
      expect(monitor.nextCheck(WRITE.id)).to.deep.equal({
        wall: wall + INTERVAL,
        monotonic: monotonic + INTERVAL,
      });
      expect(monitor.nextCheck('nobody')).to.be.undefined;
    });

    it('plans the next check before it reports, so that a report can tell', async () => {
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

    it('asks once where the interval is 0', async () => {
      const monitor = monitorOf({interval: 0});
      monitor.start();
      await block();
      expect(clock.timers).to.be.empty;
      monitor.setVisible(false);
      monitor.setVisible(true);
      expect(asked()).to.equal(1);
    });

    it('asks once where the interval is 0 and nothing answered', async () => {
      monitorOf({interval: 0}).start();
      await fail();
      expect(clock.timers).to.be.empty;
      expect(asked()).to.equal(1);
    });

    it('never asks twice within a second by itself', async () => {
      monitorOf({interval: 5}).start();
      await block();
      expect(clock.timers).to.deep.equal([SECOND]);
    });

    for (const interval of [2 ** 31, 1e12, Infinity]) {
      it(`does not take an interval of ${interval} ms for none: timers hold 31 bits`, async () => {
        monitorOf({interval}).start();
        await block();
        clock.pass(24 * 60 * MINUTE);
        expect(asked()).to.equal(1);
      });
    }

    it('gives each guard its own pace', async () => {
      monitorOf({guards: [watch(WRITE), watch(ERASE)]}).start();
      const [write, erase] = server.requests as [FakeRequest, FakeRequest];
      await respond(bareResponse(403), write);
      clock.pass(5 * SECOND);
      await respond(bareResponse(403), erase);
      expect(clock.timers).to.deep.equal([25 * SECOND, 30 * SECOND]);
    });
  });

  describe('when a server is in trouble', () => {
    /** The delays after so many failures in a row. */
    const delaysAfter = async (failures: number, interval = INTERVAL) => {
      const delays: number[] = [];
      monitorOf({interval}).start();
      for (let failure = 0; failure < failures; failure++) {
        await fail();
        const [delay] = clock.timers as [number];
        delays.push(delay);
        clock.pass(delay);
      }
      return delays;
    };

    it('waits up to twice as long after each failure, and five minutes at most', async () => {
      random = 1 - Number.EPSILON;
      const delays = await delaysAfter(7);
      expect(delays.map((delay) => Math.round(delay / SECOND))).to.deep.equal([
        60, 120, 240, 300, 300, 300, 300,
      ]);
    });

    it('waits for any part of that, so that pages do not come back all at once', async () => {
      random = 0.25;
      expect(await delaysAfter(5)).to.deep.equal([15, 30, 60, 75, 75].map((it) => it * SECOND));
    });

    it('waits a second at least, whatever chance says', async () => {
      random = 0;
      expect(await delaysAfter(3)).to.deep.equal([SECOND, SECOND, SECOND]);
    });

    it('waits five minutes at most after any number of failures', async () => {
      random = 1 - Number.EPSILON;
      const delays = await delaysAfter(1_100, SECOND);
      expect(Math.max(...delays)).to.be.closeTo(5 * MINUTE, 1);
      expect(delays.at(-1)).to.be.closeTo(5 * MINUTE, 1);
    });

    it('waits up to its interval where that is longer than any back-off', async () => {
      random = 0.75;
      expect(await delaysAfter(3, 60 * MINUTE)).to.deep.equal(
        [45, 45, 45].map((it) => it * MINUTE),
      );
    });

    for (const [trouble, make] of Object.entries({
      'a network that fails': fail,
      'a server that keeps silent': async () => {
        clock.pass(ANSWER_TIMEOUT);
        await settled();
      },
      'too many requests': () => respond(bareResponse(429)),
      'an error of the server': () => respond(bareResponse(500)),
      'a guard that could not determine': () => respond(bareResponse(503)),
    })) {
      it(`backs off from ${trouble}`, async () => {
        random = 0.75;
        monitorOf().start();
        await make();
        expect(clock.timers).to.deep.equal([45 * SECOND]);
      });
    }

    for (const status of [200, 302, 401, 403, 404]) {
      it(`takes ${status} for an answer, not for trouble`, async () => {
        random = 0.75;
        monitorOf().start();
        await respond(bareResponse(status));
        expect(clock.timers).to.deep.equal([INTERVAL]);
      });
    }

    it('returns to its pace with the first answer', async () => {
      random = 0.75;
      monitorOf().start();
      for (let failure = 0; failure < 3; failure++) {
        await fail();
        clock.pass(clock.timers[0]!);
      }
      await block();
      expect(clock.timers).to.deep.equal([INTERVAL]);
      clock.pass(INTERVAL);
      await fail();
      expect(clock.timers, 'and begins anew').to.deep.equal([45 * SECOND]);
    });
  });

  describe('when a server asks for patience', () => {
    const retryAfter = (seconds: number | string) =>
      respond(bareResponse(503, {'Retry-After': String(seconds)}));

    it('waits that long', async () => {
      monitorOf().start();
      await retryAfter(120);
      expect(clock.timers).to.deep.equal([120 * SECOND]);
    });

    it('waits that long after a good answer as well', async () => {
      monitorOf().start();
      const {challenge} = server.last;
      await respond(blockedResponse(challenge, {}, {'Retry-After': '90'}));
      expect(clock.timers).to.deep.equal([90 * SECOND]);
    });

    it('waits that long where only the body says so', async () => {
      monitorOf().start();
      await respond(new Response('{"retryAfterSeconds": 100}', {status: 429}));
      expect(clock.timers).to.deep.equal([100 * SECOND]);
    });

    it('waits until a date', async () => {
      monitorOf().start();
      await retryAfter(new Date(clock.now().wall + 2 * MINUTE).toUTCString());
      expect(clock.timers).to.deep.equal([2 * MINUTE]);
    });

    it('waits no longer than five minutes', async () => {
      monitorOf().start();
      await retryAfter(86_400);
      expect(clock.timers).to.deep.equal([5 * MINUTE]);
    });

    it('waits no shorter than it would anyway', async () => {
      const monitor = monitorOf();
      monitor.start();
      for (const patience of [0, 1, 'Thu, 01 Jan 1970 00:00:00 GMT']) {
        await respond(bareResponse(403, {'Retry-After': String(patience)}));
        expect(clock.timers).to.deep.equal([INTERVAL]);
        clock.pass(INTERVAL);
      }
    });

    for (const [pause, [leave, come]] of Object.entries({
      hidden: [(it) => it.setVisible(false), (it) => it.setVisible(true)],
      offline: [(it) => it.setOnline(false), (it) => it.setOnline(true)],
      stopped: [(it) => it.stop(), (it) => it.start()],
    } satisfies Record<string, [(it: GuardMonitor) => void, (it: GuardMonitor) => void]>)) {
      it(`waits as long though it was ${pause} meanwhile`, async () => {
        const monitor = monitorOf();
        monitor.start();
        await retryAfter(120);
        clock.pass(20 * SECOND);
        leave(monitor);
        expect(clock.timers).to.be.empty;
        clock.pass(40 * SECOND);
        come(monitor);
        expect(asked()).to.equal(1);
        expect(clock.timers).to.deep.equal([60 * SECOND]);
        clock.pass(60 * SECOND);
        expect(asked()).to.equal(2);
      });

      it(`asks at once where it was ${pause} for as long`, async () => {
        const monitor = monitorOf();
        monitor.start();
        await retryAfter(120);
        leave(monitor);
        clock.pass(120 * SECOND);
        come(monitor);
        expect(asked()).to.equal(2);
      });
    }

    it('waits as long before the one check that is due after an outage', async () => {
      const monitor = monitorOf({interval: 0});
      monitor.start();
      await retryAfter(120);
      monitor.setOnline(false);
      monitor.setOnline(true);
      expect(asked()).to.equal(1);
      clock.pass(120 * SECOND);
      expect(asked()).to.equal(2);
    });
  });

  describe('while nobody looks', () => {
    it('asks nothing, and once on return', async () => {
      const monitor = monitorOf();
      monitor.start();
      await block();
      monitor.setVisible(false);
      expect(clock.timers).to.be.empty;
      expect(monitor.nextCheck(WRITE.id)).to.be.undefined;
      clock.pass(60 * MINUTE);
      expect(asked()).to.equal(1);
      monitor.setVisible(true);
      expect(asked()).to.equal(2);
      monitor.setVisible(true);
      expect(asked()).to.equal(2);
      await block();
      expect(clock.timers).to.deep.equal([INTERVAL]);
    });

    it('asks nothing where it started so, and once when somebody looks', async () => {
      const monitor = monitorOf({interval: 0});
      monitor.setVisible(false);
      monitor.start();
      expect(asked()).to.equal(0);
      monitor.setVisible(true);
      expect(asked()).to.equal(1);
      await block();
      expect(clock.timers).to.be.empty;
    });

    it('reports what was under way, and plans nothing', async () => {
      const monitor = monitorOf();
      monitor.start();
      monitor.setVisible(false);
      expect(inFlight()).to.equal(1);
      await block();
      expect(said()).to.deep.equal([BLOCKED]);
      expect(clock.timers).to.be.empty;
    });

    it('does not ask twice where the return comes before the answer', async () => {
      const monitor = monitorOf();
      monitor.start();
      monitor.setVisible(false);
      monitor.setVisible(true);
      expect(asked()).to.equal(1);
      await block();
      expect(clock.timers).to.deep.equal([INTERVAL]);
    });

    it('takes a return that is none for nothing', async () => {
      const monitor = monitorOf();
      monitor.start();
      await block();
      clock.pass(SECOND);
      monitor.setVisible(true);
      monitor.setOnline(true);
      expect(asked()).to.equal(1);
      expect(clock.timers).to.deep.equal([INTERVAL - SECOND]);
    });

    it('counts the failures of before on', async () => {
      random = 0.75;
      const monitor = monitorOf();
      monitor.start();
      await fail();
      monitor.setVisible(false);
      monitor.setVisible(true);
      await fail();
      expect(clock.timers).to.deep.equal([90 * SECOND]);
    });
  });

  describe('while there is no network', () => {
    it('says so at once of every guard that it asks, and of no other', async () => {
      const guards = [watch(WRITE), watch(ERASE, refused('no-address'))];
      const monitor = monitorOf({guards});
      monitor.start();
      await block();
      reports = [];
      clock.pass(SECOND);
      monitor.setOnline(false);
      expect(said()).to.deep.equal([OFFLINE]);
      expect(reports[0]).to.deep.include({
        endpoint: 'https://vendor.example/api/production-write/guard',
        checkedAt: clock.now(),
      });
    });

    it('asks nothing, and once on return', async () => {
      const monitor = monitorOf();
      monitor.start();
      await block();
      monitor.setOnline(false);
      monitor.setOnline(false);
      expect(said()).to.deep.equal([BLOCKED, OFFLINE]);
      clock.pass(60 * MINUTE);
      expect(asked()).to.equal(1);
      expect(clock.timers).to.be.empty;
      monitor.setOnline(true);
      monitor.setOnline(true);
      expect(asked()).to.equal(2);
      await block();
      expect(clock.timers).to.deep.equal([INTERVAL]);
    });

    it('ends what is under way and reports nothing of it', async () => {
      const monitor = monitorOf();
      monitor.start();
      monitor.setOnline(false);
      expect(server.last.status).to.equal('aborted');
      await settled();
      expect(said()).to.deep.equal([OFFLINE]);
    });

    it('says so where it started so', () => {
      const monitor = monitorOf();
      monitor.setOnline(false);
      monitor.start();
      expect(said()).to.deep.equal([OFFLINE]);
      expect(asked()).to.equal(0);
      monitor.setOnline(true);
      expect(asked()).to.equal(1);
    });

    it('says so to nobody who looks as well, and waits for both', () => {
      const monitor = monitorOf();
      monitor.setVisible(false);
      monitor.start();
      monitor.setOnline(false);
      expect(said()).to.deep.equal([OFFLINE]);
      monitor.setVisible(true);
      expect(asked()).to.equal(0);
      monitor.setVisible(false);
      monitor.setOnline(true);
      expect(asked()).to.equal(0);
      monitor.setVisible(true);
      expect(asked()).to.equal(1);
    });

    it('asks once on return where the interval is 0: what it knew is gone', async () => {
      const monitor = monitorOf({interval: 0});
      monitor.start();
      await block();
      monitor.setOnline(false);
      monitor.setOnline(true);
      expect(asked()).to.equal(2);
      await block();
      expect(clock.timers).to.be.empty;
    });

    it('knows the newest answer though the network was gone for no time at all', async () => {
      const monitor = monitorOf();
      monitor.start();
      clock.pass(SECOND);
      monitor.setOnline(false);
      monitor.setOnline(true);
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
      const monitor = monitorOf();
      monitor.start();
      await block();
      monitor.stop();
      expect(clock.timers).to.be.empty;
    });

    it('leaves no request, and reports nothing any more', async () => {
      const monitor = monitorOf();
      monitor.start();
      monitor.stop();
      expect(server.last.status).to.equal('aborted');
      await settled();
      expect(reports).to.be.empty;
      expect(clock.timers).to.be.empty;
    });

    it('reports nothing of an answer that has come but is not read yet', async () => {
      const monitor = monitorOf();
      monitor.start();
      server.last.answer(blockedResponse(server.last.challenge));
      monitor.stop();
      await until(() => clock.timers.length === 0, 'the request is over');
      await nextTurn();
      expect(reports).to.be.empty;
      expect(clock.timers).to.be.empty;
    });

    it('hears nothing of the page any more', () => {
      const monitor = monitorOf();
      monitor.start();
      monitor.stop();
      monitor.setVisible(false);
      monitor.setVisible(true);
      monitor.setOnline(false);
      monitor.setOnline(true);
      expect(asked()).to.equal(1);
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

    it('starts anew, with a check at once', async () => {
      const monitor = monitorOf();
      monitor.start();
      await block();
      monitor.stop();
      clock.pass(SECOND);
      monitor.start();
      expect(asked()).to.equal(2);
      await block();
      expect(said()).to.deep.equal([BLOCKED, BLOCKED]);
      expect(clock.timers).to.deep.equal([INTERVAL]);
    });

    it('starts anew with a check at once though the interval is 0', async () => {
      const monitor = monitorOf({interval: 0});
      monitor.start();
      await block();
      monitor.stop();
      monitor.start();
      expect(asked()).to.equal(2);
    });

    it('starts anew with its own request, and nothing of the one before', async () => {
      const monitor = monitorOf();
      monitor.start();
      const [before] = server.requests as [FakeRequest];
      monitor.stop();
      clock.pass(SECOND);
      monitor.start();
      expect(before.status).to.equal('aborted');
      expect(inFlight()).to.equal(1);
      const began = clock.now();
      await block();
      expect(said()).to.deep.equal([BLOCKED]);
      expect(reports[0]!.checkedAt).to.deep.equal(began);
    });

    it('starts as the page is by then', () => {
      const monitor = monitorOf();
      monitor.setVisible(false);
      monitor.start();
      monitor.stop();
      monitor.setVisible(true);
      monitor.start();
      expect(asked()).to.equal(1);
    });

    it('is stopped by a report as by anything else: after an answer', async () => {
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

    it('is stopped by a report as by anything else: as it starts', () => {
      const monitor: GuardMonitor = monitorOf({
        guards: [watch(WRITE), watch(ERASE, refused('off')), watch(ERASE, refused('no-address'))],
        onObservation: (observation) => {
          reports.push(observation);
          monitor.stop();
        },
      });
      monitor.start();
      expect(said()).to.deep.equal(['erase: unchecked (off)']);
      expect(asked()).to.equal(0);
    });

    it('is stopped by a report as by anything else: as the network goes', () => {
      const monitor: GuardMonitor = monitorOf({
        guards: [watch(WRITE), watch(ERASE)],
        onObservation: (observation) => {
          reports.push(observation);
          monitor.stop();
        },
      });
      monitor.start();
      monitor.setOnline(false);
      expect(said()).to.deep.equal([OFFLINE]);
    });
  });

  describe('when it is asked to check now', () => {
    it('asks every guard, and is done when all are', async () => {
      const monitor = monitorOf({
        guards: [watch(WRITE), watch(ERASE), watch(WRITE, refused('off'))],
      });
      monitor.start();
      for (const request of server.inFlight) await block(request);
      reports = [];
      const check = monitor.check();
      expect(inFlight()).to.equal(2);
      for (const request of server.inFlight) await block(request);
      await check;
      expect(reports).to.have.lengthOf(2);
      expect(clock.timers, 'and then the interval begins anew').to.deep.equal([INTERVAL, INTERVAL]);
    });

    it('joins what is under way', async () => {
      const monitor = monitorOf();
      monitor.start();
      const checks = [monitor.check(), monitor.check()];
      expect(asked()).to.equal(1);
      await block();
      await Promise.all(checks);
      expect(said()).to.deep.equal([BLOCKED]);
      expect(clock.timers).to.deep.equal([INTERVAL]);
    });

    it('takes the place of the check that was planned', async () => {
      const monitor = monitorOf();
      monitor.start();
      await block();
      clock.pass(10 * SECOND);
      void monitor.check();
      expect(monitor.nextCheck(WRITE.id)).to.be.undefined;
      clock.pass(5 * SECOND);
      await block();
      clock.pass(INTERVAL - 1);
      expect(asked()).to.equal(2);
      clock.pass(1);
      expect(asked()).to.equal(3);
    });

    it('asks again where the interval is 0', async () => {
      const monitor = monitorOf({interval: 0});
      monitor.start();
      await block();
      const check = monitor.check();
      expect(asked()).to.equal(2);
      await block();
      await check;
      expect(clock.timers).to.be.empty;
    });

    it('is done at once where it is not running or nothing can be reached', async () => {
      const monitor = monitorOf();
      await monitor.check();
      monitor.start();
      monitor.setOnline(false);
      await monitor.check();
      monitor.stop();
      await monitor.check();
      expect(asked()).to.equal(1);
    });

    it('is done when the monitor is stopped', async () => {
      const monitor = monitorOf();
      monitor.start();
      const check = monitor.check();
      monitor.stop();
      await check;
      expect(reports).to.be.empty;
    });

    it('is done when the network goes', async () => {
      const monitor = monitorOf();
      monitor.start();
      const check = monitor.check();
      monitor.setOnline(false);
      await check;
      expect(said()).to.deep.equal([OFFLINE]);
    });

    it('plans nothing where nobody looks', async () => {
      const monitor = monitorOf();
      monitor.setVisible(false);
      monitor.start();
      const check = monitor.check();
      await block();
      await check;
      expect(said()).to.deep.equal([BLOCKED]);
      expect(clock.timers).to.be.empty;
    });

    for (const [again, come] of Object.entries({
      'the page is seen again': (it) => {
        it.setVisible(false);
        it.setVisible(true);
      },
      'it is started again': (it) => it.start(),
    } satisfies Record<string, (it: GuardMonitor) => void>)) {
      it(`keeps hold of that check where ${again} while the server asks for patience`, async () => {
        const monitor = monitorOf();
        monitor.start();
        await respond(bareResponse(503, {'Retry-After': '60'}));
        const check = monitor.check();
        come(monitor);
        expect(monitor.nextCheck(WRITE.id), 'it is under way').to.be.undefined;
        await block();
        await check;
        expect(clock.timers).to.deep.equal([INTERVAL]);
        void monitor.check();
        come(monitor);
        monitor.stop();
        expect(inFlight()).to.equal(0);
        await settled();
        expect(clock.timers).to.be.empty;
      });
    }
  });

  describe('beside others', () => {
    it('shares the request of one endpoint, and makes its own verdict', async () => {
      const others: Observation[] = [];
      monitorOf().start();
      monitorOf({
        guards: [watch({...WRITE, statuses: [423]})],
        onObservation: (observation) => others.push(observation),
      }).start();
      expect(asked()).to.equal(1);
      await block();
      expect(said()).to.deep.equal([BLOCKED]);
      expect(others).to.have.lengthOf(1);
      expect(others[0]).to.include({verdict: 'unknown', reason: 'unexpected-status'});
    });

    it('shares the request of one endpoint among its own guards', async () => {
      const {url} = allowed(WRITE) as {url: string};
      const guards = [watch(WRITE), watch(ERASE, {status: 'allowed', url})];
      monitorOf({guards}).start();
      expect(asked()).to.equal(1);
      await block();
      expect(said()).to.deep.equal([BLOCKED, 'erase: unknown (wrong-guard)']);
    });

    it('goes on when another that shares its request is stopped', async () => {
      const others: Observation[] = [];
      const other = monitorOf({onObservation: (observation) => others.push(observation)});
      other.start();
      monitorOf().start();
      other.stop();
      expect(inFlight()).to.equal(1);
      await block();
      expect(said()).to.deep.equal([BLOCKED]);
      expect(others).to.be.empty;
    });

    it('begins anew by the report of another, and takes nothing of what they shared', async () => {
      const others: Observation[] = [];
      const other = monitorOf({onObservation: (observation) => others.push(observation)});
      monitorOf({
        onObservation: (observation) => {
          reports.push(observation);
          if (reports.length > 1) return;
          other.stop();
          other.start();
        },
      }).start();
      other.start();
      await block();
      expect(said()).to.deep.equal([BLOCKED]);
      expect(others).to.be.empty;
      expect(other.nextCheck(WRITE.id), 'it asks anew').to.be.undefined;
      expect(inFlight()).to.equal(1);
      await block();
      expect(others.map(({verdict}) => verdict)).to.deep.equal(['blocked']);
    });

    it('ends the request with the last of them', () => {
      const [one, other] = [monitorOf(), monitorOf()];
      one.start();
      other.start();
      one.stop();
      other.stop();
      expect(server.last.status).to.equal('aborted');
    });

    it('asks for itself where it has other endpoints', () => {
      monitorOf().start();
      monitorOf({endpoints: new Endpoints()}).start();
      expect(inFlight()).to.equal(2);
    });
  });

  describe('through any history', () => {
    for (let block = 0; block < 6; block++) {
      it(`keeps its promises: ${block * 50 + 1} to ${block * 50 + 50}`, async () => {
        for (let seed = block * 50 + 1; seed <= block * 50 + 50; seed++) await live(seed);
      });
    }

    /** One page with two monitors that share an endpoint, and what it does to them at random. */
    async function live(seed: number): Promise<void> {
      const chance = chanceOf(seed);
      const history: string[] = [];
      clock = new FakeClock();
      server = new FakeServer();
      endpoints = new CountedEndpoints();

      const broken: string[] = [];
      const hold = (promise: string, holds: boolean) => {
        if (!holds) broken.push(promise);
        // What breaks within a report is told by the next look.
        if (broken.length) throw new Error(`Not ${broken[0]}, in ${seed}: ${history.join(', ')}`);
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
            environment: fakeEnvironment(clock, server, {random: chanceOf(-seed)}),
            onObservation({guard, reason, checkedAt}) {
              hold('a report only while running', page.running);
              hold(
                'no answer without network',
                page.online || reason === 'offline' || reason === 'off',
              );
              hold('newer reports only', checkedAt.monotonic >= (newest.get(guard) ?? -Infinity));
              newest.set(guard, checkedAt.monotonic);
            },
          }),
          asks: guards.filter(({address}) => address.status === 'allowed'),
          interval,
          awake: () => page.running && page.visible && page.online,
        };
        return page;
      });
      const pick = <T>(list: readonly T[]) => list[Math.floor(chance() * list.length)]!;

      const respondSomehow = (request: FakeRequest) => {
        pick([
          () => request.fail(),
          () => request.answer(blockedResponse(request.challenge)),
          () => request.answer(openResponse(request.challenge)),
          () => request.answer(bareResponse(500)),
          () =>
            request.answer(bareResponse(503, {'Retry-After': String(Math.floor(chance() * 400))})),
          () => request.answer(bareResponse(302)),
        ])();
      };

      const acts = {
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
        answer: () => server.inFlight.length && respondSomehow(pick(server.inFlight)),
        answerAll: () => server.inFlight.forEach(respondSomehow),
        pass: () => clock.pass(Math.floor(chance() * 10 * SECOND)),
        passLong: () => clock.pass(Math.floor(chance() * 6 * MINUTE)),
      } satisfies Record<string, (page: (typeof pages)[number]) => unknown>;

      const plans = () =>
        pages.flatMap(({monitor, asks}) => asks.filter(({guard}) => monitor.nextCheck(guard.id)));

      const check = async () => {
        await settled();
        const tidy = until(
          () => clock.timers.length === plans().length + server.inFlight.length,
          'every timer has its plan or request',
        ).then(
          () => true,
          () => false,
        );
        hold('without a timer but for plans and requests', await tidy);
        const endpointsInFlight = server.inFlight.map(({endpoint}) => endpoint);
        hold(
          'one request in flight for each endpoint',
          new Set(endpointsInFlight).size === endpointsInFlight.length,
        );
        for (const {monitor, asks, interval, awake} of pages) {
          for (const {guard, address} of asks) {
            const waits = !!monitor.nextCheck(guard.id);
            const asking = endpointsInFlight.includes((address as {url: string}).url);
            if (!awake()) hold('no plan while it rests', !waits);
            else if (interval) hold('a plan or a request while it does not rest', waits || asking);
          }
        }
        for (const endpoint of endpointsInFlight) {
          const wanted = pages.some(
            ({running, online, asks}) =>
              running &&
              online &&
              asks.some(({address}) => 'url' in address && address.url === endpoint),
          );
          hold('no request that nobody waits for', wanted);
        }
      };

      for (let step = 0; step < 40; step++) {
        const before = asked();
        const [name, act] = pick(Object.entries(acts));
        // The network comes and goes for both, the server and time are nobody's own.
        const one = name.startsWith('answer') || name.startsWith('pass');
        const both = name.endsWith('connect') || chance() < 0.5;
        const concerned = one ? pages.slice(0, 1) : both ? pages : [pick(pages)];
        history.push(`${name} ${concerned.map((page) => pages.indexOf(page)).join('+')}`);
        for (const page of concerned) act(page);
        // Not always: what follows in the same turn must be as good.
        if (chance() < 0.7) await check();
        const mayAsk = name === 'check' || pages.some(({awake}) => awake());
        hold('a request only where one may be made', asked() === before || mayAsk);
      }
      await check();

      for (const page of pages) acts.stop(page);
      hold('no request after the end', server.inFlight.length === 0);
      await check();
      const end = asked();
      clock.pass(60 * MINUTE);
      hold('nothing after the end', asked() === end);
    }
  });
});

describe('the age at which an observation counts no more', () => {
  it('is what the embedder says', () => {
    expect(effectiveMaxAge(60_000, 30_000)).to.equal(60_000);
    expect(effectiveMaxAge(90_000, 0)).to.equal(90_000);
  });

  it('is never less than two intervals: the next check must come in time', () => {
    expect(effectiveMaxAge(60_000, 45_000)).to.equal(90_000);
    expect(effectiveMaxAge(0, 30_000)).to.equal(60_000);
  });
});

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
