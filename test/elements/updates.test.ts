import {expect} from '@open-wc/testing';
import {all, mount, pageEdge, quietManifestOf, sectionOf, textOf} from '../fixtures/center.js';

pageEdge();

describe('the updates', () => {
  it('take no room where there are none', async () => {
    const center = await mount({manifest: quietManifestOf()});
    expect(sectionOf(center, 'updates').checkVisibility()).to.be.false;
  });

  it('stand newest first, each with its own overclaims', async () => {
    const updates = [
      {id: 'old', at: '2026-01-01', title: 'Old', body: 'We are certified.'},
      {id: 'newest', at: '2026-03-01T00:00:00+02:00', title: 'Newest'},
      {id: 'newer', at: '2026-02-28T21:00:00Z', title: 'Newer'},
    ];
    const center = await mount({manifest: quietManifestOf({updates})});
    const items = all(sectionOf(center, 'updates'), '[data-id]');
    expect(items.map(({dataset}) => dataset['id'])).to.deep.equal(['newest', 'newer', 'old']);
    expect(items.map((item) => all(item, '[part=overclaim]').length)).to.deep.equal([0, 0, 1]);
    expect(textOf(items[2]!)).to.match(/^Old January 1, 2026 We are certified\./);
  });
});
