import {expect} from '@open-wc/testing';
import {
  all,
  answers,
  blocks,
  drawn,
  eventually,
  inState,
  manifestOf,
  mount,
  one,
  opens,
  pageClock,
  fakeNetwork,
  quietManifestOf,
  textOf,
  verdict,
  WRITE,
} from '../../fixtures/center.js';

const edge = fakeNetwork();
const clock = pageClock();
const SRC = '/vendor/trust.json';

// Contradictions are in guard-controller.test.ts, reasons and problems in manifest-controller.test.ts.

describe('the banners', () => {
  it('are none where all is well', async () => {
    const center = await mount({manifest: quietManifestOf({expiresAt: '2099-01-01'})});
    expect(all(center, '[part=banner]').length).to.equal(0);
  });

  it('say that the manifest is past its own date', async () => {
    const center = await mount({manifest: quietManifestOf({expiresAt: '2026-01-21'})});
    expect(textOf(one(center, '[data-banner=expired]'))).to.equal(
      'This manifest expired on January 21, 2026. What it says may no longer be true.',
    );
  });

  it('say how old a manifest is that was kept, and go on counting', async () => {
    edge.at(SRC, quietManifestOf());
    const center = await inState(await mount({src: SRC}), 'ready');
    edge.at(SRC, answers(503));
    clock.pass(125_000);
    await center.reload();
    await inState(center, 'kept');
    const banner = one(center, '[data-banner=kept]');
    expect(textOf(banner)).to.contain('What follows was loaded 2 min. ago.');
    clock.pass(3_600_000);
    await eventually(() => textOf(banner).includes('1 hr. ago'), 'an hour has passed');
    edge.at(SRC, quietManifestOf());
    await center.reload();
    await inState(center, 'ready');
    expect(all(center, '[part=banner]').length).to.equal(0);
  });

  it('speak English of problems whatever the page speaks', async () => {
    const center = await mount({manifest: {}});
    const banner = one(center, '[data-banner=failed]');
    expect(one(banner, 'details ul').lang).to.equal('en');
  });

  it('leave the focus in the center when the one that had it goes, and to the others what is theirs', async () => {
    const {guards, controls} = manifestOf();
    const [guard] = guards as [Record<string, unknown>];
    const second = {...guard, id: 'access', route: '/api/access', url: '/api/access/guard'};
    edge.at(WRITE, opens());
    edge.at('/api/access/guard', opens());
    const center = await mount({manifest: manifestOf({controls, guards: [guard, second]})});
    await verdict(center, 'write', 'open');
    await verdict(center, 'access', 'open');
    const link = one(center, '[data-guard=access] a');
    link.focus();
    edge.at(WRITE, blocks());
    await center.checkGuards();
    await verdict(center, 'write', 'blocked');
    expect(all(center, '[data-banner=contradiction]').length).to.equal(1);
    expect(center.shadowRoot!.activeElement).to.equal(link);
    edge.at('/api/access/guard', blocks());
    await center.checkGuards();
    await verdict(center, 'access', 'blocked');
    await drawn(center);
    expect(center.shadowRoot!.activeElement).to.equal(one(center, '.base'));
  });
});
