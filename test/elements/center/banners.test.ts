import {expect} from '@open-wc/testing';
import {
  all,
  answers,
  blocks,
  rendered,
  eventually,
  untilLoadState,
  manifestOf,
  mount,
  one,
  opens,
  pageClock,
  fakeNetwork,
  quietManifestOf,
  textOf,
  untilVerdict,
  WRITE,
} from '../../fixtures/center.js';

const network = fakeNetwork();
const clock = pageClock();
const SRC = '/vendor/trust.json';

// guard-controller.test.ts covers contradictions; manifest-controller.test.ts, reasons and problems.

describe('the banners', () => {
  it('are absent if there is nothing to report', async () => {
    const center = await mount({manifest: quietManifestOf({expiresAt: '2099-01-01'})});
    expect(all(center, '[part=banner]').length).to.equal(0);
  });

  it('report that the manifest has expired', async () => {
    const center = await mount({manifest: quietManifestOf({expiresAt: '2026-01-21'})});
    expect(textOf(one(center, '[data-banner=expired]'))).to.equal(
      'This manifest expired on January 21, 2026. Its statements may no longer be true.',
    );
  });

  it('show the age of a kept manifest, and keep it up to date', async () => {
    network.route(SRC, quietManifestOf());
    const center = await untilLoadState(await mount({src: SRC}), 'ready');
    network.route(SRC, answers(503));
    clock.pass(125_000);
    await center.reload();
    await untilLoadState(center, 'kept');
    const banner = one(center, '[data-banner=kept]');
    expect(textOf(banner)).to.contain('This page shows the copy loaded 2 min. ago.');
    clock.pass(3_600_000);
    await eventually(() => textOf(banner).includes('1 hr. ago'), 'an age of one hour');
    network.route(SRC, quietManifestOf());
    await center.reload();
    await untilLoadState(center, 'ready');
    expect(all(center, '[part=banner]').length).to.equal(0);
  });

  it('mark the list of problems as English', async () => {
    const center = await mount({manifest: {}});
    const banner = one(center, '[data-banner=failed]');
    expect(one(banner, 'details ul').lang).to.equal('en');
  });

  it('count the problems that they do not list, and those that nobody described', async () => {
    const faq = Array<unknown>(1_100).fill({id: 1, question: 'Why?', answer: 'So.'});
    const center = await mount({manifest: manifestOf({faq})});
    const details = one(center, '[data-banner=failed] details');
    expect(one(details, 'summary').textContent).to.equal('1,100 problems in the manifest');
    expect(all(details, 'li').length).to.equal(50);
    expect(one(details, 'p').textContent).to.equal('1,050 more');
  });

  it('keep focus on a remaining banner, and move it to the center when the focused one disappears', async () => {
    const {guards, controls} = manifestOf();
    const [guard] = guards as [Record<string, unknown>];
    const second = {...guard, id: 'access', route: '/api/access', url: '/api/access/guard'};
    network.route(WRITE, opens());
    network.route('/api/access/guard', opens());
    const center = await mount({manifest: manifestOf({controls, guards: [guard, second]})});
    await untilVerdict(center, 'write', 'open');
    await untilVerdict(center, 'access', 'open');
    const link = one(center, '[data-guard=access] a');
    link.focus();
    network.route(WRITE, blocks());
    await center.checkGuards();
    await untilVerdict(center, 'write', 'blocked');
    expect(all(center, '[data-banner=contradiction]').length).to.equal(1);
    expect(center.shadowRoot!.activeElement).to.equal(link);
    network.route('/api/access/guard', blocks());
    await center.checkGuards();
    await untilVerdict(center, 'access', 'blocked');
    await rendered(center);
    expect(center.shadowRoot!.activeElement).to.equal(one(center, '.base'));
  });
});
