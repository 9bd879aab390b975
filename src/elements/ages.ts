import {html, type ReactiveController, type ReactiveControllerHost, type TemplateResult} from 'lit';
import type {Moment} from '../guard/observation.js';
import type {Messages} from './messages.js';
import {everySecond} from './ticker.js';

const stamp = (moment: Moment, messages: Messages) => ({
  iso: new Date(moment.wall).toISOString(),
  title: messages.moment(moment.wall),
});

/** How long ago a moment was, counting by itself where `Ages` is at work; the absolute time is behind it. */
export function ageOf(moment: Moment, messages: Messages): TemplateResult {
  const {iso, title} = stamp(moment, messages);
  return html`<time class="age" datetime=${iso} title=${title} data-sign="-1"></time>`;
}

/** How long it is until a moment, likewise. */
export function waitOf(moment: Moment, messages: Messages): TemplateResult {
  const {iso, title} = stamp(moment, messages);
  return html`<time class="age" datetime=${iso} title=${title} data-sign="1"></time>`;
}

/** A moment as the time of day, with the day behind it. */
export function timeOf(moment: Moment, messages: Messages): TemplateResult {
  const {iso, title} = stamp(moment, messages);
  return html`<time datetime=${iso} title=${title}>${messages.time(moment.wall)}</time>`;
}

type Host = ReactiveControllerHost & {readonly renderRoot: ParentNode; readonly messages: Messages};

/** Writes the ages of one element: after each rendering, and each second without one. */
export class Ages implements ReactiveController {
  #stop: (() => void) | undefined;
  #begun = false;

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  hostUpdated(): void {
    this.#begun = true;
    const any = this.#write();
    if (any) this.#stop ??= everySecond(() => void this.#write());
    else this.hostDisconnected();
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  hostConnected(): void {
    if (this.#begun) this.hostUpdated();
  }

  /** Whether there is any age to write. */
  #write(): boolean {
    const times = this.host.renderRoot.querySelectorAll<HTMLTimeElement>('.age');
    for (const time of times) {
      const sign = Number(time.dataset['sign']);
      // A clock that was set never turns the past into the future, nor the other way round.
      const distance = Math.max(0, (Date.parse(time.dateTime) - Date.now()) * sign);
      const text = this.host.messages.distance(distance * sign);
      if (time.textContent !== text) time.textContent = text;
    }
    return times.length > 0;
  }
}
