import {expect} from '@open-wc/testing';
import {SCENARIOS} from '../../demo/scenarios.js';
import {drawn, eventually, inState, mount, pageEdge} from '../fixtures/center.js';

pageEdge();

const ALONE = Object.values(SCENARIOS)
  .flat()
  // Those that need the demo's server are looked at in test/demo.
  .filter(
    ({src, name}) => src === undefined && !(name.startsWith('guard-') && name !== 'guard-off'),
  );

describe('to assistive technology', () => {
  it('there are scenarios to look at', () => {
    expect(ALONE.length).to.be.at.least(15);
  });

  for (const {name, title, then, ...properties} of ALONE) {
    it(`nothing is in the way: ${title} (${name})`, async () => {
      const center = await mount(properties);
      then?.(center);
      await drawn(center);
      if (name === 'load-kept') await inState(center, 'kept');
      await expect(center).to.be.accessible();
    });
  }

  for (const theme of ['light', 'dark'] as const) {
    it(`everything can be told from its ground: ${theme}`, async () => {
      const {manifest} = ALONE.find(({name}) => name === 'load-ready')!;
      const center = await mount({manifest, theme});
      for (const details of center.shadowRoot!.querySelectorAll('details')) details.open = true;
      await eventually(() => center.loadState === 'ready', 'it is ready');
      await expect(center).to.be.accessible();
    });
  }
});
