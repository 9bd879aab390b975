import {consume} from '@lit/context';
import {
  html,
  LitElement,
  nothing,
  type CSSResultGroup,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import {state} from 'lit/decorators.js';
import {keyed} from 'lit/directives/keyed.js';
import type {Moment} from '../../guard/observation.js';
import type {Problem} from '../../manifest/problem.js';
import type {Gate, Manifest} from '../../manifest/schema.js';
import type {OverclaimRule} from '../../locales/en.js';
import {resolveLink} from '../../text/links.js';
import type {Posture} from '../../posture/posture.js';
import {shared} from '../../styles/shared.js';
import {renderMarkdown} from '../ui/markdown.js';
import {RelativeTimeController} from '../ui/relative-time.js';
import {
  manifestContext,
  messagesContext,
  postureContext,
  shownManifest,
  type ManifestState,
  type PostureState,
} from '../contexts.js';
import {CopyController} from '../ui/copy-button.js';
import {rowAddress, TrustNavigateEvent, type RowKind} from '../events.js';
import {preserveFocus, keepInView} from '../ui/focus.js';
import {icon} from '../ui/icons.js';
import {manifestText} from '../ui/manifest-text.js';
import {ENGLISH_MESSAGES} from '../../i18n/messages.js';

/** Everything that a section draws from. */
export interface RenderContext {
  readonly manifest: Manifest;
  /** The manifest's address. */
  readonly base: string;
  readonly signature: 'unsigned' | 'verified';
  readonly posture: Posture;
  readonly nextChecks: PostureState['nextChecks'];
  readonly fetchedAt: Moment;
}

/**
 * What all sections have in common: they find their data through the center around them, draw nothing
 * while there is none, and a section that fails says so in its own place.
 */
export abstract class TrustSection extends LitElement {
  static override styles: CSSResultGroup = [shared];

  @consume({context: manifestContext, subscribe: true})
  @state()
  private manifestState: ManifestState = {status: 'idle'};

  @consume({context: postureContext, subscribe: true})
  @state()
  private postureState: PostureState | undefined;

  /** @internal */
  @consume({context: messagesContext, subscribe: true})
  @state()
  messages = ENGLISH_MESSAGES;

  /** Whether it is drawn for paper, which holds everything that a reader could unfold or filter away. */
  @state()
  protected printing = false;

  /** @internal */
  readonly copyController = new CopyController(this);

  /** Whether it shows what guards answered: the others are not drawn again where one has answered. */
  protected readonly followsGuards: boolean = false;

  #unfolded: readonly HTMLDetailsElement[] = [];
  /** The id of the manifest that was drawn last: another one may be another vendor's. */
  #manifestId: string | undefined;

  constructor() {
    super();
    new RelativeTimeController(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('beforeprint', this.#beforePrint);
    window.addEventListener('afterprint', this.#afterPrint);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('beforeprint', this.#beforePrint);
    window.removeEventListener('afterprint', this.#afterPrint);
    this.#afterPrint();
  }

  protected override shouldUpdate(changed: PropertyValues<this>): boolean {
    const before = (changed as Map<PropertyKey, unknown>).get('postureState') as
      PostureState | undefined;
    const {postureState: live} = this;
    if (this.followsGuards || changed.size > 1 || !before || !live) return true;
    // Where no date has passed, all that no guard changes is taken over, this with it.
    return before.posture.overclaimsAt !== live.posture.overclaimsAt;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const id = shownManifest(this.manifestState)?.loaded.manifest.id;
    if (id === this.#manifestId) return;
    this.#manifestId = id;
    this.resetFilters();
  }

  protected override update(changed: PropertyValues<this>): void {
    // A row that goes takes the focus along: whoever was in it stays in this section.
    preserveFocus(this.renderRoot, () => super.update(changed), 'section');
  }

  protected override render(): unknown {
    const {postureState: live, messages} = this;
    const shown = shownManifest(this.manifestState);
    if (!live || !shown) return nothing;
    const {loaded, fetchedAt} = shown;
    const {manifest, url, signature} = loaded;
    try {
      const content = this.renderSection({manifest, base: url, signature, fetchedAt, ...live});
      if (content === nothing) return nothing;
      // The language of the page around an author's own section may be another one.
      return keyed(
        manifest.id,
        html`<div class="fit">
          <section tabindex="-1" lang=${messages.locale} dir=${messages.direction}>
            ${content}
          </section>
        </div>`,
      );
    } catch (error) {
      console.error(`<${this.localName}> failed`, error);
      return html`<p class="failed" role="alert">
        ${icon('warning')} ${messages.t('section.failed')}
      </p>`;
    }
  }

  protected override updated(): void {
    // A section that has nothing to show takes no room either.
    this.toggleAttribute('data-empty', !this.renderRoot.childElementCount);
  }

  /** What rows are drawn from besides what follows for each: where none of it is another, they stay. */
  protected renderDeps(): readonly unknown[] {
    return [this.manifestState, this.messages, this.copyController.last];
  }

  /** The section's content, or nothing where the manifest has none for it. */
  protected abstract renderSection(context: RenderContext): unknown;

  /** Forgets what a reader chose for the manifest before: it says nothing of another vendor's. */
  protected resetFilters(): void {
    // Most sections have nothing to choose.
  }

  /** Draws the row, should it not be there yet. False where the section has none such. */
  protected ensureRendered(kind: RowKind, id: string): boolean {
    return !!this.#row(kind, id);
  }

  /**
   * Brings a row of this section into view and puts the focus on it. False where it has none such.
   * @internal
   */
  reveal(kind: RowKind, id: string): boolean {
    if (!this.ensureRendered(kind, id)) return false;
    const row = this.#row(kind, id);
    row?.focus({preventScroll: true});
    if (row) keepInView(row);
    return !!row;
  }

  /** Puts the focus on what `selector` finds, where the next update takes away what had it. */
  protected keepFocus(selector: string): void {
    const {activeElement} = this.renderRoot as ShadowRoot;
    void this.updateComplete.then(() => {
      if (activeElement && !activeElement.isConnected)
        this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
    });
  }

  /** A heading, `depth` levels below the center's own. */
  protected heading(text: unknown, depth = 1): TemplateResult {
    const level = Math.min(this.messages.headingLevel + depth, 6);
    switch (level) {
      case 1:
        return html`<h1 part="heading">${text}</h1>`;
      case 2:
        return html`<h2 part="heading">${text}</h2>`;
      case 3:
        return html`<h3 part="heading">${text}</h3>`;
      case 4:
        return html`<h4 part="heading">${text}</h4>`;
      case 5:
        return html`<h5 part="heading">${text}</h5>`;
      default:
        return html`<h6 part="heading">${text}</h6>`;
    }
  }

  /**
   * A markdown text of the manifest, in the manifest's own language.
   * @internal
   */
  prose(text: string | undefined, {manifest, base}: RenderContext): unknown {
    if (!text) return nothing;
    return html`<div class="prose" lang=${manifest.language ?? nothing} dir="auto">
      ${renderMarkdown(text, base)}
    </div>`;
  }

  /**
   * A plain text of the manifest, in the manifest's own language.
   * @internal
   */
  text(text: string, {manifest}: RenderContext): TemplateResult {
    return manifestText(text, manifest);
  }

  /**
   * A link to an address of the manifest, or its text where the link policy refuses it.
   * @internal
   */
  link(href: string, label: unknown, {base}: RenderContext, schemes?: readonly string[]): unknown {
    const url = resolveLink(href, base, schemes);
    return url ? html`<a href=${url.href} rel="noreferrer noopener">${label}</a>` : label;
  }

  /**
   * A link to another row of this center.
   * @internal
   */
  follow(kind: RowKind, id: string, label: unknown, className = ''): TemplateResult {
    const go = (event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const row = (event.currentTarget as Element).closest<HTMLElement>('[data-kind]')?.dataset;
      const from = row && {kind: row['kind'] as RowKind, id: row['id']!};
      this.dispatchEvent(new TrustNavigateEvent(kind, id, from));
    };
    return html`<a class=${className} href=${rowAddress(kind, id, this.messages.page)} @click=${go}
      >${label}</a
    >`;
  }

  /**
   * Gates as chips that lead to the gate.
   * @internal
   */
  chips(gates: readonly Gate[], context: RenderContext): unknown {
    if (!gates.length) return nothing;
    return html`<ul class="chips">
      ${gates.map(
        (gate) =>
          html`<li part="chip" data-state=${gate.state}>
            ${this.follow('gate', gate.id, this.text(gate.title, context), 'chip')}
          </li>`,
      )}
    </ul>`;
  }

  /**
   * The title of a row, with a button that copies its address, where the page follows such addresses.
   * @internal
   */
  rowTitle(
    kind: RowKind,
    {id, title}: {id: string; title: string},
    context: RenderContext,
  ): TemplateResult {
    const {deepLinks, t} = this.messages;
    const text = this.text(title, context);
    if (!deepLinks) return text;
    const name = t('copy.link', {title});
    return html`${text}
    ${this.copyController.button(rowAddress(kind, id, this.messages.page), name, {iconOnly: true})}`;
  }

  /**
   * What the claim checks found, beside the statement that they found it in.
   * @internal
   */
  overclaims(found: readonly Problem[]): unknown {
    const rules = [...new Set(found.map(({rule}) => rule))] as OverclaimRule[];
    return rules.map(
      (rule) =>
        html`<p class="overclaim" part="overclaim" data-rule=${rule}>
          ${icon('warning')}
          <span
            >${this.messages.parts('labelled', {
              label: html`<strong>${this.messages.t('claim.title')}</strong>`,
              text: this.messages.t(`claim.${rule}`),
            })}</span
          >
        </p>`,
    );
  }

  #row(kind: RowKind, id: string): HTMLElement | null {
    return this.renderRoot.querySelector(`[data-kind="${kind}"][data-id="${id}"]`);
  }

  readonly #beforePrint = () => {
    // A print within a print: what is unfolded already was folded by nobody.
    if (this.printing) return;
    this.printing = true;
    // At once: nothing that is put off is done before the page goes to paper.
    this.performUpdate();
    const folded = this.renderRoot.querySelectorAll<HTMLDetailsElement>('details:not([open])');
    this.#unfolded = [...folded];
    for (const details of folded) details.open = true;
  };

  readonly #afterPrint = () => {
    this.printing = false;
    for (const details of this.#unfolded) details.open = false;
    this.#unfolded = [];
  };
}
