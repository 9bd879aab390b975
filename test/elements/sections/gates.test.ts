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

// Where its links lead is in center.test.ts.

describe('the gates', () => {
  it('take no room where there are none', async () => {
    const center = await mount({manifest: quietManifestOf({gates: [], controls: []})});
    expect(sectionOf(center, 'gates').checkVisibility()).to.be.false;
  });

  it('say by a word and a shape whether each is met, as the vendor’s word', async () => {
    const gates = [
      {id: 'tenancy', title: 'Tenancy', state: 'unmet', description: 'Kept apart.'},
      {id: 'dated', title: 'Dated', state: 'met', metAt: '2026-01-15', evidence: ['restore']},
      {id: 'undated', title: 'Undated', state: 'met', evidence: ['restore']},
    ];
    const center = await mount({manifest: quietManifestOf({gates})});
    const words = gates.map(({id}) => {
      const row = rowOf(center, 'gate', id);
      expect(all(row, '.state svg').length).to.equal(1);
      return [row.dataset['state'], textOf(all(row, '.state').at(-1)!)];
    });
    expect(words).to.deep.equal([
      ['unmet', 'Unmet'],
      ['met', 'Met January 15, 2026, as stated'],
      ['met', 'Met, as stated'],
    ]);
    expect(textOf(rowOf(center, 'gate', 'tenancy'))).to.contain('Kept apart.');
    expect(textOf(rowOf(center, 'gate', 'dated'))).to.contain('Restore test');
  });

  it('say what each holds back, or was required by', async () => {
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

  it('say that one holds nothing back', async () => {
    const center = await mount({manifest: quietManifestOf()});
    const row = rowOf(center, 'gate', 'backup');
    expect(textOf(row)).to.contain('Holds nothing back');
    expect(all(row, 'details:not(.request)').length).to.equal(0);
  });
});
