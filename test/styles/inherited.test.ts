/** Which styles of a page's texts apply inside, through the real element. The guide lists them: `docs/theming.md`. */
import {expect} from '@open-wc/testing';
import type {TrustCenter} from '../../src/entries/elements.js';
import {all, mount, one, rendered} from '../fixtures/center.js';
import {full} from '../fixtures/manifests.js';

/** A page's brand. */
const INHERITED: Readonly<Record<string, string>> = {
  'font-family': 'Georgia',
  'font-style': 'italic',
  'font-weight': '300',
  'font-stretch': '75%',
  'font-variant-numeric': 'tabular-nums',
  'font-feature-settings': '"ss01"',
  '-webkit-font-smoothing': 'antialiased',
  'letter-spacing': '2px',
  'word-spacing': '5px',
  quotes: '"a" "b"',
  cursor: 'crosshair',
  visibility: 'hidden',
  'pointer-events': 'none',
  'color-scheme': 'dark',
};

/** Styles that break the layout or the words, and those that are the center's own. */
const RESET: Readonly<Record<string, string>> = {
  color: 'red',
  'font-size': '40px',
  'line-height': '4',
  'word-break': 'break-all',
  'overflow-wrap': 'normal',
  hyphens: 'auto',
  'line-break': 'anywhere',
  'white-space': 'pre',
  'text-wrap': 'nowrap',
  'text-align': 'right',
  'text-align-last': 'center',
  'text-indent': '9em',
  'text-transform': 'uppercase',
  'text-shadow': 'red 0px 0px 9px',
  'text-emphasis': 'filled red',
  'writing-mode': 'vertical-rl',
  'user-select': 'none',
  '-webkit-text-fill-color': 'red',
  '-webkit-text-stroke-width': '3px',
  '-webkit-text-security': 'disc',
  '-webkit-text-size-adjust': '300%',
  'tab-size': '1',
  'list-style-type': 'none',
  'list-style-position': 'inside',
  'stroke-dasharray': '1px',
};

/** Texts of the center and of its sections. */
const TEXTS = ['.posture', 'dd', '.prose p', '[data-kind=gate] .prose p', '.intro'];

/** Returns a property of every kind of text. */
const computed = (center: TrustCenter, property: string, selectors = TEXTS) =>
  selectors.map((selector) =>
    getComputedStyle(all(center, selector)[0]!).getPropertyValue(property),
  );

describe('of a page’s text styles', () => {
  let center: TrustCenter;
  let page: HTMLElement;
  beforeEach(async () => {
    center = await mount({manifest: full(), guards: 'off'});
    page = center.parentElement!;
  });

  for (const [property, value] of Object.entries(INHERITED))
    it(`${property} applies inside`, () => {
      const before = computed(center, property);
      page.style.setProperty(property, value);
      const own = getComputedStyle(page).getPropertyValue(property);
      const after = computed(center, property);
      for (const [i, each] of after.entries()) expect(each, TEXTS[i]).to.equal(own);
      if (CSS.supports(property, value)) expect(after).not.to.deep.equal(before);
    });

  for (const [property, value] of Object.entries(RESET))
    it(`${property} stops at the center`, () => {
      const selectors = [...TEXTS, '.icon'];
      const before = computed(center, property, selectors);
      page.style.setProperty(property, value);
      expect(computed(center, property, selectors)).to.deep.equal(before);
      if (CSS.supports(property, value))
        expect(getComputedStyle(page).getPropertyValue(property)).not.to.equal('');
    });

  it('the direction is that of the center’s language', async () => {
    page.dir = 'rtl';
    await rendered(center);
    expect(new Set(computed(center, 'direction'))).to.deep.equal(new Set(['ltr']));
  });

  it('a table has the font and the colour of the text around it in quirks mode, too', async () => {
    center.manifest = {...full(), summary: 'Text.\n\n| A | B |\n| - | - |\n| 1 | 2 |'};
    const frame = document.createElement('iframe');
    page.append(frame);
    const {body, compatMode} = frame.contentDocument!;
    expect(compatMode).to.equal('BackCompat');
    body.style.font = 'italic 300 30px Georgia';
    body.append(center);
    await rendered(center);
    const [text, cell] = ['.prose:has(table) > p', 'td'].map((selector) => {
      const {font, color} = frame.contentWindow!.getComputedStyle(all(center, selector)[0]!);
      return {font, color};
    });
    expect(cell).to.deep.equal(text);
    expect(one(center, 'table').isConnected).to.be.true;
  });
});
