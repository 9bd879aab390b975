/** Registers `<arqen-trust-center>` and its section elements. The only entry with a side effect. */
// The first import, so that manifests arrive while the other modules are being evaluated.
import {requested} from '../elements/center/request-early.js';
import {pickUp} from '../elements/center/early-requests.js';
import {define} from '../elements/define.js';

export {TrustCenter} from '../elements/center/trust-center.js';
export {define};
export {
  TrustErrorEvent,
  TrustLoadEvent,
  TrustObservationEvent,
  TrustPostureEvent,
  TrustRequestEvent,
} from '../elements/events.js';
export {addLocale} from '../i18n/registry.js';
export type {Snapshot} from '../export/snapshot.js';
export type {Locale} from '../locales/en.js';

pickUp(requested);
define('arqen-trust-center');
