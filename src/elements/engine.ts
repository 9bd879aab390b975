/**
 * Everything that a manifest needs to be shown: read it, ask its guards, derive what follows, draw its
 * sections. A page that waits for a manifest loads this beside it: see `load-engine.ts`.
 */
import {someMarkdown} from '../manifest/markdown-texts.js';
import type {Manifest} from '../manifest/schema.js';
import {loadMarkdown, needsMarkdown} from '../text/markdown.js';

export {derivePosture} from '../posture/derive.js';
export {readFetched, readManifest} from '../manifest/load.js';
export {Ages} from './ages.js';
export {banners, failure, recordsMissing} from './banners.js';
export {DeepLinks} from './deep-links.js';
export {LivePosture} from './live-posture.js';
export {SECTIONS} from './sections.js';

/** Resolves once the markdown of a manifest can be read; nothing where its texts need no reading. */
export const markdownRead = (manifest: Manifest): Promise<unknown> | undefined =>
  someMarkdown(manifest, needsMarkdown) ? loadMarkdown() : undefined;
