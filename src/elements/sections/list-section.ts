import type {CSSResultGroup} from 'lit';
import {rowGroupStyles} from '../../styles/row-groups.js';
import type {RowKind} from '../events.js';
import {RowGroups} from './row-groups.js';
import {TrustSection} from './trust-section.js';

/** The base class of sections that show a list, which may be long: see `RowGroups`. */
export abstract class ListSection extends TrustSection {
  static override styles: CSSResultGroup = [TrustSection.styles, rowGroupStyles];

  protected readonly groups = new RowGroups(this, () => this.renderDeps());

  protected override ensureRendered(kind: RowKind, id: string): boolean {
    // Hidden rows of an earlier filter do not count.
    while (this.groups.removeStale()) this.#updateNow();
    if (super.ensureRendered(kind, id)) return true;
    if (!this.groups.ensureRendered(id)) return false;
    this.#updateNow();
    return super.ensureRendered(kind, id);
  }

  #updateNow(): void {
    this.requestUpdate();
    this.performUpdate();
  }
}
