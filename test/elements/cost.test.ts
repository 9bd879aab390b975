/** What a check costs: nothing is drawn again but what it is about. */
import {expect} from '@open-wc/testing';
import type {TrustCenter} from '../../src/entries/elements.js';
import {
  all,
  blocks,
  drawn,
  eventually,
  manifestOf,
  mount,
  opens,
  pageClock,
  fakeNetwork,
  rowOf,
  sectionsOf,
  verdict,
  WRITE,
} from '../fixtures/center.js';

const edge = fakeNetwork();
const clock = pageClock();

/** Many topics, of which one depends on the guard. */
const manyOf = (count: number) =>
  manifestOf({
    controls: Array.from({length: count}, (_, i) => ({
      ...{id: `topic-${i}`, title: `Topic ${i}`, gated: `Number ${i}.`, gates: ['tenancy']},
      guards: i === 7 ? ['write'] : [],
    })),
  });

async function checked(count: number): Promise<TrustCenter> {
  edge.at(WRITE, blocks());
  const center = await mount({manifest: manyOf(count), guardInterval: 0});
  await verdict(center, 'write', 'blocked');
  await eventually(() => all(center, '[data-kind=control]').length === count, 'every row is there');
  return center;
}

/** How often the center's words were asked for by a key from now on. */
function asked(center: TrustCenter): Map<string, number> {
  const {messages} = center;
  const {parts} = messages;
  const keys = new Map<string, number>();
  Object.assign(messages, {
    parts: (...[key, values]: Parameters<typeof parts>) => {
      keys.set(key, (keys.get(key) ?? 0) + 1);
      return parts(key, values);
    },
  });
  return keys;
}

/** Every node that changes from now on, behind all shadow roots; the text in an element counts as it. */
function touched(center: TrustCenter): {readonly nodes: Set<Node>; readonly stop: () => void} {
  const nodes = new Set<Node>();
  const take = (records: readonly MutationRecord[]) =>
    records.forEach(({target}) => nodes.add(target instanceof Text ? target.parentNode! : target));
  const observer = new MutationObserver(take);
  const options = {attributes: true, characterData: true, childList: true, subtree: true};
  observer.observe(center, options);
  for (const {shadowRoot} of [center, ...sectionsOf(center)])
    observer.observe(shadowRoot!, options);
  return {
    nodes,
    stop: () => {
      take(observer.takeRecords());
      observer.disconnect();
    },
  };
}

async function check(center: TrustCenter): Promise<void> {
  await center.checkGuards();
  await drawn(center);
}

describe('a check that finds nothing new', () => {
  it('touches what tells a time alone', async () => {
    const center = await checked(60);
    const {nodes, stop} = touched(center);
    clock.pass(2_000);
    await check(center);
    stop();
    expect(nodes.size).to.be.above(0);
    for (const node of nodes) expect(node.nodeName, (node as Element).outerHTML).to.equal('TIME');
  });

  it('touches no more where another guard takes its time', async () => {
    const READ = '/api/read/guard';
    const {guards = [], ...rest} = manifestOf() as {guards?: object[]};
    const read = {...guards[0], id: 'read', route: '/api/read', url: READ};
    edge.at(WRITE, blocks());
    edge.at(READ, blocks());
    const center = await mount({manifest: {...rest, guards: [...guards, read]}});
    for (const id of ['write', 'read']) await verdict(center, id, 'blocked');
    edge.silence(READ);
    const {nodes, stop} = touched(center);
    void center.checkGuards();
    await eventually(() => edge.asked(WRITE).length === 2, 'the guards are asked again');
    await eventually(() => nodes.size, 'the first answer is drawn');
    await drawn(center);
    stop();
    for (const node of nodes) expect(node.nodeName, (node as Element).outerHTML).to.equal('TIME');
  });

  it('draws the row that the guard is about, and no other', async () => {
    const center = await checked(60);
    const keys = asked(center);
    await check(center);
    // Once in the head of the matrix, once in the row.
    expect(keys.get('controls.backing')).to.equal(2);
  });

  it('draws no section that shows no answer', async () => {
    const center = await checked(8);
    const keys = asked(center);
    await check(center);
    expect(keys.get('guards.title')).to.equal(1);
    for (const key of ['gates.title', 'disclosure.title'])
      expect(keys.get(key)).to.equal(undefined);
  });
});

describe('a check that finds something else', () => {
  it('draws the rows of that guard, and no other', async () => {
    const center = await checked(60);
    edge.at(WRITE, opens());
    const keys = asked(center);
    await check(center);
    expect(rowOf(center, 'control', 'topic-7').dataset['state']).to.equal('contradicted');
    expect(keys.get('controls.backing')).to.equal(2);
  });
});

describe('many centers', () => {
  it('share each style sheet', async () => {
    const [one, other] = [await checked(3), await checked(3)];
    const sheets = (center: TrustCenter) =>
      [center, ...sectionsOf(center)].flatMap(({shadowRoot}) => shadowRoot!.adoptedStyleSheets);
    expect(sheets(one).length).to.be.above(12);
    sheets(one).forEach((sheet, i) => expect(sheets(other)[i] === sheet).to.be.true);
  });
});
