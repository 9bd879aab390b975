import {expect} from '@open-wc/testing';
import type {TrustCenter} from '../../../../src/entries/elements.js';
import {
  all,
  rendered,
  eventually,
  mount,
  one,
  fakeNetwork,
  quietManifestOf,
  sectionOf,
  textOf,
} from '../../../fixtures/center.js';

fakeNetwork();

const manyOf = (count: number) =>
  quietManifestOf({
    controls: Array.from({length: count}, (_, i) => ({
      id: `topic-${i}`,
      title: `Topic ${i}`,
      gated: `Number ${i}.`,
      gates: ['tenancy'],
    })),
  });
const rows = (center: TrustCenter) => all(sectionOf(center, 'controls'), '[data-kind=control]');
const row = (center: TrustCenter, i: number) =>
  all(sectionOf(center, 'controls'), `[data-id=topic-${i}]`)[0];

const groupsOf = (center: TrustCenter) => all(sectionOf(center, 'controls'), '[data-group]');

/** Holds back idle callbacks until the returned function is called. */
const holdIdleCallbacks = () => {
  const real = window.requestIdleCallback.bind(window);
  const waiting: IdleRequestCallback[] = [];
  window.requestIdleCallback = (callback) => waiting.push(callback);
  undo.push(() => (window.requestIdleCallback = real));
  return () => {
    window.requestIdleCallback = real;
    for (const callback of waiting) requestIdleCallback(callback);
  };
};
const undo: (() => void)[] = [];
afterEach(() => undo.splice(0).forEach((each) => each()));

describe('a long matrix', () => {
  it('renders the first rows at once, and the rest when the browser is idle', async () => {
    const release = holdIdleCallbacks();
    const center = await mount({manifest: manyOf(300)});
    const first = rows(center).length;
    expect(first).to.be.at.least(10).and.below(300);
    release();
    await eventually(() => rows(center).length === 300, 'every row is rendered');
    const indices = rows(center).map((each) => each.getAttribute('aria-rowindex'));
    expect(indices).to.deep.equal(Array.from({length: 300}, (_, i) => String(i + 2)));
  });

  it('renders a few rows at once', async () => {
    holdIdleCallbacks();
    expect(rows(await mount({manifest: manyOf(20)})).length).to.equal(20);
  });

  it('paints a list of a few screens whole, for a picture of the page', async () => {
    for (const [count, visibility] of [
      [11, 'visible'],
      [20, 'visible'],
      [21, 'auto'],
    ] as const) {
      const groups = groupsOf(await mount({manifest: manyOf(count)}));
      expect(groups.map((group) => getComputedStyle(group).contentVisibility)).to.deep.equal(
        groups.map(() => visibility),
      );
    }
  });

  it('renders a row when it comes near the viewport', async () => {
    const center = await mount({manifest: manyOf(1_200)});
    const section = sectionOf(center, 'controls');
    expect(row(center, 700)).to.equal(undefined);
    expect(one(section, '[role=table]').getAttribute('aria-rowcount')).to.equal('1201');
    one(section, '[data-group="70"]').scrollIntoView();
    await eventually(() => row(center, 700), 'the row is rendered');
    expect(rows(center).length).to.be.below(1_200);
    scrollTo(0, 0);
  });

  it('renders the row that a deep link names, at any size', async () => {
    holdIdleCallbacks();
    const center = await mount({manifest: manyOf(1_200), deepLinks: true});
    expect(row(center, 900)).to.equal(undefined);
    location.hash = '#trust/control/topic-900';
    await eventually(() => row(center, 900), 'the row is rendered');
    expect(sectionOf(center, 'controls').shadowRoot!.activeElement).to.equal(row(center, 900));
    history.replaceState(null, '', location.pathname + location.search);
    scrollTo(0, 0);
  });

  it('renders every row for print, at once', async () => {
    holdIdleCallbacks();
    const center = await mount({manifest: manyOf(1_200)});
    window.dispatchEvent(new Event('beforeprint'));
    expect(rows(center).length).to.equal(1_200);
    window.dispatchEvent(new Event('afterprint'));
  });

  it('starts over with the first rows when the filter changes', async () => {
    holdIdleCallbacks();
    const center = await mount({manifest: manyOf(1_200)});
    window.dispatchEvent(new Event('beforeprint'));
    window.dispatchEvent(new Event('afterprint'));
    const input = one<HTMLInputElement>(sectionOf(center, 'controls'), '[type=search]');
    input.value = 'number 1';
    input.dispatchEvent(new Event('input'));
    await rendered(center);
    expect(rows(center).length).to.be.below(200);
    expect(textOf(one(sectionOf(center, 'controls'), '.count'))).to.match(/^471 of 1,200 shown/);
  });
});
