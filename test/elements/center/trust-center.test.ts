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
  drawn,
  eventually,
  collectEvents,
  inState,
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
  verdict,
  WRITE,
} from '../../fixtures/center.js';

const edge = fakeNetwork();
const SRC = '/vendor/trust.json';
const GOOD = quietManifestOf();
const JSON_SCRIPT = `<script type="application/json">${JSON.stringify(GOOD)}</script>`;

/** The tags of the sections that are drawn, without `arqen-trust-`, in their order. */
const keysOf = (center: TrustCenter) =>
  sectionsOf(center).map(({localName}) => localName.replace('arqen-trust-', ''));

/** Whether a reader sees an element. */
const seen = (element: Element) => element.checkVisibility();

describe('the manifest inside the tag', () => {
  it('is read from a script of JSON', async () => {
    const center = await mountMarkup(`<arqen-trust-center>${JSON_SCRIPT}</arqen-trust-center>`);
    expect(center.loadState).to.equal('ready');
    expect(allTextOf(center)).to.contain('Sign-ins are logged.');
  });

  it('is not read from a script that runs, nor from one further in', async () => {
    const text = JSON.stringify(GOOD);
    const center = await mountMarkup(
      `<arqen-trust-center><script type="text/plain">${text}</script><div>${JSON_SCRIPT}</div></arqen-trust-center>`,
    );
    expect(center.loadState).to.equal('idle');
  });

  it('wins over src, and loses to the property', async () => {
    const center = await mountMarkup(
      `<arqen-trust-center src="${SRC}">${JSON_SCRIPT}</arqen-trust-center>`,
    );
    expect(center.loadState).to.equal('ready');
    expect(edge.requests.length).to.equal(0);
    center.manifest = quietManifestOf({title: 'From the property'});
    await drawn(center);
    expect(allTextOf(center)).to.contain('From the property');
  });

  it('may be added after the tag', async () => {
    const center = await mountMarkup('<arqen-trust-center></arqen-trust-center>');
    expect(center.loadState).to.equal('idle');
    const script = document.createElement('script');
    script.type = 'application/json';
    script.text = JSON.stringify(GOOD);
    center.append(script);
    await inState(center, 'ready');
  });
});

/* eslint-disable @typescript-eslint/no-deprecated -- nothing else brings a page in pieces */
/** A page that comes in pieces, and has the elements before the pieces come. */
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
  /** Sends a piece, and lets the page make of it what it can. */
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

describe('a page whose parser is slower than the elements', () => {
  it('may bring the manifest in one piece', async () => {
    const {write, center} = await streamedPage();
    await write('<arqen-trust-center>');
    await write(`${JSON_SCRIPT}\n`);
    await inState(center(), 'ready');
  });

  it('may bring the manifest in several pieces', async () => {
    const {write, center} = await streamedPage();
    await write('<arqen-trust-center>');
    for (let from = 0; from < JSON_SCRIPT.length; from += 200)
      await write(JSON_SCRIPT.slice(from, from + 200));
    await write('\n');
    await inState(center(), 'ready');
    expect(allTextOf(center())).to.contain('Sign-ins are logged.');
  });

  it('may end right after the manifest', async () => {
    const {page, write, center} = await streamedPage();
    await write(`<arqen-trust-center>${JSON_SCRIPT}</arqen-trust-center>`);
    page.close();
    await inState(center(), 'ready');
  });

  it('may bring sections after the manifest', async () => {
    const {write, center} = await streamedPage();
    await write(`<arqen-trust-center>${JSON_SCRIPT}\n`);
    await inState(center(), 'ready');
    await write('<h2>Ours</h2><arqen-trust-gates></arqen-trust-gates>');
    await eventually(() => keysOf(center()).join() === 'gates', 'there are the gates alone');
    expect(textOf(sectionOf(center(), 'gates'))).to.contain('Tenant isolation');
  });

  it('may bring sections further in after the manifest', async () => {
    const {write, center} = await streamedPage();
    await write(`<arqen-trust-center>${JSON_SCRIPT}<main>`);
    await inState(center(), 'ready');
    await write('<div><arqen-trust-gates></arqen-trust-gates></div></main>');
    await eventually(() => keysOf(center()).join() === 'gates', 'there are the gates alone');
  });
});

describe('the markdown lexer', () => {
  const fetched = (page: Window) =>
    page.performance.getEntriesByType('resource').filter(({name}) => /\/marked\//.test(name))
      .length;
  const showing = async (manifest: object) => {
    const {window: page, write, center} = await streamedPage();
    const script = `<script type="application/json">${JSON.stringify(manifest)}</script>`;
    await write(`<arqen-trust-center>${script}\n`);
    await inState(center(), 'ready');
    // Whatever it asks for, it has asked for by now.
    await write('</arqen-trust-center><p>More</p>');
    return {page, center: center()};
  };

  it('is not fetched for a manifest of plain words', async () => {
    const {page, center} = await showing(quietManifestOf({title: '*A title is no markdown*'}));
    expect(allTextOf(center)).to.contain('*A title is no markdown*');
    expect(fetched(page)).to.equal(0);
  });

  it('is fetched for a manifest that needs it, and what it says is drawn again', async () => {
    const {page, center} = await showing(quietManifestOf({summary: 'A **strong** word.'}));
    await eventually(() => all(center, '.prose strong').length === 1, 'the word is strong');
    expect(fetched(page)).not.to.equal(0);
  });
});

describe('the fallback', () => {
  const TWO = `<arqen-trust-center src="${SRC}">
    <p slot="fallback">Read <a href="/trust">our page</a>.</p><p class="other">Other</p>
  </arqen-trust-center>`;
  const PLAIN = `<arqen-trust-center src="${SRC}"><p class="other">Read our page.</p></arqen-trust-center>`;

  it('is what stands in its slot', async () => {
    const center = await mountMarkup(TWO);
    expect(center.loadState).to.equal('loading');
    expect(seen(one(center, '[slot=fallback]'))).to.be.true;
    expect(seen(one(center, '.other'))).to.be.false;
  });

  it('is all children where nothing stands in its slot', async () => {
    const center = await mountMarkup(PLAIN);
    expect(seen(one(center, '.other'))).to.be.true;
    expect(textOf(center)).not.to.contain('Loading');
  });

  it('is seen while there is nothing to load, too', async () => {
    const center = await mountMarkup(
      '<arqen-trust-center><p>Read our page.</p></arqen-trust-center>',
    );
    expect(seen(one(center, 'arqen-trust-center > p, p:not([role])'))).to.be.true;
    expect(textOf(center)).not.to.contain('No manifest yet');
  });

  for (const [name, markup] of [
    ['in its slot', TWO],
    ['of all children', PLAIN],
  ] as const) {
    it(`${name} is gone once the manifest is there`, async () => {
      edge.at(SRC, GOOD);
      const center = await inState(await mountMarkup(markup), 'ready');
      for (const child of center.children) expect(seen(child)).to.be.false;
    });

    it(`${name} gives way to the error where the manifest is refused`, async () => {
      edge.at(SRC, '{}');
      const center = await inState(await mountMarkup(markup), 'failed');
      for (const child of center.children) expect(seen(child)).to.be.false;
      expect(seen(one(center, '[data-banner=failed]'))).to.be.true;
    });
  }

  it('is not the markup around sections', async () => {
    const center = await mountMarkup(`<arqen-trust-center src="${SRC}">
      <h2>Our controls</h2><div><arqen-trust-controls></arqen-trust-controls></div>
    </arqen-trust-center>`);
    expect(center.loadState).to.equal('loading');
    expect(seen(one(center, 'arqen-trust-center > h2, h2'))).to.be.false;
    expect(textOf(center)).to.contain('Loading');
    edge.at(SRC, GOOD);
    await center.reload();
    await inState(center, 'ready');
    expect(seen(one(center, 'h2'))).to.be.true;
  });

  it('stands beside sections in its slot, and goes when they come', async () => {
    const center = await mountMarkup(`<arqen-trust-center src="${SRC}">
      <p slot="fallback">Read our page.</p><arqen-trust-gates></arqen-trust-gates>
    </arqen-trust-center>`);
    expect(seen(one(center, '[slot=fallback]'))).to.be.true;
    edge.at(SRC, GOOD);
    await center.reload();
    await inState(center, 'ready');
    expect(seen(one(center, '[slot=fallback]'))).to.be.false;
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
      await drawn(center);
      expect(seen(one(center, '[slot=header]')), `header, ${center.loadState}`).to.be.true;
      expect(seen(one(center, '[slot=footer]')), `footer, ${center.loadState}`).to.be.true;
    }
    center.manifest = GOOD;
    await inState(center, 'ready');
    expect(seen(one(center, '[slot=header]'))).to.be.true;
    expect(seen(one(center, '[slot=footer]'))).to.be.true;
  });

  it('show what stands in “empty” while there is nothing to load, and only then', async () => {
    const center = await mountMarkup(markup());
    expect(seen(one(center, '[slot=empty]'))).to.be.true;
    center.src = SRC;
    await inState(center, 'loading');
    expect(seen(one(center, '[slot=empty]'))).to.be.false;
  });

  it('leave the word that it loads where no fallback is given', async () => {
    const center = await mountMarkup(markup(`src="${SRC}"`));
    expect(center.loadState).to.equal('loading');
    expect(textOf(center)).to.contain('Loading the manifest');
  });
});

describe('the sections', () => {
  it('are all of them, in the order of the table', async () => {
    const center = await mount({manifest: GOOD});
    expect(keysOf(center)).to.deep.equal(SECTION_KEYS);
  });

  it('are those that are named, in that order', async () => {
    const center = await mount({manifest: GOOD, sections: 'gates  summary\ncontrols'});
    expect(keysOf(center)).to.deep.equal(['gates', 'summary', 'controls']);
  });

  it('leave out what no section is called', async () => {
    const center = await mount({
      manifest: GOOD,
      sections: 'pricing gates constructor __proto__ toString GATES',
    });
    expect(keysOf(center)).to.deep.equal(['gates']);
    expect(textOf(one(center, '.sections'))).to.equal('');
  });

  it('are all of them again when the attribute is gone', async () => {
    const center = await mount({manifest: GOOD});
    center.setAttribute('sections', 'gates');
    await drawn(center);
    expect(keysOf(center)).to.deep.equal(['gates']);
    center.removeAttribute('sections');
    await drawn(center);
    expect(keysOf(center)).to.deep.equal(SECTION_KEYS);
  });

  it('take no room where the manifest has nothing for them', async () => {
    const center = await mount({manifest: GOOD});
    const empty = sectionsOf(center).filter((section) => !seen(section));
    expect(empty.map(({localName}) => localName.replace('arqen-trust-', ''))).to.deep.equal([
      ...['guards', 'roadmap', 'readiness', 'documents', 'subprocessors', 'faq', 'updates'],
    ]);
    for (const section of empty) {
      expect(section.hasAttribute('data-empty')).to.be.true;
      expect(textOf(section)).to.equal('');
    }
  });

  it('may stand between markup of one’s own, however deep, and then stand alone', async () => {
    const center = await mountMarkup(`<arqen-trust-center>${JSON_SCRIPT}
      <h2>First</h2><arqen-trust-disclosure></arqen-trust-disclosure>
      <section><div><p>Deep</p><arqen-trust-gates></arqen-trust-gates></div></section>
    </arqen-trust-center>`);
    await inState(center, 'ready');
    expect(keysOf(center)).to.deep.equal(['disclosure', 'gates']);
    expect(textOf(sectionOf(center, 'disclosure'))).to.contain('security@vendor.example');
    expect(textOf(sectionOf(center, 'gates'))).to.contain('Tenant isolation');
    for (const element of all(center, 'h2, p:not([role])')) {
      if (element.getRootNode() === document) expect(seen(element)).to.be.true;
    }
  });

  it('show nothing outside of a center', async () => {
    const gates = await fixture<HTMLElement>(html`<arqen-trust-gates></arqen-trust-gates>`);
    expect(textOf(gates)).to.equal('');
    expect(seen(gates)).to.be.false;
  });

  it('follow the center into which they are moved', async () => {
    const first = await mountMarkup(
      `<arqen-trust-center>${JSON_SCRIPT}<arqen-trust-summary></arqen-trust-summary></arqen-trust-center>`,
    );
    const second = await mountMarkup(
      '<arqen-trust-center><arqen-trust-gates></arqen-trust-gates></arqen-trust-center>',
    );
    second.manifest = quietManifestOf({organization: {name: 'Another vendor'}});
    await drawn(second);
    const summary = sectionOf(first, 'summary');
    expect(textOf(summary)).to.contain('Vendor');
    second.append(summary);
    await drawn(second);
    expect(textOf(summary)).to.contain('Another vendor');
  });
});

describe('two centers on a page', () => {
  it('do not mix', async () => {
    edge.at(WRITE, blocks());
    const left = await mount({manifest: manifestOf({organization: {name: 'Left'}})});
    const right = await mount({
      manifest: manifestOf({organization: {name: 'Right'}}),
      guards: 'off',
    });
    await verdict(left, 'write', 'blocked');
    expect(allTextOf(left)).to.contain('Left').and.not.to.contain('Right');
    expect(allTextOf(right)).to.contain('Right').and.not.to.contain('Left');
    expect(rowOf(right, 'guard', 'write').dataset).to.include({
      verdict: 'unchecked',
      reason: 'off',
    });
  });

  it('share one request for a guard that both ask', async () => {
    const [left, right] = [
      await mount({manifest: manifestOf()}),
      await mount({manifest: manifestOf()}),
    ];
    const request = await edge.request(WRITE);
    request.answer(await blocks()(request));
    await verdict(left, 'write', 'blocked');
    await verdict(right, 'write', 'blocked');
    expect(edge.asked(WRITE).length).to.equal(1);
  });

  it('lead to their own rows', async () => {
    const left = await mount({manifest: GOOD});
    const right = await mount({manifest: GOOD});
    one(rowOf(right, 'control', 'writes'), '.chip').click();
    expect(right.shadowRoot!.activeElement?.localName).to.equal('arqen-trust-gates');
    expect(left.shadowRoot!.activeElement === null).to.be.true;
  });
});

describe('the events', () => {
  const NAMES = ['trust-load', 'trust-error', 'trust-observation', 'trust-posture'] as const;

  it('bubble out of every shadow root, and are of their classes', async () => {
    const events = collectEvents(...NAMES);
    edge.at(SRC, manifestOf());
    edge.at(WRITE, blocks());
    const host = await fixture<HTMLElement>(html`<div></div>`);
    const center = document.createElement('arqen-trust-center');
    center.src = SRC;
    host.attachShadow({mode: 'open'}).append(center);
    await inState(center, 'ready');
    await verdict(center, 'write', 'blocked');
    edge.at(SRC, answers(500));
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

  it('tell the manifest that was accepted, and its address', async () => {
    edge.at(SRC, GOOD);
    const events = collectEvents('trust-load');
    const center = await inState(await mount({src: SRC}), 'ready');
    expect(events.length).to.equal(1);
    expect(events[0]!.manifest.organization.name).to.equal('Vendor');
    expect(events[0]!.url).to.equal(new URL(SRC, location.href).href);
    await center.reload();
    expect(events.length).to.equal(2);
  });

  it('tell of each failure, and of no acceptance then', async () => {
    edge.at(SRC, answers(404));
    const events = collectEvents('trust-load', 'trust-error');
    const center = await inState(await mount({src: SRC}), 'failed');
    expect(events.map(({type}) => type)).to.deep.equal(['trust-error']);
    expect((events[0] as TrustErrorEvent).error.reason).to.equal('http-status');
    await center.reload();
    expect(events.map(({type}) => type)).to.deep.equal(['trust-error', 'trust-error']);
  });

  it('tell each check of a guard, and how it agrees', async () => {
    edge.at(WRITE, blocks());
    const events = collectEvents('trust-observation');
    const center = await mount({manifest: manifestOf()});
    await verdict(center, 'write', 'blocked');
    expect(events.length).to.equal(1);
    expect(events[0]!.observation).to.include({guard: 'write', verdict: 'blocked', proven: true});
    expect(events[0]!.agreement).to.equal('agrees');
    edge.at(WRITE, opens());
    await center.checkGuards();
    expect(events.length).to.equal(2);
    expect(events[1]!.agreement).to.equal('contradicts');
  });

  it('tell the posture when it changes, and only then', async () => {
    edge.at(WRITE, blocks());
    const events = collectEvents('trust-posture');
    const center = await mount({manifest: manifestOf()});
    await verdict(center, 'write', 'blocked');
    const {length} = events;
    expect(length).to.equal(2); // Not asked yet, and then blocked.
    expect(events[1]!.posture.guards[0]!.agreement).to.equal('agrees');
    await center.checkGuards();
    await center.checkGuards();
    expect(events.length).to.equal(length);
    edge.at(WRITE, opens());
    await center.checkGuards();
    expect(events.length).to.equal(length + 1);
    expect(events.at(-1)!.posture.controls[1]!.state).to.equal('contradicted');
  });

  it('tell the posture of another manifest, though its states be the same', async () => {
    const events = collectEvents('trust-posture');
    const center = await mount({manifest: GOOD});
    expect(events.length).to.equal(1);
    center.manifest = quietManifestOf({
      controls: [
        {id: 'renamed', title: 'Renamed', current: 'Now.'},
        {id: 'writes', title: 'Writes', gated: 'Later.', gates: ['tenancy']},
      ],
    });
    await drawn(center);
    expect(events.length).to.equal(2);
    expect(events[1]!.posture.controls[0]!.control.id).to.equal('renamed');
  });

  it('keep the way from row to row to the center', async () => {
    const events = collectEvents('trust-navigate');
    const center = await mount({manifest: GOOD});
    one(rowOf(center, 'control', 'writes'), '.chip').click();
    expect(events.length).to.equal(0);
  });
});

describe('the headings', () => {
  const levels = (center: TrustCenter) =>
    all(center, '[part=heading]').map(({localName}) => Number(localName.slice(1)));

  it('begin at level 2, and skip none', async () => {
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
    it(`begin at ${first} where the level given is ${given}`, async () => {
      const center = await mount({manifest: GOOD, headingLevel: given});
      expect(levels(center)[0]).to.equal(first);
      expect(Math.max(...levels(center))).to.be.at.most(6);
    });
  }

  it('follow the attribute', async () => {
    const center = await mount({manifest: GOOD});
    center.setAttribute('heading-level', '4');
    await drawn(center);
    expect(levels(center)[0]).to.equal(4);
    center.removeAttribute('heading-level');
    await drawn(center);
    expect(levels(center)[0]).to.equal(2);
  });
});

describe('the theme', () => {
  const look = (center: TrustCenter) => getComputedStyle(one(center, '.base'));

  it('is the page’s own where none is given', async () => {
    const center = await mount({manifest: GOOD});
    expect(look(center).colorScheme).to.equal('normal');
  });

  it('is light or dark where that is given', async () => {
    const center = await mount({manifest: GOOD, theme: 'dark'});
    expect(look(center).colorScheme).to.equal('dark');
    const dark = look(center).backgroundColor;
    center.setAttribute('theme', 'light');
    await drawn(center);
    expect(look(center).colorScheme).to.equal('light');
    expect(look(center).backgroundColor).not.to.equal(dark);
  });
});

describe('the language', () => {
  const langOf = (center: TrustCenter) => one(center, '.base').lang;
  const published = (center: TrustCenter) => textOf(one(sectionOf(center, 'summary'), '.by time'));

  it('is that of the nearest element that names one', async () => {
    const center = await mount({manifest: GOOD});
    const place = await fixture<HTMLElement>(html`<div lang="en-US"></div>`);
    const american = document.createElement('arqen-trust-center');
    american.manifest = GOOD;
    place.append(american);
    await drawn(american);
    expect(langOf(american)).to.equal('en-US');
    expect(published(american)).to.equal('January 20, 2026');
    center.locale = 'en-GB';
    await drawn(center);
    expect(langOf(center)).to.equal('en-GB');
    expect(published(center)).to.equal('20 January 2026');
  });

  it('is English throughout where no other is there', async () => {
    const center = await mount({manifest: GOOD, locale: 'fr'});
    expect(langOf(center)).to.equal('en');
    expect(published(center)).to.contain('January');
  });

  for (const locale of ['en-', 'en US', 'en-this-is-no-language', '', ' ']) {
    it(`is English where the page names “${locale}”, which is none`, async () => {
      const place = await fixture<HTMLElement>(html`<div lang=${locale}></div>`);
      const center = document.createElement('arqen-trust-center');
      center.manifest = GOOD;
      place.append(center);
      await inState(center, 'ready');
      expect(langOf(center)).to.equal('en');
      expect(published(center)).to.contain('January');
    });
  }
});

describe('the way from row to row', () => {
  /** Where the focus is, through the shadow roots. */
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

  it('can be gone by keyboard', async () => {
    const center = await mount({manifest: GOOD});
    one(rowOf(center, 'control', 'writes'), '.chip').focus();
    await sendKeys({press: 'Enter'});
    expect(focusedRow()).to.equal('gate tenancy');
  });

  it('leads back from the gate to everything that it holds back', async () => {
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

  it('leads from the live line of a control to its guard', async () => {
    const center = await mount({manifest: manifestOf(), guards: 'off'});
    one(rowOf(center, 'control', 'writes'), 'a.quiet').click();
    expect(focusedRow()).to.equal('guard write');
  });

  it('leaves the page’s address alone', async () => {
    const center = await mount({manifest: GOOD});
    one(rowOf(center, 'control', 'writes'), '.chip').click();
    expect(location.hash).to.equal('');
    location.hash = '#trust/control/logging';
    await new Promise((resolve) => {
      window.addEventListener('hashchange', resolve, {once: true});
    });
    expect(focusedRow()).to.equal('gate tenancy');
  });

  it('leaves a click alone that asks for another tab', async () => {
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

  it('stands in the address with deep-links', async () => {
    const center = await mount({manifest: GOOD, deepLinks: true});
    one(rowOf(center, 'control', 'writes'), '.chip').click();
    expect(location.hash).to.equal('#trust/gate/tenancy');
    one<HTMLDetailsElement>(rowOf(center, 'gate', 'tenancy'), 'details').open = true;
    one(rowOf(center, 'gate', 'tenancy'), 'details a').click();
    expect(location.hash).to.equal('#trust/control/writes');
    history.back();
    await eventually(
      () => focused() === rowOf(center, 'gate', 'tenancy'),
      'the way back leads to the gate',
    );
  });

  it('is gone at once where the address names a row', async () => {
    location.hash = '#trust/gate/tenancy';
    const center = await mount({manifest: GOOD, deepLinks: true});
    await eventually(
      () => focused() === rowOf(center, 'gate', 'tenancy'),
      'the gate has the focus',
    );
  });

  it('is gone once the manifest is there', async () => {
    location.hash = '#trust/gate/tenancy';
    const center = await mount({src: SRC, deepLinks: true});
    (await edge.request(SRC)).answer(new Response(JSON.stringify(GOOD)));
    await inState(center, 'ready');
    await eventually(
      () => focused() === rowOf(center, 'gate', 'tenancy'),
      'the gate has the focus',
    );
  });

  it('leads nowhere for an address of something else', async () => {
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

  it('leads into sections among markup of one’s own', async () => {
    const center = await mountMarkup(`<arqen-trust-center>${JSON_SCRIPT}
      <arqen-trust-controls></arqen-trust-controls>
      <div><arqen-trust-gates></arqen-trust-gates></div>
    </arqen-trust-center>`);
    one(rowOf(center, 'control', 'writes'), '.chip').click();
    expect(focusedRow()).to.equal('gate tenancy');
  });
});

describe('what a screen reader is told', () => {
  const status = (center: TrustCenter) => one(center, '[role=status]');

  it('is each change, once', async () => {
    const center = await mount({manifest: manifestOf()});
    expect(textOf(status(center))).to.equal('Production write is being asked.');
    const said: string[] = [];
    const observer = new MutationObserver(() => said.push(textOf(status(center))));
    observer.observe(status(center), {childList: true, characterData: true, subtree: true});
    const request = await edge.request(WRITE);
    request.answer(await blocks()(request));
    await verdict(center, 'write', 'blocked');
    edge.at(WRITE, blocks());
    await center.checkGuards();
    await center.checkGuards();
    await drawn(center);
    edge.at(WRITE, opens());
    await center.checkGuards();
    await drawn(center);
    observer.disconnect();
    expect(said).to.deep.equal([
      'Production write answered “blocked”.',
      'Production write contradicts this page.',
    ]);
  });

  it('is nothing where there is no guard', async () => {
    const center = await mount({manifest: GOOD});
    expect(textOf(status(center))).to.equal('');
  });
});
