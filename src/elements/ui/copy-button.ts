import {html, type ReactiveControllerHost, type TemplateResult} from 'lit';
import type {Messages} from '../../i18n/messages.js';
import {TrustAnnounceEvent} from '../events.js';
import {icon} from './icons.js';

type Host = ReactiveControllerHost &
  EventTarget & {
    readonly messages: Messages;
    readonly copy: unknown;
    requestUpdate(name?: PropertyKey): void;
  };

/**
 * Renders buttons that copy a text and show the outcome until another button is pressed. The host keeps
 * it as its member `copy`.
 */
export class CopyController {
  /** The text copied last, and the outcome. */
  last: {readonly text: string; readonly outcome: 'copied' | 'failed'} | undefined;

  constructor(private readonly host: Host) {}

  /** Renders a button that copies `text`. Its accessible name contains `name`. */
  button(text: string, name: string, {iconOnly = false} = {}): TemplateResult {
    const {t} = this.host.messages;
    const outcome = this.last?.text === text ? this.last.outcome : 'copy';
    const label = t(`copy.${outcome}`);
    const shape = ({copy: 'link', copied: 'check', failed: 'warning'} as const)[outcome];
    return html`<button
      type="button"
      class=${iconOnly ? 'copy bare' : 'copy'}
      data-outcome=${outcome}
      title=${label}
      aria-label=${t('labelled', {label, text: name})}
      @click=${() => void this.#copy(text, name)}
    >
      ${iconOnly ? icon(shape) : label}
    </button>`;
  }

  async #copy(text: string, name: string): Promise<void> {
    // The clipboard exists in secure contexts only, and a page may forbid it.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    const outcome = await (clipboard?.writeText(text) ?? Promise.reject(new Error())).then(
      () => 'copied' as const,
      () => 'failed' as const,
    );
    this.last = {text, outcome};
    // Names the host's member, because `shouldUpdate` may skip an update if only the posture changed.
    this.host.requestUpdate('copy');
    const {t} = this.host.messages;
    this.host.dispatchEvent(
      new TrustAnnounceEvent(t('labelled', {label: t(`copy.${outcome}`), text: name})),
    );
  }
}
