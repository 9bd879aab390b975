/** The classes of the elements. Importing them registers nothing: `define` does, and `index.ts` by it. */
export {TrustCenter} from './elements/center.js';
export {TrustControls} from './elements/controls.js';
export {define} from './elements/define.js';
export {TrustDisclosure} from './elements/disclosure.js';
export {TrustDocuments} from './elements/documents.js';
export {
  TrustErrorEvent,
  TrustLoadEvent,
  TrustObservationEvent,
  TrustPostureEvent,
  TrustRequestEvent,
} from './elements/events.js';
export {addLocale} from './elements/locales.js';
export {TrustFaq} from './elements/faq.js';
export {TrustGates} from './elements/gates.js';
export {TrustGuards} from './elements/guards.js';
export {TrustReadiness} from './elements/readiness.js';
export {TrustRoadmap} from './elements/roadmap.js';
export {TrustSubprocessors} from './elements/subprocessors.js';
export {TrustSummary} from './elements/summary.js';
export {TrustUpdates} from './elements/updates.js';
export type {Snapshot} from './export/snapshot.js';
export type {Locale} from './locales/en.js';
