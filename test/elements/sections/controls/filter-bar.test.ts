import {expect} from '@open-wc/testing';
import type {TrustCenter} from '../../../../src/entries/elements.js';
import {yieldToPage} from '../../../../src/slices.js';
import {
  all,
  answers,
  blocks,
  rendered,
  manifestOf,
  mount,
  one,
  opens,
  fakeNetwork,
  quietManifestOf,
  sectionOf,
  textOf,
  untilVerdict,
  WRITE,
} from '../../../fixtures/center.js';
import type {ManifestInput} from '../../../fixtures/manifests.js';

const network = fakeNetwork();

const gated = (id: string, gates: readonly string[], more: ManifestInput = {}) => ({
  id,
  title: `Topic ${id}`,
  gated: 'Not yet.',
  gates,
  ...more,
});
const CONTROLS = [
  gated('one', ['tenancy'], {category: 'Access', guards: ['write']}),
  gated('two', ['tenancy', 'keys']),
  {id: 'three', title: 'Topic three', current: 'Logged.', category: 'Audit'},
  {id: 'four', title: 'Another', current: 'Now.', mappings: [{framework: 'ISO', ref: '1'}]},
  {id: 'five', title: 'Topic five', notApplicable: 'No cards.'},
];
const GATES = [
  {id: 'tenancy', title: 'Tenant isolation', state: 'unmet'},
  {id: 'keys', title: 'Key custody', state: 'unmet'},
];
const full = () => manifestOf({controls: CONTROLS, gates: GATES, evidence: []});

const mountFull = async () => {
  network.route(WRITE, blocks());
  return mount({manifest: full()});
};
const shown = (center: TrustCenter) =>
  all(sectionOf(center, 'controls'), '[data-kind=control]').map(({dataset}) => dataset['id']);
const count = (center: TrustCenter) => textOf(one(sectionOf(center, 'controls'), '.count'));

async function search(center: TrustCenter, query: string): Promise<void> {
  const input = one<HTMLInputElement>(sectionOf(center, 'controls'), '[type=search]');
  input.value = query;
  input.dispatchEvent(new Event('input'));
  await rendered(center);
}
async function choose(center: TrustCenter, label: string, value: string): Promise<void> {
  const select = all(sectionOf(center, 'controls'), '.filters > label')
    .find((each) => textOf(each).startsWith(label))!
    .querySelector('select')!;
  select.value = value;
  expect(select.value, `${label} offers ${value}`).to.equal(value);
  select.dispatchEvent(new Event('change'));
  await rendered(center);
}
async function state(center: TrustCenter, word: string): Promise<void> {
  all(sectionOf(center, 'controls'), '.states label')
    .find((label) => textOf(label).includes(word))!
    .click();
  await rendered(center);
}
const filters = (center: TrustCenter) => all(sectionOf(center, 'controls'), '.active button');

describe('the filters of the matrix', () => {
  it('are missing if there are only a few rows', async () => {
    const center = await mount({manifest: quietManifestOf()});
    expect(all(sectionOf(center, 'controls'), '[role=search]').length).to.equal(0);
  });

  it('count the hidden rows, and renumber the others for assistive technology', async () => {
    const center = await mountFull();
    expect(count(center)).to.equal('All 5 shown');
    await search(center, 'topic');
    expect(shown(center)).to.deep.equal(['one', 'two', 'three', 'five']);
    expect(count(center)).to.equal('4 of 5 shown, 1 hidden by the filter');
    const table = one(sectionOf(center, 'controls'), '[role=table]');
    expect(table.getAttribute('aria-rowcount')).to.equal('5');
    const indices = all(table, '[data-kind]').map((row) => row.getAttribute('aria-rowindex'));
    expect(indices).to.deep.equal(['2', '3', '4', '5']);
  });

  it('say so if nothing matches', async () => {
    const center = await mountFull();
    await search(center, 'nothing of the kind');
    expect(shown(center)).to.deep.equal([]);
    expect(textOf(sectionOf(center, 'controls'))).to.contain('No matches.');
    expect(count(center)).to.equal('0 of 5 shown, 5 hidden by the filter');
  });

  it('wait for a search in long texts, and then show the latest', async () => {
    const mappings = Array.from({length: 100}, (_, i) => ({
      framework: `${'é'.repeat(19_000)} ${i}`,
      ref: '1',
    }));
    const controls = [...CONTROLS, {id: 'long', title: 'Long', current: 'Now.', mappings}];
    const center = await mount({manifest: manifestOf({controls, gates: GATES, evidence: []})});
    const input = one<HTMLInputElement>(sectionOf(center, 'controls'), '[type=search]');
    const type = (query: string) => {
      input.value = query;
      input.dispatchEvent(new Event('input'));
    };
    input.dispatchEvent(new Event('focus'));
    type('another');
    // The page has a turn before the search is prepared.
    await yieldToPage();
    expect(count(center)).to.equal('All 6 shown');
    type('eeee 42');
    await rendered(center);
    expect(shown(center)).to.deep.equal(['long']);
    expect(input.value).to.equal('eeee 42');
  });

  it('offer each state in use, with its number of rows', async () => {
    const center = await mountFull();
    const options = all(sectionOf(center, 'controls'), '.states label').map(textOf);
    expect(options).to.deep.equal(['All 5', 'Not applicable 1', 'Gated 2', 'Current 2']);
  });

  it('combine state, gate and category', async () => {
    const center = await mountFull();
    await state(center, 'Gated');
    expect(shown(center)).to.deep.equal(['one', 'two']);
    await choose(center, 'Gate', 'keys');
    expect(shown(center)).to.deep.equal(['two']);
    await choose(center, 'Gate', 'tenancy');
    await choose(center, 'Category', 'Access');
    expect(shown(center)).to.deep.equal(['one']);
    expect(filters(center).map(textOf)).to.deep.equal([
      'State: Gated',
      'Gate: Tenant isolation',
      'Category: Access',
      'Clear all',
    ]);
  });

  it('offer up to 500 values to choose from, and leave more to the search', async () => {
    const labels = async (categories: number) => {
      const controls = Array.from({length: categories}, (_, i) => ({
        id: `topic-${i}`,
        title: `Topic ${i}`,
        current: 'Now.',
        category: `Category ${i}`,
      }));
      const center = await mount({manifest: quietManifestOf({controls}), sections: 'controls'});
      return all(sectionOf(center, 'controls'), '.filters > label .label').map(textOf);
    };
    expect(await labels(500)).to.include('Category');
    expect(await labels(501)).not.to.include('Category');
  });

  it('are removed one by one or all at once, and the order stays', async () => {
    const center = await mountFull();
    await choose(center, 'Sort by', 'topic');
    await search(center, 'topic');
    await state(center, 'Gated');
    expect(filters(center)[0]!.getAttribute('aria-label')).to.equal(
      'Remove filter Search: “topic”',
    );
    filters(center)[0]!.click();
    await rendered(center);
    expect(one<HTMLInputElement>(sectionOf(center, 'controls'), '[type=search]').value).to.equal(
      '',
    );
    expect(filters(center).map(textOf)).to.deep.equal(['State: Gated', 'Clear all']);
    filters(center).at(-1)!.click();
    await rendered(center);
    expect(filters(center)).to.deep.equal([]);
    expect(count(center)).to.equal('All 5 shown');
    expect(shown(center)[0]).to.equal('four');
    expect(one<HTMLInputElement>(sectionOf(center, 'controls'), '[name=state]:checked')).to.equal(
      all(sectionOf(center, 'controls'), '[name=state]')[0],
    );
  });

  it('move the focus to the search when the focused button is removed', async () => {
    const center = await mountFull();
    await search(center, 'topic');
    filters(center).at(-1)!.focus();
    filters(center).at(-1)!.click();
    await rendered(center);
    const section = sectionOf(center, 'controls');
    expect(section.shadowRoot!.activeElement).to.equal(one(section, '[type=search]'));
  });

  it('keep a row in place when its state changes', async () => {
    const center = await mountFull();
    await untilVerdict(center, 'write', 'blocked');
    await state(center, 'Gated');
    network.route(WRITE, opens());
    await center.checkGuards();
    await untilVerdict(center, 'write', 'open');
    expect(shown(center)).to.deep.equal(['one', 'two']);
    expect(one(center, '[data-kind=control][data-id=one]').dataset['state']).to.equal(
      'contradicted',
    );
  });

  it('add a row that starts to match at the end', async () => {
    network.route(WRITE, opens());
    const center = await mount({manifest: full()});
    await untilVerdict(center, 'write', 'open');
    await state(center, 'Gated');
    expect(shown(center)).to.deep.equal(['two']);
    network.route(WRITE, blocks());
    await center.checkGuards();
    await untilVerdict(center, 'write', 'blocked');
    expect(shown(center)).to.deep.equal(['two', 'one']);
  });

  it('select the rows again for another manifest', async () => {
    const center = await mountFull();
    await choose(center, 'Sort by', 'topic');
    network.route(WRITE, answers(500));
    center.manifest = manifestOf({
      controls: [...CONTROLS].reverse().map((it) => ({...it, title: `${it.id} new`})),
      gates: GATES,
      evidence: [],
    });
    await rendered(center);
    expect(shown(center)).to.deep.equal(['five', 'four', 'one', 'three', 'two']);
  });
});

describe('a reader’s filter', () => {
  it('does not carry over to another vendor’s manifest', async () => {
    const center = await mountFull();
    await search(center, 'another');
    center.manifest = {...full(), id: 'https://other.example/'};
    await rendered(center);
    expect(count(center)).to.equal('All 5 shown');
  });

  it('stays for a new version of the manifest, and can be cleared even if few rows are left', async () => {
    const center = await mountFull();
    await search(center, 'another');
    center.manifest = manifestOf({controls: CONTROLS.slice(0, 2), gates: GATES, evidence: []});
    await rendered(center);
    expect(shown(center)).to.deep.equal([]);
    filters(center).at(-1)!.click();
    await rendered(center);
    expect(shown(center)).to.deep.equal(['one', 'two']);
  });

  it('leaves unfolded details with their own row', async () => {
    const evidence = [0, 1, 2, 3, 4, 5].map((i) => ({
      id: `paper-${i}`,
      title: `Paper ${i}`,
      kind: 'report',
      access: 'nda',
    }));
    const controls = evidence.map(({id}, i) => ({
      id: `topic-${i}`,
      title: `Topic ${i}`,
      current: 'Now.',
      evidence: [id],
    }));
    const center = await mount({manifest: quietManifestOf({gates: [], evidence, controls})});
    const requests = () =>
      all<HTMLDetailsElement>(sectionOf(center, 'controls'), '.request').map(({open}) => open);
    all(sectionOf(center, 'controls'), '.request summary')[1]!.click();
    await search(center, 'topic 4');
    expect(requests()).to.deep.equal([false]);
  });
});

describe('a link to a row', () => {
  it('shows a row that a filter hides, and clears the filter', async () => {
    const center = await mountFull();
    await search(center, 'another');
    expect(shown(center)).to.deep.equal(['four']);
    const gate = one(center, '[data-kind=gate][data-id=keys]');
    one(gate, 'summary').click();
    all(gate, '[role=listitem] a')[0]!.click();
    await rendered(center);
    const section = sectionOf(center, 'controls');
    expect(section.shadowRoot!.activeElement).to.equal(
      one(center, '[data-kind=control][data-id=two]'),
    );
    expect(count(center)).to.equal('All 5 shown');
  });

  it('leaves the filter alone if there is no such row', async () => {
    const center = await mountFull();
    center.deepLinks = true;
    await search(center, 'another');
    location.hash = '#trust/control/unknown';
    await new Promise((resolve) => {
      window.addEventListener('hashchange', resolve, {once: true});
    });
    await rendered(center);
    expect(shown(center)).to.deep.equal(['four']);
    history.replaceState(null, '', location.pathname + location.search);
  });
});
