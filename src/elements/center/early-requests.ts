/** Requests for manifests that are made while most of the element's code has yet to run. */
import {
  fetchManifest,
  type FetchedManifest,
  type VerificationOptions,
} from '../../manifest/fetch.js';
import type {FailedLoad} from '../../manifest/load-error.js';
import {toJson} from '../../text/json.js';
import {renderProblem} from '../can-render.js';
import type {CenterOptions} from './host.js';
import {manifestSource} from './manifest-source.js';
import {verificationOptions} from './options.js';

type FetchResult = Promise<FetchedManifest | FailedLoad>;

export interface EarlyRequest {
  readonly key: string;
  readonly fetched: FetchResult;
  readonly abort: AbortController;
}

/** Requests by the element that will show the manifest. */
export type EarlyRequests = WeakMap<Element, EarlyRequest>;

let requests: EarlyRequests = new WeakMap();

/** Returns a text that identifies a request, or a load: its address and its verification options. */
export const requestKey = (
  address: string,
  {integrity, signingKeys, minVersion}: VerificationOptions,
): string => toJson([address, integrity, signingKeys, minVersion])!;

/** Requests the manifests of all elements on the page with this tag, unless it is defined already. */
export function requestEarly(tag: string): EarlyRequests {
  const early: EarlyRequests = new WeakMap();
  // There is no document on a server.
  if (typeof document === 'undefined') return early;
  const elements = document.querySelectorAll<HTMLElement & CenterOptions>(`${tag}:not(:defined)`);
  // On a page whose policy prevents rendering, the element is never defined.
  if (!elements.length || renderProblem()) return early;
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
    early.set(element, {key: requestKey(source.url, options), fetched, abort});
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
): FetchResult {
  const early = requests.get(element);
  if (early?.key !== requestKey(url, options)) {
    dropRequest(element);
    return fetchManifest(url, {...options, signal});
  }
  requests.delete(element);
  signal.addEventListener('abort', () => early.abort.abort());
  return early.fetched;
}

/** Aborts the early request of an element that does not need it, if there was one. */
export function dropRequest(element: Element): void {
  requests.get(element)?.abort.abort();
  requests.delete(element);
}
