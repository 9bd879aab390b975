import type {Guard} from '../manifest/schema.js';
import {isLoopback, parseUrl, resolveLink} from '../text/links.js';

/** The URL at which a guard may be checked, or the reason why it is not checked. */
export type Address =
  | {readonly status: 'allowed'; readonly url: string}
  | {readonly status: 'refused'; readonly reason: 'no-address' | 'origin-not-allowed' | 'off'};

/** The limits on the requests that a vendor's manifest can make a portal's visitors send. */
export interface AddressPolicy {
  /** The embedder's `guard-endpoint`: a URL template in which `{id}` is replaced by the guard's id. */
  readonly template?: string | undefined;
  /** The embedder's `guard-origins`. */
  readonly origins: readonly string[];
  /** The page's base URL. */
  readonly page: string;
  /** The manifest's final URL, or the page's base URL if the manifest is inline. */
  readonly base: string;
  /** The manifest's origin, or the page's origin if the manifest is inline. */
  readonly origin: string;
}

const refused = (reason: 'no-address' | 'origin-not-allowed'): Address => ({
  status: 'refused',
  reason,
});

/** Returns a guard's address without a fragment. The embedder's template overrides the manifest. */
export function guardAddress(guard: Guard, policy: AddressPolicy): Address {
  return policy.template
    ? fromTemplate(guard, policy.template, policy)
    : fromManifest(guard, policy);
}

function fromTemplate(guard: Guard, template: string, {page}: AddressPolicy): Address {
  const fill = (id: string) => parseUrl(template.replaceAll('{id}', id), page);
  const url = fill(guard.id);
  if (!url) return refused('no-address');
  // An id in the scheme, host or port would let the vendor choose the origin, so the origin must not
  // depend on the id.
  const hasFixedOrigin = ['a', 'b'].every((id) => fill(id)?.origin === url.origin);
  return hasFixedOrigin && isHttp(url) && !hasCredentials(url)
    ? allowed(url)
    : refused('origin-not-allowed');
}

function fromManifest(guard: Guard, {origins, page, base, origin}: AddressPolicy): Address {
  if (!guard.url) return refused('no-address');
  const url = resolveLink(guard.url, base, ['https:']);
  if (!url) return refused('origin-not-allowed');
  const secure = url.protocol === 'https:' || (isLoopback(url) && isLoopback(new URL(page)));
  const trusted = url.origin !== 'null' && (url.origin === origin || origins.includes(url.origin));
  return secure && trusted ? allowed(url) : refused('origin-not-allowed');
}

const isHttp = ({protocol}: URL) => protocol === 'https:' || protocol === 'http:';
const hasCredentials = ({username, password}: URL) => !!(username || password);

function allowed(url: URL): Address {
  url.hash = '';
  return {status: 'allowed', url: url.href};
}
