/**
 * The link policy: which URLs a manifest may contain. Schemes are checked after WHATWG URL parsing,
 * which removes tabs and newlines and lowercases the scheme (`JaVa\nScript:` is `javascript:`).
 */

/** Control characters that reorder displayed text (Unicode UAX #9). */
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** A placeholder for the manifest's URL, for checks that need only the form of a link. */
const PLACEHOLDER_BASE = 'https://manifest.invalid/';

/** The schemes allowed by default: web pages and mailboxes. */
export const LINK_SCHEMES: readonly string[] = ['https:', 'mailto:'];

/**
 * Returns whether the host is loopback, by name or address: `localhost`, `*.localhost`, 127.0.0.0/8 or
 * `[::1]` (RFC 6761, RFC 1122, RFC 4291).
 */
export const isLoopback = ({hostname}: URL): boolean =>
  /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);

/**
 * Parses a URL. Returns `undefined` if the text is not one. Avoids `URL.canParse`, which starts to
 * reject non-ASCII hosts in Node 20 and 22 once V8 has optimized the call.
 */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    // The text is not a URL.
  }
  return undefined;
}

/**
 * Resolves `href` against `base`, the manifest's URL. Returns `undefined` if the link policy refuses it
 * because of its scheme, credentials or bidirectional control characters. `http:` is allowed on loopback
 * if `https:` is allowed.
 */
export function resolveLink(
  href: string,
  base: string = PLACEHOLDER_BASE,
  schemes: readonly string[] = LINK_SCHEMES,
): URL | undefined {
  const url = BIDI.test(href) ? undefined : parseUrl(href, base);
  if (!url) return undefined;
  // A relative reference inherits the manifest's scheme. `//host` does too, but leads to another origin.
  const inherited = () => !parseUrl(href) && url.origin === new URL(base).origin;
  const web = url.protocol === 'http:' && schemes.includes('https:');
  const allowed = schemes.includes(url.protocol) || (web && (isLoopback(url) || inherited()));
  return allowed && !url.username && !url.password ? url : undefined;
}

/**
 * Matches paths and `https:` URLs made of letters, digits and `._-/` only, without numeric or encoded
 * hosts. These are unambiguous and make up most links, so most links need no parsing, which is slow.
 */
const PLAIN = /^(?:https:\/\/(?:[a-z\d]+(?:-[a-z\d]+)*\.)+[a-z]+(?=\/|$)|(?!\/\/))[\w./-]*$/;

/** Returns whether the link policy allows `href`, for any manifest URL: see `resolveLink`. */
export const isLink = (href: string, schemes: readonly string[] = LINK_SCHEMES): boolean =>
  (PLAIN.test(href) && schemes.includes('https:')) || !!resolveLink(href, undefined, schemes);

/**
 * Finds the link targets in a markdown text with a pattern. The result is approximate, good enough for
 * reports but not for rendering.
 */
export function* linksInMarkdown(text: string): Generator<string> {
  // No alternative may scan ahead without bound from every position: that would take quadratic time.
  const pattern =
    /\]\(\s*<?([^\s)>]+)|<([a-z][a-z0-9+.-]*:[^\s<>]+)>|^[ \t]*\[[^[\]]+\]:\s*<?([^\s>]+)/gim;
  for (const [, inline, auto, reference] of text.matchAll(pattern)) {
    yield (inline ?? auto ?? reference)!;
  }
}
