import type {TrustCenter} from '../elements/center/trust-center.js';
import {tagPrefix} from '../elements/define.js';
import {parseUrl} from '../text/links.js';

/** The settings of the element that a page may give, by the names of its properties. */
type Settings = Partial<
  Pick<
    TrustCenter,
    | 'src'
    | 'guardEndpoint'
    | 'guardOrigins'
    | 'guardInterval'
    | 'maxAge'
    | 'guards'
    | 'sections'
    | 'locale'
    | 'headingLevel'
    | 'deepLinks'
    | 'theme'
    | 'integrity'
    | 'signingKeys'
    | 'minVersion'
  >
>;

export interface RenderOptions extends Settings {
  /** The tag that the page defines it under, such as `acme-trust`; `arqen-trust-center`, where not set. */
  readonly tag?: string;
  /** The manifest's own text, as it stands at `src`; or, where there is no `src`, the text or an object. */
  readonly manifest: unknown;
  /** The absolute URL that relative links of the manifest start from: its own, or without `src` the page's. */
  readonly base?: string;
  /** The text of the detached signature at `<src>.jws`, where `signingKeys` are pinned. */
  readonly signature?: string;
  /** The address of the package's `trust-center.css`, as the page sees it. Either this or `nonce`. */
  readonly stylesheet?: string;
  /** The nonce of the page's policy, with which styles stand in the markup itself. */
  readonly nonce?: string;
  /** Milliseconds since the epoch at which everything is derived; now, where not set. */
  readonly now?: number;
}

/** The attribute of each setting. */
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
} as const satisfies Record<keyof Settings, string>;

/** The attributes that these options come to, in the order of the table. */
export const attributesOf = (options: RenderOptions): (readonly [name: string, value: string])[] =>
  Object.entries(ATTRIBUTES).flatMap(([property, name]) => {
    const value = options[property as keyof Settings];
    if (value === undefined || value === false) return [];
    return [[name, value === true ? '' : String(value)] as const];
  });

/** The tag, where a page has given it no other. */
const TAG = 'arqen-trust-center';

/** How the markup is dressed. */
export type StyleSource = {readonly stylesheet: string} | {readonly nonce: string};

/** Options that make sense together. */
export interface ResolvedOptions {
  readonly tag: string;
  /** What the tags of its sections begin with. */
  readonly prefix: string;
  readonly base: string;
  readonly dress: StyleSource;
  readonly now: number;
}

const refuse = (option: string, problem: string): never => {
  throw new TypeError(`renderTrustCenter: "${option}" ${problem}`);
};

/**
 * Holds options to what can be rendered.
 * @throws {TypeError} With the option at fault, and what to give instead.
 */
export function readOptions(options: RenderOptions): ResolvedOptions {
  const {src, manifest, stylesheet, nonce, signature, signingKeys, now = Date.now()} = options;
  if (manifest === undefined || manifest === null)
    refuse('manifest', 'is missing: give the text that stands at "src", or the manifest itself.');
  if (src !== undefined && typeof manifest !== 'string')
    refuse(
      'manifest',
      'must be the text that stands at "src": the page compares them byte by byte.',
    );
  if (signingKeys !== undefined && src !== undefined && signature === undefined)
    refuse(
      'signature',
      `is missing: with "signingKeys", give the text that stands at "${src}.jws".`,
    );
  if (typeof manifest !== 'string' && typeof manifest !== 'object')
    refuse('manifest', `is a ${typeof manifest}: give the text, or an object.`);
  if (Number.isNaN(new Date(now).getTime()))
    refuse('now', 'must be milliseconds since the epoch, as of Date.now().');
  const known = new Set([...Object.keys(ATTRIBUTES), ...OWN]);
  for (const option of Object.keys(options))
    if (!known.has(option)) refuse(option, `is no option; there are ${[...known].join(', ')}.`);
  const {tag = TAG} = options;
  const prefix =
    tagPrefix(tag) ??
    refuse('tag', 'must be lower-case letters, digits and at least one hyphen, as for define().');
  return {tag, prefix, base: baseOf(options), dress: styleSourceOf(stylesheet, nonce), now};
}

const OWN = [
  'tag',
  'manifest',
  'base',
  'signature',
  'stylesheet',
  'nonce',
  'now',
] as const satisfies readonly Exclude<keyof RenderOptions, keyof Settings>[];

function baseOf({src, base}: RenderOptions): string {
  const given = base ?? src;
  if (given === undefined)
    return refuse('base', 'is missing: an inline manifest takes the absolute URL of its page.');
  return (
    parseUrl(given)?.href ??
    refuse('base', `must be an absolute URL: "${given}" is relative, and a server knows no page.`)
  );
}

function styleSourceOf(stylesheet: string | undefined, nonce: string | undefined): StyleSource {
  if (stylesheet && nonce === undefined) return {stylesheet};
  if (nonce && stylesheet === undefined) return {nonce};
  return refuse(
    'stylesheet',
    'or "nonce", one of them, is needed: the address of trust-center.css, or the nonce of the page\'s policy.',
  );
}
