import {expect} from '@open-wc/testing';
import {ANSWER_TIMEOUT} from '../../src/guard/contract.js';
import {Endpoints, pageEndpoints} from '../../src/guard/endpoints.js';
import type {Environment} from '../../src/guard/environment.js';
import {FakeClock} from '../fixtures/fake-clock.js';
import {FakeServer, fakeEnvironment, until} from '../fixtures/fake-server.js';
import {blockedResponse} from '../fixtures/guard-answers.js';

const ENDPOINT = 'https://vendor.example/guard';

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

  /** Somebody who asks, and can leave. */
  const ask = (endpoint = ENDPOINT) => {
    const leave = new AbortController();
    return {
      answer: endpoints.ask(endpoint, environment, leave.signal),
      leave: () => leave.abort(),
    };
  };

  it('are asked once, however many ask meanwhile', async () => {
    const askers = Array.from({length: 5}, () => ask());
    expect(server.requests.length).to.equal(1);
    server.last.answer(blockedResponse(server.last.challenge));
    const answers = await Promise.all(askers.map(({answer}) => answer));
    expect(new Set(answers), 'one raw answer for all').to.have.lengthOf(1);
    expect(answers[0]).to.include({challenge: server.last.challenge});
    expect(server.requests.length).to.equal(1);
  });

  it('are told apart by their whole address', () => {
    for (const endpoint of [ENDPOINT, `${ENDPOINT}?a=1`, `${ENDPOINT}s`]) void ask(endpoint);
    expect(server.inFlight.length).to.equal(3);
  });

  it('are asked anew once an answer came', async () => {
    const first = ask();
    server.last.answer(blockedResponse(undefined));
    const answer = await first.answer;
    const second = ask();
    expect(server.requests.length).to.equal(2);
    server.last.answer(blockedResponse(undefined));
    expect(await second.answer).not.to.equal(answer);
  });

  it('are asked anew once an answer failed to come', async () => {
    const first = ask();
    clock.pass(ANSWER_TIMEOUT);
    expect((await first.answer)?.outcome).to.include({reason: 'timeout'});
    void ask();
    expect(server.inFlight.length).to.equal(1);
  });

  it('are left alone as soon as the last who asked has left, and not before', async () => {
    const [one, two, three] = [ask(), ask(), ask()];
    one.leave();
    three.leave();
    expect(await one.answer).to.be.undefined;
    expect(await three.answer).to.be.undefined;
    expect(server.last.status).to.equal('in-flight');
    two.leave();
    expect(server.last.status).to.equal('aborted');
    expect(await two.answer).to.be.undefined;
    await until(() => !clock.timers.length, 'the probe is over');
  });

  it('still answer those who stay', async () => {
    const [gone, stays] = [ask(), ask()];
    gone.leave();
    server.last.answer(blockedResponse(undefined));
    expect((await stays.answer)?.outcome).to.include({httpStatus: 403});
    expect(await gone.answer).to.be.undefined;
  });

  it('are asked anew by whoever asks right after the last has left', async () => {
    const gone = ask();
    gone.leave();
    const next = ask();
    expect(server.requests.map(({status}) => status)).to.deep.equal(['aborted', 'in-flight']);
    server.last.answer(blockedResponse(server.last.challenge));
    expect((await next.answer)?.challenge).to.equal(server.last.challenge);
    expect(await gone.answer).to.be.undefined;
  });

  it('keep a new request when the one before it ends late', async () => {
    ask().leave();
    const next = ask();
    await until(() => clock.timers.length === 1, 'the first probe is over');
    void ask();
    expect(server.requests.length, 'the third asker joined the second').to.equal(2);
    next.leave();
    expect(server.last.status).to.equal('in-flight');
  });

  it('are not asked by who has left already', async () => {
    const left = AbortSignal.abort();
    expect(await endpoints.ask(ENDPOINT, environment, left)).to.be.undefined;
    expect(server.requests.length).to.equal(0);
  });

  it('take no harm from who leaves after the answer', async () => {
    const one = ask();
    server.last.answer(blockedResponse(undefined));
    await one.answer;
    const two = ask();
    one.leave();
    expect(server.last.status).to.equal('in-flight');
    two.leave();
    expect(server.last.status).to.equal('aborted');
  });

  it('hold on to nothing of who asked, once they were answered', async () => {
    const {signal} = new AbortController();
    const listeners = new Set<string>();
    signal.addEventListener = (type: string) => void listeners.add(type);
    signal.removeEventListener = (type: string) => void listeners.delete(type);
    const answer = endpoints.ask(ENDPOINT, environment, signal);
    expect([...listeners]).to.deep.equal(['abort']);
    server.last.answer(blockedResponse(undefined));
    await answer;
    expect(listeners.size).to.equal(0);
  });

  it('are shared by everything on the page that brings none of its own', () => {
    expect(pageEndpoints).to.be.an.instanceOf(Endpoints);
  });
});
