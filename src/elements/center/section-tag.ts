import {nothing, type TemplateResult} from 'lit';
import {html, unsafeStatic} from 'lit/static-html.js';
import type {SectionKey} from '../tags.js';

/** Every part that a section declares, so that a page can style it through the center. */
const PARTS =
  'heading, guard, head, control, gate, item, report, requirement, contact, chip, overclaim';

/**
 * Renders the tag of a section. Lit does not escape a static tag name, so it is built only from a prefix
 * that `define` has validated (letters, digits and hyphens) and one of our own keys.
 */
export function sectionTemplate(prefix: string, key: SectionKey, half = false): TemplateResult {
  const tag = unsafeStatic(`${prefix}-${key}`);
  // These rules mistake the static tag for a value binding.
  // eslint-disable-next-line lit/binding-positions, lit/no-invalid-html
  return html`<${tag} class=${half ? 'half' : nothing} exportparts=${PARTS}></${tag}>`;
}
