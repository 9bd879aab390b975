import {expect} from '@open-wc/testing';
import {everySecond} from '../../../src/elements/ui/ticker.js';
import {
  all,
  blocks,
  drawn,
  eventually,
  manifestOf,
  mount,
  one,
  pageClock,
  fakeNetwork,
  sectionOf,
  textOf,
  verdict,
  WRITE,
} from '../../fixtures/center.js';

const edge = fakeNetwork();
const clock = pageClock();

const answered = async () => {
  edge.at(WRITE, blocks());
  const center = await mount({manifest: manifestOf(), guardInterval: 300, maxAge: 3_600});
  await verdict(center, 'write', 'blocked');
  return center;
};
const verified = '.answer .age';

describe('an age', () => {
  it('says how long ago, with the moment itself behind it', async () => {
    const age = one<HTMLTimeElement>(sectionOf(await answered(), 'guards'), verified);
    expect(textOf(age)).to.match(/^\d sec\. ago$/);
    expect(Date.parse(age.dateTime)).to.be.closeTo(Date.now(), 5_000);
    expect(age.title).to.match(/\d{4}.*\d:\d\d:\d\d/);
  });

  it('counts up by itself, and nothing is drawn again', async () => {
    const center = await answered();
    const guards = sectionOf(center, 'guards');
    const age = one(guards, verified);
    const touched: Node[] = [];
    const observer = new MutationObserver((records) =>
      touched.push(...records.map(({target}) => target)),
    );
    observer.observe(guards.shadowRoot!, {attributes: true, childList: true, subtree: true});
    clock.pass(120_000);
    await eventually(() => textOf(age) === '2 min. ago', 'two minutes have passed');
    observer.disconnect();
    expect(one(guards, verified) === age).to.be.true;
    expect(touched.every((node) => node instanceof Element && node.matches('.age'))).to.be.true;
  });

  it('counts down to the next check', async () => {
    const center = await answered();
    const next = one(sectionOf(center, 'guards'), '.facts .age[data-sign="1"]');
    expect(textOf(next)).to.match(/^in [45] min\.$/);
    clock.pass(200_000);
    await eventually(() => textOf(next) === 'in 1 min.', 'the next check comes near');
  });

  it('never turns the past into the future', async () => {
    const center = await answered();
    clock.pass(-86_400_000);
    await verdict(center, 'write', 'stale');
    const [asked] = all(sectionOf(center, 'guards'), '.facts .age[data-sign="-1"]');
    expect(textOf(asked!)).to.equal('0 sec. ago');
  });

  it('stands still away from the page, and goes on with it', async () => {
    const center = await answered();
    const place = center.parentElement!;
    const age = one(sectionOf(center, 'guards'), verified);
    center.remove();
    clock.pass(180_000);
    await aSecond();
    expect(textOf(age)).to.match(/sec\. ago$/);
    edge.silence(WRITE);
    place.append(center);
    await drawn(center);
    await eventually(
      () => textOf(one(center, `arqen-trust-guards`)).includes('3 min. ago'),
      'it goes on',
    );
  });
});

/** Waits until the timer that all ages share has gone off. */
const aSecond = () =>
  new Promise<void>((resolve) => {
    const stop = everySecond(() => {
      stop();
      resolve();
    });
  });

describe('the timer that all ages share', () => {
  const realSet = window.setInterval.bind(window);
  const realClear = window.clearInterval.bind(window);
  afterEach(() => {
    window.setInterval = realSet;
    window.clearInterval = realClear;
  });

  it('is one, runs while there is an age, and is gone with the last one', async () => {
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
    const centers = [await answered(), await answered()];
    expect(running.size).to.equal(1);
    centers[0]!.remove();
    expect(running.size).to.equal(1);
    centers[1]!.remove();
    expect(running.size).to.equal(0);
  });

  it('lets a listener stop another while it goes off', async () => {
    const calls: string[] = [];
    const stopFirst = everySecond(() => {
      calls.push('first');
      stopSecond();
    });
    const stopSecond = everySecond(() => calls.push('second'));
    await aSecond();
    await aSecond();
    stopFirst();
    expect(calls.filter((call) => call === 'second').length).to.be.at.most(1);
    expect(calls).to.include('first');
  });
});
