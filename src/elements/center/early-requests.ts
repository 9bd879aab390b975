/** Requests for manifests that are made while most of the element's code has yet to run. */
import {
  fetchManifest,
  type FetchedManifest,
  type VerificationOptions,
} from '../../manifest/fetch.js';
import type {FailedLoad} from '../../manifest/load-error.js';
import {canRender} from '../can-render.js';
import type {CenterOptions} from './host.js';
import {manifestSource} from './manifest-source.js';
import {verificationOptions} from './options.js';

type Fetched = Promise<FetchedManifest | FailedLoad>;

export interface EarlyRequest {
  /** The address and the verification options, as JSON. */
  readonly key: string;
  readonly fetched: Fetched;
  readonly abort: AbortController;
}

/** Requests by the element that will show the manifest. */
export type EarlyRequests = WeakMap<Element, EarlyRequest>;

let requests: EarlyRequests = new WeakMap();

const keyOf = (url: string, options: VerificationOptions) => JSON.stringify([url, options]);

/** Requests the manifests of all elements on the page with this tag, unless it is defined already. */
export function requestEarly(tag: string): EarlyRequests {
  const early: EarlyRequests = new WeakMap();
  // There is no document on a server.
  if (typeof document === 'undefined') return early;
  const elements = document.querySelectorAll<HTMLElement & CenterOptions>(`${tag}:not(:defined)`);
  // On a page whose policy prevents rendering, the element is never defined.
  if (!elements.length || !canRender()) return early;
  for (const element of elements) {
    const option = (name: string) => element.getAttribute(name) ?? undefined;
    const source = manifestSource(element, option('src'));
    if (source.status !== 'remote') continue;
    const options = verificationOptions({
      integrity: option('integrity'),
      signingKeys: option('signing-keys'),
      minVersion: option('min-version'),
    });
    const abort = new AbortController();
    const fetched = fetchManifest(source.url, {...options, signal: abort.signal});
    early.set(element, {key: keyOf(source.url, options), fetched, abort});
  }
  return early;
}

/** Makes the elements pick up these requests. */
export function pickUp(early: EarlyRequests): void {
  requests = early;
}

/** Fetches the manifest of an element. Picks up the early request, if there was one for the same manifest. */
export function requestManifest(
  element: Element,
  url: string,
  options: VerificationOptions,
  signal: AbortSignal,
): Fetched {
  const early = requests.get(element);
  requests.delete(element);
  if (early?.key !== keyOf(url, options)) {
    early?.abort.abort();
    return fetchManifest(url, {...options, signal});
  }
  signal.addEventListener('abort', () => early.abort.abort());
  return early.fetched;
}
