/** The element classes. Importing them registers nothing; call `define`, or import the package's main entry. */
export {TrustCenter} from '../elements/center/trust-center.js';
export {TrustControls} from '../elements/sections/controls/controls.js';
export {define} from '../elements/define.js';
export {TrustDisclosure} from '../elements/sections/disclosure.js';
export {TrustDocuments} from '../elements/sections/documents.js';
export {
  TrustErrorEvent,
  TrustLoadEvent,
  TrustObservationEvent,
  TrustPostureEvent,
  TrustRequestEvent,
} from '../elements/events.js';
export {addLocale} from '../i18n/registry.js';
export {TrustFaq} from '../elements/sections/faq.js';
export {TrustGates} from '../elements/sections/gates.js';
export {TrustGuards} from '../elements/sections/guards.js';
export {TrustReadiness} from '../elements/sections/readiness.js';
export {TrustRoadmap} from '../elements/sections/roadmap.js';
export {TrustSubprocessors} from '../elements/sections/subprocessors.js';
export {TrustSummary} from '../elements/sections/summary.js';
export {TrustUpdates} from '../elements/sections/updates.js';
export type {Snapshot} from '../export/snapshot.js';
export type {Locale} from '../locales/en.js';
