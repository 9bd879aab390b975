import {EndpointSchedule} from './endpoint-schedule.js';
import {probe} from './probe.js';

/** How many endpoints without subscribers are remembered: two manifests with the most guards allowed. */
const REMEMBERED = 200;

/** One schedule for each endpoint, shared by every monitor that uses this registry. */
export class Endpoints {
  readonly #schedules = new Map<string, EndpointSchedule>();
  /** The endpoints without subscribers, the longest idle first. */
  readonly #idle = new Set<string>();

  /** Creates a registry whose endpoints are asked with `ask`. */
  constructor(private readonly ask = probe) {}

  /** Returns the schedule of an endpoint, to be subscribed to at once. */
  at(url: string): EndpointSchedule {
    this.#idle.delete(url);
    let schedule = this.#schedules.get(url);
    if (!schedule) {
      schedule = new EndpointSchedule(url, this.ask, () => this.#rest(url));
      this.#schedules.set(url, schedule);
    }
    return schedule;
  }

  /** Remembers when an idle endpoint may be asked again, and forgets the one that is idle for longest. */
  #rest(url: string): void {
    this.#idle.add(url);
    if (this.#idle.size <= REMEMBERED) return;
    const [oldest] = this.#idle as Iterable<string> as [string];
    this.#idle.delete(oldest);
    this.#schedules.delete(oldest);
  }
}

/** The endpoints of this page, shared by every center in this bundle. */
export const pageEndpoints = new Endpoints();
