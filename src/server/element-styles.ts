import type {CSSResult, CSSResultGroup} from 'lit';
import {TrustCenter} from '../elements/center/trust-center.js';
import {SECTIONS} from '../elements/sections/sections.js';
import {SECTION_KEYS} from '../elements/tags.js';
import {scriptless} from '../styles/scriptless.js';

/** The styles that each element adopts, in order, by the value of its `data-ssr` attribute. */
export const ELEMENT_STYLES: ReadonlyMap<string, readonly CSSResult[]> = new Map(
  [
    ['center', TrustCenter.styles] as const,
    ...SECTION_KEYS.map((key) => [key, SECTIONS[key].styles] as const),
  ].map(([key, styles]) => [key, [...flatten(styles), scriptless]] as const),
);

function flatten(styles: CSSResultGroup | undefined): CSSResult[] {
  return Array.isArray(styles) ? styles.flatMap(flatten) : [styles as CSSResult];
}
