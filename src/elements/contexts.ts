/**
 * What the center gives to its sections, in three contexts, because three things change at three
 * speeds: the document with each load, the observations with each check, the messages with the language.
 */
import {createContext} from '@lit/context';
import type {Moment} from '../guard/observation.js';
import type {LoadError} from '../manifest/load-error.js';
import type {LoadedManifest} from '../manifest/load.js';
import type {Posture} from '../posture/posture.js';
import type {Messages} from '../i18n/messages.js';

/** A manifest on the page, and when it came. */
export interface ShownManifest {
  readonly loaded: LoadedManifest;
  readonly fetchedAt: Moment;
}

/** What has become of the manifest. `kept`: a reload failed, the last good one stays. */
export type ManifestState =
  | {readonly status: 'idle'}
  | {readonly status: 'loading'}
  | ({readonly status: 'ready'} & ShownManifest)
  | ({readonly status: 'kept'; readonly error: LoadError} & ShownManifest)
  | {readonly status: 'failed'; readonly error: LoadError};

export type LoadState = ManifestState['status'];

/** The manifest that a state leaves on the page, and when it came; nothing where it leaves none. */
export const shownManifest = (state: ManifestState): ShownManifest | undefined =>
  state.status === 'ready' || state.status === 'kept' ? state : undefined;

/** What the guards showed, and what follows. */
export interface PostureState {
  readonly posture: Posture;
  /** When each guard is asked next, by its id. */
  readonly nextChecks: ReadonlyMap<string, Moment>;
}

export const manifestContext = createContext<ManifestState>(Symbol('arqen-trust-document'));
export const postureContext = createContext<PostureState | undefined>(
  Symbol('arqen-trust-observations'),
);
export const messagesContext = createContext<Messages>(Symbol('arqen-trust-messages'));
