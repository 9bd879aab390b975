import type {CenterOptions} from '../elements/center/host.js';
import {tagPrefix} from '../elements/define.js';
import {parseUrl} from '../text/links.js';

/** The options of the element itself, by property name. */
type ElementOptions = Partial<Omit<CenterOptions, 'manifest'>>;

export interface RenderOptions extends Readonly<ElementOptions> {
  /** The tag that the page registers, such as `acme-trust`; `arqen-trust-center` by default. */
  readonly tag?: string;
  /** The text of the manifest at `src`. Without `src`, the manifest as text or as an object. */
  readonly manifest: unknown;
  /** The absolute base URL of relative links: the manifest's own, or the page's if there is no `src`. */
  readonly base?: string;
  /** The text of the detached signature at `<src>.jws`; required with `signingKeys`. */
  readonly signature?: string;
  /** The URL of the package's `trust-center.css`, as the page requests it. Pass either this or `nonce`. */
  readonly stylesheet?: string;
  /** The nonce of the page's policy, for styles inside the markup. Pass either this or `stylesheet`. */
  readonly nonce?: string;
  /** The time at which everything is derived, in milliseconds since the epoch; now by default. */
  readonly now?: number;
}

/** The attribute of each element option. */
const ATTRIBUTES = {
  src: 'src',
  guardEndpoint: 'guard-endpoint',
  guardOrigins: 'guard-origins',
  guardInterval: 'guard-interval',
  maxAge: 'max-age',
  guards: 'guards',
  sections: 'sections',
  locale: 'locale',
  headingLevel: 'heading-level',
  deepLinks: 'deep-links',
  theme: 'theme',
  integrity: 'integrity',
  signingKeys: 'signing-keys',
  minVersion: 'min-version',
} as const satisfies Record<keyof ElementOptions, string>;

/** The options that are not attributes of the element. */
const SERVER_OPTIONS = [
  'tag',
  'manifest',
  'base',
  'signature',
  'stylesheet',
  'nonce',
  'now',
] as const satisfies readonly Exclude<keyof RenderOptions, keyof ElementOptions>[];

/** Returns the attributes of the rendered tag, in the order of `ATTRIBUTES`. */
export const attributesOf = (options: RenderOptions): (readonly [name: string, value: string])[] =>
  Object.entries(ATTRIBUTES).flatMap(([property, name]) => {
    const value = options[property as keyof ElementOptions];
    if (value === undefined || value === false) return [];
    return [[name, value === true ? '' : String(value)] as const];
  });

const DEFAULT_TAG = 'arqen-trust-center';

/** Where the styles of the markup come from. */
export type StyleSource = {readonly stylesheet: string} | {readonly nonce: string};

/** Validated options, with defaults applied. */
export interface ResolvedOptions {
  readonly tag: string;
  /** The prefix of the section tags. */
  readonly prefix: string;
  readonly base: string;
  readonly styleSource: StyleSource;
  readonly now: number;
}

const refuse = (option: string, problem: string): never => {
  throw new TypeError(`renderTrustCenter: "${option}" ${problem}`);
};

/**
 * Validates the options and applies defaults.
 * @throws {TypeError} Names the invalid option and what to pass instead.
 */
export function resolveOptions(options: RenderOptions): ResolvedOptions {
  const {src, manifest, stylesheet, nonce, signature, signingKeys, now = Date.now()} = options;
  if (manifest === undefined || manifest === null)
    refuse('manifest', 'is missing: pass the text served at "src", or the manifest itself.');
  if (src !== undefined && typeof manifest !== 'string')
    refuse(
      'manifest',
      'must be the text served at "src", because the page compares them byte by byte.',
    );
  if (signingKeys !== undefined && src !== undefined && signature === undefined)
    refuse('signature', `is missing: with "signingKeys", pass the text served at "${src}.jws".`);
  if (typeof manifest !== 'string' && typeof manifest !== 'object')
    refuse('manifest', `is a ${typeof manifest}: pass text or an object.`);
  if (Number.isNaN(new Date(now).getTime()))
    refuse('now', 'must be milliseconds since the epoch, such as Date.now().');
  const known = new Set([...Object.keys(ATTRIBUTES), ...SERVER_OPTIONS]);
  for (const option of Object.keys(options))
    if (!known.has(option)) refuse(option, `is not an option. Options: ${[...known].join(', ')}.`);
  const {tag = DEFAULT_TAG} = options;
  const prefix =
    tagPrefix(tag) ??
    refuse('tag', 'must be lower-case letters, digits and at least one hyphen, as for define().');
  const styleSource = resolveStyleSource(stylesheet, nonce);
  return {tag, prefix, base: resolveBase(options), styleSource, now};
}

function resolveBase({src, base}: RenderOptions): string {
  const url = base ?? src;
  if (url === undefined)
    return refuse('base', 'is missing: for an inline manifest, pass the absolute URL of its page.');
  return (
    parseUrl(url)?.href ??
    refuse('base', `must be an absolute URL: "${url}" is relative, and a server has no page URL.`)
  );
}

function resolveStyleSource(
  stylesheet: string | undefined,
  nonce: string | undefined,
): StyleSource {
  if (stylesheet && nonce === undefined) return {stylesheet};
  if (nonce && stylesheet === undefined) return {nonce};
  return refuse(
    'stylesheet',
    'or "nonce" is required, but not both: the URL of trust-center.css, or the nonce of the page\'s policy.',
  );
}
