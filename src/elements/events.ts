import type {Observation} from '../guard/observation.js';
import type {LoadError} from '../manifest/load-error.js';
import type {Evidence, Manifest} from '../manifest/schema.js';
import type {Agreement} from '../posture/agreement.js';
import type {Posture} from '../posture/posture.js';

const PUBLIC = {bubbles: true, composed: true};

/** A manifest was accepted and is shown. */
export class TrustLoadEvent extends Event {
  constructor(
    /** The parsed manifest. */
    readonly manifest: Manifest,
    /** Its final address, after redirects; the page's base URL if it is inline. */
    readonly url: string,
  ) {
    super('trust-load', PUBLIC);
  }
}

/** A manifest could not be loaded, or was refused. */
export class TrustErrorEvent extends Event {
  constructor(
    /** A reason, a message, and the problems if the manifest was refused. */
    readonly error: LoadError,
  ) {
    super('trust-error', PUBLIC);
  }
}

/** A guard was checked. */
export class TrustObservationEvent extends Event {
  constructor(
    /** The result of the check: verdict, reason, time. */
    readonly observation: Observation,
    /** Whether the result agrees with the manifest. */
    readonly agreement: Agreement,
  ) {
    super('trust-observation', PUBLIC);
  }
}

/** The derived state of a control, a guard or any other row changed. */
export class TrustPostureEvent extends Event {
  constructor(
    /** The posture derived from the manifest, the observations and the current time. */
    readonly posture: Posture,
  ) {
    super('trust-posture', PUBLIC);
  }
}

/** A document or a piece of evidence that is not public and that a reader requests. */
export interface AccessRequest {
  readonly kind: 'document' | 'evidence';
  readonly id: string;
  readonly title: string;
  readonly access: Evidence['access'];
}

/**
 * A reader requests something that is not public. Cancelable: after `preventDefault()` the page handles the
 * request; otherwise the vendor's disclosure contact is offered.
 */
export class TrustRequestEvent extends Event {
  constructor(
    /** The requested item. */
    readonly item: AccessRequest,
  ) {
    super('trust-request', {...PUBLIC, cancelable: true});
  }
}

/** The kinds of rows that links can lead to. */
export type RowKind = 'control' | 'gate' | 'guard' | 'roadmap' | 'requirement';

/** Returns the address of a row on this page, unaffected by `<base>`. On a server, `page` is empty. */
export const rowAddress = (kind: RowKind, id: string, page = location.href): string =>
  `${page.split('#')[0]}#trust/${kind}/${id}`;

/** A reader follows a link from one row to another. Internal: the center handles it. */
export class TrustNavigateEvent extends Event {
  constructor(
    readonly kind: RowKind,
    readonly rowId: string,
    /** The row that contains the link, if any. */
    readonly from: {readonly kind: RowKind; readonly id: string} | undefined,
  ) {
    super('trust-navigate', PUBLIC);
  }
}

/** The formats in which a reader can save a record. */
export type RecordFormat = 'json' | 'markdown' | 'csv' | 'print';

/** A reader saves a record. Internal: the center handles it. */
export class TrustSaveEvent extends Event {
  constructor(readonly format: RecordFormat) {
    super('trust-save', PUBLIC);
  }
}

/** A change to announce to screen readers. Internal: the center handles it. */
export class TrustAnnounceEvent extends Event {
  constructor(readonly text: string) {
    super('trust-announce', PUBLIC);
  }
}

declare global {
  interface HTMLElementEventMap {
    'trust-load': TrustLoadEvent;
    'trust-error': TrustErrorEvent;
    'trust-observation': TrustObservationEvent;
    'trust-posture': TrustPostureEvent;
    'trust-request': TrustRequestEvent;
    'trust-navigate': TrustNavigateEvent;
    'trust-save': TrustSaveEvent;
    'trust-announce': TrustAnnounceEvent;
  }
}
