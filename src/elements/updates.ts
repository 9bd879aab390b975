import {html, nothing} from 'lit';
import {instant} from '../manifest/dates.js';
import {TrustSection, type View} from './section.js';

/**
 * What changed, newest first.
 *
 * @tag arqen-trust-updates
 * @csspart heading - The heading.
 * @csspart overclaim - What a claim check found.
 */
export class TrustUpdates extends TrustSection {
  protected override renderSection(view: View): unknown {
    const updates = view.manifest.updates
      .map((update, i) => ({...update, overclaims: view.posture.overclaimsAt(`/updates/${i}`)}))
      .sort((a, b) => instant(b.at) - instant(a.at));
    if (!updates.length) return nothing;
    return html`
      ${this.heading(this.messages.t('updates.title'))}
      <ul class="plain">
        ${updates.map(
          ({id, at, title, body, overclaims}) =>
            html`<li data-id=${id}>
              ${this.text(title, view)}
              <small><time datetime=${at}>${this.messages.date(at)}</time></small>
              ${this.prose(body, view)} ${this.overclaims(overclaims)}
            </li>`,
        )}
      </ul>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-updates': TrustUpdates;
  }
}
