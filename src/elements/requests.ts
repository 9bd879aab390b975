import {html, nothing} from 'lit';
import {contactLink} from './contact.js';
import {TrustRequestEvent, type Requested} from './events.js';
import type {TrustSection, View} from './section.js';

/**
 * Lets a reader ask for what is not public. The page around the center may take that over; otherwise the
 * vendor's disclosure contact is offered, in place.
 */
export class Requests {
  readonly #offered = new Set<string>();

  constructor(private readonly section: TrustSection) {}

  /** The button, and the contact once it was pressed and nobody took it over; nothing for what is public. */
  offer(item: Requested, view: View): unknown {
    if (item.access !== 'request' && item.access !== 'nda') return nothing;
    const {messages} = this.section;
    const key = `${item.kind} ${item.id}`;
    const offered = this.#offered.has(key);
    const contact = contactLink(
      view.manifest,
      view.base,
      messages.t('request.subject', {title: item.title}),
    );
    return html`<span class="request">
      <button
        type="button"
        aria-expanded=${offered}
        aria-label=${messages.t('labelled', {label: messages.t('request.ask'), text: item.title})}
        @click=${(event: Event) => this.#ask(item, key, event.target as HTMLElement)}
      >
        ${messages.t('request.ask')}
      </button>
      ${offered ? html`<span class="offer">${messages.parts('request.contact', {contact})}</span>` : nothing}
    </span>`;
  }

  #ask(item: Requested, key: string, button: HTMLElement): void {
    if (this.#offered.delete(key)) {
      this.section.requestUpdate();
    } else if (this.section.dispatchEvent(new TrustRequestEvent(item))) {
      this.#offered.add(key);
      this.section.requestUpdate();
      // What has appeared is where a reader wants to go on, and what a screen reader must be told.
      void this.section.updateComplete.then(() =>
        button.parentElement?.querySelector<HTMLElement>('.offer a')?.focus(),
      );
    }
  }
}
