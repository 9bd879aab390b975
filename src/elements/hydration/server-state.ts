/**
 * The state that server markup is rendered from: a manifest at one time, before any guard was checked.
 * The server and the hydrating page must compute the same state, or nothing is hydrated.
 */
import {Messages, type MessagesOptions} from '../../i18n/messages.js';
import type {LoadedManifest, LoadResult} from '../../manifest/load.js';
import type {Posture} from '../../posture/posture.js';
import {toJson} from '../../text/json.js';
import {VERSION} from '../../version.js';
import type {CenterHost} from '../center/host.js';
import type {ResolvedLocale} from '../center/locale-controller.js';
import {clampHeadingLevel} from '../center/options.js';

/**
 * Attributes of the marker `<template>` that precedes server markup: the time of the derivation (RFC 3339,
 * UTC), the manifest's address as the server knew it, the hydration key, and the checksum of the markup.
 */
export const DERIVED_AT = 'data-derived-at';
export const DERIVED_BASE = 'data-derived-base';
export const HYDRATION_KEY = 'data-hydration-key';
export const MARKUP_CHECKSUM = 'data-markup-checksum';

/**
 * Returns the checksum of server markup, by which a page sees whether a tool has rewritten it on its way.
 * White space, empty attributes and the order of attributes do not count: minifiers change them without harm.
 * @param nodes Each element as its name and its attributes, each of Lit's comments, and the texts after it.
 */
export function checksum(nodes: Iterable<readonly string[]>): string {
  let hash = 0;
  for (const node of nodes) {
    const parts = node.map((part) => part.replace(/\s+/g, '')).filter(Boolean);
    const text = parts.map((part) => `${part} `).join('');
    for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  }
  return String(hash);
}

/** Returns the options of the messages in server markup. `at` is in milliseconds since the epoch. */
export function serverMessagesOptions(
  center: CenterHost,
  at: number,
  {tag, phrases}: ResolvedLocale,
) {
  const {deepLinks} = center;
  const headingLevel = clampHeadingLevel(center);
  return {locale: tag, phrases, deepLinks, headingLevel, derivedAt: at} satisfies MessagesOptions;
}

/**
 * Puts a center into the state that a server renders: guards unchecked, everything else derived.
 * @param posture The posture of the manifest; `undefined` if it failed to load.
 */
export function applyServerState(
  center: CenterHost,
  result: LoadResult,
  posture: Posture | undefined,
  options: MessagesOptions & {readonly derivedAt: number},
): void {
  const {derivedAt: wall} = options;
  const messages = new Messages(options);
  center.messages = messages;
  center.derivedNote = messages.t('load.derived', {time: messages.moment(wall)});
  if (result.status === 'failed') {
    center.manifestState = result;
    return;
  }
  center.manifestState = {status: 'ready', loaded: result, fetchedAt: {wall, monotonic: 0}};
  center.postureState = posture && {posture, nextChecks: new Map()};
}

/** Returns the SHA-256, in hexadecimal, of all that server markup depends on: release, manifest, options. */
export async function hydrationKey(
  {sections}: CenterHost,
  loaded: LoadedManifest,
  options: MessagesOptions,
): Promise<string> {
  const {text, url, signature} = loaded;
  const bytes = new TextEncoder().encode(
    toJson([VERSION, text, url, signature, sections ?? null, options]),
  );
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
