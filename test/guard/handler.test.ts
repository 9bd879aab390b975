/** Every answer of a guard handler. One file, because all tests share the same gates and requests. */
import {expect} from '@open-wc/testing';
import {ANSWER_TIMEOUT} from '../../src/guard/contract.js';
import {createGuardHandler, type GuardHandlerOptions} from '../../src/guard/handler.js';
import {judge} from '../../src/guard/verdict.js';
import {probe} from '../../src/guard/probe.js';
import {FakeClock} from '../fixtures/fake-clock.js';
import {FakeServer, fakeEnvironment} from '../fixtures/fake-server.js';
import {CHALLENGE_SENT, GUARD, NO_EFFECTS} from '../fixtures/guard-answers.js';
import {GARBAGE, hangs} from '../fixtures/gate-garbage.js';

const ENDPOINT = 'https://vendor.example/api/production-write/guard';
const UNMET = ['authentication', 'tenant-isolation'];

/** A gate function in a vendor's JavaScript, which may return anything. */
type AnyGate = (...args: Parameters<GuardHandlerOptions['gate']>) => unknown;

const handlerOf = (gate: AnyGate, options: Partial<GuardHandlerOptions> = {}) =>
  createGuardHandler({
    id: GUARD.id,
    route: GUARD.route,
    gate: gate as GuardHandlerOptions['gate'],
    ...options,
  });

const blocks: AnyGate = () => ({decision: 'blocked', unmetGates: UNMET});
const opens: AnyGate = () => ({decision: 'open'});

const ask = (
  gate: AnyGate,
  {
    url = ENDPOINT,
    method = 'GET',
    ...options
  }: Partial<GuardHandlerOptions> & {
    url?: string;
    method?: string;
  } = {},
) => handlerOf(gate, options)(new Request(url, {method}));

interface Body {
  readonly status?: number;
  readonly guard: Record<string, unknown>;
}
const bodyOf = async (response: Response | Promise<Response>) =>
  (await (await response).json()) as Body & Record<string, unknown>;

const headersOf = ({headers}: Response) => Object.fromEntries(headers);

const COMMON = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Retry-After',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

describe('a guard handler', () => {
  describe('answers', () => {
    it('403 with the problem if its gate blocks', async () => {
      const before = Date.now();
      const response = await ask(
        () => ({decision: 'blocked', unmetGates: UNMET, detail: 'Two gates are not met.'}),
        {
          url: `${ENDPOINT}?challenge=${CHALLENGE_SENT}`,
          type: 'https://vendor.example/problems/gated',
          release: 'a1b2c3',
        },
      );
      expect(response.status).to.equal(403);
      expect(headersOf(response)).to.deep.equal({
        ...COMMON,
        'content-type': 'application/problem+json',
      });
      const {guard, ...problem} = await bodyOf(response);
      expect(problem).to.deep.equal({
        type: 'https://vendor.example/problems/gated',
        title: 'Blocked until gates are met',
        status: 403,
        detail: 'Two gates are not met.',
        instance: '/api/production-write/guard',
      });
      const {checkedAt, ...others} = guard;
      expect(others).to.deep.equal({
        version: '1',
        id: 'production-write',
        route: '/api/production-write',
        decision: 'blocked',
        unmetGates: UNMET,
        challenge: CHALLENGE_SENT,
        release: 'a1b2c3',
        effects: NO_EFFECTS,
      });
      expect(checkedAt).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(Date.parse(checkedAt as string)).to.be.within(before, Date.now());
    });

    it('200 with only the guard member if its gate opens', async () => {
      const response = await ask(opens, {url: `${ENDPOINT}?challenge=${CHALLENGE_SENT}`});
      expect(response.status).to.equal(200);
      expect(headersOf(response)).to.deep.equal({...COMMON, 'content-type': 'application/json'});
      const body = await bodyOf(response);
      expect(body).to.have.keys('guard');
      expect(body.guard).to.include({decision: 'open', challenge: CHALLENGE_SENT});
      expect(body.guard['unmetGates']).to.deep.equal([]);
    });

    it('503 and undetermined if its gate fails', async () => {
      const response = await ask(
        () => {
          throw new Error('The database at 10.0.0.7 is down.');
        },
        {url: `${ENDPOINT}?challenge=${CHALLENGE_SENT}`},
      );
      expect(response.status).to.equal(503);
      expect(headersOf(response)).to.deep.equal({
        ...COMMON,
        'content-type': 'application/problem+json',
      });
      const text = await response.text();
      expect(text, 'no internal detail leaks').not.to.include('10.0.0.7');
      const {guard, ...problem} = JSON.parse(text) as Body;
      expect(problem).to.deep.equal({
        type: 'about:blank',
        title: 'Whether this route is blocked could not be determined',
        status: 503,
        instance: '/api/production-write/guard',
      });
      expect(guard).to.include({decision: 'undetermined', challenge: CHALLENGE_SENT});
      expect(guard['unmetGates']).to.deep.equal([]);
    });

    it('204 to a preflight, and allows any page', async () => {
      const response = await ask(() => expect.fail('called'), {method: 'OPTIONS'});
      expect(response.status).to.equal(204);
      expect(await response.text()).to.equal('');
      expect(headersOf(response)).to.deep.equal({
        ...COMMON,
        allow: 'GET, OPTIONS',
        'access-control-allow-methods': 'GET',
        'access-control-allow-headers': '*',
      });
    });

    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']) {
      it(`405 to ${method} without calling its gate`, async () => {
        const response = await ask(() => expect.fail('called'), {method});
        expect(response.status).to.equal(405);
        expect(headersOf(response)).to.deep.equal({
          ...COMMON,
          allow: 'GET, OPTIONS',
          'content-type': 'application/problem+json',
        });
        expect(await bodyOf(response)).to.deep.equal({
          type: 'about:blank',
          title: 'Method Not Allowed',
          status: 405,
        });
      });
    }
  });

  describe('echoes', () => {
    const echoOf = async (query: string) =>
      (await bodyOf(ask(blocks, {url: ENDPOINT + query}))).guard['challenge'];

    it('a well-formed challenge', async () => {
      expect(await echoOf(`?challenge=${CHALLENGE_SENT}`)).to.equal(CHALLENGE_SENT);
      expect(await echoOf(`?a=1&challenge=${CHALLENGE_SENT}&b=2`)).to.equal(CHALLENGE_SENT);
    });

    for (const [what, query] of Object.entries({
      'no challenge': '',
      'an empty one': '?challenge=',
      'one that is too short': `?challenge=${CHALLENGE_SENT.slice(1)}`,
      'one that is too long': `?challenge=${CHALLENGE_SENT}A`,
      'one in base64': `?challenge=${encodeURIComponent('AAAAAAAAAAAAAAAAAAAA+/')}`,
      'one with a line break': `?challenge=${CHALLENGE_SENT}%0A`,
      'one with markup': `?challenge=${encodeURIComponent('<script>alert(1)</script>')}`,
    })) {
      it(`nothing for ${what}`, async () => {
        expect(await echoOf(query)).to.be.undefined;
      });
    }
  });

  describe('reports effects', () => {
    const effectsOf = async (effects: unknown, decision = 'blocked') => {
      const unmetGates = decision === 'blocked' ? UNMET : [];
      return (await bodyOf(ask(() => ({decision, unmetGates, effects})))).guard['effects'];
    };

    it('as all false if its gate returns none', async () => {
      expect(await effectsOf(undefined)).to.deep.equal(NO_EFFECTS);
      expect(await effectsOf({})).to.deep.equal(NO_EFFECTS);
    });

    it('as its gate returns them', async () => {
      const effects = {...NO_EFFECTS, authenticatesUsers: true, mutatesRecords: true};
      const returned = {authenticatesUsers: true, mutatesRecords: true, isolatesTenants: false};
      expect(await effectsOf(returned)).to.deep.equal(effects);
      expect(await effectsOf(returned, 'open')).to.deep.equal(effects);
    });
  });

  describe('relies only on a valid decision', () => {
    for (const [description, value] of GARBAGE) {
      it(`and is undetermined if its gate returns ${description}`, async () => {
        for (const gate of [() => value, async () => value]) {
          const response = await ask(gate);
          expect(response.status).to.equal(503);
          expect((await bodyOf(response)).guard).to.include({decision: 'undetermined'});
        }
      });
    }

    it('and is undetermined if its gate rejects', async () => {
      expect((await ask(() => Promise.reject(new Error('no')))).status).to.equal(503);
    });

    it('and is undetermined if a getter of the decision throws', async () => {
      const gate = () => ({
        decision: 'blocked',
        get unmetGates() {
          throw new Error('no');
        },
      });
      expect((await ask(gate)).status).to.equal(503);
    });

    it('and is undetermined if its gate hangs, and aborts its signal', async () => {
      let gateSignal: AbortSignal | undefined;
      const response = await ask(
        (signal) => {
          gateSignal = signal;
          return hangs();
        },
        {timeout: 1},
      );
      expect(response.status).to.equal(503);
      expect(gateSignal?.aborted).to.be.true;
    });

    it('and survives a gate that fails too late', async () => {
      let fail!: (error: Error) => void;
      const hanging = new Promise((_, reject) => {
        fail = reject;
      });
      expect((await ask(() => hanging, {timeout: 1})).status).to.equal(503);
      // If it were unhandled, the test runner would report this rejection.
      fail(new Error('too late'));
      await hanging.catch(() => undefined);
    });

    describe('within a time limit', () => {
      const {setTimeout, clearTimeout} = globalThis;
      let timers: Map<number, number>;
      beforeEach(() => {
        timers = new Map();
        const set = (_: unknown, delay: number) => {
          timers.set(timers.size + 1, delay);
          return timers.size;
        };
        globalThis.setTimeout = set as typeof setTimeout;
        globalThis.clearTimeout = ((timer: number) => timers.delete(timer)) as typeof clearTimeout;
      });
      afterEach(() => {
        globalThis.setTimeout = setTimeout;
        globalThis.clearTimeout = clearTimeout;
      });

      it('and by default times out before a page does', () => {
        void ask(hangs);
        expect([...timers.values()]).to.have.lengthOf(1);
        expect([...timers.values()][0]).to.be.within(1, ANSWER_TIMEOUT - 1_000);
      });

      it('and leaves no timer that would keep a process alive', async () => {
        await ask(blocks);
        expect(timers.size).to.equal(0);
        await ask(() => Promise.reject(new Error('no')));
        expect(timers.size).to.equal(0);
      });
    });

    it('and accepts repeated gates and unknown members', async () => {
      const gate = () => ({decision: 'blocked', unmetGates: ['a', 'a'], mood: 'good'});
      const response = await ask(gate);
      expect(response.status).to.equal(403);
      expect((await bodyOf(response)).guard).not.to.have.property('mood');
    });
  });

  it('passes its gate the request and a signal that is aborted afterwards', async () => {
    const request = new Request(ENDPOINT);
    let given: unknown[] = [];
    await handlerOf((signal, request) => {
      given = [signal.aborted, request, signal];
      return blocks(signal, request);
    })(request);
    expect(given[0]).to.be.false;
    expect(given[1]).to.equal(request);
    expect((given[2] as AbortSignal).aborted).to.be.true;
  });

  it('has no state, so that overlapping requests each get their own answer', async () => {
    const waiting: ((decision: unknown) => void)[] = [];
    const handler = handlerOf(
      () =>
        new Promise((resolve) => {
          waiting.push(resolve);
        }),
    );
    const challenges = ['A', 'B'].map((letter) => letter.repeat(22));
    const answers = challenges.map((it) => handler(new Request(`${ENDPOINT}?challenge=${it}`)));
    waiting[1]!({decision: 'open'});
    waiting[0]!({decision: 'blocked', unmetGates: ['a']});
    const [first, second] = await Promise.all(answers.map(bodyOf));
    expect(first!.guard).to.include({decision: 'blocked', challenge: challenges[0]});
    expect(second!.guard).to.include({decision: 'open', challenge: challenges[1]});
  });

  describe('is judged', () => {
    /** Probes the handler and judges its answer, as a page does. */
    const judged = async (gate: AnyGate, guard = GUARD, timeout?: number) => {
      const server = new FakeServer();
      const probed = probe(
        ENDPOINT,
        fakeEnvironment(new FakeClock(Date.now()), server),
        new AbortController().signal,
      );
      const {url, init} = server.last;
      server.last.answer(await handlerOf(gate, {timeout})(new Request(url, init)));
      const {outcome, challenge, checkedAt} = await probed;
      return judge({guard, outcome, challenge, checkedAt});
    };

    it('blocked if its gate blocks', async () => {
      const observation = await judged(blocks);
      expect(observation).to.include({
        verdict: 'blocked',
        reason: 'answered-blocked',
        proven: true,
        clockSkew: false,
      });
      expect(observation.unmetGates).to.deep.equal(UNMET);
    });

    it('open and proven if its gate opens', async () => {
      expect(await judged(opens)).to.include({
        verdict: 'open',
        reason: 'answered-open',
        proven: true,
      });
    });

    for (const statuses of [[403], [503], [403, 503]]) {
      it(`unknown if its gate fails and the guard lists ${statuses.join(' and ')}`, async () => {
        const observation = await judged(() => undefined, {...GUARD, statuses});
        expect(observation).to.include({
          verdict: 'unknown',
          reason: 'guard-undetermined',
          proven: false,
        });
      });
    }

    it('unknown if its gate hangs', async () => {
      expect(await judged(hangs, GUARD, 1)).to.include({
        verdict: 'unknown',
        reason: 'guard-undetermined',
      });
    });

    it('contradictory if its gate blocks and reports that the check mutates records', async () => {
      const effects = {mutatesRecords: true};
      expect(await judged(() => ({decision: 'blocked', unmetGates: UNMET, effects}))).to.include({
        verdict: 'contradictory',
        reason: 'effects',
      });
    });
  });
});
