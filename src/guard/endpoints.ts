import type {Environment} from './environment.js';
import {probe, type ProbeResult} from './probe.js';

interface Flight {
  readonly probed: Promise<ProbeResult>;
  readonly stop: AbortController;
  riders: number;
}

/**
 * Lets at most one request be under way for each endpoint, whoever asks. Those who ask meanwhile share
 * the raw answer. Once the last of them has gone, the request is ended.
 */
export class Endpoints {
  readonly #flights = new Map<string, Flight>();

  /** The answer of `endpoint`, or nothing where `signal` ends the wait. Never rejects. */
  ask(
    endpoint: string,
    environment: Environment,
    signal: AbortSignal,
  ): Promise<ProbeResult | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    const flight = this.#flights.get(endpoint) ?? this.#depart(endpoint, environment);
    flight.riders++;
    return new Promise((resolve) => {
      const leave = () => {
        // At once, so that whoever asks next is not given an answer that was begun before they left.
        this.#leave(endpoint, flight);
        resolve(undefined);
      };
      signal.addEventListener('abort', leave, {once: true});
      void flight.probed.then((answer) => {
        signal.removeEventListener('abort', leave);
        resolve(answer);
      });
    });
  }

  #depart(endpoint: string, environment: Environment): Flight {
    const stop = new AbortController();
    const flight: Flight = {probed: probe(endpoint, environment, stop.signal), stop, riders: 0};
    this.#flights.set(endpoint, flight);
    // Whoever asks after the answer came gets a new one.
    void flight.probed.then(() => this.#forget(endpoint, flight));
    return flight;
  }

  #leave(endpoint: string, flight: Flight): void {
    if (--flight.riders > 0) return;
    this.#forget(endpoint, flight);
    flight.stop.abort();
  }

  #forget(endpoint: string, flight: Flight): void {
    if (this.#flights.get(endpoint) === flight) this.#flights.delete(endpoint);
  }
}

/** The endpoints of this page: one for all instances that this bundle makes. */
export const pageEndpoints = new Endpoints();
