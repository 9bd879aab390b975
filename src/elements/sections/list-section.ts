import type {CSSResultGroup} from 'lit';
import type {Manifest} from '../../manifest/schema.js';
import {runInSlices, type Steps} from '../../slices.js';
import {rowGroupStyles} from '../../styles/row-groups.js';
import {shownManifest} from '../contexts.js';
import type {RowKind} from '../events.js';
import {CopyController} from '../ui/copy-button.js';
import {keepTyping} from '../ui/keep-typing.js';
import {RowGroups} from './row-groups.js';
import {TrustSection} from './trust-section.js';

/** The base class of sections that show a list, which may be long: see `RowGroups`. */
export abstract class ListSection extends TrustSection {
  static override styles: CSSResultGroup = [TrustSection.styles, rowGroupStyles];

  /** @internal */
  override readonly copy = new CopyController(this);

  protected readonly groups = new RowGroups(this, () => this.renderDeps());

  constructor() {
    super();
    keepTyping(this);
  }

  protected override async scheduleUpdate(): Promise<unknown> {
    for (let steps; (steps = this.#preparation());) await runInSlices(steps);
    return super.scheduleUpdate();
  }

  /**
   * Returns work that must precede a render and may take long, or `undefined` if it is done. An update that
   * cannot wait renders without it.
   */
  protected prepare?(manifest: Manifest): Steps<void> | undefined;

  protected override ensureRendered(kind: RowKind, id: string): boolean {
    // Hidden rows of an earlier filter do not count.
    while (this.groups.removeStale()) this.#updateNow();
    if (super.ensureRendered(kind, id)) return true;
    if (!this.groups.ensureRendered(id)) return false;
    this.#updateNow();
    return super.ensureRendered(kind, id);
  }

  #preparation(): Steps<void> | undefined {
    const shown = shownManifest(this.manifestState);
    return shown && this.prepare?.(shown.loaded.manifest);
  }

  #updateNow(): void {
    this.requestUpdate();
    this.performUpdate();
  }
}
