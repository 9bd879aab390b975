/**
 * Three hosts' looks, made of custom properties and parts alone: the element follows them, what its colours
 * mean stays, and a reader can change them and take them along.
 */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {elementDeclarations} from '../../demo/guide/reference.js';
import {contrast, PAIRS, type Rgb} from '../../demo/themes/contrast.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {serveDemo} from '../fixtures/demo-server.js';
import type {LoopbackServer} from '../fixtures/verdict-server.js';

const BRANDS = ['bank', 'tool', 'ministry'] as const;
type Brand = (typeof BRANDS)[number];

const declared = elementDeclarations();
const properties = declared.flatMap(({cssProperties = []}) => cssProperties);
const parts = new Set(declared.flatMap(({cssParts = []}) => cssParts.map(({name}) => name)));
const COLOURS = properties.flatMap(({name, syntax}) => (syntax === '<color>' ? [name] : []));

const sheetOf = (brand: Brand) =>
  readFileSync(new URL(`../../demo/themes/${brand}.css`, import.meta.url), 'utf8');

let server: LoopbackServer | undefined;
let browser: Browser | undefined;
let visit: Visit;

before(async () => {
  [server, browser] = await Promise.all([serveDemo(), openBrowser()]);
  visit = await Visit.begin(browser);
  await visit.look(1440, 'light');
  await visit.page.goto(`${server.origin}/themes.html`);
  await visit.untilThere('.properties input');
});
after(async () => {
  await browser?.close();
  await server?.close();
});

for (const brand of BRANDS) {
  describe(`the look of the ${brand}`, () => {
    before(() => show(brand, 'arqen'));

    it('is custom properties and declared parts, and nothing else', async () => {
      assert.deepEqual(await foreignIn(sheetOf(brand)), []);
    });

    it('is followed by the element: colours, type and rounding', async () => {
      const {set, shown} = await visit.ask(whatIsSetAndShown, sheetOf(brand));
      assert.deepEqual(shown, set);
    });

    it('reaches the parts: headings, the head of the matrix, chips', async () => {
      for (const [part, style, value] of PART_LOOKS[brand]) {
        const seen = await visit.ask(
          (part, style) =>
            getComputedStyle(inPage.all(`[part~="${part}"]`)[0]!).getPropertyValue(style),
          part,
          style,
        );
        assert.equal(seen, value, `${style} of ${part}`);
      }
    });

    it('has the contrast that WCAG 2.2 AA asks for, in every pair that the element uses', async () => {
      const colours = await coloursShown();
      for (const {front, back, least} of PAIRS) {
        const ratio = contrast(colours[`--trust-${front}`]!, colours[`--trust-${back}`]!);
        assert.ok(ratio >= least, `${front} on ${back} is ${ratio.toFixed(2)}`);
      }
      assert.match(await visit.textOf('.contrast'), /^All colours have the contrast/);
    });

    it('is green for what is verified alone, and red for contradictions alone', async () => {
      const colours = await coloursShown();
      const named = (test: (hue: number) => boolean) =>
        COLOURS.filter((name) => vivid(colours[name]!) && test(hue(colours[name]!)));
      assert.deepEqual(
        named((hue) => hue > 70 && hue < 175),
        ['--trust-verified'],
      );
      assert.deepEqual(
        named((hue) => hue < 20 || hue > 330),
        ['--trust-alarm', '--trust-alarm-surface'],
      );
    });

    it('meets WCAG 2.2 AA as far as axe can tell, with a contradiction and without', async () => {
      for (const vendor of ['sample', 'arqen'] as const) {
        await show(brand, vendor);
        const {violations, behindShadowRoots} = await visit.axe();
        assert.deepEqual(violations, [], vendor);
        assert.ok(behindShadowRoots > 5, 'axe looked behind shadow roots');
      }
    });

    it('leaves a contradiction the loudest: first, alone in its colours, with the thickest border', async () => {
      await show(brand, 'sample');
      const seen = await visit.ask(() => {
        const center = document.querySelector('arqen-trust-center')!;
        const [banner] = inPage.all('[data-banner="contradiction"]');
        const {top} = banner!.getBoundingClientRect();
        const style = getComputedStyle(banner!);
        const border = (element: Element) => parseFloat(getComputedStyle(element).borderTopWidth);
        const others = inPage.all('*', center.shadowRoot!).filter((it) => !banner!.contains(it));
        const headings = others.filter((it) => /^h\d$/.test(it.localName));
        return {
          first: headings.every((it) => it.getBoundingClientRect().top > top),
          thickest: others.every((it) => border(it) < border(banner!)),
          alone: others.every(
            (it) => getComputedStyle(it).backgroundColor !== style.backgroundColor,
          ),
          border: style.borderTopColor,
        };
      });
      const alarm = (await coloursShown())['--trust-alarm']!;
      const border = `rgb(${alarm.join(', ')})`;
      assert.deepEqual(seen, {first: true, thickest: true, alone: true, border});
    });

    it('fits where it is narrow', async () => {
      await visit.look(320, 'light');
      // A field that is typed into shows as much of its text as it has room for.
      const found = (await visit.overflows()).filter((line) => !line.startsWith('input'));
      assert.deepEqual(found, []);
      await visit.look(1440, 'light');
    });
  });
}

describe('the theme page', () => {
  before(() => show('bank', 'arqen'));

  it('has a field for every custom property that the element declares', async () => {
    const fields = await visit.ask(() =>
      (inPage.all('.properties input') as HTMLInputElement[]).map(({name, type}) => [name, type]),
    );
    assert.deepEqual(
      fields,
      properties.map(({name, syntax}) => [name, syntax === '<color>' ? 'color' : 'text']),
    );
  });

  it('shows at once what is changed, writes it down, and begins again', async () => {
    await change('--trust-link', '#7a1fa2');
    await change('--trust-font', 'monospace');
    assert.deepEqual((await coloursShown())['--trust-link'], [0x7a, 0x1f, 0xa2]);
    const font = await visit.ask(
      () => getComputedStyle(inPage.all('[part~="base"]')[0]!).fontFamily,
    );
    assert.equal(font, 'monospace');
    const written = await visit.textOf('.themes pre code');
    assert.match(written, /--trust-link: #7a1fa2;/);
    assert.match(written, /--trust-font: monospace; \}/);
    assert.deepEqual(await foreignIn(written), []);
    await visit.ask(() => inPage.all('.reset')[0]!.click());
    await visit.until(
      (css) => inPage.all('.themes pre code')[0]!.textContent === css,
      [sheetOf('bank')],
    );
  });

  it('says which colours have too little contrast', async () => {
    await change('--trust-muted', '#bbbbbb');
    assert.match(
      await visit.textOf('.contrast'),
      /Too little contrast: muted on background is 1\.9/,
    );
    await show('bank', 'arqen');
  });

  it('gives the style sheet as it stands to the clipboard', async () => {
    await visit.ask(() => {
      const written: string[] = [];
      Object.assign(globalThis, {written});
      Object.defineProperty(navigator, 'clipboard', {
        value: {writeText: (text: string) => Promise.resolve(written.push(text))},
      });
      inPage.all('.copy', document.querySelector('aside')!)[0]!.click();
    });
    await visit.until(() => inPage.text(inPage.all('.copied')[0]) === 'Copied.', []);
    const written = await visit.ask(() => (globalThis as unknown as {written: string[]}).written);
    assert.deepEqual(written, [sheetOf('bank')]);
  });

  it('is chosen from by the keyboard', async () => {
    await visit.page.focus('input[name="brand"]:checked');
    await visit.page.keyboard.press('ArrowRight');
    await visit.untilThere('.host[data-brand="tool"]');
    assert.match(await visit.textOf('.host'), /^example\.dev/);
  });

  it('says that the hosts do not exist, and never of ARQEN what the sample vendor’s guard answers', async () => {
    assert.match(await visit.textOf('.themes .note'), /The hosts do not exist\./);
    for (const brand of BRANDS) {
      await show(brand, 'sample');
      assert.doesNotMatch(await visit.textOf('.host'), /ARQEN/);
    }
  });

  it('logs nothing, and throws nothing', () => {
    assert.deepEqual(
      visit.console.filter((line) => !/\[vite\]|Lit is in dev mode|status of 403/.test(line)),
      [],
    );
    assert.deepEqual(visit.exceptions, []);
  });
});

/** What the parts of each look must come to. */
const PART_LOOKS: Readonly<Record<Brand, readonly (readonly [string, string, string])[]>> = {
  bank: [
    ['heading', 'font-weight', '400'],
    ['head', 'background-color', 'rgb(11, 37, 69)'],
    ['chip', 'border-top-left-radius', '2px'],
  ],
  tool: [
    ['heading', 'font-weight', '500'],
    ['head', 'text-transform', 'uppercase'],
    ['chip', 'border-top-left-radius', '4px'],
  ],
  ministry: [
    ['heading', 'font-weight', '800'],
    ['head', 'border-bottom-width', '3px'],
    ['chip', 'border-top-left-radius', '0px'],
  ],
};

/** Shows a vendor's posture in a look, and waits until its guards have answered. */
async function show(brand: Brand, vendor: 'arqen' | 'sample'): Promise<void> {
  await visit.ask(
    (...values) => {
      for (const value of values)
        document.querySelector<HTMLInputElement>(`input[value="${value}"]`)!.click();
    },
    brand,
    vendor,
  );
  // What was changed by hand goes as well.
  await visit.ask(() => document.querySelector<HTMLButtonElement>('.reset')!.click());
  await visit.until(
    (css) => inPage.all('.themes pre code')[0]!.textContent === css,
    [sheetOf(brand)],
  );
  await visit.untilThere(
    vendor === 'arqen'
      ? '[data-kind="guard"][data-id="production-access"][data-agreement="agrees"]'
      : '[data-banner="contradiction"]',
  );
  await visit.until(
    (vendor) => vendor !== 'arqen' || !inPage.all('[data-banner]').length,
    [vendor],
  );
}

const change = (name: string, value: string) =>
  visit.ask(
    (name, value) => {
      const input = document.querySelector<HTMLInputElement>(`.properties [name="${name}"]`)!;
      input.value = value;
      input.dispatchEvent(new Event('input', {bubbles: true}));
    },
    name,
    value,
  );

/** What a style sheet has besides declared custom properties on the element, and rules for declared parts. */
async function foreignIn(css: string): Promise<string[]> {
  const rules = await visit.ask((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return [...sheet.cssRules].map((rule) =>
      rule instanceof CSSStyleRule
        ? {selector: rule.selectorText, names: [...rule.style]}
        : {selector: rule.cssText, names: []},
    );
  }, css);
  const known = new Set(properties.map(({name}) => name));
  return rules.flatMap(({selector, names}) => {
    if (selector === 'arqen-trust-center') return names.filter((name) => !known.has(name));
    const part = /^arqen-trust-center::part\(([\w-]+)\)$/.exec(selector)?.[1];
    return part && parts.has(part) ? [] : [selector];
  });
}

/** What every colour comes to inside the element. */
const coloursShown = () =>
  visit.ask((names) => {
    const probe = document.createElement('span');
    inPage.all('[part~="base"]')[0]!.append(probe);
    const entries = names.map((name) => {
      probe.style.color = `var(${name})`;
      const channels = getComputedStyle(probe).color.match(/\d+/g)!.map(Number);
      return [name, channels as unknown as Rgb] as const;
    });
    probe.remove();
    return Object.fromEntries(entries);
  }, COLOURS);

/** Runs in the page: what the sheet asks for, and what the element has come to, property by property. */
function whatIsSetAndShown(css: string) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const [rule] = [...sheet.cssRules] as CSSStyleRule[];
  const set = (name: string) => rule!.style.getPropertyValue(`--trust-${name}`).trim();
  const find = (selector: string) => getComputedStyle(inPage.all(selector)[0]!);
  const center = find('[part~="base"]');
  const probe = document.createElement('span');
  document.body.append(probe);
  const rgb = (colour: string) => {
    probe.style.color = colour;
    return getComputedStyle(probe).color;
  };
  const result = {
    set: {
      background: rgb(set('background')),
      surface: rgb(set('surface')),
      text: rgb(set('text')),
      line: rgb(set('line')),
      gated: rgb(set('gated')),
      verified: rgb(set('verified')),
      size: set('font-size') || '16px',
      radius: set('radius'),
    },
    shown: {
      background: center.backgroundColor,
      surface: find('[part~="guard"]').backgroundColor,
      text: center.color,
      line: find('[part~="guard"]').borderTopColor,
      gated: find('[part~="chip"] > *').color,
      verified: find('.answer.verified').color,
      size: center.fontSize,
      radius: find('[part~="guard"]').borderTopLeftRadius,
    },
  };
  probe.remove();
  return result;
}

const saturation = (color: Rgb) => Math.max(...color) - Math.min(...color);
/** Whether a reader would give it the name of a hue: neither grey nor next to white. */
const vivid = (color: Rgb) =>
  saturation(color) > 30 || (saturation(color) > 15 && Math.min(...color) > 225);

/** In degrees, as in HSL. */
function hue([r, g, b]: Rgb): number {
  const most = Math.max(r, g, b);
  const range = most - Math.min(r, g, b);
  if (most === r) return (60 * ((g - b) / range) + 360) % 360;
  return most === g ? 60 * ((b - r) / range) + 120 : 60 * ((r - g) / range) + 240;
}
