import {expect} from '@open-wc/testing';
import {everySecond} from '../../../src/elements/ui/ticker.js';
import {
  all,
  blocks,
  rendered,
  eventually,
  manifestOf,
  mount,
  one,
  pageClock,
  fakeNetwork,
  sectionOf,
  textOf,
  untilVerdict,
  WRITE,
} from '../../fixtures/center.js';

const network = fakeNetwork();
const clock = pageClock();

const mountAnswered = async () => {
  network.route(WRITE, blocks());
  const center = await mount({manifest: manifestOf(), guardInterval: 300, maxAge: 3_600});
  await untilVerdict(center, 'write', 'blocked');
  return center;
};
const VERIFIED = '.answer .age';

describe('a relative time', () => {
  it('shows the elapsed time, with the absolute time as its title', async () => {
    const age = one<HTMLTimeElement>(sectionOf(await mountAnswered(), 'guards'), VERIFIED);
    expect(textOf(age)).to.match(/^\d sec\. ago$/);
    expect(Date.parse(age.dateTime)).to.be.closeTo(Date.now(), 5_000);
    expect(age.title).to.match(/\d{4}.*\d:\d\d:\d\d/);
  });

  it('counts up without rendering anything again', async () => {
    const center = await mountAnswered();
    const guards = sectionOf(center, 'guards');
    const age = one(guards, VERIFIED);
    const changed: Node[] = [];
    const observer = new MutationObserver((records) =>
      changed.push(...records.map(({target}) => target)),
    );
    observer.observe(guards.shadowRoot!, {attributes: true, childList: true, subtree: true});
    clock.pass(120_000);
    await eventually(() => textOf(age) === '2 min. ago', 'two minutes have passed');
    observer.disconnect();
    expect(one(guards, VERIFIED) === age).to.be.true;
    expect(changed.every((node) => node instanceof Element && node.matches('.age'))).to.be.true;
  });

  it('counts down to the next check', async () => {
    const center = await mountAnswered();
    const next = one(sectionOf(center, 'guards'), '.facts .age[data-sign="1"]');
    expect(textOf(next)).to.match(/^in [45] min\.$/);
    clock.pass(200_000);
    await eventually(() => textOf(next) === 'in 1 min.', 'the next check is near');
  });

  it('never counts the past as the future', async () => {
    const center = await mountAnswered();
    clock.pass(-86_400_000);
    await untilVerdict(center, 'write', 'stale');
    const [asked] = all(sectionOf(center, 'guards'), '.facts .age[data-sign="-1"]');
    expect(textOf(asked!)).to.equal('0 sec. ago');
  });

  it('stops while it is off the page, and resumes with it', async () => {
    const center = await mountAnswered();
    const place = center.parentElement!;
    const age = one(sectionOf(center, 'guards'), VERIFIED);
    center.remove();
    clock.pass(180_000);
    await nextTick();
    expect(textOf(age)).to.match(/sec\. ago$/);
    network.unroute(WRITE);
    place.append(center);
    await rendered(center);
    await eventually(
      () => textOf(one(center, `arqen-trust-guards`)).includes('3 min. ago'),
      'it resumes',
    );
  });
});

/** Resolves with the next tick of the shared timer. */
const nextTick = () =>
  new Promise<void>((resolve) => {
    const stop = everySecond(() => {
      stop();
      resolve();
    });
  });

describe('the timer that all relative times share', () => {
  const realSet = window.setInterval.bind(window);
  const realClear = window.clearInterval.bind(window);
  afterEach(() => {
    window.setInterval = realSet;
    window.clearInterval = realClear;
  });

  it('runs once, and only while there is a relative time', async () => {
    const running = new Set<unknown>();
    window.setInterval = ((...timer: Parameters<typeof realSet>) => {
      const id = realSet(...timer);
      running.add(id);
      return id;
    }) as typeof realSet;
    window.clearInterval = (id) => {
      running.delete(id);
      realClear(id);
    };
    const centers = [await mountAnswered(), await mountAnswered()];
    expect(running.size).to.equal(1);
    centers[0]!.remove();
    expect(running.size).to.equal(1);
    centers[1]!.remove();
    expect(running.size).to.equal(0);
  });

  it('lets a listener stop another during a tick', async () => {
    const calls: string[] = [];
    const stopFirst = everySecond(() => {
      calls.push('first');
      stopSecond();
    });
    const stopSecond = everySecond(() => calls.push('second'));
    await nextTick();
    await nextTick();
    stopFirst();
    expect(calls.filter((call) => call === 'second').length).to.be.at.most(1);
    expect(calls).to.include('first');
  });
});
