import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import {keyed} from 'lit/directives/keyed.js';
import type {Moment} from '../../guard/clock.js';
import type {Messages} from '../../i18n/messages.js';
import {everySecond} from './ticker.js';

const timeAttributes = (moment: Moment, messages: Messages) => ({
  iso: new Date(moment.wall).toISOString(),
  title: messages.moment(moment.wall),
});

/** Creates a renderer of times whose text a `RelativeTimeController` writes. */
const relativeTime =
  (sign: -1 | 1) =>
  (moment: Moment, messages: Messages): TemplateResult => {
    const {iso, title} = timeAttributes(moment, messages);
    return html`<time
      class="age"
      datetime=${iso}
      title=${title}
      data-monotonic=${moment.monotonic}
      data-sign=${sign}
    ></time>`;
  };

/** Renders the time since a moment, such as “12 sec. ago”. A `RelativeTimeController` keeps it current. */
export const timeAgo = relativeTime(-1);

/** Renders the time until a moment, such as “in 18 sec.”. A `RelativeTimeController` keeps it current. */
export const timeUntil = relativeTime(1);

/** Renders a time. A new text gets a new node, because a tool may have translated the old one: see `ForeignChanges`. */
export const time = (iso: string, text: string, title?: string): TemplateResult =>
  html`<time datetime=${iso} title=${title ?? nothing}>${keyed(text, text)}</time>`;

/** Renders a moment as its day, time and time zone. */
export function absoluteTime(moment: Moment, messages: Messages): TemplateResult {
  const {iso, title} = timeAttributes(moment, messages);
  return time(iso, title);
}

/** Renders a moment as the time of day. The title is the absolute time. */
export function clockTime(moment: Moment, messages: Messages): TemplateResult {
  const {iso, title} = timeAttributes(moment, messages);
  return time(iso, messages.time(moment.wall), title);
}

/**
 * Returns the milliseconds since a moment (`sign` -1) or until it (`sign` 1), at least 0. The time since
 * a moment is taken from the clock that measured more, so that setting the wall clock back never
 * makes an answer look newer than it is.
 */
function distanceTo({wall, monotonic}: Moment, sign: number): number {
  const byWall = (wall - Date.now()) * sign;
  const byMonotonic = (monotonic - performance.now()) * sign;
  return Math.max(0, sign < 0 ? Math.max(byWall, byMonotonic) : byMonotonic);
}

type Host = ReactiveControllerHost & {
  readonly isConnected: boolean;
  readonly renderRoot: ParentNode;
  readonly messages: Messages;
};

/** Writes the relative times of one element: after each update, and each second between updates. */
export class RelativeTimeController implements ReactiveController {
  #stop: (() => void) | undefined;
  /** The relative times rendered last; `undefined` before the first update. */
  #times: readonly HTMLTimeElement[] | undefined;

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  hostUpdated(): void {
    this.#times = [...this.host.renderRoot.querySelectorAll<HTMLTimeElement>('.age')];
    this.#write();
    // An element may update after it has left the page, and then needs no timer.
    if (this.#times.length && this.host.isConnected)
      this.#stop ??= everySecond(() => {
        // A tool may have put copies in their place.
        if (this.#times!.every(({isConnected}) => isConnected)) this.#write();
        else this.hostUpdated();
      });
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
    for (const time of this.#times!) {
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
