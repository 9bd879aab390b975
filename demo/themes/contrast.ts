/** The element's foreground and background colour pairs, with their minimum contrast (WCAG 2.2, 1.4.3 and 1.4.11). */
export const PAIRS: readonly {
  readonly front: string;
  readonly back: string;
  readonly least: number;
}[] = [
  ...['text', 'muted', 'link', 'verified', 'gated', 'alarm'].flatMap((front) =>
    ['background', 'surface'].map((back) => ({front, back, least: 4.5})),
  ),
  {front: 'muted', back: 'band', least: 4.5},
  {front: 'text', back: 'band', least: 4.5},
  {front: 'gated', back: 'gated-surface', least: 4.5},
  {front: 'alarm', back: 'alarm-surface', least: 4.5},
  {front: 'text', back: 'alarm-surface', least: 4.5},
  {front: 'link', back: 'alarm-surface', least: 4.5},
  {front: 'control-line', back: 'background', least: 3},
  {front: 'control-line', back: 'surface', least: 3},
];

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** Returns the contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(a: Rgb, b: Rgb): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

/** WCAG 2.2, "relative luminance". */
function luminance(color: Rgb): number {
  const [r, g, b] = color.map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
