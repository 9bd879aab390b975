/** Registers `<arqen-trust-center>` and its section elements. The only file with a side effect. */
import {TrustCenter} from './elements/center.js';
import {engineLoaded} from './elements/load-engine.js';
import {canRender} from './elements/rendering.js';
import {SECTION_KEYS} from './elements/section-keys.js';

export {TrustCenter} from './elements/center.js';
export {
  TrustErrorEvent,
  TrustLoadEvent,
  TrustObservationEvent,
  TrustPostureEvent,
  TrustRequestEvent,
} from './elements/events.js';
export {addLocale} from './elements/locales.js';
export type {Snapshot} from './export/snapshot.js';
export type {Locale} from './locales/en.js';

// A page may load the bundle twice: the first one stays, the second says so and does no harm.
if (customElements.get('arqen-trust-center')) {
  console.info('<arqen-trust-center> is defined already; this copy of it stays out of the way.');
} else if (!canRender()) {
  // Tags that nobody defines show their children: the fallback.
  console.warn(
    '<arqen-trust-center> stays undefined: this page must allow "trusted-types arqen-trust-center".',
  );
} else {
  // The sections come with what they draw from. Before any center hears of that they are defined.
  void engineLoaded.then(({SECTIONS}) => {
    for (const key of SECTION_KEYS) {
      const tag = `arqen-trust-${key}`;
      if (!customElements.get(tag)) customElements.define(tag, SECTIONS[key].element);
    }
  });
  customElements.define('arqen-trust-center', TrustCenter);
}
