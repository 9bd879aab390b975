import {html, type TemplateResult} from 'lit';
import {TrustAnnounceEvent} from '../events.js';
import type {TrustSection} from '../sections/trust-section.js';
import {icon} from './icons.js';

/** Buttons that copy a text, and say so until another one is pressed. */
export class CopyController {
  /** What was copied last, and whether it was. */
  last: {readonly text: string; readonly outcome: 'copied' | 'failed'} | undefined;

  constructor(private readonly section: TrustSection) {}

  /** A button that copies `text`; `name` is what a screen reader is told of it. */
  button(text: string, name: string, {iconOnly = false} = {}): TemplateResult {
    const outcome = this.last?.text === text ? this.last.outcome : 'copy';
    const word = this.section.messages.t(`copy.${outcome}`);
    const shape = ({copy: 'link', copied: 'check', failed: 'warning'} as const)[outcome];
    return html`<button
      type="button"
      class=${iconOnly ? 'copy bare' : 'copy'}
      data-outcome=${outcome}
      title=${word}
      aria-label=${this.section.messages.t('labelled', {label: word, text: name})}
      @click=${() => void this.#copy(text, name)}
    >
      ${iconOnly ? icon(shape) : word}
    </button>`;
  }

  async #copy(text: string, name: string): Promise<void> {
    // Without a secure context there is no clipboard; a page may also forbid it.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    const outcome = await (clipboard?.writeText(text) ?? Promise.reject(new Error())).then(
      () => 'copied' as const,
      () => 'failed' as const,
    );
    this.last = {text, outcome};
    // By name: another reason to draw must not hide this one.
    this.section.requestUpdate('copyController');
    const {t} = this.section.messages;
    this.section.dispatchEvent(
      new TrustAnnounceEvent(t('labelled', {label: t(`copy.${outcome}`), text: name})),
    );
  }
}
