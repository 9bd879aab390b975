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

  /** Asks as a caller that can leave. */
  const ask = (endpoint = ENDPOINT) => {
    const leave = new AbortController();
    return {
      answer: endpoints.ask(endpoint, environment, leave.signal),
      leave: () => leave.abort(),
    };
  };

  it('send one request for any number of concurrent callers', async () => {
    const callers = Array.from({length: 5}, () => ask());
    expect(server.requests.length).to.equal(1);
    server.last.answer(blockedResponse(server.last.challenge));
    const answers = await Promise.all(callers.map(({answer}) => answer));
    expect(new Set(answers), 'one raw answer for all').to.have.lengthOf(1);
    expect(answers[0]).to.include({challenge: server.last.challenge});
    expect(server.requests.length).to.equal(1);
  });

  it('are distinguished by their whole URL', () => {
    for (const endpoint of [ENDPOINT, `${ENDPOINT}?a=1`, `${ENDPOINT}s`]) void ask(endpoint);
    expect(server.inFlight.length).to.equal(3);
  });

  it('send a new request after an answer', async () => {
    const first = ask();
    server.last.answer(blockedResponse(undefined));
    const answer = await first.answer;
    const second = ask();
    expect(server.requests.length).to.equal(2);
    server.last.answer(blockedResponse(undefined));
    expect(await second.answer).not.to.equal(answer);
  });

  it('send a new request after a timeout', async () => {
    const first = ask();
    clock.pass(ANSWER_TIMEOUT);
    expect((await first.answer)?.outcome).to.include({reason: 'timeout'});
    void ask();
    expect(server.inFlight.length).to.equal(1);
  });

  it('abort a request when its last caller leaves, and not before', async () => {
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

  it('still answer the callers that stay', async () => {
    const [gone, stays] = [ask(), ask()];
    gone.leave();
    server.last.answer(blockedResponse(undefined));
    expect((await stays.answer)?.outcome).to.include({httpStatus: 403});
    expect(await gone.answer).to.be.undefined;
  });

  it('send a new request for a caller right after the last one left', async () => {
    const gone = ask();
    gone.leave();
    const next = ask();
    expect(server.requests.map(({status}) => status)).to.deep.equal(['aborted', 'in-flight']);
    server.last.answer(blockedResponse(server.last.challenge));
    expect((await next.answer)?.challenge).to.equal(server.last.challenge);
    expect(await gone.answer).to.be.undefined;
  });

  it('keep a new request when the previous one ends late', async () => {
    ask().leave();
    const next = ask();
    await until(() => clock.timers.length === 1, 'the first probe is over');
    void ask();
    expect(server.requests.length, 'the third caller joined the second').to.equal(2);
    next.leave();
    expect(server.last.status).to.equal('in-flight');
  });

  it('send no request for a caller that has already left', async () => {
    const left = AbortSignal.abort();
    expect(await endpoints.ask(ENDPOINT, environment, left)).to.be.undefined;
    expect(server.requests.length).to.equal(0);
  });

  it('ignore a caller that leaves after its answer', async () => {
    const one = ask();
    server.last.answer(blockedResponse(undefined));
    await one.answer;
    const two = ask();
    one.leave();
    expect(server.last.status).to.equal('in-flight');
    two.leave();
    expect(server.last.status).to.equal('aborted');
  });

  it('keep no listener on a caller after its answer', async () => {
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

  it('are shared by default across the page', () => {
    expect(pageEndpoints).to.be.an.instanceOf(Endpoints);
  });
});
