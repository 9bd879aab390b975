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

describe('the roadmap', () => {
  it('takes up no space if it is missing or empty', async () => {
    for (const roadmap of [undefined, {items: []}]) {
      const center = await mount({manifest: quietManifestOf({roadmap})});
      expect(sectionOf(center, 'roadmap').checkVisibility()).to.be.false;
    }
  });

  it('shows the stage of each item as stated by the vendor, its target and its gates', async () => {
    const items = [
      {id: 'a', title: 'A', stage: 'considering', description: 'Perhaps.'},
      {id: 'b', title: 'B', stage: 'planned', target: '2099-Q1', after: ['tenancy', 'backup']},
      {id: 'c', title: 'C', stage: 'in-progress'},
      {id: 'd', title: 'D', stage: 'done'},
    ];
    const roadmap = {disclaimer: 'Plans, not promises.', items};
    const center = await mount({manifest: quietManifestOf({roadmap})});
    const section = sectionOf(center, 'roadmap');
    expect(textOf(section)).to.contain('Plans, not promises.');
    const rows = items.map(({id}) => rowOf(center, 'roadmap', id));
    expect(rows.map((row) => [row.dataset['stage'], textOf(one(row, '.stage'))])).to.deep.equal([
      ['considering', 'Considering'],
      ['planned', 'Planned · target 2099-Q1'],
      ['in-progress', 'In progress'],
      ['done', 'Done, as stated'],
    ]);
    expect(textOf(rows[0]!)).to.contain('Perhaps.');
    expect(all(rows[1]!, '.waits').map(textOf)).to.deep.equal([
      'waits for Tenant isolation',
      'waited for Backup',
    ]);
    expect(all(rows[0]!, '.waits').length).to.equal(0);
  });

  it('flags an item that is done but waits for an unmet gate', async () => {
    const roadmap = {items: [{id: 'a', title: 'A', stage: 'done', after: ['tenancy']}]};
    const center = await mount({manifest: quietManifestOf({roadmap})});
    expect(one(rowOf(center, 'roadmap', 'a'), '[part=overclaim]').dataset['rule']).to.equal(
      'done-with-unmet-gate',
    );
  });
});
