import type {CSSResult, CSSResultGroup} from 'lit';
import {TrustCenter} from '../elements/center/trust-center.js';
import {SECTION_KEYS} from '../elements/tags.js';
import {SECTIONS} from '../elements/sections/registry.js';
import {scriptless} from '../styles/scriptless.js';

/** By the mark that a drawn element carries: each element, and in their order the styles that it would adopt. */
export const ELEMENT_STYLES: ReadonlyMap<string, readonly CSSResult[]> = new Map(
  [
    ['center', TrustCenter.styles] as const,
    ...SECTION_KEYS.map((key) => [key, SECTIONS[key].element.styles] as const),
  ].map(([mark, styles]) => [mark, [...listOf(styles), scriptless]] as const),
);

function listOf(styles: CSSResultGroup | undefined): CSSResult[] {
  return Array.isArray(styles) ? styles.flatMap(listOf) : [styles as CSSResult];
}
