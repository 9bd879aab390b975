/** The cost of a check: only the rows that it is about render again. */
import {expect} from '@open-wc/testing';
import type {TrustCenter} from '../../src/entries/elements.js';
import {
  all,
  blocks,
  rendered,
  eventually,
  manifestOf,
  mount,
  opens,
  pageClock,
  fakeNetwork,
  rowOf,
  sectionsOf,
  untilVerdict,
  WRITE,
} from '../fixtures/center.js';

const network = fakeNetwork();
const clock = pageClock();

/** Returns a manifest with many topics, one of which depends on the guard. */
const manyOf = (count: number) =>
  manifestOf({
    controls: Array.from({length: count}, (_, i) => ({
      id: `topic-${i}`,
      title: `Topic ${i}`,
      gated: `Number ${i}.`,
      gates: ['tenancy'],
      guards: i === 7 ? ['write'] : [],
    })),
  });

async function mountChecked(count: number): Promise<TrustCenter> {
  network.route(WRITE, blocks());
  const center = await mount({manifest: manyOf(count), guardInterval: 0});
  await untilVerdict(center, 'write', 'blocked');
  await eventually(
    () => all(center, '[data-kind=control]').length === count,
    'every row is rendered',
  );
  return center;
}

/** Counts how often each phrase is rendered from now on. */
function countPhrases(center: TrustCenter): Map<string, number> {
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

/** Collects the nodes that change from now on, in all shadow roots. A text counts as its element. */
function collectChanges(center: TrustCenter): {
  readonly nodes: Set<Node>;
  readonly stop: () => void;
} {
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
  await rendered(center);
}

describe('a check that finds nothing new', () => {
  it('changes only times', async () => {
    const center = await mountChecked(60);
    const {nodes, stop} = collectChanges(center);
    clock.pass(2_000);
    await check(center);
    stop();
    expect(nodes.size).to.be.above(0);
    for (const node of nodes) expect(node.nodeName, (node as Element).outerHTML).to.equal('TIME');
  });

  it('changes only times while another guard has not answered', async () => {
    const READ = '/api/read/guard';
    const {guards = [], ...rest} = manifestOf() as {guards?: object[]};
    const read = {...guards[0], id: 'read', route: '/api/read', url: READ};
    network.route(WRITE, blocks());
    network.route(READ, blocks());
    const center = await mount({manifest: {...rest, guards: [...guards, read]}});
    for (const id of ['write', 'read']) await untilVerdict(center, id, 'blocked');
    network.unroute(READ);
    const {nodes, stop} = collectChanges(center);
    void center.checkGuards();
    await eventually(() => network.requestsTo(WRITE).length === 2, 'the guards are checked again');
    await eventually(() => nodes.size, 'the first answer is rendered');
    await rendered(center);
    stop();
    for (const node of nodes) expect(node.nodeName, (node as Element).outerHTML).to.equal('TIME');
  });

  it('renders only the row that depends on the guard', async () => {
    const center = await mountChecked(60);
    const keys = countPhrases(center);
    await check(center);
    // Once in the header of the matrix, once in the row.
    expect(keys.get('controls.backing')).to.equal(2);
  });

  it('renders no section without guard answers', async () => {
    const center = await mountChecked(8);
    const keys = countPhrases(center);
    await check(center);
    expect(keys.get('guards.title')).to.equal(1);
    for (const key of ['gates.title', 'disclosure.title'])
      expect(keys.get(key)).to.equal(undefined);
  });
});

describe('a check that finds a change', () => {
  it('renders only the rows that depend on the guard', async () => {
    const center = await mountChecked(60);
    network.route(WRITE, opens());
    const keys = countPhrases(center);
    await check(center);
    expect(rowOf(center, 'control', 'topic-7').dataset['state']).to.equal('contradicted');
    expect(keys.get('controls.backing')).to.equal(2);
  });
});

describe('many centers', () => {
  it('share their style sheets', async () => {
    const [one, other] = [await mountChecked(3), await mountChecked(3)];
    const sheets = (center: TrustCenter) =>
      [center, ...sectionsOf(center)].flatMap(({shadowRoot}) => shadowRoot!.adoptedStyleSheets);
    expect(sheets(one).length).to.be.above(12);
    sheets(one).forEach((sheet, i) => expect(sheets(other)[i] === sheet).to.be.true);
  });
});
