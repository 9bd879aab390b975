/** Computes the contrast of every pair of colours that the styles combine. */
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';

const source = fileURLToPath(new URL('../../src/', import.meta.url));
const css = readdirSync(source, {recursive: true, encoding: 'utf8'})
  .filter((file) => /^(styles|elements)\b.*\.ts$/.test(file))
  .map((file) => readFileSync(join(source, file), 'utf8'))
  .flatMap((text) => [...text.matchAll(/css`([^`]*)`/g)].map(([, sheet]) => sheet!))
  .join('\n');

/** The colours by name without `--trust-`, for light and dark. */
const COLOURS = new Map(
  [...css.matchAll(/--trust-([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/g)].map(
    ([, name, light, dark]) => [name!, {light: light!, dark: dark!}],
  ),
);

/** The backgrounds of each text colour. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  text: ['background', 'surface', 'band', 'alarm-surface'],
  muted: ['background', 'surface', 'band'],
  link: ['background', 'surface', 'band', 'alarm-surface'],
  verified: ['background', 'surface'],
  gated: ['surface', 'gated-surface'],
  alarm: ['background', 'surface', 'alarm-surface'],
  // The selected option of a radio group.
  background: ['text'],
};

/** The backgrounds of each colour of borders, outlines and icons that convey information. */
const SHAPES: Readonly<Record<string, readonly string[]>> = {
  'control-line': ['background', 'surface'],
  muted: ['background', 'surface'],
  // The focus outline.
  link: ['background', 'surface', 'band', 'alarm-surface', 'gated-surface'],
  // The focus outline of the selected option, where a link's colour would be invisible.
  background: ['text'],
  alarm: ['background', 'surface'],
};

/** The line between rows. It conveys no information of its own. */
const HAIRLINE = 'line';

describe('the colours', () => {
  it('are all defined for light and dark', () => {
    const named = [...css.matchAll(/--trust-([\w-]+): (?:light-dark|#|rgb|hsl|ok)/g)];
    assert.deepEqual([...COLOURS.keys()], [...new Set(named.map(([, name]) => name!))]);
    assert.ok(COLOURS.size >= 13, `${COLOURS.size}`);
  });

  it('are all covered by this test: each text, background and line colour in use', () => {
    assert.deepEqual(used('color'), Object.keys(TEXTS).sort());
    const backgrounds = [...Object.values(TEXTS), ...Object.values(SHAPES)].flat();
    assert.deepEqual(used('background(?:-color)?'), [...new Set(backgrounds)].sort());
    const lines = used('(?:border|outline)[\\w-]*');
    assert.deepEqual(lines, [...Object.keys(SHAPES), HAIRLINE].sort());
  });

  it('are tested in each combination that one rule sets', () => {
    const pairs = [...css.matchAll(/\{([^{}]*)\}/g)].flatMap(([, rule]) => {
      const [text] = tokensIn(rule!, 'color');
      const [background] = tokensIn(rule!, 'background(?:-color)?');
      return text && background ? [[text, background] as const] : [];
    });
    assert.ok(pairs.length >= 3, `${pairs.length}`);
    for (const [text, background] of pairs)
      assert.ok(TEXTS[text]!.includes(background), `${text} on ${background} is not tested`);
  });

  it('are measured as WCAG 2.2 defines', () => {
    assert.equal(contrast('#000000', '#ffffff'), 21);
    assert.equal(contrast('#ffffff', '#ffffff'), 1);
    // The lightest grey that passes on white, and the next lighter one.
    assert.ok(contrast('#767676', '#ffffff') >= 4.5);
    assert.ok(contrast('#777777', '#ffffff') < 4.5);
  });

  for (const theme of ['light', 'dark'] as const) {
    for (const [text, backgrounds] of Object.entries(TEXTS))
      it(`make ${text} text readable on ${backgrounds.join(', ')}: ${theme} (WCAG 1.4.3)`, () =>
        assertContrast(text, backgrounds, theme, 4.5));
    for (const [shape, backgrounds] of Object.entries(SHAPES))
      it(`make ${shape} lines and icons visible on ${backgrounds.join(', ')}: ${theme} (WCAG 1.4.11)`, () =>
        assertContrast(shape, backgrounds, theme, 3));
  }
});

/** Returns the colour tokens used for a property in all style sheets. */
const used = (property: string) => [...new Set(tokensIn(css, property))].sort();

function tokensIn(text: string, property: string): string[] {
  const values = [...text.matchAll(new RegExp(`(?<![\\w-])${property}:([^;]*);`, 'g'))];
  return values.flatMap(([, value]) =>
    [...value!.matchAll(/var\(--trust-([\w-]+)\)/g)]
      .map(([, name]) => name!)
      .filter((name) => COLOURS.has(name)),
  );
}

function assertContrast(
  name: string,
  backgrounds: readonly string[],
  theme: 'light' | 'dark',
  minimum: number,
): void {
  const failures = backgrounds
    .map((background) => ({
      background,
      ratio: contrast(colour(name, theme), colour(background, theme)),
    }))
    .filter(({ratio}) => ratio < minimum)
    .map(({background, ratio}) => `${name} on ${background}: ${ratio.toFixed(2)}, not ${minimum}`);
  assert.deepEqual(failures, []);
}

const colour = (name: string, theme: 'light' | 'dark') => COLOURS.get(name)![theme];

/** Returns the contrast ratio of two colours, from 1 to 21 (WCAG 2.2, “contrast ratio”). */
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

/** Returns the luminance of a colour `#rrggbb`, from 0 to 1 (WCAG 2.2, “relative luminance”). */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((start) => {
    const channel = parseInt(hex.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
