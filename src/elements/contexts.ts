/**
 * What the center gives to its sections, in three contexts, because three things change at three
 * speeds: the document with each load, the observations with each check, the messages with the language.
 */
import {createContext} from '@lit/context';
import type {Moment} from '../guard/observation.js';
import type {LoadError} from '../manifest/load-error.js';
import type {Loaded} from '../manifest/load.js';
import type {Posture} from '../posture/posture.js';
import type {Messages} from '../i18n/messages.js';

/** A manifest on the page, and when it came. */
export interface Shown {
  readonly loaded: Loaded;
  readonly fetchedAt: Moment;
}

/** What has become of the manifest. `kept`: a reload failed, the last good one stays. */
export type DocumentState =
  | {readonly status: 'idle'}
  | {readonly status: 'loading'}
  | ({readonly status: 'ready'} & Shown)
  | ({readonly status: 'kept'; readonly error: LoadError} & Shown)
  | {readonly status: 'failed'; readonly error: LoadError};

export type LoadState = DocumentState['status'];

/** The manifest that a state leaves on the page, and when it came; nothing where it leaves none. */
export const shownIn = (state: DocumentState): Shown | undefined =>
  state.status === 'ready' || state.status === 'kept' ? state : undefined;

/** What the guards showed, and what follows. */
export interface Live {
  readonly posture: Posture;
  /** When each guard is asked next, by its id. */
  readonly nextChecks: ReadonlyMap<string, Moment>;
}

export const documentContext = createContext<DocumentState>(Symbol('arqen-trust-document'));
export const observationsContext = createContext<Live | undefined>(
  Symbol('arqen-trust-observations'),
);
export const messagesContext = createContext<Messages>(Symbol('arqen-trust-messages'));
