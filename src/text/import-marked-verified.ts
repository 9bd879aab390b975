/** How marked comes in the script-tag build: as a chunk of its own whose digest the entry carries. */
import type * as Marked from 'marked';
import {importVerified} from './import-verified.js';

declare const MARKED_FILE: string;
declare const MARKED_INTEGRITY: string;

export const importMarked = () => importVerified<typeof Marked>(MARKED_FILE, MARKED_INTEGRITY);
