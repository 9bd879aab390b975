/**
 * The center provides three contexts, because its data changes at three rates: the manifest with each load,
 * the posture with each check, and the messages with the language.
 */
import {createContext} from '@lit/context';
import type {Moment} from '../guard/clock.js';
import type {Messages} from '../i18n/messages.js';
import type {LoadError} from '../manifest/load-error.js';
import type {LoadedManifest} from '../manifest/load.js';
import type {Posture} from '../posture/posture.js';

/** A manifest on the page, and when it arrived. */
export interface ShownManifest {
  readonly loaded: LoadedManifest;
  readonly fetchedAt: Moment;
}

/** A valid manifest whose wording is still being checked. The summary shows its states, and none of its texts. */
export interface Preview extends ShownManifest {
  readonly posture: Posture;
}

/** The state of the center's manifest. `kept`: a reload failed, and the last good manifest stays. */
export type ManifestState =
  | {readonly status: 'idle'}
  | {readonly status: 'loading'; readonly preview?: Preview | undefined}
  | ({readonly status: 'ready'} & ShownManifest)
  | ({readonly status: 'kept'; readonly error: LoadError} & ShownManifest)
  | {readonly status: 'failed'; readonly error: LoadError};

export type LoadState = ManifestState['status'];

/** Returns the manifest that is shown in a state, if any. */
export const shownManifest = (state: ManifestState): ShownManifest | undefined =>
  state.status === 'ready' || state.status === 'kept' ? state : undefined;

/** The derived posture, and the plan of guard checks. */
export interface PostureState {
  readonly posture: Posture;
  /** When each guard is checked next, by guard id. */
  readonly nextChecks: ReadonlyMap<string, Moment>;
}

export const manifestContext = createContext<ManifestState>(Symbol('arqen-trust-manifest'));
export const postureContext = createContext<PostureState | undefined>(
  Symbol('arqen-trust-posture'),
);
export const messagesContext = createContext<Messages>(Symbol('arqen-trust-messages'));
