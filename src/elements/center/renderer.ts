/**
 * The renderer chunk: everything needed to show a manifest. It reads the manifest, checks its guards,
 * derives the posture and renders the sections. A page loads it in parallel with the manifest: see
 * `load-renderer.ts`.
 */
import type {Manifest} from '../../manifest/schema.js';
import {usesMarkdown} from '../../manifest/uses-markdown.js';
import {loadMarkdown, needsMarkdown} from '../ui/markdown.js';

export {readFetched, readManifest} from '../../manifest/load.js';
export {derivePosture} from '../../posture/derive.js';
export {SECTIONS} from '../sections/registry.js';
export {RelativeTimeController} from '../ui/relative-time.js';
export {banners, loadErrorBanner, snapshotFailedBanner} from './banners.js';
export {DeepLinkController} from './deep-link-controller.js';
export {PostureController} from './posture-controller.js';

/** Resolves when the manifest's markdown can be rendered; `undefined` if it contains none. */
export const markdownReady = (manifest: Manifest): Promise<unknown> | undefined =>
  usesMarkdown(manifest, needsMarkdown) ? loadMarkdown() : undefined;
