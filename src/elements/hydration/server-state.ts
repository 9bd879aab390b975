/**
 * What a server draws a center from, and the page takes that drawing over with: the manifest as it was at
 * one moment, before any guard was asked. Both must come to the same, or nothing is taken over.
 */
import {VERSION} from '../../version.js';
import type {LoadedManifest, LoadResult} from '../../manifest/load.js';
import type {TrustCenter} from '../center/trust-center.js';
import type {ResolvedLocale} from '../center/locale-controller.js';
import type {Renderer} from '../center/load-renderer.js';
import {Messages, type MessagesOptions} from '../../i18n/messages.js';
import {clampHeadingLevel} from '../center/options.js';

/**
 * What a server says of a drawing, on a template of its own before it: when it derived what it drew (RFC 3339,
 * UTC), the manifest's address as it knew it, and the digest of everything that it drew from.
 */
export const DERIVED_AT = 'data-derived-at';
export const DERIVED_BASE = 'data-derived-base';
export const HYDRATION_KEY = 'data-hydration-key';

/** The manner in which a server draws a center: in the language that it was told, or in English. */
export function serverMessagesOptions(
  center: TrustCenter,
  at: number,
  {tag, words}: ResolvedLocale,
) {
  const {deepLinks} = center;
  const headingLevel = clampHeadingLevel(center);
  return {locale: tag, words, deepLinks, headingLevel, derivedAt: at} satisfies MessagesOptions;
}

/** Has a center show what came of a manifest at that moment, as far as it can be known without a page. */
export function applyServerState(
  center: TrustCenter,
  result: LoadResult,
  manner: MessagesOptions & {readonly derivedAt: number},
  {derivePosture}: Renderer,
): void {
  const {derivedAt: wall} = manner;
  const messages = new Messages(manner);
  center.messages = messages;
  center.derivedNote = messages.t('load.derived', {time: messages.moment(wall)});
  if (result.status === 'failed') {
    center.manifestState = result;
    return;
  }
  center.manifestState = {status: 'ready', loaded: result, fetchedAt: {wall, monotonic: 0}};
  const posture = derivePosture(result.manifest, new Map(), wall);
  center.postureState = {posture, nextChecks: new Map()};
}

/** The SHA-256 of everything that a drawing depends on, in hexadecimal: the release, the manifest, the manner. */
export async function hydrationKey(
  {sections}: TrustCenter,
  loaded: LoadedManifest,
  manner: MessagesOptions,
): Promise<string> {
  const {text, url, signature} = loaded;
  const bytes = new TextEncoder().encode(
    JSON.stringify([VERSION, text, url, signature, sections ?? null, manner]),
  );
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
