import type {Environment} from './environment.js';
import {probe, type ProbeResult} from './probe.js';

/** One request, from its start until its answer. */
interface Flight {
  readonly result: Promise<ProbeResult>;
  readonly controller: AbortController;
  subscribers: number;
}

/**
 * Limits each endpoint to one request at a time. Concurrent callers share the raw answer; the request
 * is aborted when the last of them unsubscribes.
 */
export class Endpoints {
  readonly #flights = new Map<string, Flight>();

  /** Resolves to the endpoint's answer, or to `undefined` if `signal` aborts first. Never rejects. */
  ask(
    endpoint: string,
    environment: Environment,
    signal: AbortSignal,
  ): Promise<ProbeResult | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    const flight = this.#flights.get(endpoint) ?? this.#start(endpoint, environment);
    flight.subscribers++;
    return new Promise((resolve) => {
      const unsubscribe = () => {
        // Unsubscribe synchronously, so that the next caller does not join an aborted request.
        this.#unsubscribe(endpoint, flight);
        resolve(undefined);
      };
      signal.addEventListener('abort', unsubscribe, {once: true});
      void flight.result.then((answer) => {
        signal.removeEventListener('abort', unsubscribe);
        resolve(answer);
      });
    });
  }

  #start(endpoint: string, environment: Environment): Flight {
    const controller = new AbortController();
    const result = probe(endpoint, environment, controller.signal);
    const flight: Flight = {result, controller, subscribers: 0};
    this.#flights.set(endpoint, flight);
    // Answers are not cached: a later caller starts a new request.
    void result.then(() => this.#delete(endpoint, flight));
    return flight;
  }

  #unsubscribe(endpoint: string, flight: Flight): void {
    if (--flight.subscribers > 0) return;
    this.#delete(endpoint, flight);
    flight.controller.abort();
  }

  #delete(endpoint: string, flight: Flight): void {
    if (this.#flights.get(endpoint) === flight) this.#flights.delete(endpoint);
  }
}

/** The endpoints of this page, shared by every instance in this bundle. */
export const pageEndpoints = new Endpoints();
