/** Markup for the server: a manifest as HTML that is complete before any script has run. Needs `@lit-labs/ssr`. */
export {renderTrustCenter, type RenderOptions} from '../server/render.js';
