import {provide} from '@lit/context';
import {html, LitElement, noChange, nothing, type PropertyValues} from 'lit';
import {property, state} from 'lit/decorators.js';
import {platform} from '../../guard/environment.js';
import type {LoadedManifest} from '../../manifest/load.js';
import type {Snapshot} from '../../export/snapshot.js';
import {bannerStyles} from '../../styles/banner.js';
import {centerStyles} from '../../styles/center.js';
import {shared} from '../../styles/shared.js';
import {tokens} from '../../styles/tokens.js';
import {
  manifestContext,
  messagesContext,
  postureContext,
  shownManifest,
  type ManifestState,
  type PostureState,
  type LoadState,
} from '../contexts.js';
import type {DeepLinkController} from './deep-link-controller.js';
import {ManifestController} from './manifest-controller.js';
import type {PostureController} from './posture-controller.js';
import {TrustErrorEvent, TrustLoadEvent, type RecordFormat} from '../events.js';
import {preserveFocus} from '../ui/focus.js';
import type * as Hydration from '../hydration/hydrate.js';
import {LocaleController} from './locale-controller.js';
import {loadedRenderer, type Renderer} from './load-renderer.js';
import {ENGLISH_MESSAGES, Messages} from '../../i18n/messages.js';
import {SSR_ATTRIBUTE, PREFIX, SECTION_KEYS, sectionTags, type SectionKey} from '../tags.js';
import {sectionTemplate} from './section-tag.js';
import {
  verificationOptions,
  GUARD_PROPERTIES,
  guardOptions,
  clampHeadingLevel,
  SOURCE_PROPERTIES,
} from './options.js';
import {manifestSource} from './manifest-source.js';

/**
 * Shows a vendor's security posture from a trust manifest, and asks the vendor's guards, live, whether
 * the production routes are really blocked. No status is stored: each is derived, and the worse wins.
 *
 * @tag arqen-trust-center
 * @slot header - Before everything.
 * @slot footer - After everything.
 * @slot empty - What is seen while there is no manifest to load.
 * @slot fallback - What is seen until the manifest is there, and where scripts do not run.
 * @slot - Section elements between markup of one's own. Where no section element is among them, the
 *   children are the fallback, as in the slot of that name.
 * @csspart base - The box around everything; `data-load-state` is the load state.
 * @csspart banner - What must be known before anything else: `data-banner` is `contradiction`, `kept`,
 *   `expired`, `failed` or `record`.
 * @csspart heading - The heading of a section, or of a row in it.
 * @csspart guard - One guard; its verdict is `data-verdict`, its agreement `data-agreement`.
 * @csspart head - The names of the matrix's columns, where it is wide.
 * @csspart control - One control; its state is `data-state`, its assurance `data-assurance`.
 * @csspart gate - One gate; its state is `data-state`.
 * @csspart item - One item of the roadmap (its stage is `data-stage`), one document (how it may be had is
 *   `data-access`), one subprocessor, one question, or one update.
 * @csspart report - Whether an audit report was issued; `data-report` is `issued` or `none`.
 * @csspart requirement - One requirement of a framework; its state is `data-state`.
 * @csspart contact - One contact to whom a vulnerability can be reported.
 * @csspart chip - A gate, named where it holds something back; its state is `data-state`.
 * @csspart overclaim - What a claim check found, beside the statement; its rule is `data-rule`.
 * @cssprop --trust-background - Behind everything.
 * @cssprop --trust-surface - Behind cards, fields and the matrix.
 * @cssprop --trust-band - Behind the head of the matrix, code, and what is pointed at.
 * @cssprop --trust-text - Text.
 * @cssprop --trust-muted - Text of less weight, and what could not be verified.
 * @cssprop --trust-line - Hairlines.
 * @cssprop --trust-control-line - Borders of what can be used.
 * @cssprop --trust-link - Links, and the outline of what has the focus.
 * @cssprop --trust-verified - What was verified live, and nothing else.
 * @cssprop --trust-gated - What is gated.
 * @cssprop --trust-gated-surface - Behind gates.
 * @cssprop --trust-alarm - Contradictions and overclaims.
 * @cssprop --trust-alarm-surface - Behind the contradiction banner.
 * @cssprop --trust-font - The font family; the page's own where not set.
 * @cssprop --trust-font-size - The size of the text, on which all lengths depend.
 * @cssprop --trust-small - The size of small print.
 * @cssprop --trust-radius - The rounding of boxes.
 * @cssprop --trust-radius-small - The rounding of what stands inside them.
 * @fires {TrustLoadEvent} trust-load - A manifest was accepted and is shown.
 * @fires {TrustErrorEvent} trust-error - A manifest could not be had, or was refused.
 * @fires {TrustObservationEvent} trust-observation - A guard was checked.
 * @fires {TrustPostureEvent} trust-posture - A derived state changed: of a control, a guard, or any other row.
 * @fires {TrustRequestEvent} trust-request - A reader asks for something that is not public. Cancelable:
 *   `preventDefault()` means that the page handles it; otherwise the disclosure contact is offered.
 */
export class TrustCenter extends LitElement {
  static override styles = [tokens, shared, bannerStyles, centerStyles];

  /** The address of the manifest, resolved against the page. Where it changes, what is shown goes at once. */
  @property() src: string | undefined;

  /**
   * The manifest itself, as an object or as JSON text; wins over `src`. A `<script type="application/json">`
   * among the children is read the same way, where this is not set.
   */
  @property({attribute: false}) manifest: unknown;

  /**
   * Where guards are asked: a URL template, resolved against the page, in whose path or query `{id}` becomes
   * the guard's id, such as `/api/{id}/guard`. Where not set, each guard's own `url` in the manifest.
   */
  @property({attribute: 'guard-endpoint'}) guardEndpoint: string | undefined;

  /**
   * Origins, separated by spaces, at which the manifest may place guards besides its own. A guard at any
   * other is not asked.
   */
  @property({attribute: 'guard-origins'}) guardOrigins: string | undefined;

  /** Seconds between two checks of a guard; 0 checks once. The page must be seen and online. */
  @property({attribute: 'guard-interval', type: Number}) guardInterval = 30;

  /** Seconds after which an observation is stale; never less than twice the interval. */
  @property({attribute: 'max-age', type: Number}) maxAge = 60;

  /** `off` asks no guard: each is shown as not checked. Where not set, they are asked. */
  @property() guards: 'off' | undefined;

  /**
   * Keys of the sections to show, in their order, separated by spaces. Where not set, all that the manifest
   * has: `summary guards controls gates roadmap readiness documents subprocessors faq updates disclosure`.
   */
  @property() sections: string | undefined;

  /**
   * The language of the interface, a BCP 47 tag; the nearest `lang` where not set. What the manifest says
   * stays in its own.
   */
  @property() locale: string | undefined;

  /** The level of the center's heading, 1 to 6; those of sections and rows follow from it. */
  @property({attribute: 'heading-level', type: Number}) headingLevel = 2;

  /**
   * Follows and writes `#trust/<kind>/<id>` in the page's address, and lets a reader copy the link to a row.
   */
  @property({attribute: 'deep-links', type: Boolean}) deepLinks = false;

  /** `light` or `dark`; `auto` is as the page's own `color-scheme`. */
  @property({reflect: true, useDefault: true}) theme: 'auto' | 'light' | 'dark' = 'auto';

  /**
   * Subresource Integrity metadata, such as `sha384-…`, that the manifest's bytes must match. Set and not
   * met, empty or unreadable: nothing of the manifest is shown.
   */
  @property() integrity: string | undefined;

  /**
   * A JSON array of public Ed25519 keys (JWK, RFC 8037), one of which must have made the detached signature
   * at `<src>.jws`. Set and not met, empty or unreadable: nothing of the manifest is shown.
   */
  @property({attribute: 'signing-keys'}) signingKeys: string | undefined;

  /** The lowest version of the manifest that is shown, such as `2026.11.23`: numbers parted by `.` or `-`. */
  @property({attribute: 'min-version'}) minVersion: string | undefined;

  /** @internal */
  @provide({context: manifestContext})
  @state()
  manifestState: ManifestState = {status: 'idle'};

  /** @internal */
  @provide({context: postureContext})
  @state()
  postureState: PostureState | undefined;

  /** @internal */
  @provide({context: messagesContext})
  @state()
  messages = ENGLISH_MESSAGES;

  /** What a screen reader is told: changes alone. */
  @state() private announcement = '';

  /**
   * What is said of the moment at which a server derived what it drew.
   * @internal
   */
  derivedNote: string | undefined;

  /** Whether a record was asked for that could not be made. */
  @state() private snapshotFailed = false;

  readonly #manifest = new ManifestController(
    platform.clock.now,
    () => this.#manifestChanged(),
    (loaded) => this.#prepareHydration(loaded),
  );
  readonly #locale = new LocaleController(this);
  /** What follows from the manifest: there once one was shown. */
  #posture: PostureController | undefined;
  #links: DeepLinkController | undefined;
  /** What takes over what a server drew: that is a fallback until the manifest is there. */
  #hydration: Promise<typeof Hydration | undefined> | undefined;
  #hydrate: (() => void) | undefined;

  constructor() {
    super();
    this.addEventListener('trust-announce', (event) => {
      event.stopPropagation();
      this.announcement = event.text;
    });
    this.addEventListener('trust-save', (event) => {
      event.stopPropagation();
      void this.#save(event.format);
    });
    // A section that a parser brings late, however deep, asks for its data: the layout is another then.
    this.addEventListener('context-request', ({target}) => {
      if (target !== this) this.requestUpdate();
    });
  }

  /**
   * What has become of the manifest: `idle` where there is none to load, `loading`, `ready`, `kept` (a
   * reload failed, the last good one stays, labelled) or `failed`.
   */
  get loadState(): LoadState {
    return this.manifestState.status;
  }

  /**
   * What the tags of its sections begin with: see `define`. It becomes part of a template's own text, so
   * nobody can set it.
   * @internal
   */
  get tagPrefix(): string {
    return PREFIX;
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    // A root that is there already is a parser's, which may not have filled it yet.
    if (this.shadowRoot) this.#hydration = import('../hydration/hydrate.js').catch(() => undefined);
    return super.createRenderRoot();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('DOMContentLoaded', this.#childrenChanged);
    // After a stay outside the page; the first time, the first update begins.
    if (!this.hasUpdated) return;
    void this.#load();
    // What is shown goes on being checked, whatever becomes of that load.
    if (!this.#posture?.watching) this.#watchGuards();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('DOMContentLoaded', this.#childrenChanged);
    this.#manifest.stop();
    this.#posture?.stop();
  }

  protected override async scheduleUpdate(): Promise<unknown> {
    // Half of a drawing can be neither taken over nor replaced: a parser would go on with the other half.
    if (this.#hydration && document.readyState === 'loading')
      await new Promise((parsed) => {
        document.addEventListener('DOMContentLoaded', parsed, {once: true});
      });
    return super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const first = !this.hasUpdated;
    this.#updateMessages();
    // Age and dates are judged at every drawing, not only when a guard has answered.
    if (!(changed as Map<PropertyKey, unknown>).has('postureState')) this.#posture?.derive();
    if (first || SOURCE_PROPERTIES.some((name) => changed.has(name))) void this.#load();
    else if (GUARD_PROPERTIES.some((name) => changed.has(name))) this.#watchGuards();
  }

  protected override update(changed: PropertyValues<this>): void {
    // A banner that goes takes its link along: whoever was in it stays in this center.
    preserveFocus(this.renderRoot, () => super.update(changed), '.base');
  }

  protected override render(): unknown {
    if (this.#hydration) return noChange;
    const {messages} = this;
    return html`
      <div class="fit">
        <div
          class="base"
          part="base"
          role=${this.#label ? 'region' : nothing}
          aria-label=${this.#label ?? nothing}
          tabindex="-1"
          lang=${messages.locale}
          data-load-state=${messages.derivedAt === undefined ? this.loadState : 'derived'}
        >
          <p class="unseen" role="status" dir=${messages.direction}>${this.announcement}</p>
          <slot name="header"></slot>
          ${
            this.derivedNote
              ? html`<p
                  class="label"
                  aria-hidden=${messages.derivedAt === undefined ? 'true' : nothing}
                >
                  ${this.derivedNote}
                </p>`
              : nothing
          }
          ${this.#body()}
          <slot name="footer"></slot>
        </div>
      </div>
    `;
  }

  /** Fetches the manifest again. What is shown stays, labelled, if that fails. */
  async reload(): Promise<void> {
    await this.updateComplete;
    await this.#load();
  }

  /** Checks every guard now, and resolves when all have answered or cannot. */
  async checkGuards(): Promise<void> {
    await this.#posture?.check();
  }

  /**
   * A record of exactly what is shown now: plain JSON, with hashes, times, reasons, and what it does not
   * prove. Ages and dates are judged anew for it. Rejects where what makes records cannot be loaded.
   */
  async snapshot(): Promise<Snapshot> {
    await this.updateComplete;
    this.#posture?.derive();
    const {manifestState: document, messages, postureState: live} = this;
    const takenAt = Date.now();
    const seen = {
      takenAt,
      document,
      messages,
      posture: live?.posture,
      source: manifestSource(this),
    };
    const {captureSnapshot: recordOf} = await import('./save-snapshot.js');
    return recordOf(seen);
  }

  /**
   * What holds now, and what a screen reader is told where a state has changed.
   * @internal
   */
  setPosture(live: PostureState, announcement = this.announcement): void {
    this.postureState = live;
    this.announcement = announcement;
  }

  async #save(format: RecordFormat): Promise<void> {
    this.snapshotFailed = false;
    if (format === 'print') {
      window.print();
      return;
    }
    const records = await import('./save-snapshot.js').catch(() => undefined);
    this.snapshotFailed = !records;
    records?.saveSnapshot(await this.snapshot(), format, this.messages);
  }

  /** Whose posture it is, for those who go from region to region: a page may hold many. */
  get #label(): string | undefined {
    const shown = shownManifest(this.manifestState);
    if (!shown) return undefined;
    const {organization, title} = shown.loaded.manifest;
    return [organization.product ?? organization.name, title].filter(Boolean).join(', ');
  }

  #body(): unknown {
    const {manifestState: document, postureState: live, messages} = this;
    const renderer = loadedRenderer();
    switch (document.status) {
      case 'idle':
        return html`<slot name="empty">${this.#fallback('load.idle')}</slot>`;
      case 'loading':
        return this.#fallback('load.loading');
      case 'failed':
        return html`<div dir=${messages.direction}>
          ${renderer ? renderer.loadErrorBanner(document.error, messages) : this.#rendererMissing()}
        </div>`;
      default:
        if (!live || !renderer) return nothing;
        return html`
          <div class="banners" dir=${messages.direction}>
            ${renderer.banners(document, live.posture, messages)}
            ${this.snapshotFailed ? renderer.snapshotFailedBanner(messages) : nothing}
          </div>
          ${
            this.#hasLayout()
              ? html`<slot></slot>`
              : html`<div class="sections" dir=${messages.direction}>
                  ${this.#keys().map((key) =>
                    sectionTemplate(this.tagPrefix, key, renderer.SECTIONS[key].half),
                  )}
                </div>`
          }
        `;
    }
  }

  /** Why nothing can be shown, where what would say it is itself not there. */
  #rendererMissing(): unknown {
    const {t} = this.messages;
    return html`<p
      class="banner failed"
      part="banner"
      data-banner="failed"
      data-reason="chunk-missing"
      role="alert"
    >
      ${t('load.failed')}: ${t('failed.chunk-missing')}
    </p>`;
  }

  /** What is given to be seen until the manifest is there, or else why there is nothing. */
  #fallback(otherwise: 'load.idle' | 'load.loading'): unknown {
    // Markup around sections is a layout: without them it says nothing.
    const layout = this.#hasLayout();
    const given = layout
      ? '[slot=fallback]'
      : ':is([slot=fallback], :not([slot], script, template))';
    return html`<slot name="fallback"
        ><slot ?hidden=${layout} @slotchange=${this.#childrenChanged}></slot
      ></slot>
      ${this.querySelector(`:scope > ${given}`) ? nothing : html`<p dir=${this.messages.direction}>${this.messages.t(otherwise)}</p>`}`;
  }

  /** Whether the page lays the sections out itself. */
  #hasLayout(): boolean {
    return !!this.querySelector(sectionTags(this.tagPrefix).join());
  }

  #keys(): readonly SectionKey[] {
    if (!this.sections) return SECTION_KEYS;
    return this.sections
      .split(/\s+/)
      .filter((key): key is SectionKey => (SECTION_KEYS as readonly string[]).includes(key));
  }

  /** Other messages only where something of them is another: every section draws itself anew by them. */
  #updateMessages(): void {
    const {tag: locale, words} = this.#locale.resolve();
    const {deepLinks} = this;
    const headingLevel = clampHeadingLevel(this);
    const wanted = {locale, words, headingLevel, deepLinks};
    const keys = Object.keys(wanted) as (keyof typeof wanted)[];
    if (keys.every((key) => wanted[key] === this.messages[key])) return;
    this.messages = new Messages(wanted);
    // What was said was said in another language.
    this.announcement = '';
  }

  async #load(): Promise<void> {
    const loaded = this.#manifest.load(manifestSource(this), verificationOptions(this));
    // Until the manifest is there, and once it is asked for, is the time for what takes time.
    if (this.loadState === 'loading') setTimeout(() => this.messages.prepare());
    await loaded;
    // What a server drew of a manifest that is not there.
    if (this.loadState === 'idle' && this.#hydration) {
      this.#settleServerMarkup(false);
      this.requestUpdate();
    }
  }

  /** Children that a parser brings after the tag: an inline manifest, or sections. */
  readonly #childrenChanged = () => {
    if (this.hasUpdated && this.loadState === 'idle') void this.#load();
    this.requestUpdate();
  };

  /** Before a manifest is shown that a server may have drawn already. */
  async #prepareHydration(loaded: LoadedManifest): Promise<void> {
    const hydration = await this.#hydration;
    this.#hydrate = await hydration?.prepareHydration(this, loaded);
  }

  /** What a server drew becomes this center's own, or goes: it says nothing of another manifest, or of none. */
  #settleServerMarkup(shown: boolean): void {
    // Whatever is shown from here on is its own, also where the tag came without its shadow root.
    this.removeAttribute(SSR_ATTRIBUTE);
    if (!this.#hydration) return;
    this.#hydration = undefined;
    if (shown && this.#hydrate) this.#hydrate();
    else {
      this.renderRoot.replaceChildren();
      this.renderOptions.renderBefore = null;
    }
  }

  #manifestChanged(): void {
    const before = this.manifestState;
    const state = this.#manifest.state;
    if (state.status !== 'loading' && state.status !== before.status)
      this.#settleServerMarkup(state.status === 'ready');
    this.manifestState = state;
    if (state.status === 'failed' || state.status === 'kept')
      this.dispatchEvent(new TrustErrorEvent(state.error));
    if (state.status === 'kept') return;
    if (state.status !== 'ready') {
      this.#posture?.clear();
      this.postureState = undefined;
      this.announcement = '';
      return;
    }
    if (before.status !== 'ready' || before.loaded !== state.loaded) this.#show(state);
  }

  #show(state: ManifestState & {status: 'ready'}): void {
    const {manifest, url} = state.loaded;
    const first = !this.postureState;
    this.dispatchEvent(new TrustLoadEvent(manifest, url));
    // Whoever heard of it may have asked for another one.
    if (this.manifestState !== state) return;
    this.#watchGuards();
    void loadedRenderer()
      ?.markdownReady(manifest)
      ?.then(() => this.#renderAgain(state.loaded));
    if (first) void this.updateComplete.then(() => this.#links?.revealHash());
  }

  /** A new object for the same document: the sections draw it again, now that markdown can be read. */
  #renderAgain(loaded: LoadedManifest): void {
    if (shownManifest(this.manifestState)?.loaded === loaded)
      this.manifestState = {...this.manifestState};
  }

  /** What a center needs once it has something to show, and not before. */
  #createControllers({
    RelativeTimeController,
    DeepLinkController,
    PostureController,
  }: Renderer): PostureController {
    new RelativeTimeController(this);
    this.#links = new DeepLinkController(this);
    return new PostureController(this);
  }

  #watchGuards(): void {
    const shown = shownManifest(this.manifestState);
    const renderer = loadedRenderer();
    if (!shown || !renderer) return;
    this.#posture ??= this.#createControllers(renderer);
    this.#posture.start(shown.loaded, guardOptions(this, shown.loaded));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-center': TrustCenter;
  }
}
