/**
 * The request that a probe sends, and what it makes of each answer. One file, because all tests share one
 * fake server.
 */
import {expect} from '@open-wc/testing';
import {ANSWER_BYTES, ANSWER_TIMEOUT, CHALLENGE} from '../../src/guard/contract.js';
import {platform, type Environment} from '../../src/guard/environment.js';
import {probe, type ProbeResult} from '../../src/guard/probe.js';
import {judge} from '../../src/guard/verdict.js';
import {FakeClock, NOW} from '../fixtures/fake-clock.js';
import {FakeServer, fakeEnvironment, until, type FakeRequest} from '../fixtures/fake-server.js';
import {bareResponse, blockedResponse, GUARD} from '../fixtures/guard-answers.js';
import {outcomeOf, VERDICT_CASES, type Answered} from '../fixtures/verdict-cases.js';

const ENDPOINT = 'https://vendor.example/guard';

describe('a probe', () => {
  let clock: FakeClock;
  let server: FakeServer;
  let stop: AbortController;
  beforeEach(() => {
    clock = new FakeClock();
    server = new FakeServer();
    stop = new AbortController();
  });

  const ask = (others: Partial<Environment> = {}, endpoint = ENDPOINT) =>
    probe(endpoint, fakeEnvironment(clock, server, others), stop.signal);

  /** Resolves to the result of a probe that this response answers. */
  const answered = (response: Response): Promise<ProbeResult> => {
    const probed = ask();
    server.last.answer(response);
    return probed;
  };

  /** Creates a response whose body has started and stays open until its request is aborted. */
  const endless = ({signal}: FakeRequest, status: number) =>
    new Response(
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"guard":'));
          signal.addEventListener('abort', () => controller.error(signal.reason));
        },
      }),
      {status, headers: {'Content-Type': 'application/problem+json'}},
    );

  describe('requests', () => {
    it('with exactly these settings', () => {
      void ask();
      const {init, url} = server.last;
      const {signal, ...request} = init;
      expect(request).to.deep.equal({
        method: 'GET',
        headers: {Accept: 'application/problem+json, application/json'},
        credentials: 'omit',
        cache: 'no-store',
        redirect: 'manual',
        referrerPolicy: 'no-referrer',
      });
      expect(signal).to.be.an.instanceOf(AbortSignal);
      expect([...url.searchParams.keys()]).to.deep.equal(['challenge']);
    });

    it('with a challenge of 22 base64url characters, which it reports', async () => {
      const {challenge} = await answered(bareResponse(403));
      expect(challenge).to.match(CHALLENGE);
      expect(server.last.challenge).to.equal(challenge);
    });

    it('with all of its 128 random bits, in the alphabet of base64url', async () => {
      const bytes = Uint8Array.from({length: 16}, (_, index) => (index % 2 ? 0xff : 0xfb));
      const asked = ask({
        randomBytes: (array) => {
          array.set(bytes);
          return array;
        },
      });
      server.last.answer(bareResponse(403));
      const {challenge} = await asked;
      expect(challenge).to.equal('-__7__v_-__7__v_-__7_w');
      const base64 = challenge.replaceAll('-', '+').replaceAll('_', '/');
      expect(Uint8Array.from(atob(base64), (it) => it.charCodeAt(0))).to.deep.equal(bytes);
    });

    it('with another challenge each time', () => {
      for (let time = 0; time < 20; time++) void ask();
      expect(new Set(server.requests.map(({challenge}) => challenge))).to.have.lengthOf(20);
    });

    it('with only its own challenge if the URL already contains some', () => {
      void ask({}, `${ENDPOINT}?challenge=old&tenant=1&challenge=older`);
      const {searchParams} = server.last.url;
      expect(searchParams.getAll('challenge')).to.have.lengthOf(1);
      expect(searchParams.get('challenge')).to.match(CHALLENGE);
      expect(searchParams.get('tenant')).to.equal('1');
    });
  });

  describe('reports', () => {
    for (const it_ of VERDICT_CASES) {
      const {happens} = it_;
      // A `Response` of type `opaqueredirect` cannot be constructed: see the test over HTTP.
      if (happens.does !== 'answer' || happens.ending) continue;
      it(`the outcome: ${it_.name}`, async () => {
        const probed = ask();
        const {challenge} = server.last;
        server.last.answer(responseTo(happens, challenge));
        expect((await probed).outcome).to.deep.equal(outcomeOf(happens, challenge));
      });
    }

    it('the time of the request, not of the answer', async () => {
      const probed = ask();
      const asked = clock.now();
      clock.pass(ANSWER_TIMEOUT - 1);
      server.last.answer(bareResponse(403));
      expect((await probed).checkedAt).to.deep.equal(asked);
    });

    it('a timeout, but not before the time limit', async () => {
      const probed = ask();
      clock.pass(ANSWER_TIMEOUT - 1);
      expect(server.last.status).to.equal('in-flight');
      clock.pass(1);
      expect(server.last.status).to.equal('aborted');
      expect((await probed).outcome).to.deep.equal({status: 'no-headers', reason: 'timeout'});
    });

    for (const status of [200, 403]) {
      it(`no body if it is too slow, with ${status}`, async () => {
        const probed = ask();
        server.last.answer(endless(server.last, status));
        clock.pass(ANSWER_TIMEOUT);
        expect((await probed).outcome).to.deep.equal({
          status: 'answered',
          httpStatus: status,
          mediaType: 'application/problem+json',
          body: undefined,
        });
      });
    }

    it('no body if it exceeds the limit, and stops reading', async () => {
      let cancelled = false;
      const probed = ask();
      const endlessly = new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array(ANSWER_BYTES / 2)),
        cancel: () => {
          cancelled = true;
        },
      });
      server.last.answer(new Response(endlessly, {status: 403}));
      expect((await probed).outcome).to.include({httpStatus: 403, body: undefined});
      await until(() => cancelled, 'the transfer is cancelled');
    });

    it('no body if it is cut off', async () => {
      const broken = new ReadableStream({
        pull: (controller) => controller.error(new TypeError('network error')),
      });
      const {outcome} = await answered(new Response(broken, {status: 200}));
      expect(outcome).to.include({httpStatus: 200, body: undefined});
    });

    for (const status of [301, 302, 303, 307, 308]) {
      it(`a visible ${status} as a redirect, without reading its body`, async () => {
        let cancelled = false;
        const body = new ReadableStream({
          cancel: () => {
            cancelled = true;
          },
        });
        const {outcome} = await answered(new Response(body, {status}));
        expect(outcome).to.deep.equal({status: 'redirect'});
        await until(() => cancelled, 'the transfer is cancelled');
      });
    }

    it('a redirect that the browser makes opaque', async () => {
      const hidden = Object.defineProperty(new Response(null), 'type', {value: 'opaqueredirect'});
      expect((await answered(hidden)).outcome).to.deep.equal({status: 'redirect'});
    });

    it('a network error', async () => {
      const probed = ask();
      server.last.fail();
      expect((await probed).outcome).to.deep.equal({status: 'no-headers', reason: 'network'});
    });

    it('a policy error if the page’s policy refused this request', async () => {
      const asked: string[] = [];
      const probed = ask({
        refusedByPolicy: async (url) => {
          asked.push(url);
          return true;
        },
      });
      server.last.fail();
      expect((await probed).outcome).to.deep.equal({status: 'no-headers', reason: 'csp'});
      expect(asked).to.deep.equal([server.last.url.href]);
    });

    it('a network error if the page cannot tell', async () => {
      const probed = ask({refusedByPolicy: () => Promise.reject(new Error('no page'))});
      server.last.fail();
      expect((await probed).outcome).to.deep.equal({status: 'no-headers', reason: 'network'});
    });

    it('a timeout even if the policy would refuse the request', async () => {
      const probed = ask({refusedByPolicy: async () => true});
      clock.pass(ANSWER_TIMEOUT);
      expect((await probed).outcome).to.deep.equal({status: 'no-headers', reason: 'timeout'});
    });
  });

  describe('ends', () => {
    it('without a timer left after any outcome', async () => {
      await answered(blockedResponse(undefined));
      expect(clock.timers).to.be.empty;
      const failed = ask();
      server.last.fail();
      await failed;
      expect(clock.timers).to.be.empty;
      const late = ask();
      clock.pass(ANSWER_TIMEOUT);
      await late;
      expect(clock.timers).to.be.empty;
    });

    it('when it is aborted before an answer', async () => {
      const probed = ask();
      stop.abort();
      expect(server.last.status).to.equal('aborted');
      await probed;
      expect(clock.timers).to.be.empty;
    });

    it('when it is aborted during the answer', async () => {
      const probed = ask();
      server.last.answer(endless(server.last, 403));
      stop.abort();
      expect((await probed).outcome).to.include({status: 'answered', body: undefined});
      expect(clock.timers).to.be.empty;
    });
  });

  describe('reads the requested delay', () => {
    const wait = async (header: string | undefined, body = '') =>
      (
        await answered(
          new Response(body, {
            status: 503,
            headers: header === undefined ? {} : {'Retry-After': header},
          }),
        )
      ).retryAfter;

    it('as undefined without one', async () => {
      expect(await wait(undefined)).to.be.undefined;
    });

    it('from a header in seconds', async () => {
      expect(await wait('120')).to.equal(120_000);
      expect(await wait(' 0 ')).to.equal(0);
    });

    it('from a header that is a date', async () => {
      expect(await wait(new Date(NOW + 90_000).toUTCString())).to.equal(90_000);
    });

    it('as negative if it has already passed', async () => {
      expect(await wait(new Date(NOW - 90_000).toUTCString())).to.be.below(0);
      expect(await wait(undefined, '{"retryAfterSeconds": -45}')).to.be.below(0);
    });

    it('from the body if there is no readable header', async () => {
      expect(await wait(undefined, '{"status": 503, "retryAfterSeconds": 45}')).to.equal(45_000);
      expect(await wait(undefined, '{"retryAfterSeconds": 0.5}')).to.equal(500);
    });

    it('from the header rather than from the body', async () => {
      expect(await wait('10', '{"retryAfterSeconds": 45}')).to.equal(10_000);
    });

    it('from the body if the header is invalid', async () => {
      expect(await wait('soon', '{"retryAfterSeconds": 45}')).to.equal(45_000);
      expect(await wait('', '{"retryAfterSeconds": 45}')).to.equal(45_000);
    });

    it('as undefined if both are invalid', async () => {
      expect(await wait('soon', '{"retryAfterSeconds": "45"}')).to.be.undefined;
      expect(await wait(undefined, '"retryAfterSeconds": 45')).to.be.undefined;
      expect(await wait(undefined, '{"guard": {"retryAfterSeconds": 45}}')).to.be.undefined;
    });

    it('from a refusal as well', async () => {
      const {retryAfter} = await answered(blockedResponse(undefined, {}, {'Retry-After': '5'}));
      expect(retryAfter).to.equal(5_000);
    });
  });
});

describe('the platform', () => {
  it('probes a real server, and judges its static file as unproven', async () => {
    const endpoint = new URL('../fixtures/open.json', import.meta.url).href;
    const {outcome, challenge, checkedAt} = await probe(
      endpoint,
      platform,
      new AbortController().signal,
    );
    expect(judge({guard: GUARD, endpoint, challenge, outcome, checkedAt})).to.include({
      verdict: 'open',
      proven: false,
      status: 200,
    });
  });

  it('reports a failed request as a network error', async () => {
    const {outcome} = await probe(
      'https://guard.invalid/',
      {...platform, fetch: () => Promise.reject(new TypeError('Failed to fetch'))},
      new AbortController().signal,
    );
    expect(outcome).to.deep.equal({status: 'no-headers', reason: 'network'});
  });

  it('has timers that fire and can be cleared', async () => {
    const {clock} = platform;
    const cleared = clock.setTimeout(() => expect.fail('a cleared timer fired'), 0);
    clock.clearTimeout(cleared);
    await new Promise<void>((resolve) => {
      clock.setTimeout(resolve, 0);
    });
  });

  it('has two clocks in milliseconds', () => {
    const {wall, monotonic} = platform.clock.now();
    expect(wall).to.be.closeTo(Date.now(), 1_000);
    expect(monotonic).to.be.closeTo(performance.now(), 1_000);
  });
});

function responseTo({status, type, body}: Answered, challenge: string): Response {
  const text = typeof body === 'function' ? body(challenge) : body;
  // Bytes, because a string would set a media type.
  return new Response(status === 204 ? null : new TextEncoder().encode(text), {
    status,
    headers: type ? {'Content-Type': type} : {},
  });
}
