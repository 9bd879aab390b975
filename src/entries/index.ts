/** Registers `<arqen-trust-center>` and its section elements. The only module with a side effect. */
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

define('arqen-trust-center');
