import type {ReactiveController} from 'lit';
import {rowAddress, type RowKind, type TrustNavigateEvent} from '../events.js';
import type {TrustSection} from '../sections/trust-section.js';
import {sectionTags} from '../tags.js';
import type {CenterHost} from './host.js';

/** A requirement's id is `<framework>/<id>`. */
const HASH = /^#trust\/([a-z]+)\/([a-z0-9-]+(?:\/[a-z0-9-]+)?)$/;

/** Follows links from row to row, and keeps the page's address in sync if `deep-links` is set. */
export class DeepLinkController implements ReactiveController {
  constructor(private readonly host: CenterHost) {
    host.addController(this);
    host.addEventListener('trust-navigate', (event) => this.#navigate(event));
  }

  hostConnected(): void {
    window.addEventListener('hashchange', this.revealHash);
  }

  hostDisconnected(): void {
    window.removeEventListener('hashchange', this.revealHash);
  }

  /** Reveals the row named in the page's address, if there is one. */
  readonly revealHash = (): void => {
    const [, kind, id] = HASH.exec(location.hash) ?? [];
    if (this.host.deepLinks && kind && id) this.#reveal(kind as RowKind, id);
  };

  #navigate(event: TrustNavigateEvent): void {
    const {kind, rowId, from} = event;
    event.stopPropagation();
    if (!this.#reveal(kind, rowId) || !this.host.deepLinks) return;
    // The back button then returns to the row that contains the link.
    if (from) history.replaceState(history.state, '', rowAddress(from.kind, from.id));
    history.pushState(null, '', rowAddress(kind, rowId));
  }

  #reveal(kind: RowKind, id: string): boolean {
    const tags = sectionTags(this.host.tagPrefix).join();
    const sections = [this.host.renderRoot, this.host].flatMap((root) => [
      ...root.querySelectorAll<TrustSection | HTMLElement>(tags),
    ]);
    // A section that the parser has just appended may not be upgraded yet.
    return sections.some((section) => 'reveal' in section && section.reveal(kind, id));
  }
}
