import {consume} from '@lit/context';
import {
  html,
  nothing,
  type CSSResultGroup,
  type PropertyDeclaration,
  type PropertyValues,
} from 'lit';
import {state} from 'lit/decorators.js';
import {keyed} from 'lit/directives/keyed.js';
import {ENGLISH_MESSAGES} from '../../i18n/messages.js';
import {shared} from '../../styles/shared.js';
import {
  manifestContext,
  messagesContext,
  postureContext,
  shownManifest,
  type ManifestState,
  type PostureState,
} from '../contexts.js';
import type {RowKind} from '../events.js';
import type {CopyController} from '../ui/copy-button.js';
import {keepInView, preserveFocus} from '../ui/focus.js';
import {ForeignChanges} from '../ui/foreign-changes.js';
import type {RenderContext} from '../ui/fragments.js';
import {icon} from '../ui/icons.js';
import {PrintController} from '../ui/print-controller.js';
import {RelativeTimeController} from '../ui/relative-time.js';
import {TrustElement} from '../ui/trust-element.js';
import {takeTurn} from './turns.js';

const NO_CHECKS: PostureState['nextChecks'] = new Map();

/**
 * The base class of all sections. A section consumes the contexts of the center around it and renders
 * nothing without them. A section that fails to render shows an error in its own place.
 */
export abstract class TrustSection extends TrustElement {
  static override styles: CSSResultGroup = [shared];

  @consume({context: manifestContext, subscribe: true})
  @state()
  protected manifestState: ManifestState = {status: 'idle'};

  @consume({context: postureContext, subscribe: true})
  @state()
  private postureState: PostureState | undefined;

  /** @internal */
  @consume({context: messagesContext, subscribe: true})
  @state()
  messages = ENGLISH_MESSAGES;

  /**
   * In sections with texts to copy. The summary, which comes first, has none.
   * @internal
   */
  readonly copy?: CopyController;

  /** @internal */
  readonly print: PrintController = new PrintController(this, () => this.performUpdate());

  /** Whether the section shows the guards' answers. The others do not render again after each check. */
  protected readonly followsGuards: boolean = false;

  readonly #foreign = new ForeignChanges();

  /** The id of the manifest rendered last. Another id may mean another vendor. */
  #manifestId: string | undefined;

  /** Whether the pending update renders everything, and not only what a reader or a guard changed. */
  #renderingAll = true;

  constructor() {
    super();
    new RelativeTimeController(this);
  }

  override requestUpdate(name?: PropertyKey, ...change: [unknown?, PropertyDeclaration?]): void {
    // Lit's constructor calls this before the field exists.
    if (#renderingAll in this && (name === 'manifestState' || name === 'messages'))
      this.#renderingAll = true;
    super.requestUpdate(name, ...change);
  }

  protected override async scheduleUpdate(): Promise<unknown> {
    if (this.#renderingAll) await takeTurn(this);
    this.#renderingAll = false;
    return super.scheduleUpdate();
  }

  protected override shouldUpdate(changed: PropertyValues<this>): boolean {
    const before = (changed as Map<PropertyKey, unknown>).get('postureState') as
      PostureState | undefined;
    const {postureState} = this;
    if (this.followsGuards || changed.size > 1 || !before || !postureState) return true;
    // Until a date passes, derivations reuse everything that no guard affects, including this function.
    return before.posture.overclaimsAt !== postureState.posture.overclaimsAt;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const id = shownManifest(this.manifestState)?.loaded.manifest.id;
    if (id === this.#manifestId) return;
    this.#manifestId = id;
    this.resetFilters();
  }

  protected override update(changed: PropertyValues<this>): void {
    // If the focused row is removed, the focus moves to the section instead of leaving it.
    const root = this.renderRoot as ShadowRoot;
    const update = () => super.update(changed);
    preserveFocus(root, () => this.#foreign.update(root, update), 'section');
  }

  protected override render(): unknown {
    const {messages, copy} = this;
    const shown = this.#shown();
    if (!shown) return nothing;
    const {loaded, fetchedAt, ...derived} = shown;
    const {manifest, url, signature} = loaded;
    const source = {manifest, baseUrl: url, signature, fetchedAt};
    try {
      const content = this.renderSection({...source, ...derived, messages, copy});
      if (content === nothing) return nothing;
      // Sets `lang`, because the embedder's page around the section may be in another language.
      return keyed(
        `${manifest.id} ${this.#foreign.resets}`,
        html`<div class="fit">
          <section tabindex="-1" lang=${messages.locale} dir=${messages.direction}>
            ${content}
          </section>
        </div>`,
      );
    } catch (error) {
      console.error(`<${this.localName}> failed`, error);
      return keyed(
        this.#foreign.resets,
        html`<p class="failed" role="alert">${icon('warning')} ${messages.t('section.failed')}</p>`,
      );
    }
  }

  protected override updated(): void {
    // An empty section takes up no space, even if an extension has added something to it.
    this.toggleAttribute('data-empty', !this.renderRoot.querySelector('section, .failed'));
  }

  /** Returns the manifest to render with its posture, `undefined` if there is none. */
  #shown() {
    const {manifestState, postureState} = this;
    const shown = shownManifest(manifestState);
    if (shown && postureState) return {...shown, ...postureState, checked: true};
    const preview = manifestState.status === 'loading' && manifestState.preview;
    return preview && {...preview, nextChecks: NO_CHECKS, checked: false};
  }

  /** The inputs that all rows share. A row renders again if one of them or its own item has changed. */
  protected renderDeps(): readonly unknown[] {
    return [this.manifestState, this.messages, this.copy?.last];
  }

  /** Renders the content of the section. Returns `nothing` if the manifest has none. */
  protected abstract renderSection(context: RenderContext): unknown;

  /** Clears the reader's filters, which do not apply to another vendor's manifest. */
  protected resetFilters(): void {
    // Most sections have no filters.
  }

  /** Renders the row if it is not rendered yet. Returns `false` if the section has no such row. */
  protected ensureRendered(kind: RowKind, id: string): boolean {
    return !!this.#row(kind, id);
  }

  /**
   * Scrolls a row into view and focuses it. Returns `false` if the section has no such row.
   * @internal
   */
  reveal(kind: RowKind, id: string): boolean {
    // The section may be waiting for its turn.
    this.performUpdate();
    if (!this.ensureRendered(kind, id)) return false;
    const row = this.#row(kind, id);
    row?.focus({preventScroll: true});
    if (row) keepInView(row);
    return !!row;
  }

  /** Focuses the element that matches `selector` if the next update removes the focused element. */
  protected keepFocus(selector: string): void {
    const {activeElement} = this.renderRoot as ShadowRoot;
    void this.updateComplete.then(() => {
      if (activeElement && !activeElement.isConnected)
        this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
    });
  }

  #row(kind: RowKind, id: string): HTMLElement | null {
    return this.renderRoot.querySelector(`[data-kind="${kind}"][data-id="${id}"]`);
  }
}
