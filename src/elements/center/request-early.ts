/** The requests that this module makes as soon as it is evaluated. Imported first: see `early-requests.ts`. */
import {PREFIX} from '../tags.js';
import {requestEarly} from './early-requests.js';

// Pure, so that bundlers may drop it from pages that register the element themselves.
export const requested = /* @__PURE__ */ requestEarly(`${PREFIX}-center`);
