import {expect} from '@open-wc/testing';
import type {TrustCenter} from '../../../src/entries/elements.js';
import {
  all,
  rendered,
  mount,
  one,
  fakeNetwork,
  quietManifestOf,
  sectionOf,
  textOf,
} from '../../fixtures/center.js';

fakeNetwork();

describe('the updates', () => {
  it('take up no space if there are none', async () => {
    const center = await mount({manifest: quietManifestOf()});
    expect(sectionOf(center, 'updates').checkVisibility()).to.be.false;
  });

  it('are sorted newest first, each with its own overclaims', async () => {
    const updates = [
      {id: 'old', at: '2026-01-01', title: 'Old', body: 'We are certified.'},
      {id: 'newest', at: '2026-03-01T00:00:00+02:00', title: 'Newest'},
      {id: 'newer', at: '2026-02-28T21:00:00Z', title: 'Newer'},
    ];
    const center = await mount({manifest: quietManifestOf({updates})});
    const items = all(sectionOf(center, 'updates'), '[data-id]');
    expect(items.map(({dataset}) => dataset['id'])).to.deep.equal(['newest', 'newer', 'old']);
    expect(items.map((item) => all(item, '[part=overclaim]').length)).to.deep.equal([0, 0, 1]);
    expect(textOf(items[2]!)).to.match(/^January 1, 2026 Old We are certified\./);
  });
});

describe('the list of updates', () => {
  const updates = [
    {id: 'a', at: '2026-01-01', title: 'A', controls: ['logging', 'writes']},
    {id: 'b', at: '2026-02-01', title: 'B', controls: ['writes']},
    {id: 'c', at: '2026-02-01T12:00:00Z', title: 'C'},
  ];
  const shown = (center: TrustCenter) =>
    all(sectionOf(center, 'updates'), '[data-id]').map(({dataset}) => dataset['id']);
  const count = (center: TrustCenter) => textOf(one(sectionOf(center, 'updates'), '.count'));
  async function since(center: TrustCenter, day: string): Promise<void> {
    const input = one<HTMLInputElement>(sectionOf(center, 'updates'), 'input');
    input.value = day;
    input.dispatchEvent(new Event('input'));
    await rendered(center);
  }

  it('has no filter if there is only one update', async () => {
    const center = await mount({manifest: quietManifestOf({updates: updates.slice(0, 1)})});
    expect(all(sectionOf(center, 'updates'), 'input').length).to.equal(0);
  });

  for (const [day, ids] of [
    ['2026-01-01', ['c', 'b', 'a']],
    ['2026-01-02', ['c', 'b']],
    ['2026-02-01', ['c', 'b']],
    ['2026-02-02', []],
  ] as const)
    it(`shows ${ids.join(', ') || 'nothing'} since ${day}`, async () => {
      const center = await mount({manifest: quietManifestOf({updates})});
      await since(center, day);
      expect(shown(center)).to.deep.equal(ids);
      if (ids.length < 3)
        expect(count(center)).to.equal(
          `${ids.length} of 3 shown, ${3 - ids.length} hidden by the filter`,
        );
    });

  it('narrows to one topic, and shows everything again once cleared', async () => {
    const center = await mount({manifest: quietManifestOf({updates})});
    const section = sectionOf(center, 'updates');
    const topic = one<HTMLSelectElement>(section, 'select');
    expect([...topic.options].map(({text}) => text)).to.deep.equal(['All', 'Logging', 'Writes']);
    topic.value = 'logging';
    topic.dispatchEvent(new Event('change'));
    await rendered(center);
    expect(shown(center)).to.deep.equal(['a']);
    one(section, '.filters button').focus();
    one(section, '.filters button').click();
    await rendered(center);
    expect(shown(center)).to.deep.equal(['c', 'b', 'a']);
    expect(count(center)).to.equal('All 3 shown');
    expect(section.shadowRoot!.activeElement).to.equal(one(section, 'input'));
  });

  it('links to the topics of each update', async () => {
    const center = await mount({manifest: quietManifestOf({updates})});
    const about = all(sectionOf(center, 'updates'), '.topics');
    expect(about.map(textOf)).to.deep.equal(['About Writes', 'About Logging and Writes']);
    all(about[0]!, 'a')[0]!.click();
    await rendered(center);
    expect(sectionOf(center, 'controls').shadowRoot!.activeElement).to.equal(
      one(center, '[data-kind=control][data-id=writes]'),
    );
  });
});
