import {firstPhrases} from '../locales/en-first.js';
import type {Locale} from '../locales/en.js';

const phrases: Partial<Locale> = {...firstPhrases};

/** English. The entry contains what the first text needs of it; the rest loads with the sections. */
export const english = phrases as Locale;

/** Adds the English phrases that a chunk brings along. Nothing rendered before has used them. */
export const addEnglish = (added: Partial<Locale>): void => void Object.assign(english, added);
