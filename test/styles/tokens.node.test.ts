/** What the colours promise, computed: whatever is written or drawn can be told from its ground. */
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

/** Each colour by its name without `--trust-`: light, then dark. */
const COLOURS = new Map(
  [...css.matchAll(/--trust-([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/g)].map(
    ([, name, light, dark]) => [name!, {light: light!, dark: dark!}],
  ),
);

/** On which grounds text of a colour stands. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  text: ['background', 'surface', 'band', 'alarm-surface'],
  muted: ['background', 'surface', 'band'],
  link: ['background', 'surface', 'band', 'alarm-surface'],
  verified: ['background', 'surface'],
  gated: ['surface', 'gated-surface'],
  alarm: ['background', 'surface', 'alarm-surface'],
  // What is chosen among options.
  background: ['text'],
};

/** On which grounds borders, outlines and shapes of a colour stand, that tell more than a hairline does. */
const SHAPES: Readonly<Record<string, readonly string[]>> = {
  'control-line': ['background', 'surface'],
  muted: ['background', 'surface'],
  // The mark of what has the focus.
  link: ['background', 'surface', 'band', 'alarm-surface', 'gated-surface'],
  // The same on what is chosen among options: there a link's colour could not be seen.
  background: ['text'],
  alarm: ['background', 'surface'],
};

/** What parts one row from the next: nothing is lost without it. */
const HAIRLINE = 'line';

describe('the colours', () => {
  it('are given for light and dark, each of them', () => {
    const named = [...css.matchAll(/--trust-([\w-]+): (?:light-dark|#|rgb|hsl|ok)/g)];
    assert.deepEqual([...COLOURS.keys()], [...new Set(named.map(([, name]) => name!))]);
    assert.ok(COLOURS.size >= 13, `${COLOURS.size}`);
  });

  it('are all that is used: each that text, ground or line has is looked at here', () => {
    assert.deepEqual(used('color'), Object.keys(TEXTS).sort());
    const grounds = [...Object.values(TEXTS), ...Object.values(SHAPES)].flat();
    assert.deepEqual(used('background(?:-color)?'), [...new Set(grounds)].sort());
    const lines = used('(?:border|outline)[\\w-]*');
    assert.deepEqual(lines, [...Object.keys(SHAPES), HAIRLINE].sort());
  });

  it('meet wherever one rule gives both of them', () => {
    const pairs = [...css.matchAll(/\{([^{}]*)\}/g)].flatMap(([, rule]) => {
      const [text] = tokensIn(rule!, 'color');
      const [ground] = tokensIn(rule!, 'background(?:-color)?');
      return text && ground ? [[text, ground] as const] : [];
    });
    assert.ok(pairs.length >= 3, `${pairs.length}`);
    for (const [text, ground] of pairs)
      assert.ok(TEXTS[text]!.includes(ground), `${text} on ${ground} is not looked at`);
  });

  it('are measured as WCAG 2.2 does', () => {
    assert.equal(contrast('#000000', '#ffffff'), 21);
    assert.equal(contrast('#ffffff', '#ffffff'), 1);
    // The lightest grey that passes on white, and the next.
    assert.ok(contrast('#767676', '#ffffff') >= 4.5);
    assert.ok(contrast('#777777', '#ffffff') < 4.5);
  });

  for (const theme of ['light', 'dark'] as const) {
    for (const [text, grounds] of Object.entries(TEXTS))
      it(`lets ${text} be read on ${grounds.join(', ')}: ${theme} (WCAG 1.4.3)`, () =>
        apart(text, grounds, theme, 4.5));
    for (const [shape, grounds] of Object.entries(SHAPES))
      it(`lets a line or shape in ${shape} be seen on ${grounds.join(', ')}: ${theme} (WCAG 1.4.11)`, () =>
        apart(shape, grounds, theme, 3));
  }
});

/** The tokens that a property is given, in all style sheets. */
const used = (property: string) => [...new Set(tokensIn(css, property))].sort();

function tokensIn(text: string, property: string): string[] {
  const given = [...text.matchAll(new RegExp(`(?<![\\w-])${property}:([^;]*);`, 'g'))];
  return given.flatMap(([, value]) =>
    [...value!.matchAll(/var\(--trust-([\w-]+)\)/g)]
      .map(([, name]) => name!)
      .filter((name) => COLOURS.has(name)),
  );
}

function apart(
  name: string,
  grounds: readonly string[],
  theme: 'light' | 'dark',
  least: number,
): void {
  const poor = grounds
    .map((ground) => ({ground, ratio: contrast(colour(name, theme), colour(ground, theme))}))
    .filter(({ratio}) => ratio < least)
    .map(({ground, ratio}) => `${name} on ${ground}: ${ratio.toFixed(2)}, not ${least}`);
  assert.deepEqual(poor, []);
}

const colour = (name: string, theme: 'light' | 'dark') => COLOURS.get(name)![theme];

/** How far two colours are apart, from 1 to 21 (WCAG 2.2, “contrast ratio”). */
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

/** How light a colour `#rrggbb` is, from 0 to 1 (WCAG 2.2, “relative luminance”). */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((start) => {
    const share = parseInt(hex.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
