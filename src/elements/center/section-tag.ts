import {html, nothing, type TemplateResult} from 'lit';
import type {SectionKey} from '../tags.js';

/** Every part that a section declares, so that a page can style it through the center. */
const PARTS =
  'heading, guard, head, control, gate, item, report, requirement, contact, chip, overclaim';

/** The strings of the template of each tag, because Lit recognizes a template by the identity of its strings. */
const templates = new Map<string, TemplateStringsArray>();

/**
 * Renders the tag of a section. Lit does not escape the strings of a template, so the tag's name is built only
 * from a prefix that `define` has validated (letters, digits and hyphens) and one of our own keys.
 */
export function sectionTemplate(prefix: string, key: SectionKey, half = false): TemplateResult {
  const tag = `${prefix}-${key}`;
  let strings = templates.get(tag);
  if (!strings) {
    const parts = [`<${tag} class=`, ' exportparts=', `></${tag}>`];
    strings = Object.assign(parts, {raw: parts});
    templates.set(tag, strings);
  }
  return html(strings, half ? 'half' : nothing, PARTS);
}
