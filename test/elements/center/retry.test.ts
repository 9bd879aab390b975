/** Attempts after a failure that may pass, and the fallback meanwhile. The clock is the test's. */
import {expect} from '@open-wc/testing';
import type {TrustCenter} from '../../../src/entries/elements.js';
import {platform} from '../../../src/guard/environment.js';
import {
  all,
  answers,
  eventually,
  fakeNetwork,
  mount,
  mountMarkup,
  networkError,
  one,
  quietManifestOf,
  rendered,
  textOf,
  untilLoadState,
  type Answer,
} from '../../fixtures/center.js';
import {FakeClock} from '../../fixtures/fake-clock.js';
import type {ManifestInput} from '../../fixtures/manifests.js';

const network = fakeNetwork();
const SRC = '/vendor/trust.json';
const GOOD = quietManifestOf();
const PAGE = '<!doctype html><title>Sign in</title>';

const real = {...platform};
let clock: FakeClock;

beforeEach(() => {
  clock = new FakeClock();
  // The longest delays.
  Object.assign(platform, {clock, random: () => 0});
});
afterEach(() => {
  Object.assign(platform, real);
  Reflect.deleteProperty(document, 'hidden');
  Reflect.deleteProperty(navigator, 'onLine');
});

const set = (target: object, name: string, value: boolean) =>
  Object.defineProperty(target, name, {value, configurable: true});

const goOnline = (online: boolean) => {
  set(navigator, 'onLine', online);
  window.dispatchEvent(new Event(online ? 'online' : 'offline'));
};
const hide = (hidden: boolean) => {
  set(document, 'hidden', hidden);
  document.dispatchEvent(new Event('visibilitychange', {bubbles: true}));
};

const buttons = (center: TrustCenter) => all<HTMLButtonElement>(center, '[part=banner] button');
const count = () => network.requestsTo(SRC).length;

/** Mounts a center whose first load gets this answer, and waits until it has failed. */
async function mountFailing(answer: Answer | ManifestInput | string, properties = {}) {
  network.route(SRC, answer);
  const center = await untilLoadState(await mount({src: SRC, ...properties}), 'failed');
  await rendered(center);
  return center;
}

/** Waits until a load that is under way has failed again, and the next attempt is planned. */
const untilPlanned = () => eventually(() => clock.timers.length, 'the plan of the next attempt');

describe('a load that failed for the network', () => {
  for (const [what, answer, reason] of [
    ['without a network', networkError, 'network'],
    ['with HTTP 503', answers(503), 'http-status'],
    ['with a sign-in page', PAGE, 'web-page'],
    ['with too many requests', answers(429), 'http-status'],
  ] as const)
    it(`is repeated by itself ${what}`, async () => {
      const center = await mountFailing(answer);
      expect(one(center, '.reason').dataset['reason']).to.equal(reason);
      expect(textOf(center)).not.to.contain('could not be relied on');
      expect(buttons(center).map(textOf)).to.deep.equal(['Try again']);
      clock.pass(4_999);
      expect(count()).to.equal(1);
      network.route(SRC, GOOD);
      clock.pass(1);
      await untilLoadState(center, 'ready');
      await rendered(center);
      expect(count()).to.equal(2);
      expect(all(center, '[part=banner]').length).to.equal(0);
      expect(clock.timers).to.deep.equal([]);
    });

  it('waits twice as long each time, up to five minutes', async () => {
    await mountFailing(answers(503));
    const delays: number[] = [];
    for (let attempt = 0; attempt < 8; attempt++) {
      await untilPlanned();
      expect(clock.timers.length).to.equal(1);
      const [delay] = clock.timers as [number];
      delays.push(delay / 1000);
      clock.pass(delay);
    }
    expect(delays).to.deep.equal([5, 10, 20, 40, 80, 160, 300, 300]);
  });

  it('waits up to a quarter less, so that readers do not return at once', async () => {
    Object.assign(platform, {random: () => 0.8});
    await mountFailing(answers(503));
    expect(clock.timers).to.deep.equal([4_000]);
  });

  it('is not repeated before the time that the server names, whatever happens', async () => {
    await mountFailing(() => new Response('', {status: 503, headers: {'Retry-After': '120'}}));
    expect(clock.timers).to.deep.equal([120_000]);
    goOnline(true);
    hide(false);
    clock.pass(119_999);
    expect(count()).to.equal(1);
    clock.pass(1);
    expect(count()).to.equal(2);
  });

  it('is named offline, and repeated as soon as the device is online', async () => {
    set(navigator, 'onLine', false);
    const center = await mountFailing(networkError);
    expect(textOf(one(center, '.reason'))).to.equal('You are offline.');
    expect(clock.timers).to.deep.equal([]);
    network.route(SRC, GOOD);
    goOnline(true);
    clock.pass(0);
    await untilLoadState(center, 'ready');
  });

  it('is not repeated while the page is hidden, and at once when it is seen again', async () => {
    const center = await mountFailing(networkError);
    hide(true);
    clock.pass(3_600_000);
    expect(count()).to.equal(1);
    network.route(SRC, GOOD);
    hide(false);
    clock.pass(0);
    await untilLoadState(center, 'ready');
  });

  it('is repeated when the page returns from the cache, but not when it has just loaded', async () => {
    await mountFailing(networkError);
    const show = (persisted: boolean) => {
      window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted}));
      clock.pass(0);
    };
    show(false);
    expect(count()).to.equal(1);
    show(true);
    expect(count()).to.equal(2);
  });

  it('is never repeated while another attempt is under way', async () => {
    const center = await mountFailing(networkError);
    network.unroute(SRC);
    clock.pass(5_000);
    const second = await network.waitForRequest(SRC, 2);
    goOnline(true);
    hide(false);
    clock.pass(600_000);
    expect(count()).to.equal(2);
    void center.tryAgain();
    await network.waitForRequest(SRC, 3);
    expect(second.status).to.equal('aborted');
  });

  it('recovers a kept manifest in the same way', async () => {
    network.route(SRC, GOOD);
    const center = await untilLoadState(await mount({src: SRC}), 'ready');
    network.route(SRC, answers(503));
    await center.reload();
    await rendered(center);
    expect(center.loadState).to.equal('kept');
    expect(buttons(center).length).to.equal(1);
    network.route(SRC, GOOD);
    clock.pass(5_000);
    await untilLoadState(center, 'ready');
    await rendered(center);
    expect(buttons(center).length).to.equal(0);
  });

  it('is no longer repeated once the element is removed, or loads something else', async () => {
    const removed = await mountFailing(networkError);
    removed.remove();
    expect(clock.timers).to.deep.equal([]);
    goOnline(true);
    clock.pass(600_000);
    expect(count()).to.equal(1);
    const moved = await mountFailing(networkError);
    network.route('/vendor/other.json', GOOD);
    moved.src = '/vendor/other.json';
    await untilLoadState(moved, 'ready');
    clock.pass(600_000);
    expect(count()).to.equal(2);
  });

  it('is repeated for each of two centers', async () => {
    const centers = [await mountFailing(networkError), await mountFailing(networkError)];
    network.route(SRC, GOOD);
    clock.pass(5_000);
    for (const center of centers) await untilLoadState(center, 'ready');
    expect(count()).to.equal(4);
  });
});

describe('the button to try again', () => {
  it('keeps the focus while the attempt is under way and fails, and gives it to the center', async () => {
    const center = await mountFailing(networkError);
    const [button] = buttons(center) as [HTMLButtonElement];
    const {width, height} = button.getBoundingClientRect();
    expect(Math.min(width, height)).to.be.at.least(24);
    button.focus();
    network.unroute(SRC);
    button.click();
    const second = await network.waitForRequest(SRC, 2);
    await eventually(() => textOf(button) === 'Loading the manifest…', 'the label of the attempt');
    button.click();
    expect(count()).to.equal(2);
    second.fail();
    await eventually(() => textOf(button) === 'Try again', 'the end of the attempt');
    expect(center.shadowRoot!.activeElement).to.equal(button);
    network.route(SRC, GOOD);
    button.click();
    await untilLoadState(center, 'ready');
    await rendered(center);
    expect(center.shadowRoot!.activeElement).to.equal(one(center, '.base'));
  });
});

describe('a failure that no attempt can mend', () => {
  for (const [what, answer, properties] of [
    ['a refused manifest', {...GOOD, organization: {}}, {}],
    ['another version than the page accepts', GOOD, {minVersion: '2'}],
    ['options that are invalid', GOOD, {signingKeys: '{'}],
    ['an address that is not valid', GOOD, {src: 'https://'}],
  ] as const)
    it(`is not repeated: ${what}`, async () => {
      const center = await mountFailing(answer, properties);
      const before = network.requests.length;
      goOnline(true);
      hide(false);
      clock.pass(600_000);
      expect(network.requests.length).to.equal(before);
      expect(buttons(center).length).to.equal(0);
    });
});

describe('the fallback of a load that failed', () => {
  const MARKUP = `<arqen-trust-center src="${SRC}"><p>Write to us.</p></arqen-trust-center>`;
  const seen = (center: TrustCenter) => center.querySelector('p')!.checkVisibility();

  it('stays beside the message if the manifest is not at fault', async () => {
    network.route(SRC, networkError);
    const center = await untilLoadState(await mountMarkup(MARKUP), 'failed');
    await rendered(center);
    expect(seen(center)).to.be.true;
    network.route(SRC, GOOD);
    clock.pass(5_000);
    await untilLoadState(center, 'ready');
    await rendered(center);
    expect(seen(center)).to.be.false;
  });

  it('is replaced by the error if the manifest was refused', async () => {
    network.route(SRC, '{}');
    const center = await untilLoadState(await mountMarkup(MARKUP), 'failed');
    await rendered(center);
    expect(seen(center)).to.be.false;
    expect(textOf(center)).to.contain('could not be relied on');
  });

  it('stays if the code is at fault, which is neither blamed on the address nor repeated', async () => {
    const {error} = console;
    const logged: unknown[] = [];
    console.error = (...values) => logged.push(...values);
    network.route(SRC, GOOD);
    const fetch = window.fetch.bind(window);
    window.fetch = () => {
      throw new TypeError('missing API');
    };
    try {
      const center = await untilLoadState(await mountMarkup(MARKUP), 'failed');
      await rendered(center);
      expect(one(center, '.reason').dataset['reason']).to.equal('internal');
      expect(seen(center)).to.be.true;
      expect(buttons(center).length).to.equal(0);
      expect(clock.timers).to.deep.equal([]);
      expect(logged.map(String)).to.deep.equal(['TypeError: missing API']);
    } finally {
      console.error = error;
      window.fetch = fetch;
    }
  });
});
