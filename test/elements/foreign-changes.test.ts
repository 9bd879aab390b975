/** If a translation of the page or an extension changes the rendered nodes, no section shows an earlier state. */
import {expect} from '@open-wc/testing';
import type {TrustCenter} from '../../src/entries/elements.js';
import {changeTexts, rewrites, rootsOf, textsOf} from '../fixtures/rewrite-page.js';
import {
  all,
  allTextOf,
  blocks,
  eventually,
  fakeNetwork,
  manifestOf,
  mount,
  one,
  opens,
  pageClock,
  quietManifestOf,
  rendered,
  rowOf,
  sectionOf,
  textOf,
  untilVerdict,
  WRITE,
} from '../fixtures/center.js';

const network = fakeNetwork();
const clock = pageClock();

const mountBlocked = async () => {
  network.route(WRITE, blocks());
  const center = await mount({manifest: manifestOf(), guardInterval: 0});
  await untilVerdict(center, 'write', 'blocked');
  return center;
};

describe('on a translated page', () => {
  it('each section shows the latest answer of a guard', async () => {
    const center = await mountBlocked();
    changeTexts(center, rewrites.wrap);
    expect(allTextOf(center)).to.contain('[Answered blocked, verified');
    network.route(WRITE, opens());
    await center.checkGuards();
    await untilVerdict(center, 'write', 'open');
    for (const key of ['summary', 'guards', 'controls'])
      expect(textOf(sectionOf(center, key)), key).not.to.match(/blocked”|Answered blocked/i);
  });

  it('a check that changes nothing leaves the translation in place', async () => {
    const center = await mountBlocked();
    // Dates get their final format after the first text.
    await eventually(() => center.messages.formatted, 'dates are formatted');
    await rendered(center);
    changeTexts(center, rewrites.wrap);
    // The details show the time of the check.
    clock.pass(5_000);
    await center.checkGuards();
    await rendered(center);
    expect(textOf(rowOf(center, 'guard', 'write'))).to.contain('[Production write]');
    expect(textOf(rowOf(center, 'control', 'writes'))).to.contain('[Writes]');
  });

  it('another manifest replaces every statement', async () => {
    const center = await mount({manifest: quietManifestOf()});
    changeTexts(center, rewrites.wrap);
    center.manifest = quietManifestOf({
      version: '2',
      controls: [{id: 'logging', title: 'Logging', gated: 'Later.', gates: ['tenancy']}],
    });
    await rendered(center);
    expect(textOf(rowOf(center, 'control', 'logging'))).to.contain('Later.');
    expect(allTextOf(center)).not.to.contain('Sign-ins are logged.');
  });

  it('the live region announces the latest answer', async () => {
    const center = await mountBlocked();
    changeTexts(center, rewrites.wrap);
    network.route(WRITE, opens());
    await center.checkGuards();
    await untilVerdict(center, 'write', 'open');
    expect(textOf(one(center, '.unseen'))).to.equal(center.announcement);
  });

  it('the focus, unfolded details and the sections themselves stay', async () => {
    const center = await mountBlocked();
    const section = sectionOf(center, 'guards');
    const details = () => rowOf(center, 'guard', 'write').querySelector('details')!;
    details().open = true;
    details().querySelector('summary')!.focus();
    changeTexts(center, rewrites.wrap);
    network.route(WRITE, opens());
    await center.checkGuards();
    await untilVerdict(center, 'write', 'open');
    expect(sectionOf(center, 'guards')).to.equal(section);
    expect(details().open).to.be.true;
    expect(section.shadowRoot!.activeElement).to.equal(details().querySelector('summary'));
  });
});

describe('a statement that is withdrawn', () => {
  /** Changes the texts of the guard's card and of the announcement, and lets the guard answer otherwise. */
  async function rewriteAndOpen(rewrite: (text: Text) => unknown): Promise<TrustCenter> {
    const center = await mountBlocked();
    for (const text of textsOf(center)) if (/blocked/i.test(text.data)) rewrite(text);
    network.route(WRITE, opens());
    await center.checkGuards();
    await untilVerdict(center, 'write', 'open');
    return center;
  }

  const REWRITES: Readonly<Record<string, (text: Text) => unknown>> = {
    'a style sheet was put before it': rewrites.style,
    'a copy is in the element beside it': rewrites.appendToSibling,
    'it was moved to the element beside it': rewrites.move,
    'a copy is in another part of the section': (text) =>
      (text.getRootNode() as ShadowRoot)
        .querySelector('.fit')!
        .append(Object.assign(document.createElement('p'), {textContent: text.data})),
  };
  for (const [name, rewrite] of Object.entries(REWRITES))
    it(`goes, even if ${name}`, async () => {
      const center = await rewriteAndOpen(rewrite);
      expect(textOf(center)).not.to.match(/answered “blocked”/i);
      expect(textOf(sectionOf(center, 'guards'))).not.to.match(/answered blocked/i);
      expect(textOf(sectionOf(center, 'summary'))).not.to.match(/answered blocked|blocked”/i);
    });
});

describe('an age in an element that a tool has put in the place of ours', () => {
  it('goes on', async () => {
    const center = await mountBlocked();
    const guards = sectionOf(center, 'guards');
    for (const age of all(guards, '.age')) age.replaceWith(age.cloneNode(true));
    clock.pass(40_000);
    await eventually(
      () => all(guards, '.age').some(({textContent}) => /4\d/.test(textContent)),
      'age',
    );
  });
});

describe('with styles that an extension adds to every shadow root', () => {
  it('empty sections take up no space, and no node is rendered anew', async () => {
    const center = await mountBlocked();
    for (const root of rootsOf(center)) {
      const style = document.createElement('style');
      style.textContent = 'p {}';
      root.prepend(style);
    }
    const card = rowOf(center, 'guard', 'write');
    network.route(WRITE, opens());
    await center.checkGuards();
    await untilVerdict(center, 'write', 'open');
    expect(rowOf(center, 'guard', 'write')).to.equal(card);
    network.route(WRITE, blocks());
    await center.reload();
    await rendered(center);
    for (const key of ['faq', 'roadmap'])
      expect(sectionOf(center, key).offsetHeight, key).to.equal(0);
  });
});
