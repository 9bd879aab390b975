import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {platform} from '../../guard/environment.js';

/** The first delay, and the longest, in milliseconds. */
const FIRST = 5_000;
const LONGEST = 300_000;

const EVENTS = ['online', 'pageshow', 'visibilitychange'];

/**
 * Repeats a task that failed for the network: when the page returns, and after delays that double. Waits
 * while the page is hidden or offline.
 */
export class Retry implements ReactiveController {
  #delay = 0;
  /** The earliest time of the next attempt; `undefined` if there is nothing to repeat. */
  #due: number | undefined;
  #timer: number | undefined;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly task: () => unknown,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    for (const event of EVENTS) addEventListener(event, this);
  }

  hostDisconnected(): void {
    for (const event of EVENTS) removeEventListener(event, this);
    this.reset();
  }

  handleEvent({persisted}: Event & {persisted?: boolean}): void {
    // Every page fires `pageshow` when it has loaded.
    if (persisted !== false) this.#arm(0);
  }

  /** Repeats the task later, in `seconds` at the earliest. */
  failed(seconds = 0): void {
    const {clock, random} = platform;
    this.#delay = Math.min(this.#delay * 2 || FIRST, LONGEST);
    this.#due = clock.now().monotonic + seconds * 1000;
    this.#arm(this.#delay * (1 - random() / 4));
  }

  /** Stops until the task fails again. */
  stop(): void {
    this.#due = undefined;
    this.#arm(0);
  }

  /** Stops, and begins with the first delay if the task fails again. */
  reset(): void {
    this.#delay = 0;
    this.stop();
  }

  #arm(delay: number): void {
    const {clock} = platform;
    if (this.#timer !== undefined) clock.clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#due === undefined || document.hidden || !navigator.onLine || !this.host.isConnected)
      return;
    this.#timer = clock.setTimeout(
      () => {
        this.stop();
        this.task();
      },
      Math.max(delay, this.#due - clock.now().monotonic),
    );
  }
}
