import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import type {TrustCenter} from '../../src/entries/elements.js';
import {define} from '../../src/elements/define.js';
import {loadRest} from '../../src/elements/center/load-rest.js';
import {SECTION_KEYS} from '../../src/elements/tags.js';
import {minimal} from '../fixtures/manifests.js';

// Does not import center.ts, which defines the default tag.

/** Returns the lines logged to the console while `work` runs. */
async function logged(work: () => unknown): Promise<string[]> {
  const lines: string[] = [];
  const real = {info: console.info, warn: console.warn};
  const record = (line: unknown) => void lines.push(String(line));
  Object.assign(console, {info: record, warn: record});
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

/** Mounts a center under another tag, and waits until it shows its manifest. */
async function mount(tag: string, children = ''): Promise<Center> {
  const place = await fixture<HTMLElement>(html`<div></div>`);
  const center = document.createElement(tag) as Center;
  const inside = document.createElement('template');
  inside.innerHTML = children;
  center.append(inside.content);
  center.manifest = MANIFEST;
  place.append(center);
  await loadRest();
  await waitUntil(() => center.loadState === 'ready' && !center.isUpdatePending);
  return center;
}

const sectionsIn = (root: ParentNode, prefix: string) =>
  [...root.querySelectorAll<Center>('*')].filter(({localName}) =>
    localName.startsWith(`${prefix}-`),
  );

describe('define', () => {
  it('rejects an invalid tag name, with an example of a valid one', () => {
    for (const name of ['', 'acme', 'Acme-trust', 'acme-', 'acme--trust', '1-acme', 'acme-trüst'])
      expect(() => define(name), name).to.throw(TypeError, `define("${name}"): pass lower-case`);
    for (const name of ['acme-<img src=x>', 'acme-trust onclick=alert(1)', 'acme-trust\n', 'a-b/c'])
      expect(() => define(name), name).to.throw(TypeError, 'such as "acme-trust"');
  });

  it('registers only the given tag and its summary, and the other section tags once they have loaded', async () => {
    expect(await logged(() => define('early-trust'))).to.deep.equal([]);
    expect(customElements.get('early-trust')).to.be.a('function');
    expect(customElements.get('early-trust-summary')).to.be.a('function');
    expect(customElements.get('early-trust-gates')).to.equal(undefined);
    await loadRest();
    for (const key of SECTION_KEYS)
      expect(customElements.get(`early-trust-${key}`), key).to.be.a('function');
    expect(customElements.get('arqen-trust-center')).to.equal(undefined);
    expect(customElements.get('arqen-trust-summary')).to.equal(undefined);
  });

  it('names the sections after each center’s own tag, for any number of tags', async () => {
    for (const tag of ['acme-trust', 'other-trust-center']) {
      define(tag);
      const center = await mount(tag);
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

  it('uses the sections that a page has placed under that name, and links to their rows', async () => {
    define('placed-trust');
    const center = await mount(
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

  it('leaves a tag that is already defined, and logs one line with the alternative', async () => {
    class Theirs extends HTMLElement {}
    customElements.define('their-trust-summary', Theirs);
    expect(await logged(() => define('their-trust'))).to.deep.equal([
      "<their-trust-summary> is already defined, so this copy of <their-trust> registers nothing. To use both, call define('another-name').",
    ]);
    expect(customElements.get('their-trust')).to.equal(undefined);
    define('twice-trust');
    for (const again of ['twice-trust', 'twice-trust-center'])
      expect(await logged(() => define(again))).to.match(/^<twice-trust> is already defined/);
    expect(customElements.get('twice-trust-center')).to.equal(undefined);
  });

  it('registers nothing if HTML reserves the name', () => {
    expect(() => define('font-face')).to.throw(DOMException);
    expect(customElements.get('font-face-summary')).to.equal(undefined);
  });

  it('does not let a page change the prefix of the section tags', () => {
    define('fixed-trust');
    const center = document.createElement('fixed-trust');
    expect(Reflect.set(center, 'tagPrefix', 'img src=x onerror=alert() x')).to.equal(false);
    expect(Reflect.get(center, 'tagPrefix')).to.equal('fixed-trust');
  });

  it('reports a section whose tag was taken before the sections were registered', async () => {
    // The sections have already loaded, so only one more microtask turn is left in between.
    const lines = await logged(async () => {
      define('late-trust');
      customElements.define('late-trust-gates', class extends HTMLElement {});
      await loadRest();
      await Promise.resolve();
    });
    expect(lines).to.deep.equal([
      '<late-trust-gates> is already defined by other code: <late-trust> cannot show that section.',
    ]);
    expect(customElements.get('late-trust-guards')).to.be.a('function');
  });
});
