/**
 * Everything that a manifest needs to be shown: read it, ask its guards, derive what follows, draw its
 * sections. A page that waits for a manifest loads this beside it: see `load-renderer.ts`.
 */
import {usesMarkdown} from '../../manifest/uses-markdown.js';
import type {Manifest} from '../../manifest/schema.js';
import {loadMarkdown, needsMarkdown} from '../ui/markdown.js';

export {derivePosture} from '../../posture/derive.js';
export {readFetched, readManifest} from '../../manifest/load.js';
export {RelativeTimeController} from '../ui/relative-time.js';
export {banners, loadErrorBanner, snapshotFailedBanner} from './banners.js';
export {DeepLinkController} from './deep-link-controller.js';
export {PostureController} from './posture-controller.js';
export {SECTIONS} from '../sections/registry.js';

/** Resolves once the markdown of a manifest can be read; nothing where its texts need no reading. */
export const markdownReady = (manifest: Manifest): Promise<unknown> | undefined =>
  usesMarkdown(manifest, needsMarkdown) ? loadMarkdown() : undefined;
