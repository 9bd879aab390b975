import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import type {TrustCenter} from '../../src/entries/elements.js';
import {define} from '../../src/elements/define.js';
import {loadRenderer} from '../../src/elements/center/load-renderer.js';
import {SECTION_KEYS} from '../../src/elements/tags.js';
import {minimal} from '../fixtures/manifests.js';

// Not the fixtures of the other tests: those have the default tag defined before they begin.

/** What the console is told while `work` runs. */
async function told(work: () => unknown): Promise<string[]> {
  const lines: string[] = [];
  const real = {info: console.info, warn: console.warn};
  const hear = (line: unknown) => void lines.push(String(line));
  Object.assign(console, {info: hear, warn: hear});
  try {
    await work();
  } finally {
    Object.assign(console, real);
  }
  return lines;
}

const MANIFEST = minimal({
  title: 'Here is the title',
  controls: [{id: 'logging', title: 'Logging', current: 'Sign-ins are logged.'}],
});

type Center = HTMLElement &
  Pick<TrustCenter, 'manifest' | 'loadState' | 'deepLinks' | 'updateComplete' | 'isUpdatePending'>;

/** A center by another tag, with its manifest shown. */
async function shown(tag: string, children = ''): Promise<Center> {
  const place = await fixture<HTMLElement>(html`<div></div>`);
  const center = document.createElement(tag) as Center;
  const inside = document.createElement('template');
  inside.innerHTML = children;
  center.append(inside.content);
  center.manifest = MANIFEST;
  place.append(center);
  await loadRenderer();
  while (center.loadState !== 'ready' || center.isUpdatePending) await center.updateComplete;
  return center;
}

const sectionsIn = (root: ParentNode, prefix: string) =>
  [...root.querySelectorAll<Center>('*')].filter(({localName}) =>
    localName.startsWith(`${prefix}-`),
  );

describe('define', () => {
  it('lets nothing pass that is no tag, and says what would be one', () => {
    for (const name of ['', 'acme', 'Acme-trust', 'acme-', 'acme--trust', '1-acme', 'acme-trüst'])
      expect(() => define(name), name).to.throw(TypeError, `define("${name}"): give lower-case`);
    for (const name of ['acme-<img src=x>', 'acme-trust onclick=alert(1)', 'acme-trust\n', 'a-b/c'])
      expect(() => define(name), name).to.throw(TypeError, 'such as "acme-trust"');
  });

  it('registers nothing but what it is told to, and the sections once they are there', async () => {
    expect(await told(() => define('early-trust'))).to.deep.equal([]);
    expect(customElements.get('early-trust')).to.be.a('function');
    expect(customElements.get('early-trust-summary')).to.equal(undefined);
    await loadRenderer();
    for (const key of SECTION_KEYS)
      expect(customElements.get(`early-trust-${key}`), key).to.be.a('function');
    expect(customElements.get('arqen-trust-center')).to.equal(undefined);
    expect(customElements.get('arqen-trust-summary')).to.equal(undefined);
  });

  it('makes a center whose sections have its own name, under any number of names', async () => {
    for (const tag of ['acme-trust', 'other-trust-center']) {
      define(tag);
      const center = await shown(tag);
      const sections = sectionsIn(center.shadowRoot!, tag.replace('-center', ''));
      const prefix = tag.replace('-center', '');
      expect(sections.map(({localName}) => localName)).to.deep.equal(
        SECTION_KEYS.map((key) => `${prefix}-${key}`),
      );
      await Promise.all(sections.map(({updateComplete}) => updateComplete));
      expect(sections[0]!.shadowRoot!.textContent).to.contain('Here is the title');
      expect(sections.filter(({className}) => className === 'half')).to.have.length(6);
    }
  });

  it('finds the sections that a page has placed by that name, and leads to their rows', async () => {
    define('placed-trust');
    const center = await shown(
      'placed-trust',
      '<h2>Ours</h2><placed-trust-controls></placed-trust-controls>',
    );
    expect(sectionsIn(center.shadowRoot!, 'placed-trust')).to.deep.equal([]);
    const [section] = sectionsIn(center, 'placed-trust') as [Center];
    await waitUntil(() => section.shadowRoot!.querySelector('[data-kind="control"]'));
    location.hash = '#trust/control/logging';
    center.deepLinks = true;
    window.dispatchEvent(new Event('hashchange'));
    const {activeElement} = section.shadowRoot!;
    expect((activeElement as HTMLElement).dataset['id']).to.equal('logging');
    history.replaceState(null, '', ' ');
  });

  it('takes nobody’s tag away: one line says whose it is, and what to do', async () => {
    class Theirs extends HTMLElement {}
    customElements.define('their-trust-summary', Theirs);
    expect(await told(() => define('their-trust'))).to.deep.equal([
      "<their-trust-summary> is defined already; this copy of <their-trust> stays out of the way. For both, define('another-name').",
    ]);
    expect(customElements.get('their-trust')).to.equal(undefined);
    define('twice-trust');
    for (const again of ['twice-trust', 'twice-trust-center'])
      expect(await told(() => define(again))).to.match(/^<twice-trust> is defined already/);
    expect(customElements.get('twice-trust-center')).to.equal(undefined);
  });

  it('registers nothing where the name is one of HTML’s own', () => {
    expect(() => define('font-face')).to.throw(DOMException);
    expect(customElements.get('font-face-summary')).to.equal(undefined);
  });

  it('lets nobody set what becomes of its sections’ tags', () => {
    define('fixed-trust');
    const center = document.createElement('fixed-trust');
    expect(Reflect.set(center, 'tagPrefix', 'img src=x onerror=alert() x')).to.equal(false);
    expect(Reflect.get(center, 'tagPrefix')).to.equal('fixed-trust');
  });

  it('says which section is missing where its tag was taken before the sections came', async () => {
    // The engine is there by now: one more turn is all that there is in between.
    const lines = await told(async () => {
      define('late-trust');
      customElements.define('late-trust-gates', class extends HTMLElement {});
      await loadRenderer();
      await Promise.resolve();
    });
    expect(lines).to.deep.equal([
      '<late-trust-gates> was defined by somebody else: <late-trust> cannot show that section.',
    ]);
    expect(customElements.get('late-trust-guards')).to.be.a('function');
  });
});
