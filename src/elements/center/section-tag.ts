import {nothing, type TemplateResult} from 'lit';
import {html, unsafeStatic} from 'lit/static-html.js';
import type {SectionKey} from '../tags.js';

/** Every part that a section declares, so that a page can style it through the center. */
const PARTS =
  'heading, guard, head, control, gate, item, report, requirement, contact, chip, overclaim';

/**
 * A section as a center lays it out whose sections' tags begin with `prefix`. The tag is part of the
 * template's own text, which nothing escapes: it is one of our keys after a prefix that `define` has let
 * pass, letters, digits and hyphens alone.
 */
export function sectionTemplate(prefix: string, key: SectionKey, half = false): TemplateResult {
  const tag = unsafeStatic(`${prefix}-${key}`);
  // The rules take every binding for a value: this one is read before the template is.
  // eslint-disable-next-line lit/binding-positions, lit/no-invalid-html
  return html`<${tag} class=${half ? 'half' : nothing} exportparts=${PARTS}></${tag}>`;
}
