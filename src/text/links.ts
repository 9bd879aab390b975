/**
 * Which addresses a manifest may name. The scheme is judged after WHATWG URL parsing, for only then
 * are tabs, newlines and case out of it (`JaVa\nScript:` is `javascript:`).
 */

/** Characters that reorder what a reader sees (Unicode UAX #9). */
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** Stands in for the manifest's own address where only the form of a link is judged. */
const ANY_BASE = 'https://manifest.invalid/';

/** What a link may be where nothing narrower is asked: a page or a mailbox. */
export const LINK_SCHEMES: readonly string[] = ['https:', 'mailto:'];

/** Loopback by name or number: `localhost`, `*.localhost`, 127.0.0.0/8, `[::1]` (RFC 6761, RFC 1122, RFC 4291). */
export const isLoopback = ({hostname}: URL): boolean =>
  /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);

/**
 * A URL, or nothing where the text is none. `URL.canParse` is not asked: Node 20 and 22 come to deny
 * hosts outside of ASCII by it, once they have optimized the call.
 */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

/**
 * The address that `href` leads to, or nothing where the link policy refuses it: another scheme than
 * those allowed (`http:` passes on loopback, beside `https:`), credentials, bidirectional controls.
 * A relative reference is resolved against `base`, the manifest's own address.
 */
export function resolveLink(
  href: string,
  base: string = ANY_BASE,
  schemes: readonly string[] = LINK_SCHEMES,
): URL | undefined {
  const url = BIDI.test(href) ? undefined : parseUrl(href, base);
  if (!url) return undefined;
  // A relative reference inherits the scheme that the manifest itself came by; `//host` leads elsewhere.
  const inherited = () => !parseUrl(href) && url.origin === new URL(base).origin;
  const web = url.protocol === 'http:' && schemes.includes('https:');
  const allowed = schemes.includes(url.protocol) || (web && (isLoopback(url) || inherited()));
  return allowed && !url.username && !url.password ? url : undefined;
}

/**
 * A path, or an `https:` address, of letters, digits and `._-/` alone: no host in it is a number or
 * encoded, and nothing in it can be read in another way. Most links are so, and parsing takes its time.
 */
const PLAIN = /^(?:https:\/\/(?:[a-z\d]+(?:-[a-z\d]+)*\.)+[a-z]+(?=\/|$)|(?!\/\/))[\w./-]*$/;

/** Whether the link policy lets `href` pass, wherever the manifest lies: see `resolveLink`. */
export const isLink = (href: string, schemes: readonly string[] = LINK_SCHEMES): boolean =>
  (PLAIN.test(href) && schemes.includes('https:')) || !!resolveLink(href, undefined, schemes);

/** Every address that a markdown text links to, as far as a pattern can tell: for reports, not for rendering. */
export function* linksInMarkdown(text: string): Generator<string> {
  // Nothing in it may run on from every place at which it starts: that takes quadratic time.
  const pattern =
    /\]\(\s*<?([^\s)>]+)|<([a-z][a-z0-9+.-]*:[^\s<>]+)>|^[ \t]*\[[^[\]]+\]:\s*<?([^\s>]+)/gim;
  for (const [, inline, auto, reference] of text.matchAll(pattern)) {
    yield (inline ?? auto ?? reference)!;
  }
}
