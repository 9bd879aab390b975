import {html, nothing} from 'lit';
import type {Gate} from '../../manifest/schema.js';
import {shortenerFor} from '../../text/shorten.js';
import {rowLink, text, type RenderContext} from './fragments.js';

/** Renders gates as chips that link to the gates. */
export function gateChips(gates: readonly Gate[], context: RenderContext): unknown {
  if (!gates.length) return nothing;
  const short = shortenerFor(gates.map(({title}) => title));
  return html`<ul class="chips">
    ${gates.map(
      (gate) =>
        html`<li part="chip" data-state=${gate.state}>
          ${rowLink('gate', gate.id, text(short(gate.title), context), context, 'chip')}
        </li>`,
    )}
  </ul>`;
}
