import {expect} from '@open-wc/testing';
import {
  all,
  mount,
  one,
  fakeNetwork,
  quietManifestOf,
  rowOf,
  sectionOf,
  textOf,
} from '../../fixtures/center.js';

fakeNetwork();

// The links to other rows are tested in trust-center.test.ts.

describe('the gates', () => {
  it('take up no space if there are none', async () => {
    const center = await mount({manifest: quietManifestOf({gates: [], controls: []})});
    expect(sectionOf(center, 'gates').checkVisibility()).to.be.false;
  });

  it('show by a word and an icon whether each is met, as stated by the vendor', async () => {
    const gates = [
      {id: 'tenancy', title: 'Tenancy', state: 'unmet', description: 'Kept apart.'},
      {id: 'dated', title: 'Dated', state: 'met', metAt: '2026-01-15', evidence: ['restore']},
      {id: 'undated', title: 'Undated', state: 'met', evidence: ['restore']},
    ];
    const center = await mount({manifest: quietManifestOf({gates})});
    const states = gates.map(({id}) => {
      const row = rowOf(center, 'gate', id);
      expect(all(row, '.state svg').length).to.equal(1);
      return [row.dataset['state'], textOf(all(row, '.state').at(-1)!)];
    });
    expect(states).to.deep.equal([
      ['unmet', 'Unmet'],
      ['met', 'Met January 15, 2026, as stated'],
      ['met', 'Met, as stated'],
    ]);
    expect(textOf(rowOf(center, 'gate', 'tenancy'))).to.contain('Kept apart.');
    expect(textOf(rowOf(center, 'gate', 'dated'))).to.contain('Restore test');
  });

  it('count the rows that each holds back, or held back until it was met', async () => {
    const controls = [
      {id: 'a', title: 'A', gated: 'Later.', gates: ['tenancy', 'backup']},
      {id: 'b', title: 'B', gated: 'Later.', gates: ['tenancy']},
    ];
    const center = await mount({manifest: quietManifestOf({controls})});
    const summary = (id: string) =>
      textOf(one(rowOf(center, 'gate', id), 'details:not(.request) > summary'));
    expect(summary('tenancy')).to.equal('Holds back 2 topics');
    expect(summary('backup')).to.equal('Was required by 1 topic');
  });

  it('say if one holds nothing back', async () => {
    const center = await mount({manifest: quietManifestOf()});
    const row = rowOf(center, 'gate', 'backup');
    expect(textOf(row)).to.contain('Holds nothing back');
    expect(all(row, 'details:not(.request)').length).to.equal(0);
  });
});
