/**
 * The public contract of the element: its markup, slots, attributes, events and navigation. One file,
 * because together they are the contract of one tag.
 */
import {expect, fixture, html} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import {
  TrustErrorEvent,
  TrustLoadEvent,
  TrustObservationEvent,
  TrustPostureEvent,
  type TrustCenter,
} from '../../../src/entries/elements.js';
import {SECTION_KEYS} from '../../../src/elements/tags.js';
import {
  all,
  allTextOf,
  answers,
  blocks,
  rendered,
  eventually,
  collectEvents,
  untilLoadState,
  manifestOf,
  mount,
  mountMarkup,
  one,
  opens,
  fakeNetwork,
  quietManifestOf,
  rowOf,
  sectionOf,
  sectionsOf,
  textOf,
  untilVerdict,
  WRITE,
} from '../../fixtures/center.js';

const network = fakeNetwork();
const SRC = '/vendor/trust.json';
const GOOD = quietManifestOf();
const JSON_SCRIPT = `<script type="application/json">${JSON.stringify(GOOD)}</script>`;

/** Returns the keys of the rendered sections, in order. */
const keysOf = (center: TrustCenter) =>
  sectionsOf(center).map(({localName}) => localName.replace('arqen-trust-', ''));

/** Whether an element is visible to a reader. */
const isVisible = (element: Element) => element.checkVisibility();

describe('a manifest inside the tag', () => {
  it('is read from a JSON script', async () => {
    const center = await mountMarkup(`<arqen-trust-center>${JSON_SCRIPT}</arqen-trust-center>`);
    expect(center.loadState).to.equal('ready');
    expect(allTextOf(center)).to.contain('Sign-ins are logged.');
  });

  it('is not read from a script of another type, nor from a nested one', async () => {
    const text = JSON.stringify(GOOD);
    const center = await mountMarkup(
      `<arqen-trust-center><script type="text/plain">${text}</script><div>${JSON_SCRIPT}</div></arqen-trust-center>`,
    );
    expect(center.loadState).to.equal('idle');
  });

  it('takes precedence over src, but not over the property', async () => {
    const center = await mountMarkup(
      `<arqen-trust-center src="${SRC}">${JSON_SCRIPT}</arqen-trust-center>`,
    );
    expect(center.loadState).to.equal('ready');
    expect(network.requests.length).to.equal(0);
    center.manifest = quietManifestOf({title: 'From the property'});
    await rendered(center);
    expect(allTextOf(center)).to.contain('From the property');
  });

  it('is read when it is added later', async () => {
    const center = await mountMarkup('<arqen-trust-center></arqen-trust-center>');
    expect(center.loadState).to.equal('idle');
    const script = document.createElement('script');
    script.type = 'application/json';
    script.text = JSON.stringify(GOOD);
    center.append(script);
    await untilLoadState(center, 'ready');
  });
});

/* eslint-disable @typescript-eslint/no-deprecated -- only document.write() can stream a page */
/** Creates a page that arrives in pieces after the elements are defined. */
async function streamedPage() {
  const frame = await fixture<HTMLIFrameElement>(html`<iframe title="A page"></iframe>`);
  const page = frame.contentDocument!;
  page.open();
  page.write('<!doctype html><html lang="en"><title>Page</title>');
  page.write('<script type="module" async src="/src/entries/index.ts"></script><body>');
  await eventually(
    () => frame.contentWindow!.customElements.get('arqen-trust-center'),
    'the elements are defined',
  );
  /** Writes a piece, and waits until the page has processed it. */
  const write = async (piece: string) => {
    page.write(piece);
    await new Promise((resolve) => {
      frame.contentWindow!.requestAnimationFrame(resolve);
    });
  };
  return {
    page,
    window: frame.contentWindow!,
    write,
    center: () => page.querySelector('arqen-trust-center')!,
  };
}
/* eslint-enable @typescript-eslint/no-deprecated */

describe('a page that arrives in pieces after the elements are defined', () => {
  it('may deliver the manifest in one piece', async () => {
    const {write, center} = await streamedPage();
    await write('<arqen-trust-center>');
    await write(`${JSON_SCRIPT}\n`);
    await untilLoadState(center(), 'ready');
  });

  it('may deliver the manifest in several pieces', async () => {
    const {write, center} = await streamedPage();
    await write('<arqen-trust-center>');
    for (let from = 0; from < JSON_SCRIPT.length; from += 200)
      await write(JSON_SCRIPT.slice(from, from + 200));
    await write('\n');
    await eventually(
      () => allTextOf(center()).includes('Sign-ins are logged.'),
      'the manifest is shown',
    );
  });

  it('may end right after the manifest', async () => {
    const {page, write, center} = await streamedPage();
    await write(`<arqen-trust-center>${JSON_SCRIPT}</arqen-trust-center>`);
    page.close();
    await untilLoadState(center(), 'ready');
  });

  it('may deliver sections after the manifest', async () => {
    const {write, center} = await streamedPage();
    await write(`<arqen-trust-center>${JSON_SCRIPT}\n`);
    await untilLoadState(center(), 'ready');
    await write('<h2>Ours</h2><arqen-trust-gates></arqen-trust-gates>');
    await eventually(() => keysOf(center()).join() === 'gates', 'the gates are the only section');
    await eventually(
      () => textOf(sectionOf(center(), 'gates')).includes('Tenant isolation'),
      'the gates are shown',
    );
  });

  it('may deliver nested sections after the manifest', async () => {
    const {write, center} = await streamedPage();
    await write(`<arqen-trust-center>${JSON_SCRIPT}<main>`);
    await untilLoadState(center(), 'ready');
    await write('<div><arqen-trust-gates></arqen-trust-gates></div></main>');
    await eventually(() => keysOf(center()).join() === 'gates', 'the gates are the only section');
  });
});

describe('the markdown lexer', () => {
  const requestsIn = (page: Window) =>
    page.performance.getEntriesByType('resource').filter(({name}) => /\/marked\//.test(name))
      .length;
  const showManifest = async (manifest: object) => {
    const {window: page, write, center} = await streamedPage();
    const script = `<script type="application/json">${JSON.stringify(manifest)}</script>`;
    await write(`<arqen-trust-center>${script}\n`);
    await untilLoadState(center(), 'ready');
    // After this write, the page has made all of its requests.
    await write('</arqen-trust-center><p>More</p>');
    return {page, center: center()};
  };

  it('is not loaded for a manifest without markdown', async () => {
    const {page, center} = await showManifest(
      quietManifestOf({title: '*A title is not markdown*'}),
    );
    expect(allTextOf(center)).to.contain('*A title is not markdown*');
    expect(requestsIn(page)).to.equal(0);
  });

  it('is loaded for a manifest with markdown, which then renders again', async () => {
    const {page, center} = await showManifest(quietManifestOf({summary: 'A **strong** word.'}));
    await eventually(() => all(center, '.prose strong').length === 1, 'the markdown is rendered');
    expect(requestsIn(page)).not.to.equal(0);
  });
});

describe('the fallback', () => {
  const SLOTTED = `<arqen-trust-center src="${SRC}">
    <p slot="fallback">Read <a href="/trust">our page</a>.</p><p class="other">Other</p>
  </arqen-trust-center>`;
  const UNSLOTTED = `<arqen-trust-center src="${SRC}"><p class="other">Read our page.</p></arqen-trust-center>`;

  it('is the content of its slot', async () => {
    const center = await mountMarkup(SLOTTED);
    expect(center.loadState).to.equal('loading');
    expect(isVisible(one(center, '[slot=fallback]'))).to.be.true;
    expect(isVisible(one(center, '.other'))).to.be.false;
  });

  it('consists of all children if its slot is empty', async () => {
    const center = await mountMarkup(UNSLOTTED);
    expect(isVisible(one(center, '.other'))).to.be.true;
    expect(textOf(center)).not.to.contain('Loading');
  });

  it('is also shown while there is nothing to load', async () => {
    const center = await mountMarkup(
      '<arqen-trust-center><p>Read our page.</p></arqen-trust-center>',
    );
    expect(isVisible(one(center, 'arqen-trust-center > p, p:not([role])'))).to.be.true;
    expect(textOf(center)).not.to.contain('No manifest yet');
  });

  for (const [name, markup] of [
    ['in its slot', SLOTTED],
    ['without a slot', UNSLOTTED],
  ] as const) {
    it(`${name} is hidden once the manifest is loaded`, async () => {
      network.route(SRC, GOOD);
      const center = await untilLoadState(await mountMarkup(markup), 'ready');
      for (const child of center.children) expect(isVisible(child)).to.be.false;
    });

    it(`${name} is replaced by the error if the manifest is refused`, async () => {
      network.route(SRC, '{}');
      const center = await untilLoadState(await mountMarkup(markup), 'failed');
      for (const child of center.children) expect(isVisible(child)).to.be.false;
      expect(isVisible(one(center, '[data-banner=failed]'))).to.be.true;
    });
  }

  it('does not include the markup around sections', async () => {
    const center = await mountMarkup(`<arqen-trust-center src="${SRC}">
      <h2>Our controls</h2><div><arqen-trust-controls></arqen-trust-controls></div>
    </arqen-trust-center>`);
    expect(center.loadState).to.equal('loading');
    expect(isVisible(one(center, 'arqen-trust-center > h2, h2'))).to.be.false;
    expect(textOf(center)).to.contain('Loading');
    network.route(SRC, GOOD);
    await center.reload();
    await untilLoadState(center, 'ready');
    expect(isVisible(one(center, 'h2'))).to.be.true;
  });

  it('may accompany sections, and is hidden once they render', async () => {
    const center = await mountMarkup(`<arqen-trust-center src="${SRC}">
      <p slot="fallback">Read our page.</p><arqen-trust-gates></arqen-trust-gates>
    </arqen-trust-center>`);
    expect(isVisible(one(center, '[slot=fallback]'))).to.be.true;
    network.route(SRC, GOOD);
    await center.reload();
    await untilLoadState(center, 'ready');
    expect(isVisible(one(center, '[slot=fallback]'))).to.be.false;
  });
});

describe('the other slots', () => {
  const markup = (attributes = '') => `<arqen-trust-center ${attributes}>
    <p slot="header">Before</p><p slot="footer">After</p><p slot="empty">Nothing here</p>
  </arqen-trust-center>`;

  it('show header and footer in every state', async () => {
    const center = await mountMarkup(markup());
    for (const source of [undefined, SRC, 'https://']) {
      center.src = source;
      await rendered(center);
      expect(isVisible(one(center, '[slot=header]')), `header, ${center.loadState}`).to.be.true;
      expect(isVisible(one(center, '[slot=footer]')), `footer, ${center.loadState}`).to.be.true;
    }
    center.manifest = GOOD;
    await untilLoadState(center, 'ready');
    expect(isVisible(one(center, '[slot=header]'))).to.be.true;
    expect(isVisible(one(center, '[slot=footer]'))).to.be.true;
  });

  it('show the “empty” content only while there is nothing to load', async () => {
    const center = await mountMarkup(markup());
    expect(isVisible(one(center, '[slot=empty]'))).to.be.true;
    center.src = SRC;
    await untilLoadState(center, 'loading');
    expect(isVisible(one(center, '[slot=empty]'))).to.be.false;
  });

  it('keep the loading message if there is no fallback', async () => {
    const center = await mountMarkup(markup(`src="${SRC}"`));
    expect(center.loadState).to.equal('loading');
    expect(textOf(center)).to.contain('Loading the manifest');
  });
});

describe('the sections', () => {
  it('are all rendered in their default order', async () => {
    const center = await mount({manifest: GOOD});
    expect(keysOf(center)).to.deep.equal(SECTION_KEYS);
  });

  it('are limited to the named ones, in that order', async () => {
    const center = await mount({manifest: GOOD, sections: 'gates  summary\ncontrols'});
    expect(keysOf(center)).to.deep.equal(['gates', 'summary', 'controls']);
  });

  it('exclude unknown names', async () => {
    const center = await mount({
      manifest: GOOD,
      sections: 'pricing gates constructor __proto__ toString GATES',
    });
    expect(keysOf(center)).to.deep.equal(['gates']);
    expect(textOf(one(center, '.sections'))).to.equal('');
  });

  it('are all rendered again once the attribute is removed', async () => {
    const center = await mount({manifest: GOOD});
    center.setAttribute('sections', 'gates');
    await rendered(center);
    expect(keysOf(center)).to.deep.equal(['gates']);
    center.removeAttribute('sections');
    await rendered(center);
    expect(keysOf(center)).to.deep.equal(SECTION_KEYS);
  });

  it('take up no space if the manifest has no content for them', async () => {
    const center = await mount({manifest: GOOD});
    const empty = sectionsOf(center).filter((section) => !isVisible(section));
    expect(empty.map(({localName}) => localName.replace('arqen-trust-', ''))).to.deep.equal([
      'guards',
      'roadmap',
      'readiness',
      'documents',
      'subprocessors',
      'faq',
      'updates',
    ]);
    for (const section of empty) {
      expect(section.hasAttribute('data-empty')).to.be.true;
      expect(textOf(section)).to.equal('');
    }
  });

  it('may be placed at any depth in custom markup, and replace the default ones', async () => {
    const center = await mountMarkup(`<arqen-trust-center>${JSON_SCRIPT}
      <h2>First</h2><arqen-trust-disclosure></arqen-trust-disclosure>
      <section><div><p>Deep</p><arqen-trust-gates></arqen-trust-gates></div></section>
    </arqen-trust-center>`);
    await untilLoadState(center, 'ready');
    expect(keysOf(center)).to.deep.equal(['disclosure', 'gates']);
    expect(textOf(sectionOf(center, 'disclosure'))).to.contain('security@vendor.example');
    expect(textOf(sectionOf(center, 'gates'))).to.contain('Tenant isolation');
    for (const element of all(center, 'h2, p:not([role])')) {
      if (element.getRootNode() === document) expect(isVisible(element)).to.be.true;
    }
  });

  it('show nothing outside a center', async () => {
    const gates = await fixture<HTMLElement>(html`<arqen-trust-gates></arqen-trust-gates>`);
    expect(textOf(gates)).to.equal('');
    expect(isVisible(gates)).to.be.false;
  });

  it('show the manifest of the center they are moved into', async () => {
    const first = await mountMarkup(
      `<arqen-trust-center>${JSON_SCRIPT}<arqen-trust-summary></arqen-trust-summary></arqen-trust-center>`,
    );
    const second = await mountMarkup(
      '<arqen-trust-center><arqen-trust-gates></arqen-trust-gates></arqen-trust-center>',
    );
    second.manifest = quietManifestOf({organization: {name: 'Another vendor'}});
    await rendered(second);
    const summary = sectionOf(first, 'summary');
    expect(textOf(summary)).to.contain('Vendor');
    second.append(summary);
    await rendered(second);
    expect(textOf(summary)).to.contain('Another vendor');
  });
});

describe('two centers on a page', () => {
  it('keep their content separate', async () => {
    network.route(WRITE, blocks());
    const left = await mount({manifest: manifestOf({organization: {name: 'Left'}})});
    const right = await mount({
      manifest: manifestOf({organization: {name: 'Right'}}),
      guards: 'off',
    });
    await untilVerdict(left, 'write', 'blocked');
    expect(allTextOf(left)).to.contain('Left').and.not.to.contain('Right');
    expect(allTextOf(right)).to.contain('Right').and.not.to.contain('Left');
    expect(rowOf(right, 'guard', 'write').dataset).to.include({
      verdict: 'unchecked',
      reason: 'off',
    });
  });

  it('share one request to a guard that both check', async () => {
    const [left, right] = [
      await mount({manifest: manifestOf()}),
      await mount({manifest: manifestOf()}),
    ];
    const request = await network.waitForRequest(WRITE);
    request.answer(await blocks()(request));
    await untilVerdict(left, 'write', 'blocked');
    await untilVerdict(right, 'write', 'blocked');
    expect(network.requestsTo(WRITE).length).to.equal(1);
  });

  it('link to their own rows', async () => {
    const left = await mount({manifest: GOOD});
    const right = await mount({manifest: GOOD});
    one(rowOf(right, 'control', 'writes'), '.chip').click();
    expect(right.shadowRoot!.activeElement?.localName).to.equal('arqen-trust-gates');
    expect(left.shadowRoot!.activeElement === null).to.be.true;
  });
});

describe('the events', () => {
  const NAMES = ['trust-load', 'trust-error', 'trust-observation', 'trust-posture'] as const;

  it('bubble out of every shadow root and have their own classes', async () => {
    const events = collectEvents(...NAMES);
    network.route(SRC, manifestOf());
    network.route(WRITE, blocks());
    const host = await fixture<HTMLElement>(html`<div></div>`);
    const center = document.createElement('arqen-trust-center');
    center.src = SRC;
    host.attachShadow({mode: 'open'}).append(center);
    await untilLoadState(center, 'ready');
    await untilVerdict(center, 'write', 'blocked');
    network.route(SRC, answers(500));
    await center.reload();
    const classes = new Map<string, unknown>([
      ['trust-load', TrustLoadEvent],
      ['trust-error', TrustErrorEvent],
      ['trust-observation', TrustObservationEvent],
      ['trust-posture', TrustPostureEvent],
    ]);
    expect(new Set(events.map(({type}) => type))).to.deep.equal(new Set(NAMES));
    for (const event of events) {
      expect(event.constructor === classes.get(event.type)).to.be.true;
      expect([event.bubbles, event.composed, event.cancelable]).to.deep.equal([true, true, false]);
      expect(event.target === host).to.be.true;
    }
  });

  it('report a loaded manifest and its URL', async () => {
    network.route(SRC, GOOD);
    const events = collectEvents('trust-load');
    const center = await untilLoadState(await mount({src: SRC}), 'ready');
    expect(events.length).to.equal(1);
    expect(events[0]!.manifest.organization.name).to.equal('Vendor');
    expect(events[0]!.url).to.equal(new URL(SRC, location.href).href);
    await center.reload();
    expect(events.length).to.equal(2);
  });

  it('report each failure, and no load', async () => {
    network.route(SRC, answers(404));
    const events = collectEvents('trust-load', 'trust-error');
    const center = await untilLoadState(await mount({src: SRC}), 'failed');
    expect(events.map(({type}) => type)).to.deep.equal(['trust-error']);
    expect((events[0] as TrustErrorEvent).error.reason).to.equal('http-status');
    await center.reload();
    expect(events.map(({type}) => type)).to.deep.equal(['trust-error', 'trust-error']);
  });

  it('report each check of a guard and its agreement', async () => {
    network.route(WRITE, blocks());
    const events = collectEvents('trust-observation');
    const center = await mount({manifest: manifestOf()});
    await untilVerdict(center, 'write', 'blocked');
    expect(events.length).to.equal(1);
    expect(events[0]!.observation).to.include({guard: 'write', verdict: 'blocked', proven: true});
    expect(events[0]!.agreement).to.equal('agrees');
    network.route(WRITE, opens());
    await center.checkGuards();
    expect(events.length).to.equal(2);
    expect(events[1]!.agreement).to.equal('contradicts');
  });

  it('report the posture only when it changes', async () => {
    network.route(WRITE, blocks());
    const events = collectEvents('trust-posture');
    const center = await mount({manifest: manifestOf()});
    await untilVerdict(center, 'write', 'blocked');
    const {length} = events;
    expect(length).to.equal(2); // Unchecked, then blocked.
    expect(events[1]!.posture.guards[0]!.agreement).to.equal('agrees');
    await center.checkGuards();
    await center.checkGuards();
    expect(events.length).to.equal(length);
    network.route(WRITE, opens());
    await center.checkGuards();
    expect(events.length).to.equal(length + 1);
    expect(events.at(-1)!.posture.controls[1]!.state).to.equal('contradicted');
  });

  it('report the posture of another manifest, even if its states are the same', async () => {
    const events = collectEvents('trust-posture');
    const center = await mount({manifest: GOOD});
    expect(events.length).to.equal(1);
    center.manifest = quietManifestOf({
      controls: [
        {id: 'renamed', title: 'Renamed', current: 'Now.'},
        {id: 'writes', title: 'Writes', gated: 'Later.', gates: ['tenancy']},
      ],
    });
    await rendered(center);
    expect(events.length).to.equal(2);
    expect(events[1]!.posture.controls[0]!.control.id).to.equal('renamed');
  });

  it('do not include the internal `trust-navigate`', async () => {
    const events = collectEvents('trust-navigate');
    const center = await mount({manifest: GOOD});
    one(rowOf(center, 'control', 'writes'), '.chip').click();
    expect(events.length).to.equal(0);
  });
});

describe('the headings', () => {
  const levels = (center: TrustCenter) =>
    all(center, '[part=heading]').map(({localName}) => Number(localName.slice(1)));

  it('start at level 2 and skip no level', async () => {
    const center = await mount({manifest: GOOD});
    const [first, ...rest] = levels(center);
    expect(first).to.equal(2);
    rest.reduce((before, level) => {
      expect(level).to.be.at.most(before + 1);
      return level;
    }, first!);
  });

  for (const [given, first] of [
    [1, 1],
    [3, 3],
    [6, 6],
    [0, 2],
    [9, 6],
    [-1, 1],
    [NaN, 2],
    [4.5, 4],
  ] as const) {
    it(`start at level ${first} with heading level ${given}`, async () => {
      const center = await mount({manifest: GOOD, headingLevel: given});
      expect(levels(center)[0]).to.equal(first);
      expect(Math.max(...levels(center))).to.be.at.most(6);
    });
  }

  it('follow the attribute', async () => {
    const center = await mount({manifest: GOOD});
    center.setAttribute('heading-level', '4');
    await rendered(center);
    expect(levels(center)[0]).to.equal(4);
    center.removeAttribute('heading-level');
    await rendered(center);
    expect(levels(center)[0]).to.equal(2);
  });
});

describe('the theme', () => {
  const styleOf = (center: TrustCenter) => getComputedStyle(one(center, '.base'));

  it('follows the page by default', async () => {
    const center = await mount({manifest: GOOD});
    expect(styleOf(center).colorScheme).to.equal('normal');
  });

  it('is light or dark if set', async () => {
    const center = await mount({manifest: GOOD, theme: 'dark'});
    expect(styleOf(center).colorScheme).to.equal('dark');
    const dark = styleOf(center).backgroundColor;
    center.setAttribute('theme', 'light');
    await rendered(center);
    expect(styleOf(center).colorScheme).to.equal('light');
    expect(styleOf(center).backgroundColor).not.to.equal(dark);
  });
});

describe('the language', () => {
  const langOf = (center: TrustCenter) => one(center, '.base').lang;
  const published = (center: TrustCenter) => textOf(one(sectionOf(center, 'summary'), '.by time'));

  it('is taken from the nearest lang attribute, or from locale', async () => {
    const center = await mount({manifest: GOOD});
    const place = await fixture<HTMLElement>(html`<div lang="en-US"></div>`);
    const american = document.createElement('arqen-trust-center');
    american.manifest = GOOD;
    place.append(american);
    await rendered(american);
    expect(langOf(american)).to.equal('en-US');
    expect(published(american)).to.equal('January 20, 2026');
    center.locale = 'en-GB';
    await rendered(center);
    expect(langOf(center)).to.equal('en-GB');
    expect(published(center)).to.equal('20 January 2026');
  });

  it('is English throughout while there are no phrases of its language', async () => {
    const center = await mount({manifest: GOOD, locale: 'it'});
    expect(langOf(center)).to.equal('en');
    expect(published(center)).to.contain('January');
  });

  // The valid beginning of a tag counts.
  for (const [locale, lang] of [
    ['en-', 'en'],
    ['en US', 'en'],
    ['en-this-is-no-language', 'en-This-IS'],
    ['', 'en'],
    [' ', 'en'],
  ] as const) {
    it(`is English if the page’s lang is invalid: “${locale}”`, async () => {
      const place = await fixture<HTMLElement>(html`<div lang=${locale}></div>`);
      const center = document.createElement('arqen-trust-center');
      center.manifest = GOOD;
      place.append(center);
      await untilLoadState(center, 'ready');
      expect(langOf(center)).to.equal(lang);
      expect(published(center)).to.contain('January');
    });
  }
});

describe('navigation between rows', () => {
  /** Returns the focused element, through all shadow roots. */
  const focused = () => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element as HTMLElement | null;
  };
  const focusedRow = () => {
    const {kind = '', id = ''} = focused()?.dataset ?? {};
    return `${kind} ${id}`.trim();
  };
  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  it('leads from a chip to the gate', async () => {
    const center = await mount({manifest: GOOD});
    one(rowOf(center, 'control', 'writes'), '.chip').click();
    expect(focusedRow()).to.equal('gate tenancy');
  });

  it('works with the keyboard', async () => {
    const center = await mount({manifest: GOOD});
    one(rowOf(center, 'control', 'writes'), '.chip').focus();
    await sendKeys({press: 'Enter'});
    expect(focusedRow()).to.equal('gate tenancy');
  });

  it('leads from a gate to everything that it holds back', async () => {
    const manifest = manifestOf({
      roadmap: {items: [{id: 'next', title: 'Next', stage: 'planned', after: ['tenancy']}]},
      readiness: [
        {
          id: 'soc-2',
          framework: 'SOC 2',
          requirements: [{id: 'access', title: 'Access', gates: ['tenancy']}],
        },
      ],
    });
    const center = await mount({manifest, guards: 'off'});
    const gate = rowOf(center, 'gate', 'tenancy');
    const details = one<HTMLDetailsElement>(gate, 'details');
    expect(textOf(one(details, 'summary'))).to.equal(
      'Holds back 1 topic, 1 guard, 1 roadmap item, and 1 requirement',
    );
    details.open = true;
    const links = all(details, 'a');
    expect(links.map(textOf)).to.deep.equal(['Writes', 'Production write', 'Next', 'Access']);
    const kinds = ['control', 'guard', 'roadmap', 'requirement'];
    for (const [i, link] of links.entries()) {
      link.focus();
      await sendKeys({press: 'Enter'});
      expect(focused()?.dataset['kind']).to.equal(kinds[i]);
    }
  });

  it('leads from the guard’s answer in a control to the guard', async () => {
    const center = await mount({manifest: manifestOf(), guards: 'off'});
    one(rowOf(center, 'control', 'writes'), 'a.quiet').click();
    expect(focusedRow()).to.equal('guard write');
  });

  it('does not change the page’s URL', async () => {
    const center = await mount({manifest: GOOD});
    one(rowOf(center, 'control', 'writes'), '.chip').click();
    expect(location.hash).to.equal('');
    location.hash = '#trust/control/logging';
    await new Promise((resolve) => {
      window.addEventListener('hashchange', resolve, {once: true});
    });
    expect(focusedRow()).to.equal('gate tenancy');
  });

  it('ignores clicks that open a new tab or window', async () => {
    const center = await mount({manifest: GOOD});
    const chip = one(rowOf(center, 'control', 'writes'), '.chip');
    const stop = (event: Event) => event.preventDefault();
    window.addEventListener('click', stop);
    for (const modifier of ['ctrlKey', 'metaKey', 'shiftKey']) {
      const click = new MouseEvent('click', {
        bubbles: true,
        cancelable: true,
        composed: true,
        [modifier]: true,
      });
      chip.dispatchEvent(click);
      expect(focusedRow()).to.equal('');
    }
    window.removeEventListener('click', stop);
  });

  it('is reflected in the URL with deep-links', async () => {
    const center = await mount({manifest: GOOD, deepLinks: true});
    one(rowOf(center, 'control', 'writes'), '.chip').click();
    expect(location.hash).to.equal('#trust/gate/tenancy');
    one<HTMLDetailsElement>(rowOf(center, 'gate', 'tenancy'), 'details').open = true;
    one(rowOf(center, 'gate', 'tenancy'), 'details a').click();
    expect(location.hash).to.equal('#trust/control/writes');
    history.back();
    await eventually(
      () => focused() === rowOf(center, 'gate', 'tenancy'),
      'focus returns to the gate',
    );
  });

  it('starts at the row that the URL names', async () => {
    location.hash = '#trust/gate/tenancy';
    const center = await mount({manifest: GOOD, deepLinks: true});
    await eventually(() => focused() === rowOf(center, 'gate', 'tenancy'), 'focus on the gate');
  });

  it('starts at the row that the URL names once the manifest is loaded', async () => {
    location.hash = '#trust/gate/tenancy';
    const center = await mount({src: SRC, deepLinks: true});
    (await network.waitForRequest(SRC)).answer(new Response(JSON.stringify(GOOD)));
    await untilLoadState(center, 'ready');
    await eventually(() => focused() === rowOf(center, 'gate', 'tenancy'), 'focus on the gate');
  });

  it('starts at the row that the URL names if a listener moves the center when it loads', async () => {
    location.hash = '#trust/gate/tenancy';
    const center = await mount({src: SRC, deepLinks: true});
    center.addEventListener('trust-load', () => center.parentElement!.prepend(center), {
      once: true,
    });
    (await network.waitForRequest(SRC)).answer(new Response(JSON.stringify(GOOD)));
    await untilLoadState(center, 'ready');
    await eventually(() => focused() === rowOf(center, 'gate', 'tenancy'), 'focus on the gate');
  });

  it('ignores URLs that name no row', async () => {
    const center = await mount({manifest: GOOD, deepLinks: true});
    for (const hash of ['#trust/gate/nowhere', '#trust/window/tenancy', '#top', '#trust/gate/"]']) {
      location.hash = hash;
      await new Promise((resolve) => {
        window.addEventListener('hashchange', resolve, {once: true});
      });
      expect(focusedRow()).to.equal('');
    }
    expect(center.loadState).to.equal('ready');
  });

  it('leads into sections placed in custom markup', async () => {
    const center = await mountMarkup(`<arqen-trust-center>${JSON_SCRIPT}
      <arqen-trust-controls></arqen-trust-controls>
      <div><arqen-trust-gates></arqen-trust-gates></div>
    </arqen-trust-center>`);
    one(rowOf(center, 'control', 'writes'), '.chip').click();
    expect(focusedRow()).to.equal('gate tenancy');
  });
});

describe('the live region', () => {
  const status = (center: TrustCenter) => one(center, '[role=status]');

  it('announces each change once', async () => {
    const center = await mount({manifest: manifestOf()});
    expect(textOf(status(center))).to.equal('Production write is being checked.');
    const announcements: string[] = [];
    const observer = new MutationObserver(() => announcements.push(textOf(status(center))));
    observer.observe(status(center), {childList: true, characterData: true, subtree: true});
    const request = await network.waitForRequest(WRITE);
    request.answer(await blocks()(request));
    await untilVerdict(center, 'write', 'blocked');
    network.route(WRITE, blocks());
    await center.checkGuards();
    await center.checkGuards();
    await rendered(center);
    network.route(WRITE, opens());
    await center.checkGuards();
    await rendered(center);
    observer.disconnect();
    expect(announcements).to.deep.equal([
      'Production write answered “blocked”.',
      'Production write contradicts this page.',
    ]);
  });

  it('is empty if there are no guards', async () => {
    const center = await mount({manifest: GOOD});
    expect(textOf(status(center))).to.equal('');
  });
});
