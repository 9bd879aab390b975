import type {Observation} from '../guard/observation.js';
import type {LoadError} from '../manifest/load-error.js';
import type {Evidence, Manifest} from '../manifest/schema.js';
import type {Agreement} from '../posture/agreement.js';
import type {Posture} from '../posture/posture.js';

const PUBLIC = {bubbles: true, composed: true};

/** A manifest was accepted and is shown. */
export class TrustLoadEvent extends Event {
  constructor(
    /** The manifest, as it was read. */
    readonly manifest: Manifest,
    /** The address that it came from. */
    readonly url: string,
  ) {
    super('trust-load', PUBLIC);
  }
}

/** A manifest could not be had, or was refused. */
export class TrustErrorEvent extends Event {
  constructor(
    /** Why: a reason, a message, and the problems where it was refused. */
    readonly error: LoadError,
  ) {
    super('trust-error', PUBLIC);
  }
}

/** A guard was checked. */
export class TrustObservationEvent extends Event {
  constructor(
    /** What the check showed: a verdict, a reason, a time. */
    readonly observation: Observation,
    /** Whether that agrees with what the manifest says of the route. */
    readonly agreement: Agreement,
  ) {
    super('trust-observation', PUBLIC);
  }
}

/** A derived state changed: of a control, a guard, or any other row. */
export class TrustPostureEvent extends Event {
  constructor(
    /** What follows now from the manifest, the observations and the clock. */
    readonly posture: Posture,
  ) {
    super('trust-posture', PUBLIC);
  }
}

/** What a reader asks for: a document, or evidence, that is not public. */
export interface AccessRequest {
  readonly kind: 'document' | 'evidence';
  readonly id: string;
  readonly title: string;
  readonly access: Evidence['access'];
}

/**
 * A reader asks for something that is not public. Cancelable: `preventDefault()` means that the page
 * handles it; otherwise the vendor's disclosure contact is offered.
 */
export class TrustRequestEvent extends Event {
  constructor(
    /** What is asked for. */
    readonly item: AccessRequest,
  ) {
    super('trust-request', {...PUBLIC, cancelable: true});
  }
}

/** What a reader can be led to. */
export type RowKind = 'control' | 'gate' | 'guard' | 'roadmap' | 'requirement';

/** The address of a row on this page, which a `<base>` must not lead elsewhere. A server knows no page. */
export const rowAddress = (kind: RowKind, id: string, page = location.href): string =>
  `${page.split('#')[0]}#trust/${kind}/${id}`;

/** A reader follows a link from one row to another. Handled by the center; not for hosts. */
export class TrustNavigateEvent extends Event {
  constructor(
    readonly kind: RowKind,
    readonly rowId: string,
    /** The row that the link stands in, where it stands in one. */
    readonly from: {readonly kind: RowKind; readonly id: string} | undefined,
  ) {
    super('trust-navigate', PUBLIC);
  }
}

/** In which form a reader takes a record along. */
export type RecordFormat = 'json' | 'markdown' | 'csv' | 'print';

/** A reader takes a record along. Handled by the center; not for hosts. */
export class TrustSaveEvent extends Event {
  constructor(readonly format: RecordFormat) {
    super('trust-save', PUBLIC);
  }
}

/** Something has happened that a screen reader must be told. Handled by the center; not for hosts. */
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
