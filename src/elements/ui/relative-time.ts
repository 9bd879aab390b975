import {html, type ReactiveController, type ReactiveControllerHost, type TemplateResult} from 'lit';
import type {Moment} from '../../guard/observation.js';
import type {Messages} from '../../i18n/messages.js';
import {everySecond} from './ticker.js';

const timeAttributes = (moment: Moment, messages: Messages) => ({
  iso: new Date(moment.wall).toISOString(),
  title: messages.moment(moment.wall),
});

/** How long ago a moment was, counting by itself where `Ages` is at work; the absolute time is behind it. */
export function timeAgo(moment: Moment, messages: Messages): TemplateResult {
  const {iso, title} = timeAttributes(moment, messages);
  return html`<time
    class="age"
    datetime=${iso}
    title=${title}
    data-monotonic=${moment.monotonic}
    data-sign="-1"
  ></time>`;
}

/** How long it is until a moment, likewise. */
export function timeUntil(moment: Moment, messages: Messages): TemplateResult {
  const {iso, title} = timeAttributes(moment, messages);
  return html`<time
    class="age"
    datetime=${iso}
    title=${title}
    data-monotonic=${moment.monotonic}
    data-sign="1"
  ></time>`;
}

/** A moment beyond doubt: day, time and zone. */
export function absoluteTime(moment: Moment, messages: Messages): TemplateResult {
  const {iso, title} = timeAttributes(moment, messages);
  return html`<time datetime=${iso}>${title}</time>`;
}

/** A moment as the time of day, with the day behind it. */
export function clockTime(moment: Moment, messages: Messages): TemplateResult {
  const {iso, title} = timeAttributes(moment, messages);
  return html`<time datetime=${iso} title=${title}>${messages.time(moment.wall)}</time>`;
}

/**
 * Milliseconds since a moment (`sign` -1) or until it (1), never less than none. Of two clocks the past
 * is as old as the one that says more: a wall clock that was set back makes nothing young again.
 */
function distanceTo({wall, monotonic}: Moment, sign: number): number {
  const byWall = (wall - Date.now()) * sign;
  const byMonotonic = (monotonic - performance.now()) * sign;
  return Math.max(0, sign < 0 ? Math.max(byWall, byMonotonic) : byMonotonic);
}

type Host = ReactiveControllerHost & {readonly renderRoot: ParentNode; readonly messages: Messages};

/** Writes the ages of one element: after each rendering, and each second without one. */
export class RelativeTimeController implements ReactiveController {
  #stop: (() => void) | undefined;
  /** The ages that were drawn last; nothing before the first drawing. */
  #times: readonly HTMLTimeElement[] | undefined;

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  hostUpdated(): void {
    this.#times = [...this.host.renderRoot.querySelectorAll<HTMLTimeElement>('.age')];
    this.#write();
    if (this.#times.length) this.#stop ??= everySecond(() => this.#write());
    else this.hostDisconnected();
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  hostConnected(): void {
    if (this.#times) this.hostUpdated();
  }

  #write(): void {
    for (const time of this.#times ?? []) {
      const sign = Number(time.dataset['sign']);
      const moment = {
        wall: Date.parse(time.dateTime),
        monotonic: Number(time.dataset['monotonic']),
      };
      const text = this.host.messages.relativeTime(distanceTo(moment, sign) * sign);
      if (time.textContent !== text) time.textContent = text;
    }
  }
}
