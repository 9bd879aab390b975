/**
 * Three brands' themes that consist of custom properties and parts alone: the element follows them, its
 * colours keep their meaning, and a reader can edit and copy them. One file, because the brands and the page
 * that edits them share the same style sheets and measurements.
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
  visit = await Visit.open(browser);
  await visit.setAppearance(1440, 'light');
  await visit.page.goto(`${server.origin}/themes.html`);
  await visit.waitForSelector('.properties input');
});
after(async () => {
  await browser?.close();
  await server?.close();
});

for (const brand of BRANDS) {
  describe(`the theme of the ${brand}`, () => {
    before(() => show(brand, 'arqen'));

    it('uses only custom properties and declared parts', async () => {
      assert.deepEqual(await undeclaredIn(sheetOf(brand)), []);
    });

    it('sets the colours, font size and radius of the element', async () => {
      const {set, shown} = await visit.evaluate(specifiedAndComputed, sheetOf(brand));
      assert.deepEqual(shown, set);
    });

    it('styles the parts: headings, the matrix header and chips', async () => {
      for (const [part, style, value] of PART_STYLES[brand]) {
        const seen = await visit.evaluate(
          (part, style) =>
            getComputedStyle(inPage.all(`[part~="${part}"]`)[0]!).getPropertyValue(style),
          part,
          style,
        );
        assert.equal(seen, value, `${style} of ${part}`);
      }
    });

    it('has the contrast required by WCAG 2.2 AA in every pair that the element uses', async () => {
      const colours = await coloursShown();
      for (const {front, back, least} of PAIRS) {
        const ratio = contrast(colours[`--trust-${front}`]!, colours[`--trust-${back}`]!);
        assert.ok(ratio >= least, `${front} on ${back} is ${ratio.toFixed(2)}`);
      }
      assert.match(await visit.textOf('.contrast'), /^All colours have the contrast/);
    });

    it('uses green only for verified states and red only for contradictions', async () => {
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

    it('passes the axe checks for WCAG 2.2 AA, with a contradiction and without', async () => {
      for (const vendor of ['sample', 'arqen'] as const) {
        await show(brand, vendor);
        const {violations, behindShadowRoots} = await visit.axe();
        assert.deepEqual(violations, [], vendor);
        assert.ok(behindShadowRoots > 5, 'axe checks content inside shadow roots');
      }
    });

    it('keeps a contradiction first, unique in its colours and with the thickest border', async () => {
      await show(brand, 'sample');
      const seen = await visit.evaluate(() => {
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

    it('fits a narrow window', async () => {
      await visit.setAppearance(320, 'light');
      // A text field may clip its own text.
      const found = (await visit.overflows()).filter((line) => !line.startsWith('input'));
      assert.deepEqual(found, []);
      await visit.setAppearance(1440, 'light');
    });
  });
}

describe('the theme page', () => {
  before(() => show('bank', 'arqen'));

  it('has a field for every custom property that the element declares', async () => {
    const fields = await visit.evaluate(() =>
      (inPage.all('.properties input') as HTMLInputElement[]).map(({name, type}) => [name, type]),
    );
    assert.deepEqual(
      fields,
      properties.map(({name, syntax}) => [name, syntax === '<color>' ? 'color' : 'text']),
    );
  });

  it('shows changes at once, writes them as CSS, and resets them', async () => {
    await change('--trust-link', '#7a1fa2');
    await change('--trust-font', 'monospace');
    assert.deepEqual((await coloursShown())['--trust-link'], [0x7a, 0x1f, 0xa2]);
    const font = await visit.evaluate(
      () => getComputedStyle(inPage.all('[part~="base"]')[0]!).fontFamily,
    );
    assert.equal(font, 'monospace');
    const written = await visit.textOf('.themes pre code');
    assert.match(written, /--trust-link: #7a1fa2;/);
    assert.match(written, /--trust-font: monospace; \}/);
    assert.deepEqual(await undeclaredIn(written), []);
    await visit.evaluate(() => inPage.all('.reset')[0]!.click());
    await visit.waitFor(
      (css) => inPage.all('.themes pre code')[0]!.textContent === css,
      [sheetOf('bank')],
    );
  });

  it('reports colours with too little contrast', async () => {
    await change('--trust-muted', '#bbbbbb');
    assert.match(
      await visit.textOf('.contrast'),
      /Too little contrast: muted on background is 1\.9/,
    );
    await show('bank', 'arqen');
  });

  it('copies the current style sheet to the clipboard', async () => {
    await visit.evaluate(() => {
      const written: string[] = [];
      Object.assign(globalThis, {written});
      Object.defineProperty(navigator, 'clipboard', {
        value: {writeText: (text: string) => Promise.resolve(written.push(text))},
      });
      inPage.all('.copy', document.querySelector('aside')!)[0]!.click();
    });
    await visit.waitFor(() => inPage.text(inPage.all('.copied')[0]) === 'Copied.', []);
    const written = await visit.evaluate(
      () => (globalThis as unknown as {written: string[]}).written,
    );
    assert.deepEqual(written, [sheetOf('bank')]);
  });

  it('changes the brand by keyboard', async () => {
    await visit.page.focus('input[name="brand"]:checked');
    await visit.page.keyboard.press('ArrowRight');
    await visit.waitForSelector('.host[data-brand="tool"]');
    assert.match(await visit.textOf('.host'), /^example\.dev/);
  });

  it('states that the brands are fictitious, and never shows the sample vendor’s answers as ARQEN’s', async () => {
    assert.match(await visit.textOf('.themes .note'), /The hosts do not exist\./);
    for (const brand of BRANDS) {
      await show(brand, 'sample');
      assert.doesNotMatch(await visit.textOf('.host'), /ARQEN/);
    }
  });

  it('logs and throws nothing', () => {
    assert.deepEqual(
      visit.console.filter((line) => !/\[vite\]|Lit is in dev mode|status of 403/.test(line)),
      [],
    );
    assert.deepEqual(visit.exceptions, []);
  });
});

/** The expected computed styles of parts: part, property and value. */
const PART_STYLES: Readonly<Record<Brand, readonly (readonly [string, string, string])[]>> = {
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

/** Shows a vendor's posture in a theme, and waits until its guards have answered. */
async function show(brand: Brand, vendor: 'arqen' | 'sample'): Promise<void> {
  await visit.evaluate(
    (...values) => {
      for (const value of values)
        document.querySelector<HTMLInputElement>(`input[value="${value}"]`)!.click();
    },
    brand,
    vendor,
  );
  // Discards manual changes as well.
  await visit.evaluate(() => document.querySelector<HTMLButtonElement>('.reset')!.click());
  await visit.waitFor(
    (css) => inPage.all('.themes pre code')[0]!.textContent === css,
    [sheetOf(brand)],
  );
  await visit.waitForSelector(
    vendor === 'arqen'
      ? '[data-kind="guard"][data-id="production-access"][data-agreement="agrees"]'
      : '[data-banner="contradiction"]',
  );
  await visit.waitFor(
    (vendor) => vendor !== 'arqen' || !inPage.all('[data-banner]').length,
    [vendor],
  );
}

const change = (name: string, value: string) =>
  visit.evaluate(
    (name, value) => {
      const input = document.querySelector<HTMLInputElement>(`.properties [name="${name}"]`)!;
      input.value = value;
      input.dispatchEvent(new Event('input', {bubbles: true}));
    },
    name,
    value,
  );

/** Returns everything in a style sheet other than declared custom properties and declared parts. */
async function undeclaredIn(css: string): Promise<string[]> {
  const rules = await visit.evaluate((css) => {
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

/** Returns the computed value of every colour inside the element. */
const coloursShown = () =>
  visit.evaluate((names) => {
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

/** Runs in the page: returns the specified and the computed value of several properties. */
function specifiedAndComputed(css: string) {
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
/** Whether a colour has a distinct hue: neither grey nor nearly white. */
const vivid = (color: Rgb) =>
  saturation(color) > 30 || (saturation(color) > 15 && Math.min(...color) > 225);

/** Returns the hue in degrees, as in HSL. */
function hue([r, g, b]: Rgb): number {
  const most = Math.max(r, g, b);
  const range = most - Math.min(r, g, b);
  if (most === r) return (60 * ((g - b) / range) + 360) % 360;
  return most === g ? 60 * ((b - r) / range) + 120 : 60 * ((r - g) / range) + 240;
}
