/** Server rendering: a manifest as HTML that is complete before any script runs. Needs `@lit-labs/ssr`. */
export {renderTrustCenter, type RenderOptions} from '../server/render.js';
