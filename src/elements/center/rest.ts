/**
 * The chunk of everything that follows the first text: the sections below the summary, the guard checks, the
 * banners of contradictions, the links to rows, and the repair of trees that something else has changed. A
 * page requests it once its manifest has arrived: see `load-rest.ts`.
 */
export {SECTIONS} from '../sections/sections.js';
export {contradictionBanners} from './contradiction-banners.js';
export {DeepLinkController} from './deep-link-controller.js';
export {GuardController} from './guard-controller.js';
export {repair} from '../ui/foreign-repair.js';
