import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {rowAddress, type RowKind, type TrustNavigateEvent} from '../events.js';
import type {TrustSection} from '../sections/trust-section.js';
import {sectionTags} from '../tags.js';

/** A requirement's id names its framework, too. */
const HASH = /^#trust\/([a-z]+)\/([a-z0-9-]+(?:\/[a-z0-9-]+)?)$/;

type Host = ReactiveControllerHost &
  HTMLElement & {
    readonly renderRoot: ParentNode;
    readonly deepLinks: boolean;
    readonly tagPrefix: string;
  };

/** Leads a reader from row to row, and, where the page wants it, keeps the page's address in step. */
export class DeepLinkController implements ReactiveController {
  constructor(private readonly host: Host) {
    host.addController(this);
    host.addEventListener('trust-navigate', (event) => this.#follow(event));
  }

  hostConnected(): void {
    window.addEventListener('hashchange', this.revealHash);
  }

  hostDisconnected(): void {
    window.removeEventListener('hashchange', this.revealHash);
  }

  /** Reveals the row that the page's address names, if it names one. */
  readonly revealHash = (): void => {
    const [, kind, id] = HASH.exec(location.hash) ?? [];
    if (this.host.deepLinks && kind && id) this.#reveal(kind as RowKind, id);
  };

  #follow(event: TrustNavigateEvent): void {
    const {kind, rowId, from} = event;
    event.stopPropagation();
    if (!this.#reveal(kind, rowId) || !this.host.deepLinks) return;
    // The way back leads to the row that the link stands in.
    if (from) history.replaceState(history.state, '', rowAddress(from.kind, from.id));
    history.pushState(null, '', rowAddress(kind, rowId));
  }

  #reveal(kind: RowKind, id: string): boolean {
    const tags = sectionTags(this.host.tagPrefix).join();
    const sections = [this.host.renderRoot, this.host].flatMap((root) => [
      ...root.querySelectorAll<TrustSection | HTMLElement>(tags),
    ]);
    // One that a parser brings late is no section yet.
    return sections.some((section) => 'reveal' in section && section.reveal(kind, id));
  }
}
