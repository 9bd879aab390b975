import type {Lexicon} from '../lexicon.js';
import {ar} from './ar.js';
import {de} from './de.js';
import {en} from './en.js';
import {es} from './es.js';
import {fr} from './fr.js';
import {ja} from './ja.js';

/** The lexicons of all languages, for code that need not load them one by one. */
export const ALL_LEXICONS: readonly Lexicon[] = [en, de, fr, es, ja, ar];
