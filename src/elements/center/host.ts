import type {ReactiveControllerHost} from 'lit';
import type {RenderOptions} from 'lit/html.js';
import type {Messages} from '../../i18n/messages.js';
import type {ManifestState, PostureState} from '../contexts.js';
import type {ForeignChanges} from '../ui/foreign-changes.js';

/** The settings of a center, each an attribute or a property. `TrustCenter` documents them. */
export interface CenterOptions {
  src: string | undefined;
  manifest: unknown;
  guardEndpoint: string | undefined;
  guardOrigins: string | undefined;
  guardInterval: number;
  maxAge: number;
  guards: 'off' | undefined;
  sections: string | undefined;
  locale: string | undefined;
  headingLevel: number;
  deepLinks: boolean;
  theme: 'auto' | 'light' | 'dark';
  integrity: string | undefined;
  signingKeys: string | undefined;
  minVersion: string | undefined;
}

/** The center as its controllers, its template, hydration and the server see it. */
export interface CenterHost extends ReactiveControllerHost, HTMLElement, CenterOptions {
  readonly hasUpdated: boolean;
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly renderOptions: RenderOptions;
  /** The prefix of the section tags: see `define`. */
  readonly tagPrefix: string;
  readonly foreign: ForeignChanges;

  manifestState: ManifestState;
  /** `undefined` while no manifest is shown. */
  postureState: PostureState | undefined;
  messages: Messages;
  /** The sentence that dates server markup; `undefined` if no server rendered this center. */
  derivedNote: string | undefined;
  /** The text of the live region. */
  announcement: string;
  /** Whether what follows the first text could not be loaded. */
  chunkMissing: boolean;
  /** Whether the reader has asked for another attempt that has not ended yet. */
  retrying: boolean;
  /** Loads again what could not be loaded. */
  readonly tryAgain: () => Promise<void>;
  /** Whether the last attempt to save a snapshot failed because its chunk did not load. */
  snapshotFailed: boolean;
}
