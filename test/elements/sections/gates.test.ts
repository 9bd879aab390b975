import {expect} from '@open-wc/testing';
import type {TrustCenter} from '../../../src/entries/elements.js';
import {
  all,
  eventually,
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

  describe('with many rows held back', () => {
    const mountMany = (count: number) =>
      mount({
        manifest: quietManifestOf({
          controls: Array.from({length: count}, (_, i) => ({
            id: `topic-${i}`,
            title: `Topic ${i}`,
            gated: 'Later.',
            gates: ['tenancy', 'backup'],
          })),
        }),
        sections: 'gates',
      });
    const linksOf = (center: TrustCenter, id: string) =>
      all(rowOf(center, 'gate', id), 'details:not(.request) a');
    const unfold = (center: TrustCenter, id: string) =>
      (one<HTMLDetailsElement>(rowOf(center, 'gate', id), 'details:not(.request)').open = true);

    it('link to up to 20 of them even while folded, for a search in the page', async () => {
      expect(linksOf(await mountMany(20), 'tenancy').length).to.equal(20);
    });

    it('link to more of them once unfolded, a group at a time', async () => {
      const center = await mountMany(400);
      expect(linksOf(center, 'tenancy').length).to.equal(0);
      unfold(center, 'tenancy');
      await eventually(() => linksOf(center, 'tenancy').length, 'the first links are rendered');
      expect(linksOf(center, 'tenancy').length).to.be.below(200);
      await eventually(() => linksOf(center, 'tenancy').length === 400, 'all links are rendered');
      expect(linksOf(center, 'backup').length).to.equal(0);
    });

    it('stay unfolded when the gates render again', async () => {
      const center = await mountMany(30);
      unfold(center, 'tenancy');
      await eventually(() => linksOf(center, 'tenancy').length === 30, 'all links are rendered');
      center.locale = 'de';
      await eventually(() => textOf(rowOf(center, 'gate', 'tenancy')).includes('Themen'), 'German');
      expect(linksOf(center, 'tenancy').length).to.equal(30);
    });

    it('have all links in print', async () => {
      const center = await mountMany(1_200);
      window.dispatchEvent(new Event('beforeprint'));
      expect(linksOf(center, 'tenancy').length).to.equal(1_200);
      expect(linksOf(center, 'backup').length).to.equal(1_200);
      window.dispatchEvent(new Event('afterprint'));
      await eventually(() => !linksOf(center, 'backup').length, 'they fold again on screen');
    });

    it('fold again for the manifest of another vendor', async () => {
      const center = await mountMany(30);
      unfold(center, 'tenancy');
      await eventually(() => linksOf(center, 'tenancy').length === 30, 'all links are rendered');
      center.manifest = {...(center.manifest as object), id: 'https://other.example/'};
      await eventually(() => !linksOf(center, 'tenancy').length, 'the links are gone');
    });
  });
});
