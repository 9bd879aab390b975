import {html, nothing} from 'lit';
import {TrustSection, type View} from './section.js';

/**
 * Who else processes the vendor's customers' data, for what, and where.
 *
 * @tag arqen-trust-subprocessors
 * @csspart heading - The heading.
 */
export class TrustSubprocessors extends TrustSection {
  protected override renderSection(view: View): unknown {
    const {subprocessors} = view.manifest;
    if (!subprocessors.length) return nothing;
    return html`
      ${this.heading(this.messages.t('subprocessors.title'))}
      <ul class="plain">
        ${subprocessors.map(({id, name, purpose, location, url, since}, i) => {
          const label = this.text(name, view);
          const facts = this.text([purpose, location].filter(Boolean).join(' · '), view);
          return html`<li data-id=${id}>
            ${url ? this.link(url, label, view) : label}
            <small
              >${facts}${
                since
                  ? html` ·
                    ${this.messages.t('subprocessors.since', {date: this.messages.date(since)})}`
                  : nothing
              }</small
            >
            ${this.overclaims(view.posture.overclaimsAt(`/subprocessors/${i}`))}
          </li>`;
        })}
      </ul>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-subprocessors': TrustSubprocessors;
  }
}
