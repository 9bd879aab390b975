/**
 * The element. One file, because its tag, attributes, parts and slots are documented where they are declared, and
 * `custom-elements.json` is generated from that; what it does is in the controllers beside it.
 */
import {provide} from '@lit/context';
import {noChange, type PropertyValues} from 'lit';
import {property, state} from 'lit/decorators.js';
import type {Snapshot} from '../../export/snapshot.js';
import {prepareFormats} from '../../i18n/intl.js';
import {ENGLISH_MESSAGES} from '../../i18n/messages.js';
import type {PostureAt} from '../../posture/posture.js';
import {bannerStyles} from '../../styles/banner.js';
import {centerStyles} from '../../styles/center.js';
import {shared} from '../../styles/shared.js';
import {tokens} from '../../styles/tokens.js';
import {
  manifestContext,
  messagesContext,
  postureContext,
  shownManifest,
  type LoadState,
  type ManifestState,
  type PostureState,
} from '../contexts.js';
import type {RecordFormat} from '../events.js';
import {HydrationController} from '../hydration/hydration-controller.js';
import {afterNearTurns} from '../sections/turns.js';
import {PREFIX} from '../tags.js';
import {preserveFocus} from '../ui/focus.js';
import {ForeignChanges} from '../ui/foreign-changes.js';
import {RelativeTimeController} from '../ui/relative-time.js';
import {TrustElement} from '../ui/trust-element.js';
import type {CenterHost} from './host.js';
import {loadRest} from './load-rest.js';
import {LocaleController} from './locale-controller.js';
import {ManifestController} from './manifest-controller.js';
import {GUARD_PROPERTIES, guardOptions, SOURCE_PROPERTIES} from './options.js';
import {PostureController} from './posture-controller.js';
import {RestController} from './rest-controller.js';
import {snapshotSource} from './snapshot-source.js';
import {centerTemplate} from './template.js';

/**
 * Shows a vendor's security posture from a trust manifest, and checks the vendor's guards to see whether
 * production routes are really blocked. No status is stored: each one is derived, and the worse wins.
 *
 * @tag arqen-trust-center
 * @slot header - Content above everything else.
 * @slot footer - Content below everything else.
 * @slot empty - Content shown when there is no manifest to load.
 * @slot fallback - Content shown until the manifest has loaded, and if scripts do not run.
 * @slot - Section elements, with any markup between them. Without a section element among them, the
 *   children are the fallback, as in the slot of that name.
 * @csspart base - The box around everything; `data-load-state` holds the load state.
 * @csspart banner - A notice at the top; `data-banner` is `contradiction`, `kept`, `expired`, `failed` or
 *   `record` (saving a record failed).
 * @csspart heading - The heading of a section, or of a row in it.
 * @csspart guard - One guard; `data-verdict` holds its verdict, `data-agreement` its agreement.
 * @csspart head - The row of column headings of the matrix, if it is wide.
 * @csspart control - One control; `data-state` holds its state, `data-assurance` its assurance.
 * @csspart gate - One gate; `data-state` holds its state.
 * @csspart item - A roadmap item (`data-stage` holds its stage), a document (`data-access` holds its access
 *   level), a subprocessor, a question, or an update.
 * @csspart report - Whether an audit report has been issued; `data-report` is `issued` or `none`.
 * @csspart requirement - One requirement of a framework; `data-state` holds its state.
 * @csspart contact - One contact for vulnerability reports.
 * @csspart chip - A link to a gate that holds something back; `data-state` holds the gate's state.
 * @csspart overclaim - The result of a claim check, next to the statement; `data-rule` holds its rule.
 * @cssprop --trust-background - Page background.
 * @cssprop --trust-surface - Background of cards, fields and the matrix.
 * @cssprop --trust-band - Background of the matrix head, of code, and of hovered controls.
 * @cssprop --trust-text - Text.
 * @cssprop --trust-muted - Secondary text, and states that could not be verified.
 * @cssprop --trust-line - Hairlines.
 * @cssprop --trust-control-line - Borders of interactive controls.
 * @cssprop --trust-link - Links and focus outlines.
 * @cssprop --trust-verified - States that were verified live, and nothing else.
 * @cssprop --trust-gated - Gated states.
 * @cssprop --trust-gated-surface - Background of gates.
 * @cssprop --trust-alarm - Contradictions and overclaims.
 * @cssprop --trust-alarm-surface - Background of the contradiction banner.
 * @cssprop --trust-font - Font family; inherited from the page by default.
 * @cssprop --trust-font-size - Font size. All lengths are relative to it.
 * @cssprop --trust-small - Font size of small print.
 * @cssprop --trust-radius - Corner radius of boxes.
 * @cssprop --trust-radius-small - Corner radius of elements inside boxes.
 * @fires {TrustLoadEvent} trust-load - A manifest was accepted and is shown.
 * @fires {TrustErrorEvent} trust-error - A manifest could not be loaded, or was refused.
 * @fires {TrustObservationEvent} trust-observation - A guard was checked.
 * @fires {TrustPostureEvent} trust-posture - The derived state of a control, a guard or any other row changed.
 * @fires {TrustRequestEvent} trust-request - A reader requests something that is not public. Cancelable:
 *   after `preventDefault()` the page handles the request; otherwise the disclosure contact is offered.
 */
export class TrustCenter extends TrustElement implements CenterHost {
  static override styles = [tokens, shared, bannerStyles, centerStyles];

  /** The URL of the manifest, resolved against the page. A new value drops the shown manifest at once. */
  @property() src: string | undefined;

  /**
   * The manifest itself, as an object or as JSON text; overrides `src`. If not set, a
   * `<script type="application/json">` child is read the same way.
   */
  @property({attribute: false}) manifest: unknown;

  /**
   * Where guards are checked: a URL template, resolved against the page, such as `/api/{id}/guard`. `{id}`,
   * in its path or query, is replaced by the guard's id. By default, each guard's `url` in the manifest.
   */
  @property({attribute: 'guard-endpoint'}) guardEndpoint: string | undefined;

  /**
   * Space-separated origins, besides the manifest's own, where the manifest may place guards. Guards at any
   * other origin are not checked.
   */
  @property({attribute: 'guard-origins'}) guardOrigins: string | undefined;

  /** Seconds between two checks of a guard; 0 checks once. Checks pause while the page is hidden or offline. */
  @property({attribute: 'guard-interval', type: Number}) guardInterval = 30;

  /** Seconds after which an observation is stale; at least twice the interval. */
  @property({attribute: 'max-age', type: Number}) maxAge = 60;

  /** `off` checks no guard: each is shown as not checked. */
  @property() guards: 'off' | undefined;

  /**
   * Space-separated keys of the sections to show, in order. If not set, all that the manifest has:
   * `summary guards controls gates roadmap readiness documents subprocessors faq updates disclosure`.
   */
  @property() sections: string | undefined;

  /**
   * The language of the interface, a BCP 47 tag; by default the nearest `lang`. The manifest's texts stay in
   * their own language.
   */
  @property() locale: string | undefined;

  /** The level of the center's heading, 1 to 6; those of sections and rows follow from it. */
  @property({attribute: 'heading-level', type: Number}) headingLevel = 2;

  /** Follows and writes `#trust/<kind>/<id>` in the page's address, and lets readers copy links to rows. */
  @property({attribute: 'deep-links', type: Boolean}) deepLinks = false;

  /** `light` or `dark`; `auto` follows the page's `color-scheme`. */
  @property({reflect: true, useDefault: true}) theme: 'auto' | 'light' | 'dark' = 'auto';

  /**
   * Subresource Integrity metadata, such as `sha384-…`, that the manifest's bytes must match. If it is set
   * but empty, invalid or not matched, nothing of the manifest is shown.
   */
  @property() integrity: string | undefined;

  /**
   * A JSON array of public Ed25519 keys (JWK, RFC 8037), one of which must have made the detached signature
   * at `<src>.jws`. If it is set but empty, invalid or not satisfied, nothing of the manifest is shown.
   */
  @property({attribute: 'signing-keys'}) signingKeys: string | undefined;

  /** The lowest manifest version to show, such as `2026.11.23`: numbers separated by `.` or `-`. */
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

  /** @internal */
  @state() announcement = '';

  /** @internal */
  @state() snapshotFailed = false;

  /** @internal */
  @state() chunkMissing = false;

  /** @internal */
  @state() retrying = false;

  /** @internal */
  derivedNote: string | undefined;

  /** @internal */
  readonly foreign: ForeignChanges = new ForeignChanges();

  readonly #hydration = new HydrationController(this);
  readonly #locale = new LocaleController(this);
  readonly #manifest = new ManifestController(this, this.#hydration, {
    shown: (derived) => this.#manifestShown(derived),
    cleared: () => this.#manifestCleared(),
  });
  readonly #posture = new PostureController(this);
  readonly #rest = new RestController(this);

  constructor() {
    super();
    new RelativeTimeController(this);
    this.addEventListener('trust-announce', (event) => {
      event.stopPropagation();
      this.announcement = event.text;
    });
    this.addEventListener('trust-save', (event) => {
      event.stopPropagation();
      void this.#save(event.format);
    });
    // A section that the parser appends late, at any depth, requests its context: the layout changed.
    this.addEventListener('context-request', ({target}) => {
      if (target !== this) this.requestUpdate();
    });
  }

  /**
   * The load state of the manifest: `idle` (there is none to load), `loading`, `ready`, `kept` (a reload
   * failed; the last good one stays, labelled as such) or `failed`.
   */
  get loadState(): LoadState {
    return this.manifestState.status;
  }

  /**
   * The prefix of the section tags: see `define`. It becomes part of a template's static text, so there is
   * no setter.
   * @internal
   */
  get tagPrefix(): string {
    return PREFIX;
  }

  protected override createRenderRoot(): ShadowRoot {
    // A shadow root that already exists is declarative.
    if (this.shadowRoot) this.#hydration.start();
    return super.createRenderRoot();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Check again when the element returns to the page, even if the manifest cannot be reloaded.
    if (this.hasUpdated && !this.#posture.running) this.#checkGuards();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#posture.stop();
  }

  protected override async scheduleUpdate(): Promise<unknown> {
    const parsed = this.#hydration.parsed();
    if (parsed) await parsed;
    return super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const first = !this.hasUpdated;
    this.#locale.updateMessages();
    // Ages and dates are evaluated at every update, not only when a guard has answered.
    if (!changed.has('postureState')) this.#posture.derive();
    if (first || SOURCE_PROPERTIES.some((name) => changed.has(name))) void this.#manifest.load();
    else if (GUARD_PROPERTIES.some((name) => changed.has(name))) this.#checkGuards();
  }

  protected override update(changed: PropertyValues<this>): void {
    // A banner may disappear while its link has the focus.
    const root = this.renderRoot as ShadowRoot;
    const update = () => super.update(changed);
    // Hydration changes the nodes itself.
    if (this.#hydration.pending) update();
    else preserveFocus(root, () => this.foreign.update(root, update), '.base');
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.#manifest.reading;
    return super.getUpdateComplete();
  }

  protected override render(): unknown {
    return this.#hydration.pending
      ? noChange
      : centerTemplate(this, this.#manifest.childrenChanged);
  }

  /** Loads the manifest again. If that fails, the shown manifest stays, labelled as such. */
  async reload(): Promise<void> {
    await this.updateComplete;
    await this.#manifest.load();
  }

  /** @internal */
  readonly tryAgain = async (): Promise<void> => {
    if (this.retrying) return;
    this.retrying = true;
    await (this.loadState === 'ready' ? this.#rest.load() : this.#manifest.load());
    this.retrying = false;
  };

  /** Checks every guard now. Resolves when all have answered or failed. */
  async checkGuards(): Promise<void> {
    await this.#posture.check();
  }

  /**
   * Resolves to a record of exactly what is shown now: plain JSON, with hashes, times, reasons, and what it
   * does not prove. Ages and dates are evaluated again first. Rejects if the chunk that creates records
   * cannot be loaded.
   */
  async snapshot(): Promise<Snapshot> {
    await this.updateComplete;
    await this.#posture.settle();
    const source = snapshotSource(this);
    const {messages} = this;
    const {takeSnapshot} = await import('./save-snapshot.js');
    return takeSnapshot(source, messages);
  }

  async #save(format: RecordFormat): Promise<void> {
    this.snapshotFailed = false;
    if (format === 'print') {
      window.print();
      return;
    }
    // A record also uses phrases of the sections.
    const chunk = await Promise.all([import('./save-snapshot.js'), loadRest()]).then(
      ([loaded]) => loaded,
      () => undefined,
    );
    this.snapshotFailed = !chunk;
    chunk?.saveSnapshot(await this.snapshot(), format, this.messages);
  }

  #manifestShown(derived: PostureAt): void {
    const first = !this.postureState;
    const {loaded} = shownManifest(this.manifestState)!;
    this.#posture.show(loaded, derived, guardOptions(this, loaded));
    void this.#rest.load();
    if (first) void this.#localizeFormats();
  }

  #manifestCleared(): void {
    this.#posture.clear();
    this.postureState = undefined;
    this.announcement = '';
  }

  #checkGuards(): void {
    const shown = shownManifest(this.manifestState);
    if (shown) this.#posture.start(guardOptions(this, shown.loaded));
  }

  /** Formats dates for the reader's language after the first paint, which does not use them. */
  async #localizeFormats(): Promise<void> {
    await afterNearTurns();
    prepareFormats(this.messages.locale);
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-center': TrustCenter;
  }
}
