import {consume} from '@lit/context';
import {html, LitElement, nothing, type CSSResultGroup, type TemplateResult} from 'lit';
import {state} from 'lit/decorators.js';
import type {Problem} from '../manifest/problem.js';
import type {Gate, Manifest} from '../manifest/schema.js';
import {resolveLink} from '../manifest/links.js';
import type {Posture} from '../posture/posture.js';
import {shared} from '../styles/shared.js';
import {renderMarkdown} from '../text/markdown.js';
import {Ages} from './ages.js';
import {
  documentContext,
  messagesContext,
  observationsContext,
  type DocumentState,
  type Live,
} from './contexts.js';
import {addressOf, TrustFollowEvent, type RowKind} from './events.js';
import {icon} from './icons.js';
import {Messages} from './messages.js';

/** Everything that a section draws from. */
export interface View {
  readonly manifest: Manifest;
  /** The manifest's address. */
  readonly base: string;
  readonly signature: 'unsigned' | 'verified';
  readonly posture: Posture;
  readonly nextChecks: Live['nextChecks'];
}

/**
 * What all sections have in common: they find their data through the center around them, draw nothing
 * while there is none, and a section that fails says so in its own place.
 */
export abstract class TrustSection extends LitElement {
  static override styles: CSSResultGroup = [shared];

  @consume({context: documentContext, subscribe: true})
  @state()
  private document: DocumentState = {status: 'idle'};

  @consume({context: observationsContext, subscribe: true})
  @state()
  private live: Live | undefined;

  @consume({context: messagesContext, subscribe: true})
  @state()
  /** @internal */
  messages = new Messages();

  constructor() {
    super();
    new Ages(this);
  }

  protected override render(): unknown {
    const {document, live} = this;
    if (!live || (document.status !== 'ready' && document.status !== 'kept')) return nothing;
    const {manifest, url, signature} = document.loaded;
    try {
      return this.renderSection({manifest, base: url, signature, ...live});
    } catch (error) {
      console.error(`<${this.localName}> failed`, error);
      return html`<p class="failed" role="alert">
        ${icon('warning')} ${this.messages.t('section.failed')}
      </p>`;
    }
  }

  protected override updated(): void {
    // A section that has nothing to show takes no room either.
    this.toggleAttribute('data-empty', !this.renderRoot.childElementCount);
  }

  /** The section's content, or nothing where the manifest has none for it. */
  protected abstract renderSection(view: View): unknown;

  /** Brings a row of this section into view and puts the focus on it. False where it has none such. */
  reveal(kind: RowKind, id: string): boolean {
    const row = this.renderRoot.querySelector<HTMLElement>(
      `[data-kind="${kind}"][data-id="${id}"]`,
    );
    row?.scrollIntoView({block: 'center'});
    row?.focus({preventScroll: true});
    return !!row;
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

  /** A markdown text of the manifest, in the manifest's own language. */
  protected prose(text: string | undefined, {manifest, base}: View): unknown {
    if (!text) return nothing;
    return html`<div class="prose" lang=${manifest.language ?? nothing} dir="auto">
      ${renderMarkdown(text, base)}
    </div>`;
  }

  /** A plain text of the manifest, in the manifest's own language. */
  text(text: string, {manifest}: View): TemplateResult {
    return html`<span lang=${manifest.language ?? nothing} dir="auto">${text}</span>`;
  }

  /** A link to an address of the manifest, or its text where the link policy refuses it. */
  link(href: string, label: unknown, {base}: View, schemes?: readonly string[]): unknown {
    const url = resolveLink(href, base, schemes);
    return url ? html`<a href=${url.href} rel="noreferrer noopener">${label}</a>` : label;
  }

  /** A link to another row of this center. */
  protected follow(kind: RowKind, id: string, label: unknown, className = ''): TemplateResult {
    const go = (event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.dispatchEvent(new TrustFollowEvent(kind, id));
    };
    return html`<a class=${className} href=${addressOf(kind, id)} @click=${go}>${label}</a>`;
  }

  /** Gates as chips that lead to the gate. */
  protected chips(gates: readonly Gate[], view: View): unknown {
    if (!gates.length) return nothing;
    return html`<ul class="chips">
      ${gates.map(
        (gate) =>
          html`<li part="chip" data-state=${gate.state}>
            ${this.follow('gate', gate.id, this.text(gate.title, view), 'chip')}
          </li>`,
      )}
    </ul>`;
  }

  /** What the claim checks found, beside the statement that they found it in. */
  overclaims(found: readonly Problem[]): unknown {
    const rules = [...new Set(found.map(({rule}) => rule))] as ClaimKey[];
    return rules.map(
      (rule) =>
        html`<p class="overclaim" part="overclaim" data-rule=${rule}>
          ${icon('warning')}
          <span
            ><strong>${this.messages.t('claim.title')}:</strong>
            ${this.messages.t(`claim.${rule}`)}</span
          >
        </p>`,
    );
  }
}

/** The rules of severity `overclaim`: those that a reader is told. */
type ClaimKey = Parameters<Messages['t']>[0] extends infer K
  ? K extends `claim.${infer R}`
    ? Exclude<R, 'title'>
    : never
  : never;
