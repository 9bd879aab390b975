import {expect} from '@open-wc/testing';
import {ANSWER_TIMEOUT} from '../../src/guard/contract.js';
import type {Subscriber} from '../../src/guard/endpoint-schedule.js';
import {Endpoints, pageEndpoints} from '../../src/guard/endpoints.js';
import type {Environment} from '../../src/guard/environment.js';
import type {ProbeResult} from '../../src/guard/probe.js';
import {FakeClock} from '../fixtures/fake-clock.js';
import {FakeServer, fakeEnvironment, until} from '../fixtures/fake-server.js';
import {bareResponse, blockedResponse} from '../fixtures/guard-answers.js';

const ENDPOINT = 'https://vendor.example/guard';
const SECOND = 1_000;
const INTERVAL = 30 * SECOND;

describe('the endpoints of a page', () => {
  let clock: FakeClock;
  let server: FakeServer;
  let environment: Environment;
  let endpoints: Endpoints;
  beforeEach(() => {
    clock = new FakeClock();
    server = new FakeServer();
    environment = fakeEnvironment(clock, server);
    endpoints = new Endpoints();
  });

  /** Subscribes to an endpoint, and collects its answers. */
  const join = (endpoint = ENDPOINT, options: Partial<Subscriber> = {}) => {
    const answers: ProbeResult[] = [];
    const onAnswer = (answer: ProbeResult) => void answers.push(answer);
    const subscriber: Subscriber = {
      interval: INTERVAL,
      environment,
      active: true,
      since: -Infinity,
      onAnswer,
      ...options,
    };
    const schedule = endpoints.at(endpoint);
    schedule.subscribe(subscriber);
    return {answers, schedule, leave: () => schedule.unsubscribe(subscriber)};
  };

  /** Answers the last request, and waits until its answer has been delivered. */
  const respond = async (response = blockedResponse(server.last.challenge)) => {
    const {schedule, leave} = join();
    server.last.answer(response);
    await until(() => !schedule.checking, 'the answer is delivered');
    leave();
  };

  it('send one request for any number of subscribers', async () => {
    const subscribers = Array.from({length: 5}, () => join());
    expect(server.requests.length).to.equal(1);
    await respond();
    const answers = subscribers.flatMap((it) => it.answers);
    expect(answers).to.have.lengthOf(5);
    expect(new Set(answers), 'one raw answer for all').to.have.lengthOf(1);
    expect(answers[0]).to.include({challenge: server.last.challenge});
    expect(clock.timers).to.deep.equal([INTERVAL]);
  });

  it('are distinguished by their whole URL', () => {
    for (const endpoint of [ENDPOINT, `${ENDPOINT}?a=1`, `${ENDPOINT}s`]) join(endpoint);
    expect(server.inFlight.length).to.equal(3);
  });

  it('send a new request when the interval has passed, and deliver each answer once', async () => {
    const {answers} = join();
    await respond();
    clock.pass(INTERVAL);
    expect(server.requests.length).to.equal(2);
    await respond();
    expect(new Set(answers)).to.have.lengthOf(2);
    expect(answers).to.have.lengthOf(2);
  });

  it('send a new request after a timeout', async () => {
    const {answers, schedule} = join();
    clock.pass(ANSWER_TIMEOUT);
    await until(() => !schedule.checking, 'the request is over');
    expect(answers[0]?.outcome).to.include({reason: 'timeout'});
    void schedule.check();
    expect(server.inFlight.length).to.equal(1);
  });

  it('abort a request when its last subscriber leaves, and not before', async () => {
    const [one, two, three] = [join(), join(), join()];
    one.leave();
    three.leave();
    expect(server.last.status).to.equal('in-flight');
    two.leave();
    expect(server.last.status).to.equal('aborted');
    await until(() => !clock.timers.length, 'the probe is over');
    expect([one, two, three].flatMap(({answers}) => answers)).to.be.empty;
  });

  it('leave no timer when the last subscriber leaves', async () => {
    const [one, two] = [join(), join()];
    await respond();
    one.leave();
    expect(clock.timers).to.deep.equal([INTERVAL]);
    two.leave();
    expect(clock.timers).to.be.empty;
  });

  it('still answer the subscribers that stay', async () => {
    const [gone, stays] = [join(), join()];
    gone.leave();
    await respond();
    expect(stays.answers[0]?.outcome).to.include({httpStatus: 403});
    expect(gone.answers).to.be.empty;
  });

  it('repeat an aborted request a second after it began', async () => {
    join().leave();
    const next = join();
    expect(server.requests.length).to.equal(1);
    clock.pass(SECOND);
    expect(server.requests.map(({status}) => status)).to.deep.equal(['aborted', 'in-flight']);
    await respond();
    expect(next.answers[0]?.challenge).to.equal(server.last.challenge);
  });

  it('keep a new request when the previous one ends late', async () => {
    join().leave();
    const next = join();
    clock.pass(SECOND);
    await until(() => clock.timers.length === 1, 'the first probe is over');
    join();
    expect(server.requests.length, 'the third joined the second').to.equal(2);
    next.leave();
    expect(server.last.status).to.equal('in-flight');
  });

  it('deliver nothing from before an outage', async () => {
    join();
    await respond();
    clock.pass(SECOND);
    const later = join(ENDPOINT, {since: clock.now().monotonic});
    expect(later.answers).to.be.empty;
    expect(clock.timers).to.deep.equal([INTERVAL - SECOND]);
  });

  it('deliver the last answer to a subscriber that must wait only because another one leaves', async () => {
    const often = join(ENDPOINT, {interval: 5 * SECOND, active: false});
    void often.schedule.check();
    await respond();
    clock.pass(10 * SECOND);
    const seldom = join(ENDPOINT, {active: false});
    expect(seldom.answers, 'the endpoint is due').to.be.empty;
    often.leave();
    expect(seldom.answers).to.deep.equal(often.answers);
  });

  describe('without subscribers', () => {
    it('remember when they may be asked again', async () => {
      const {leave} = join();
      await respond(bareResponse(503, {'Retry-After': '120'}));
      leave();
      clock.pass(60 * SECOND);
      const {answers} = join();
      expect(answers).to.have.lengthOf(1);
      expect(server.requests.length).to.equal(1);
      // Half an interval is the jitter.
      expect(clock.timers).to.deep.equal([75 * SECOND]);
    });

    it('are forgotten in the order in which they were left: the 200 last ones are remembered', async () => {
      const visit = async (index: number) => {
        const before = server.requests.length;
        const {leave} = join(`${ENDPOINT}/${index}`);
        const asked = server.requests.length > before;
        if (asked) {
          server.last.answer(blockedResponse(undefined));
          await until(() => !endpoints.at(`${ENDPOINT}/${index}`).checking, 'it has answered');
        }
        leave();
        return asked;
      };
      const stays = join();
      await respond();
      for (let index = 0; index <= 200; index++) expect(await visit(index)).to.be.true;
      expect(await visit(1), 'remembered').to.be.false;
      expect(await visit(0), 'forgotten').to.be.true;
      expect(await visit(1), 'remembered, because it was left later than 2').to.be.false;
      expect(await visit(2), 'forgotten in place of 1').to.be.true;
      expect(endpoints.at(ENDPOINT), 'never forgotten').to.equal(stays.schedule);
    });
  });

  it('are shared by default across the page', () => {
    expect(pageEndpoints).to.be.an.instanceOf(Endpoints);
  });
});
