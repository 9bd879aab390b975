/**
 * What a server draws a center from, and the page takes that drawing over with: the manifest as it was at
 * one moment, before any guard was asked. Both must come to the same, or nothing is taken over.
 */
import {VERSION} from '../export/version.js';
import type {Loaded, LoadResult} from '../manifest/load.js';
import {derivePosture} from '../posture/derive.js';
import type {TrustCenter} from './center.js';
import type {Spoken} from './language.js';
import {Messages, type Manner} from './messages.js';
import {headingLevelOf} from './settings.js';

/** When a server derived what it drew (RFC 3339, UTC), and the digest of everything that it drew from. */
export const DERIVED_AT = 'data-derived-at';
export const DERIVED_FROM = 'data-derived-from';

/** Which of the elements it is that a server drew, so that one style sheet can serve them all. */
export const DRAWN = 'data-drawn';

/** The manner in which a server draws a center: in the language that it was told, or in English. */
export function serverManner(center: TrustCenter, at: number, {tag, words}: Spoken) {
  const {deepLinks} = center;
  const headingLevel = headingLevelOf(center);
  return {locale: tag, words, deepLinks, headingLevel, derivedAt: at} satisfies Manner;
}

/** Has a center show what came of a manifest at that moment, as far as it can be known without a page. */
export function showDerived(
  center: TrustCenter,
  result: LoadResult,
  manner: Manner & {readonly derivedAt: number},
): void {
  const {derivedAt: wall} = manner;
  const messages = new Messages(manner);
  center.messages = messages;
  center.derived = messages.t('load.derived', {time: messages.moment(wall)});
  if (result.status === 'failed') {
    center.document = result;
    return;
  }
  center.document = {status: 'ready', loaded: result, fetchedAt: {wall, monotonic: 0}};
  const posture = derivePosture(result.manifest, new Map(), wall);
  center.live = {posture, nextChecks: new Map()};
}

/** The SHA-256 of everything that a drawing depends on, in hexadecimal: the release, the manifest, the manner. */
export async function digestOfDrawing(
  {sections}: TrustCenter,
  loaded: Loaded,
  manner: Manner,
): Promise<string> {
  const {text, url, signature} = loaded;
  const bytes = new TextEncoder().encode(
    JSON.stringify([VERSION, text, url, signature, sections ?? null, manner]),
  );
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
